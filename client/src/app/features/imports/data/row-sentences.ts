import { Injectable, inject } from '@angular/core';
import { LEDGER_FIELD_WORDS, RELATIONSHIP_CODES, RELATIONSHIP_WORDS, type ImportRowView } from '@tongxin/shared';
import { Texts } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';

export type RowProblem = ImportRowView['problems'][number];

/** What is said at the cells of a ledger, in the reader's language: problems, names of fields, values that are codes. */
@Injectable({ providedIn: 'root' })
export class RowSentences {
  private readonly texts = inject(Texts);
  private readonly problems = inject(ProblemSentences);

  /** The sentence of a problem at a cell or of a whole file. Codes and lists among the parameters become words. */
  sentence({ code, params }: Pick<RowProblem, 'code' | 'params'>): string {
    const words = this.inWords(params);
    const own = `imports.cell.${code}`;
    return this.texts.has(own) ? this.texts.t(own, words) : this.problems.fieldSentence(code, words);
  }

  /** 身份证号 / ID number; an unknown field shows its code. */
  field(field: string): string {
    const words = (LEDGER_FIELD_WORDS as Partial<Record<string, Record<string, string>>>)[field];
    return words?.[this.texts.language()] ?? field;
  }

  /** A stored value in words: sex, relationships and categories are codes on the wire, classes come with an English label. */
  value(field: string, value: string | null, english?: string | null): string | null {
    if (value === null) return null;
    if (english && this.texts.language() === 'en') return english;
    if (field === 'sex') return this.coded(`sexes.${value}`, value);
    if (field === 'categories')
      return this.list(value.split('、').map((code) => this.coded(`categories.${code}`, code)));
    if (field.endsWith('.relationship')) {
      const code = RELATIONSHIP_CODES.find((one) => one === value);
      return code ? RELATIONSHIP_WORDS[code][this.texts.language()] : value;
    }
    return value;
  }

  private inWords(params: Record<string, unknown>): Record<string, unknown> {
    const words: Record<string, unknown> = { ...params };
    if (this.texts.language() === 'en' && typeof params['labelEn'] === 'string') words['label'] = params['labelEn'];
    for (const [name, value] of Object.entries(params))
      if (Array.isArray(value)) words[name] = this.list(this.named(name, value));
    return words;
  }

  private named(name: string, values: readonly unknown[]): string[] {
    return values.map((value) => {
      const text = String(value);
      if (name === 'known') return this.coded(`categories.${text}`, text);
      return name === 'fields' ? this.field(text) : text;
    });
  }

  private coded(key: string, otherwise: string): string {
    return this.texts.has(key) ? this.texts.t(key) : otherwise;
  }

  private list(words: readonly string[]): string {
    return words.join(this.texts.language() === 'en' ? ', ' : '、');
  }
}
