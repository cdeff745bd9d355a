import type { StandardFrequency } from '../codes/duties.js';
import {
  addDays,
  addMonthsToMonth,
  commonDays,
  daysOfMonth,
  later,
  monthOf,
  type Day,
  type DayRange,
  type Month,
} from './days.js';
import {
  countDays,
  isWeekday,
  lastTermBegunBy,
  schoolDaysBetween,
  termOn,
  type SchoolCalendar,
} from './school-calendar.js';

/** A window asks only where at least so many school days fall into it; and a child is asked for only where so many were left. */
export const MINIMUM_SCHOOL_DAYS = 10;

/** The part of a care standard that decides when it asks. */
export interface StandardRhythm {
  readonly every: StandardFrequency;
  /** The school wants it also in a month that lies in the holidays; only for standards of every month. */
  readonly asksInHolidays?: boolean;
  /** It asks in a part of its month or term only; null or left out: in all of it. */
  readonly part?: WindowPart | null;
}

/** `fromDay` 10: from the 10th of the month, or the 10th day of the term, on; `lastDays` 14: in the last 14 days. It always ends with its month or term. */
export interface WindowPart {
  readonly kind: 'fromDay' | 'lastDays';
  readonly days: number;
}

/** When something is to be done: from a day to a day, both included. */
export interface DutyWindow extends DayRange {
  /** A whole month outside the terms, asked because the school says so; there weekdays stand in for school days. */
  readonly inHolidays: boolean;
}

/**
 * The windows of a monthly duty in one month: the month ∩ each term, where at least {@link MINIMUM_SCHOOL_DAYS} school days fall into it. A
 * month inside the holidays gives none, unless the school says so: then the whole month. A part of a window must have as many school days
 * itself. Oldest first.
 */
export function monthlyWindows(
  calendar: SchoolCalendar,
  month: Month,
  asksInHolidays = false,
  part: WindowPart | null = null,
): DutyWindow[] {
  const days = daysOfMonth(month);
  const windows = askingParts(calendar, (term) => commonDays(term, days));
  const all = windows.length === 0 && asksInHolidays ? [{ ...days, inHolidays: true }] : windows;
  return narrowed(all, part, () => days.from, calendar);
}

/** The windows of a duty of every term that overlap a month: the whole terms, or the part of them. Oldest first. */
export function termWindows(calendar: SchoolCalendar, month: Month, part: WindowPart | null = null): DutyWindow[] {
  const days = daysOfMonth(month);
  const terms = askingParts(calendar, (term) => (commonDays(term, days) ? term : null));
  return narrowed(terms, part, ({ from }) => from, calendar).filter((window) => commonDays(window, days) !== null);
}

/** Every window of a standard that overlaps a month: what `month=` lists. Oldest first. */
export function windowsOverlapping(standard: StandardRhythm, calendar: SchoolCalendar, month: Month): DutyWindow[] {
  return standard.every === 'term'
    ? termWindows(calendar, month, standard.part)
    : monthlyWindows(calendar, month, standard.asksInHolidays, standard.part);
}

/**
 * The windows Today looks at: all that have begun in the running term, because what is overdue stays until the end of the term. In the
 * holidays only what the school asks for there. Oldest first.
 */
export function windowsOfToday(standard: StandardRhythm, calendar: SchoolCalendar, today: Day): DutyWindow[] {
  const term = termOn(calendar, today);
  const last = lastTermBegunBy(calendar, today);
  const since = term ? term.from : last ? addDays(last.to, 1) : daysOfMonth(monthOf(today)).from;
  const windows = new Map<Day, DutyWindow>();
  for (let month = monthOf(since); month <= monthOf(today); month = addMonthsToMonth(month, 1)) {
    for (const window of windowsOverlapping(standard, calendar, month)) {
      if (window.from <= today && window.to >= since) windows.set(window.from, window);
    }
  }
  return [...windows.values()];
}

/** How many days that count as school days lie in a part of a window. */
export function schoolDaysIn(window: DutyWindow, part: DayRange, calendar: SchoolCalendar): number {
  const days = commonDays(window, part);
  if (!days) return 0;
  return window.inHolidays ? countDays(days, isWeekday) : schoolDaysBetween(calendar, days.from, days.to);
}

function askingParts(calendar: SchoolCalendar, partOf: (term: DayRange) => DayRange | null): DutyWindow[] {
  return calendar.terms
    .map(partOf)
    .filter((part) => part !== null)
    .filter((part) => schoolDaysBetween(calendar, part.from, part.to) >= MINIMUM_SCHOOL_DAYS)
    .map(({ from, to }) => ({ from, to, inHolidays: false }))
    .sort((one, other) => (one.from < other.from ? -1 : 1));
}

/** The chosen part of each window, where enough school days fall into it. */
function narrowed(
  windows: readonly DutyWindow[],
  part: WindowPart | null,
  beginOf: (window: DutyWindow) => Day,
  calendar: SchoolCalendar,
): DutyWindow[] {
  if (part === null) return [...windows];
  return windows
    .map((window) => ({
      ...window,
      from: later(
        window.from,
        part.kind === 'fromDay' ? addDays(beginOf(window), part.days - 1) : addDays(window.to, 1 - part.days),
      ),
    }))
    .filter((window) => schoolDaysIn(window, window, calendar) >= MINIMUM_SCHOOL_DAYS);
}
