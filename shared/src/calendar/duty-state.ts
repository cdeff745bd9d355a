import type { DutyState, ExemptionReason } from '../codes/duties.js';
import type { CareFileStatus } from '../codes/people.js';
import { addDays, earlier, later, liesIn, type Day, type DayRange } from './days.js';
import { MINIMUM_SCHOOL_DAYS, schoolDaysIn, type DutyWindow } from './duty-windows.js';
import type { SchoolCalendar } from './school-calendar.js';

/** A record that counts for a standard: the day it happened, and the day (where the school is) it was typed. */
export interface CountingRecord {
  readonly heldOn: Day;
  readonly typedOn: Day;
}

/** From when to when a care file had a status; `to` is the last such day, null while it lasts. Periods follow each other without gaps. */
export interface CareFilePeriod {
  readonly status: CareFileStatus;
  readonly from: Day;
  readonly to: Day | null;
}

/** Everything the state of one duty – one standard, one child, one window – follows from. */
export interface DutyFacts {
  readonly window: DutyWindow;
  readonly calendar: SchoolCalendar;
  readonly today: Day;
  /** The child's records that count for this standard; those outside the window are passed over. */
  readonly records: readonly CountingRecord[];
  readonly careFile: readonly CareFilePeriod[];
  /** When the first category began that makes the standard ask for this child and holds on the window's last day; null: it asks for every care file. */
  readonly categoryBegunOn: Day | null;
  /** Since when the child has had, without a break, an urgency the standard asks for; null or left out: it asks whatever the urgency. */
  readonly urgencyBegunOn?: Day | null;
  /** So many days after the window what was done in it may still be typed; 0 where left out. */
  readonly graceDays?: number;
  /** The department has excused the child from this duty in this window. */
  readonly excused: boolean;
}

/** The state of a duty; the reason is there exactly when it is exempt. */
export type DutyOutcome =
  | { readonly state: Exclude<DutyState, 'exempt'>; readonly reason: null }
  | { readonly state: 'exempt'; readonly reason: ExemptionReason };

/**
 * The state of one duty, in this order:
 *
 * 1. Held in the window: `done` when any of it was typed by the window's last day, or in the days of grace after it, else `late`. What
 *    was done is shown as done, also where it was not asked. A talk after the window does not satisfy it, grace or not.
 * 2. Excused by the department: `exempt`.
 * 3. The care file is paused, closed or transferred on the window's last day: `exempt`. A file not opened by then: `exempt`, `new`.
 * 4. The care file was open, and the category and the urgency had begun, on fewer than 10 school days of the window, the first day counted:
 *    `exempt`, `new`.
 * 5. `overdue` from the day after the window's last, or after its last day of grace; until then `due`.
 */
export function dutyState(facts: DutyFacts): DutyOutcome {
  const { window } = facts;
  const closesOn = addDays(window.to, facts.graceDays ?? 0);
  const held = facts.records.filter((record) => liesIn(record.heldOn, window));
  if (held.some((record) => record.typedOn <= closesOn)) return { state: 'done', reason: null };
  if (held.length > 0) return { state: 'late', reason: null };
  if (facts.excused) return { state: 'exempt', reason: 'excused' };
  const reason = reasonNotToAsk(facts);
  if (reason) return { state: 'exempt', reason };
  return { state: facts.today > closesOn ? 'overdue' : 'due', reason: null };
}

function reasonNotToAsk(facts: DutyFacts): ExemptionReason | null {
  const lastDay = facts.window.to;
  const status = facts.careFile.find(
    (period) => period.from <= lastDay && (period.to === null || period.to >= lastDay),
  )?.status;
  if (status === undefined) return facts.careFile.some((period) => period.from <= lastDay) ? 'closed' : 'new';
  if (status !== 'open') return status;
  return schoolDaysToAct(facts) < MINIMUM_SCHOOL_DAYS ? 'new' : null;
}

/** On how many school days of the window the child could be asked for: the care file open, the category and the urgency begun. */
function schoolDaysToAct({ window, calendar, careFile, categoryBegunOn, urgencyBegunOn }: DutyFacts): number {
  const begun = [categoryBegunOn, urgencyBegunOn].filter((day) => day != null);
  return careFile
    .filter((period) => period.status === 'open')
    .map((period) => ({
      from: begun.reduce(later, period.from),
      to: earlier(period.to ?? window.to, window.to),
    }))
    .reduce((days, part) => days + schoolDaysIn(window, part, calendar), 0);
}

/** Who headed a class, and when: the head teacher or the deputy of the class the child was in. */
export interface Headship extends Omit<DayRange, 'to'> {
  readonly personId: string;
  /** The last day; null while it lasts. */
  readonly to: Day | null;
}

/**
 * A talk counts for the monthly talk when somebody was reached, it is not void, and its author headed the child's class on that day, as head
 * teacher or deputy. `headships` are those of the classes the child was in, each cut to the days the child was in it; so a talk before a
 * change of class counts. Other people's talks are contact, and do not count.
 */
export function countsAsMonthlyTalk(
  talk: { readonly heldOn: Day; readonly authorId: string; readonly reached: boolean; readonly voided: boolean },
  headships: readonly Headship[],
): boolean {
  return (
    talk.reached &&
    !talk.voided &&
    headships.some(
      (headship) =>
        headship.personId === talk.authorId &&
        headship.from <= talk.heldOn &&
        (headship.to === null || talk.heldOn <= headship.to),
    )
  );
}

const WORST_FIRST: readonly DutyState[] = ['overdue', 'due', 'late', 'done', 'exempt'];

/** The worst of a child's states, because Today shows a child once: overdue, due, late, done, exempt. Null when there is none. */
export function worstState(states: readonly DutyState[]): DutyState | null {
  return WORST_FIRST.find((state) => states.includes(state)) ?? null;
}

/** What the order of a duty list looks at. */
export interface DutyListed {
  /** The latest day the thing was done for the child (the day it happened, not the day it was typed); null: never. */
  readonly lastOn: Day | null;
  readonly name: string;
  readonly id: string;
}

/** The order of duty lists: nothing ever first, then the longest since, then by name, then by id. */
export function compareDuties(one: DutyListed, other: DutyListed): number {
  return (
    compareCodePoints(one.lastOn ?? '', other.lastOn ?? '') ||
    compareCodePoints(one.name, other.name) ||
    compareCodePoints(one.id, other.id)
  );
}

/** As PostgreSQL sorts under `COLLATE "C"`: by code point, where JavaScript's `<` would put rare characters before compatibility ones. */
function compareCodePoints(one: string, other: string): number {
  const ones = Array.from(one, (character) => character.codePointAt(0) ?? 0);
  const others = Array.from(other, (character) => character.codePointAt(0) ?? 0);
  for (const [position, point] of ones.entries()) {
    const difference = point - (others[position] ?? -1);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(ones.length - others.length);
}
