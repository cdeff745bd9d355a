import { addDays, weekdayOf, type Day, type DayRange } from './days.js';
import { publicHolidays, type PublicDays } from './public-holidays.js';
import type { SchoolCalendar, Term } from './school-calendar.js';

/** A holiday or a worked day off, with the name a school would write. */
export interface NamedDays extends DayRange {
  readonly name: string;
}

/** A calendar whose holidays have names. */
export interface NamedCalendar extends SchoolCalendar {
  readonly holidays: readonly NamedDays[];
  readonly workdays: readonly NamedDays[];
}

/**
 * What a school year usually looks like, for a school to begin with and to correct: two terms, and the public holidays in them with the days worked in
 * exchange, where they are known; else those whose days do not move. `schoolYear` is the calendar year it begins in.
 */
export function usualCalendar(schoolYear: number): NamedCalendar {
  const years = [schoolYear, schoolYear + 1];
  const terms = usualTerms(schoolYear);
  const inTerm = ({ to, from }: NamedDays): boolean => terms.some((term) => from <= term.to && to >= term.from);
  return {
    terms,
    holidays: years.flatMap((year) => publicDays(year, 'holiday') ?? holidaysOf(year)).filter(inTerm),
    workdays: years.flatMap((year) => publicDays(year, 'workday') ?? workdaysOf(year)).filter(inTerm),
  };
}

function publicDays(year: number, wanted: PublicDays['kind']): NamedDays[] | null {
  const days = publicHolidays(year)?.days.filter(({ kind }) => kind === wanted);
  return days?.map(({ from, to, name }) => ({ from, to, name })) ?? null;
}

/** September to January, February to July. */
export function usualTerms(schoolYear: number): [Term, Term] {
  return [
    { schoolYear, ordinal: 1, from: `${schoolYear}-09-01`, to: `${schoolYear + 1}-01-20` },
    { schoolYear, ordinal: 2, from: `${schoolYear + 1}-02-10`, to: `${schoolYear + 1}-07-05` },
  ];
}

/** The holidays of a calendar year whose days do not move. */
export function holidaysOf(year: number): NamedDays[] {
  return [
    { from: `${year}-01-01`, to: `${year}-01-03`, name: '元旦' },
    { from: `${year}-04-04`, to: `${year}-04-06`, name: '清明节' },
    { from: `${year}-05-01`, to: `${year}-05-05`, name: '劳动节' },
    { from: `${year}-10-01`, to: `${year}-10-07`, name: '国庆节' },
  ];
}

/** The Saturday after each long holiday is worked. */
export function workdaysOf(year: number): NamedDays[] {
  const may = saturdayAfter(`${year}-05-05`);
  const october = saturdayAfter(`${year}-10-07`);
  return [
    { from: may, to: may, name: '劳动节调休' },
    { from: october, to: october, name: '国庆节调休' },
  ];
}

function saturdayAfter(day: Day): Day {
  return addDays(day, ((12 - weekdayOf(day)) % 7) + 1);
}
