import { Injectable, inject } from '@angular/core';
import type { CareStandardView } from '@tongxin/shared';
import { Texts, translate } from '../../../core/language/texts.js';
import { PARTS, draftOf, type PartName, type StandardDraft } from './standard-draft.js';

/** A piece of a sentence: words, or a part that can be changed. */
export interface Piece {
  text: string;
  part: PartName | null;
}

/** Says a standard as a sentence, part by part, in the order of the reader's language. */
@Injectable({ providedIn: 'root' })
export class StandardWords {
  private readonly t = translate();
  private readonly texts = inject(Texts);

  /** The whole sentence in pieces; what goes without saying is left out. */
  pieces(draft: StandardDraft): Piece[] {
    return this.t(`careStandards.sentence.${draft.code}`)
      .split(/(\[\w+\])/)
      .map((piece): Piece => {
        const part = PARTS.find((name) => `[${name}]` === piece);
        return part ? { part, text: this.part(part, draft) } : { part: null, text: piece };
      })
      .filter(({ text }) => text !== '');
  }

  /** The same of a version, as one text. */
  sentence(view: CareStandardView): string {
    return this.pieces(draftOf(view, view.from))
      .map(({ text }) => text)
      .join('')
      .trim();
  }

  /** The words of one part; '' where it does not apply. */
  part(name: PartName, draft: StandardDraft): string {
    const { who, every, part, days, graceDays, asksInHolidays } = draft;
    switch (name) {
      case 'who':
        return this.t(`careStandards.who.${who}`);
      case 'every':
        return this.t(`careStandards.every.${every}`);
      case 'whom':
        return this.whom(draft);
      case 'window':
        return this.t(`careStandards.window.${part}.${every}`, { days: days ?? '…' });
      case 'grace':
        return graceDays === 0
          ? this.t('careStandards.grace.none')
          : this.t('careStandards.grace.some', { count: graceDays });
      case 'holidays':
        return every === 'term' ? '' : this.t(`careStandards.holidays.${asksInHolidays ? 'yes' : 'no'}`);
    }
  }

  /** The parts in which two versions differ. */
  changedParts(one: CareStandardView, other: CareStandardView): PartName[] {
    const [before, after] = [draftOf(one, one.from), draftOf(other, other.from)];
    return PARTS.filter((name) => this.part(name, before) !== this.part(name, after));
  }

  /** Some urgencies in words, either of which counts. */
  either(urgencies: readonly string[]): string {
    const [one, other] = urgencies.map((level) => this.t(`urgencies.${level}`));
    return other === undefined ? (one ?? '…') : this.t('careStandards.whom.either', { one: one!, other });
  }

  private whom({ categories, urgencies }: StandardDraft): string {
    const said = {
      categories: categories ? this.list(categories) : '',
      urgencies: urgencies ? this.either(urgencies) : '',
    };
    if (categories) return this.t(`careStandards.whom.${urgencies ? 'someUrgent' : 'some'}`, said);
    return this.t(`careStandards.whom.${urgencies ? 'urgent' : 'all'}`, said);
  }

  private list(categories: readonly string[]): string {
    if (categories.length === 0) return '…';
    const words = categories.map((code) => this.t(`categories.${code}`));
    return words.join(this.texts.language() === 'en' ? ', ' : '、');
  }
}
