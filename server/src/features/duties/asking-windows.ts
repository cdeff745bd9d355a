import {
  addDays,
  addMonthsToMonth,
  daysOfMonth,
  liesIn,
  MINIMUM_SCHOOL_DAYS,
  monthOf,
  schoolDaysIn,
  schoolYearOn,
  windowsOfToday,
  windowsOverlapping,
  type CategoryCode,
  type Day,
  type DutyWindow,
  type Month,
  type SchoolCalendar,
  type StandardActor,
  type StandardCode,
  type StandardFrequency,
  type StandardUrgency,
  type WindowPart,
} from '@tongxin/shared';

/** One version of a care standard, with the days it is in force. */
export interface Standard {
  readonly id: string;
  /** What all versions of one rule have in common: the id of the first. */
  readonly ruleId: string;
  readonly version: number;
  readonly code: StandardCode;
  readonly every: StandardFrequency;
  readonly who: StandardActor;
  readonly categories: readonly CategoryCode[] | null;
  /** It asks only for children of these urgencies; null: whatever the urgency. */
  readonly urgencies: readonly StandardUrgency[] | null;
  readonly asksInHolidays: boolean;
  readonly part: WindowPart | null;
  readonly graceDays: number;
  readonly from: Day;
  readonly to: Day | null;
  /** From when to when the rule holds, all its versions together; they follow each other without gaps. */
  readonly ruleFrom: Day;
  readonly ruleTo: Day | null;
}

/** One window in which one standard asks. */
export interface AskingWindow extends DutyWindow {
  readonly standard: Standard;
}

/** How many months the trend of an overview shows. */
export const TREND_MONTHS = 6;

/** How far back a trend or the last window before the holidays is looked for. */
const MONTHS_BACK = 12;

/**
 * A window is asked by the version in force on its last day, so that a change never asks twice nor leaves a gap; and only if the rule, in
 * whatever version, is in force on at least 10 school days of it: a rule set up, or given up, in mid-month asks as a care file opened or
 * closed in mid-month is asked for.
 */
function isInForce(standard: Standard, window: DutyWindow, calendar: SchoolCalendar): boolean {
  const rule = { from: standard.ruleFrom, to: standard.ruleTo ?? window.to };
  return (
    liesIn(window.to, { from: standard.from, to: standard.to ?? window.to }) &&
    schoolDaysIn(window, rule, calendar) >= MINIMUM_SCHOOL_DAYS
  );
}

function asked(standard: Standard, windows: readonly DutyWindow[], calendar: SchoolCalendar): AskingWindow[] {
  return windows.filter((window) => isInForce(standard, window, calendar)).map((window) => ({ ...window, standard }));
}

/** Every window that overlaps a month, of every standard, in the order of the standards. */
export function windowsOfMonth(standards: readonly Standard[], calendar: SchoolCalendar, month: Month): AskingWindow[] {
  return standards.flatMap((standard) => asked(standard, windowsOverlapping(standard, calendar, month), calendar));
}

/** Every window Today looks at: those begun in the running term, of every standard. */
export function windowsToday(standards: readonly Standard[], calendar: SchoolCalendar, today: Day): AskingWindow[] {
  return standards.flatMap((standard) => asked(standard, windowsOfToday(standard, calendar, today), calendar));
}

/**
 * The windows of a month, and for a standard that asks for nothing in it, in the holidays, its last window before: a child nobody has ever
 * cared for must not drop out of sight because it is July.
 */
export function windowsOfMonthOrBefore(
  standards: readonly Standard[],
  calendar: SchoolCalendar,
  month: Month,
): AskingWindow[] {
  return standards.flatMap((standard) => {
    for (let back = 0; back <= MONTHS_BACK; back += 1) {
      const windows = windowsOfMonth([standard], calendar, addMonthsToMonth(month, -back));
      if (windows.length > 0) return back === 0 ? windows : windows.slice(-1);
    }
    return [];
  });
}

/** The windows of a rule that end on a day or later, as far as a month; each once, oldest first. */
export function windowsFrom(
  standards: readonly Standard[],
  calendar: SchoolCalendar,
  from: Day,
  until: Month,
): AskingWindow[] {
  const found = new Map<string, AskingWindow>();
  for (let month = monthOf(from); month <= until; month = addMonthsToMonth(month, 1)) {
    for (const window of windowsOfMonth(standards, calendar, month)) {
      if (window.to >= from) found.set(`${window.standard.id} ${window.from}`, window);
    }
  }
  return [...found.values()].sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
}

/** One month of a trend. */
export interface TrendMonth {
  readonly month: Month;
  readonly windows: readonly AskingWindow[];
}

/** The last months, up to and including this one, in which any of the standards asked for something; oldest first. */
export function monthsAsked(
  standards: readonly Standard[],
  calendar: SchoolCalendar,
  month: Month,
  count: number,
): TrendMonth[] {
  const found: TrendMonth[] = [];
  for (let back = 0; back <= MONTHS_BACK && found.length < count; back += 1) {
    const one = addMonthsToMonth(month, -back);
    const windows = windowsOfMonth(standards, calendar, one);
    if (windows.length > 0) found.unshift({ month: one, windows });
  }
  return found;
}

/**
 * The months of the school year a month lies in, up to that month, and all months of the years before it; the years in order.
 * @param count how many years
 */
export function yearsBack(
  calendar: SchoolCalendar,
  month: Month,
  count: number,
): { schoolYear: number; months: Month[] }[] {
  const years: { schoolYear: number; months: Month[] }[] = [];
  for (let one = month; ; one = addMonthsToMonth(one, -1)) {
    const schoolYear = schoolYearOn(calendar, daysOfMonth(one).to);
    const last = years[0];
    if (last?.schoolYear === schoolYear) last.months.unshift(one);
    else if (years.length === count) return years;
    else years.unshift({ schoolYear, months: [one] });
  }
}

/**
 * How many school days a window has had up to and including each of its days, with a 0 before the first: what lies between two days of the
 * window is the difference of two of these, so that the database counts them for a child without knowing the calendar.
 */
export function schoolDayCounts(window: DutyWindow, calendar: SchoolCalendar): number[] {
  const counts = [0];
  for (let day = window.from; day <= window.to; day = addDays(day, 1)) {
    counts.push(counts.at(-1)! + schoolDaysIn(window, { from: day, to: day }, calendar));
  }
  return counts;
}
