import {
  addDays,
  addMonthsToMonth,
  liesIn,
  MINIMUM_SCHOOL_DAYS,
  monthlyWindows,
  schoolDaysIn,
  windowsOfToday,
  windowsOverlapping,
  type CategoryCode,
  type Day,
  type DutyWindow,
  type Month,
  type SchoolCalendar,
  type StandardCode,
  type StandardFrequency,
} from '@tongxin/shared';

/** A care standard as it is in force at a school. */
export interface Standard {
  readonly id: string;
  readonly version: number;
  readonly code: StandardCode;
  readonly every: StandardFrequency;
  readonly who: string;
  readonly categories: readonly CategoryCode[] | null;
  readonly asksInHolidays: boolean;
  readonly from: Day;
  readonly to: Day | null;
}

/** One window in which one standard asks. */
export interface AskingWindow extends DutyWindow {
  readonly standard: Standard;
}

/** How far back a trend or the last window before the holidays is looked for. */
const MONTHS_BACK = 12;

/**
 * A standard asks in a window if it is in force on the window's last day, and on at least 10 school days of it: one set up, or given up, in
 * mid-month asks as a care file opened or closed in mid-month is asked for.
 */
function isInForce(standard: Standard, window: DutyWindow, calendar: SchoolCalendar): boolean {
  const force = { from: standard.from, to: standard.to ?? window.to };
  return liesIn(window.to, force) && schoolDaysIn(window, force, calendar) >= MINIMUM_SCHOOL_DAYS;
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

/** One month of a trend. */
export interface TrendMonth {
  readonly month: Month;
  readonly windows: readonly AskingWindow[];
}

/** The last months, up to and including this one, in which a standard of every month asked for something; oldest first. */
export function monthsAsked(
  standards: readonly Standard[],
  calendar: SchoolCalendar,
  month: Month,
  count: number,
): TrendMonth[] {
  const monthly = standards.filter((standard) => standard.every === 'month');
  const found: TrendMonth[] = [];
  for (let back = 0; back <= MONTHS_BACK && found.length < count; back += 1) {
    const one = addMonthsToMonth(month, -back);
    const windows = monthly.flatMap((standard) =>
      asked(standard, monthlyWindows(calendar, one, standard.asksInHolidays), calendar),
    );
    if (windows.length > 0) found.unshift({ month: one, windows });
  }
  return found;
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
