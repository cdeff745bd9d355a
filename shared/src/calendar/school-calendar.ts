import type { Language } from '../codes/words.js';
import {
  addDays,
  commonDays,
  dayNumber,
  dayOfNumber,
  later,
  liesIn,
  weekdayOf,
  type Day,
  type DayRange,
} from './days.js';

/** One of the two terms of a school year; both days are days of term. */
export interface Term extends DayRange {
  /** The calendar year the school year begins in: 2026 is 2026–2027. */
  readonly schoolYear: number;
  readonly ordinal: 1 | 2;
}

/** What a school's year looks like. Days are the school's own; no time zone comes into it. */
export interface SchoolCalendar {
  /** Terms never overlap. */
  readonly terms: readonly Term[];
  readonly holidays: readonly DayRange[];
  /** Days off that are worked in exchange for a holiday (调休), mostly Saturdays and Sundays. */
  readonly workdays: readonly DayRange[];
}

/** The term a day lies in; null in the holidays between terms. */
export function termOn(calendar: SchoolCalendar, day: Day): Term | null {
  return calendar.terms.find((term) => liesIn(day, term)) ?? null;
}

/** The last term that had begun on that day, whether or not it is over; null before the first. */
export function lastTermBegunBy(calendar: SchoolCalendar, day: Day): Term | null {
  return calendar.terms.reduce<Term | null>(
    (last, term) => (term.from <= day && (last === null || term.from > last.from) ? term : last),
    null,
  );
}

/**
 * The school year of a day, by the year it begins in. The holidays belong to the term before them, so that classes are called by the new
 * grade only when the new year begins; without any term the year turns on 1 September.
 */
export function schoolYearOn(calendar: SchoolCalendar, day: Day): number {
  const term = lastTermBegunBy(calendar, day);
  if (term) return term.schoolYear;
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= '09-01' ? year : year - 1;
}

/** Monday to Friday and no holiday, or worked in exchange for one; says nothing about terms. */
export function isWorkday(calendar: SchoolCalendar, day: Day): boolean {
  if (calendar.workdays.some((range) => liesIn(day, range))) return true;
  return isWeekday(day) && !calendar.holidays.some((range) => liesIn(day, range));
}

/** Monday to Friday. */
export function isWeekday(day: Day): boolean {
  return weekdayOf(day) <= 5;
}

/** The children are at school: a workday inside a term. */
export function isSchoolDay(calendar: SchoolCalendar, day: Day): boolean {
  return termOn(calendar, day) !== null && isWorkday(calendar, day);
}

/** How many school days lie from one day to another, both included; 0 when `to` lies before `from`. */
export function schoolDaysBetween(calendar: SchoolCalendar, from: Day, to: Day): number {
  return calendar.terms.reduce((days, term) => {
    const part = commonDays(term, { from, to });
    return part ? days + countDays(part, (day) => isWorkday(calendar, day)) : days;
  }, 0);
}

/** School days left in a range, today included. */
export function schoolDaysLeft(calendar: SchoolCalendar, today: Day, range: DayRange): number {
  return schoolDaysBetween(calendar, later(today, range.from), range.to);
}

/** How many days of a range are so. */
export function countDays(range: DayRange, isSo: (day: Day) => boolean): number {
  let count = 0;
  for (let number = dayNumber(range.from), last = dayNumber(range.to); number <= last; number += 1) {
    if (isSo(dayOfNumber(number))) count += 1;
  }
  return count;
}

/** Two terms that share a day, which no calendar may have; null when all is well. */
export function overlappingTerms(terms: readonly Term[]): readonly [Term, Term] | null {
  const inOrder = [...terms].sort((one, other) => (one.from < other.from ? -1 : 1));
  for (const [position, term] of inOrder.entries()) {
    const next = inOrder[position + 1];
    if (next && next.from < addDays(term.to, 1)) return [term, next];
  }
  return null;
}

/** `2026–2027学年`, `School year 2026–2027`. */
export function schoolYearLabel(schoolYear: number, language: Language): string {
  const years = schoolYearName(schoolYear);
  return language === 'zh-CN' ? `${years}学年` : `School year ${years}`;
}

/** `2026–2027`, with the dash that spans. */
export function schoolYearName(schoolYear: number): string {
  return `${schoolYear}–${schoolYear + 1}`;
}

/** `2026–2027学年第一学期`, `School year 2026–2027, term 1`. */
export function termLabel(term: Pick<Term, 'schoolYear' | 'ordinal'>, language: Language): string {
  const year = schoolYearLabel(term.schoolYear, language);
  return language === 'zh-CN' ? `${year}第${term.ordinal === 1 ? '一' : '二'}学期` : `${year}, term ${term.ordinal}`;
}
