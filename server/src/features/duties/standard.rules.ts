import {
  STANDARD_CHOICES,
  WINDOW_PART_DAYS,
  type CategoryCode,
  type Day,
  type ProblemCode,
  type StandardActor,
  type StandardCode,
  type StandardFrequency,
  type StandardUrgency,
  type WindowPart,
  type WindowPartKind,
} from '@tongxin/shared';
import { ConflictError, InvalidRequestError, type FieldProblem } from '../../platform/errors/domain-error.js';
import type { Standard } from './asking-windows.js';

/** The sentence of a standard, part by part: who does what, for whom, how often and when. */
export interface StandardSentence {
  readonly code: StandardCode;
  readonly who: StandardActor;
  readonly every: StandardFrequency;
  /** Null: every special-group student. */
  readonly categories: readonly CategoryCode[] | null;
  /** Only those who are so urgent, of the categories where some are named; null or left out: whatever the urgency. */
  readonly urgencies?: readonly StandardUrgency[] | null;
  readonly asksInHolidays: boolean;
  readonly window: { readonly part: WindowPartKind; readonly days?: number | null };
  readonly graceDays: number;
}

/** @returns the part of its month or term that a sentence asks in; null: all of it */
export function partOf({ window }: Pick<StandardSentence, 'window'>): WindowPart | null {
  return window.part === 'whole' ? null : { kind: window.part, days: window.days! };
}

/**
 * Not every part goes with every other: a talk is the head teacher's own, only a monthly standard can ask in the holidays, and a part of a
 * window must leave room for the 10 school days.
 * @throws InvalidRequestError naming every part that does not fit
 */
export function assertFits(sentence: StandardSentence): void {
  const { code, who, every, categories, urgencies, asksInHolidays, window } = sentence;
  const problems: FieldProblem[] = [];
  const refuse = (pointer: string, problem: ProblemCode, params: Record<string, unknown> = {}): void => {
    problems.push({ pointer, code: problem, params });
  };
  const offered = STANDARD_CHOICES[code];
  if (!offered.who.includes(who)) refuse('/who', 'field.choice', { choices: offered.who });
  if (!offered.every.includes(every)) refuse('/every', 'field.choice', { choices: offered.every });
  if (categories?.length === 0) refuse('/categories', 'field.tooFew', { min: 1 });
  if (urgencies?.length === 0) refuse('/urgencies', 'field.tooFew', { min: 1 });
  if (asksInHolidays && every !== 'month') refuse('/asksInHolidays', 'standard.onlyMonthly');
  if (window.part === 'whole') {
    if (window.days != null) refuse('/window/days', 'field.unknown');
  } else {
    const { min, max } = WINDOW_PART_DAYS[every][window.part];
    if (window.days == null) refuse('/window/days', 'field.required');
    else if (window.days < min) refuse('/window/days', 'field.tooSmall', { min });
    else if (window.days > max) refuse('/window/days', 'field.tooLarge', { max });
  }
  if (problems.length > 0) throw new InvalidRequestError(problems);
}

/**
 * What is past stays as it was asked: a new rule begins today or later, a change of one on the first day of a month to come, so that no
 * month is asked by two versions.
 * @throws InvalidRequestError where it begins too early, or in the middle of a month
 */
export function assertBegins(from: Day, today: Day, isChange: boolean): void {
  if (isChange ? from <= today : from < today) throw InvalidRequestError.at('/from', 'standard.past');
  if (isChange && !from.endsWith('-01')) throw InvalidRequestError.at('/from', 'standard.firstOfMonth');
}

/**
 * Two rules of one kind and one rhythm stand side by side only for different categories, where a child with categories of both has a duty by
 * each, or for different urgencies, of which a child has one. Rules of different rhythm may ask for the same children: they ask for different
 * things.
 * @param rules every version of every other rule of the school
 * @returns whether a child would be asked for the same thing twice
 */
export function overlapsOther(
  sentence: StandardSentence,
  force: { readonly from: Day; readonly to: Day | null },
  rules: readonly Standard[],
): boolean {
  return rules.some(
    (other) =>
      other.code === sentence.code &&
      other.every === sentence.every &&
      (other.to === null || other.to >= force.from) &&
      (force.to === null || other.from <= force.to) &&
      meet(other.categories, sentence.categories) &&
      meet(other.urgencies, sentence.urgencies ?? null),
  );
}

/** Two lists, of which one that is null names everything, have something in common. */
function meet<T>(one: readonly T[] | null, other: readonly T[] | null): boolean {
  return one === null || other === null || one.some((value) => other.includes(value));
}

/** @throws ConflictError where another rule asks some of the children for the very same thing, see {@link overlapsOther} */
export function assertStandsAlone(...asked: Parameters<typeof overlapsOther>): void {
  if (overlapsOther(...asked)) throw new ConflictError('standard.overlaps');
}
