/** A day as `YYYY-MM-DD`. Days of care have no time zone; such strings sort as the days do. */
export type Day = string;
/** A calendar month as `YYYY-MM`. */
export type Month = string;
/** From a day to a day, both included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

const MILLISECONDS_A_DAY = 86_400_000;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** True when a year has a 29 February. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** How many days a month has; 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** The day of these numbers (month 1–12), or null where the calendar has no such day. Years 1000–9999. */
export function dayOf(year: number, month: number, date: number): Day | null {
  const real =
    Number.isInteger(year) &&
    year >= 1000 &&
    year <= 9999 &&
    Number.isInteger(date) &&
    date >= 1 &&
    date <= daysInMonth(year, month);
  return real ? `${year}-${two(month)}-${two(date)}` : null;
}

/** True for a real day written `YYYY-MM-DD`. */
export function isDay(text: unknown): text is Day {
  const parts = typeof text === 'string' ? DAY.exec(text) : null;
  return parts !== null && dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) !== null;
}

/** True for a real month written `YYYY-MM`. */
export function isMonth(text: unknown): text is Month {
  return typeof text === 'string' && MONTH.test(text);
}

/** Days since 1 January 1970; throws a RangeError for what is no day, because that is a mistake of the caller. */
export function dayNumber(day: Day): number {
  if (!isDay(day)) throw new RangeError('Not a day of the form YYYY-MM-DD');
  return Date.UTC(yearOf(day), monthNumberOf(day) - 1, dateOf(day)) / MILLISECONDS_A_DAY;
}

/** The day so many days after 1 January 1970. */
export function dayOfNumber(number: number): Day {
  return new Date(number * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/** The day `days` later, or earlier when negative. */
export function addDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** How many days `to` lies after `from`; negative when before. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same date `months` later; where that month is shorter, its last day (30 November + 3 months = 28 February), as PostgreSQL does. */
export function addMonths(day: Day, months: number): Day {
  const month = addMonthsToMonth(monthOf(day), months);
  return `${month}-${two(Math.min(dateOf(day), daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)))))}`;
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: Day): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** The month a day lies in. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** The month so many months later, or earlier when negative. */
export function addMonthsToMonth(month: Month, months: number): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${Math.floor(count / 12)}-${two((count % 12) + 1)}`;
}

/** The first and the last day of a month. */
export function daysOfMonth(month: Month): DayRange {
  return { from: `${month}-01`, to: `${month}-${daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)))}` };
}

/** What two ranges have in common; null when they do not meet. */
export function commonDays(one: DayRange, other: DayRange): DayRange | null {
  const from = later(one.from, other.from);
  const to = earlier(one.to, other.to);
  return from <= to ? { from, to } : null;
}

/** True when the day lies in the range. */
export function liesIn(day: Day, range: DayRange): boolean {
  return range.from <= day && day <= range.to;
}

/** The later of two days. */
export function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}

/** The earlier of two days. */
export function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}

/**
 * Today where the school is. `timeZone` is an IANA name such as `Asia/Shanghai`, `instant` the moment now.
 * Throws a RangeError for a time zone nobody knows.
 */
export function todayIn(timeZone: string, instant: Date): Day {
  const parts = dayFormat(timeZone).formatToParts(instant);
  const part = (type: string): string => parts.find((piece) => piece.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

// Building a format costs far more than using it, and a school has one time zone.
const DAY_FORMATS = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = DAY_FORMATS.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  DAY_FORMATS.set(timeZone, format);
  return format;
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

function monthNumberOf(day: Day): number {
  return Number(day.slice(5, 7));
}

function dateOf(day: Day): number {
  return Number(day.slice(8));
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
