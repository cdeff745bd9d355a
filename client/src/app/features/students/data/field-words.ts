import { inject } from '@angular/core';
import { LEDGER_COLUMN_GROUPS } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { Texts } from '../../../core/language/texts.js';

/** What names and values of fields are called; both read signals, so they are used in templates. */
export interface FieldWords {
  /** `Works at` for `worksAt`. */
  readonly field: (field: string) => string;
  /** Values that are codes become words, days become dates; everything else is as it was typed. */
  readonly value: (field: string, value: string | null) => string;
}

/** Where the words of a field's codes stand. */
const CODES: Readonly<Record<string, string>> = {
  relationship: 'relationships',
  kind: 'guardianKinds',
  sex: 'sexes',
  category: 'categories',
  code: 'categories',
  role: 'roles',
  ledgerStatus: 'careFileStatuses',
  ledgerUrgency: 'urgencies',
};

/** Fields whose codes stand together, apart by commas, or elsewhere. */
const LISTS: Readonly<Record<string, (codes: readonly string[], texts: Texts) => readonly string[]>> = {
  ledgerCategories: (codes, texts) => codes.map((code) => texts.t(`categories.${code}`)),
  ledgerCard: (codes, texts) => codes.map((code) => texts.t(`students.cardFilter.${code}`)),
  ledgerColumns: (codes, texts) => portionsOf(codes).map((group) => texts.t(`ledgers.groups.${group}`)),
};

/** The columns of a ledger in the portions in which somebody chose them. */
function portionsOf(columns: readonly string[]): string[] {
  return Object.entries<readonly string[]>(LEDGER_COLUMN_GROUPS)
    .filter(([, group]) => group.some((column) => columns.includes(column)))
    .map(([name]) => name);
}

/** The words of the fields of a card, and of whatever else a second person decides on. Called where a component is built. */
export function fieldWords(): FieldWords {
  const texts = inject(Texts);
  const days = inject(DayWords);
  const first = (keys: readonly string[]): string | undefined => keys.find((key) => texts.has(key));
  return {
    field: (field) =>
      texts.t(first([`students.fields.${field}`, `approvals.fields.${field}`]) ?? 'students.fields.other'),
    value: (field, value) => {
      if (value === null || value === '') return texts.t('conflict.nothing');
      const list = LISTS[field]?.(value.split(','), texts);
      if (list) return list.join(texts.t('approvals.between'));
      const group = CODES[field];
      const word = group ? first([`${group}.${value}`]) : undefined;
      if (word) return texts.t(word);
      if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return days.date(value);
      if (value === 'true') return texts.t('students.yes');
      if (value === 'false') return texts.t('students.no');
      return value;
    },
  };
}
