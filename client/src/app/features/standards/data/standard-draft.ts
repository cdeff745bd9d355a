import {
  STANDARD_CHOICES,
  WINDOW_PART_DAYS,
  addMonthsToMonth,
  daysOfMonth,
  monthOf,
  type CareStandardView,
  type CategoryCode,
  type CreateStandardRequest,
  type Day,
  type StandardActor,
  type StandardCode,
  type StandardFrequency,
  type StandardUrgency,
  type WindowPartKind,
} from '@tongxin/shared';

/** The sentence of a standard while it is being put together. */
export interface StandardDraft {
  code: StandardCode;
  who: StandardActor;
  every: StandardFrequency;
  /** Null: every special-group student. */
  categories: readonly CategoryCode[] | null;
  /** Of these only who is so urgent; null: whatever the urgency. */
  urgencies: readonly StandardUrgency[] | null;
  asksInHolidays: boolean;
  part: WindowPartKind;
  days: number | null;
  graceDays: number;
  /** From which day it holds. */
  from: Day;
}

/** The parts of a sentence that can be pressed. */
export const PARTS = ['every', 'who', 'whom', 'window', 'grace', 'holidays'] as const;
export type PartName = (typeof PARTS)[number];

/** What may be chosen of urgency, after null for whatever it is. */
export const URGENCY_CHOICES: readonly (readonly StandardUrgency[])[] = [['raised', 'high'], ['high'], ['raised']];

/** Days of grace worth offering; more than two weeks would hide what is late. */
export const GRACE_CHOICES: readonly number[] = [0, 1, 2, 3, 5, 7, 10, 14];
const MONTHS_OFFERED = 12;

/** @returns the sentence of a version as a draft that begins on a day */
export function draftOf(view: CareStandardView, from: Day): StandardDraft {
  return {
    code: view.code,
    who: view.who,
    every: view.every,
    categories: view.categories,
    urgencies: view.urgencies,
    asksInHolidays: view.asksInHolidays,
    part: view.window.part,
    days: view.window.days,
    graceDays: view.graceDays,
    from,
  };
}

/** @returns a new sentence about something, as a school would begin it */
export function newDraft(code: StandardCode, from: Day): StandardDraft {
  const { who, every } = STANDARD_CHOICES[code];
  return {
    code,
    who: who[0]!,
    every: every[0]!,
    categories: null,
    urgencies: null,
    asksInHolidays: false,
    part: 'whole',
    days: null,
    graceDays: 0,
    from,
  };
}

/** @returns the days a change may begin on: the first of each of the coming months */
export function beginnings(today: Day): Day[] {
  return Array.from(
    { length: MONTHS_OFFERED },
    (_, index) => daysOfMonth(addMonthsToMonth(monthOf(today), index + 1)).from,
  );
}

/** What a part of a window may be chosen by; null for the whole of it. */
export function daysAllowed({
  every,
  part,
}: Pick<StandardDraft, 'every' | 'part'>): { min: number; max: number } | null {
  return part === 'whole' ? null : WINDOW_PART_DAYS[every][part];
}

/** Whether every part is there and within its bounds; the server looks again. */
export function isWhole(draft: StandardDraft): boolean {
  const allowed = daysAllowed(draft);
  const fits =
    allowed === null ||
    (draft.days !== null && Number.isInteger(draft.days) && draft.days >= allowed.min && draft.days <= allowed.max);
  return fits && draft.categories?.length !== 0;
}

/** A change of one part, with what no longer goes with it put right: a term has no holidays to ask in, and days of its own. */
export function withChange(draft: StandardDraft, change: Partial<StandardDraft>): StandardDraft {
  const next = { ...draft, ...change };
  if (next.every === 'term') next.asksInHolidays = false;
  const allowed = daysAllowed(next);
  if (allowed === null) next.days = null;
  else if (next.part !== draft.part || next.every !== draft.every) {
    next.days = Math.min(Math.max(next.days ?? usualDays(next), allowed.min), allowed.max);
  }
  return next;
}

function usualDays({ every, part }: StandardDraft): number {
  if (part === 'lastDays') return every === 'month' ? 15 : 30;
  return every === 'month' ? 10 : 31;
}

/** @returns the draft as the server takes it; a change of a rule leaves `code` away */
export function requestOf(draft: StandardDraft): CreateStandardRequest {
  const { part, days, categories, urgencies, ...same } = draft;
  return {
    ...same,
    categories: categories && [...categories],
    urgencies: urgencies && [...urgencies],
    window: part === 'whole' ? { part } : { part, days },
  };
}

/** All versions of one rule: what holds now, what comes, what was. */
export interface Rule {
  readonly ruleId: string;
  /** What is in force; null for a rule that is only coming, or over. */
  readonly present: CareStandardView | null;
  readonly coming: CareStandardView | null;
  /** The newest first. */
  readonly past: readonly CareStandardView[];
  /** The one that says what the rule is about: present, else coming, else the last. */
  readonly shown: CareStandardView;
}

/** @returns the rules behind a list of versions, those in force or coming first, in the order of the list */
export function rulesOf(versions: readonly CareStandardView[]): Rule[] {
  const ids = [...new Set(versions.map(({ ruleId }) => ruleId))];
  const rules = ids.map((ruleId): Rule => {
    const own = versions.filter((one) => one.ruleId === ruleId).sort((one, other) => (one.from < other.from ? 1 : -1));
    const present = own.find(({ status }) => status === 'inForce') ?? null;
    const coming = own.find(({ status }) => status === 'coming') ?? null;
    const past = own.filter(({ status }) => status === 'past');
    return { ruleId, present, coming, past, shown: (present ?? coming ?? past[0])! };
  });
  return [...rules.filter((one) => one.present ?? one.coming), ...rules.filter((one) => !(one.present ?? one.coming))];
}
