import { addDays, daysInMonth, weekdayOf, type Day, type DayRange } from './days.js';
import type { SchoolCalendar, Term } from './school-calendar.js';

/** A holiday or a worked day off, with the name a school would write. */
export interface NamedDays extends DayRange {
  readonly name: string;
}

/** A calendar whose holidays have names. */
export interface DemoCalendar extends SchoolCalendar {
  readonly holidays: readonly NamedDays[];
  readonly workdays: readonly NamedDays[];
}

/**
 * The calendar of the demo schools, made around today: three school years of two terms, holidays and worked Saturdays, such that today lies
 * in a term and the month before lies in the same term with enough school days to be asked for. Terms are the usual ones (September to
 * January, February to July); only where today falls into a long holiday, or into the first month after one, does the nearest term reach over it.
 */
export function demoCalendar(today: Day): DemoCalendar {
  const year = Number(today.slice(0, 4));
  const current = today.slice(5) >= '09-01' ? year : year - 1;
  const years = [current - 1, current, current + 1];
  return {
    terms: years.flatMap((schoolYear) =>
      schoolYear === current ? termsAround(today, schoolYear) : usualTerms(schoolYear),
    ),
    holidays: [...years, current + 2].flatMap(holidaysOf),
    workdays: [...years, current + 2].flatMap(workdaysOf),
  };
}

function usualTerms(schoolYear: number): [Term, Term] {
  return [
    { schoolYear, ordinal: 1, from: `${schoolYear}-09-01`, to: `${schoolYear + 1}-01-20` },
    { schoolYear, ordinal: 2, from: `${schoolYear + 1}-02-10`, to: `${schoolYear + 1}-07-05` },
  ];
}

/** The two terms of the running school year, drawn over the holiday that today or the month before lies in. */
function termsAround(today: Day, schoolYear: number): [Term, Term] {
  const [first, second] = usualTerms(schoolYear);
  const next = schoolYear + 1;
  const monthAndDay = today.slice(5);
  if (monthAndDay >= '09-01' && monthAndDay <= '09-30') return [{ ...first, from: `${schoolYear}-08-01` }, second];
  if (monthAndDay > '01-20' && monthAndDay < '03-01') {
    return [
      { ...first, to: `${next}-02-${daysInMonth(next, 2)}` },
      { ...second, from: `${next}-03-01` },
    ];
  }
  if (monthAndDay > '07-05' && monthAndDay < '08-01') return [first, { ...second, to: `${next}-07-31` }];
  if (monthAndDay >= '08-01' && monthAndDay < '09-01') return [first, { ...second, to: `${next}-08-31` }];
  return [first, second];
}

function holidaysOf(year: number): NamedDays[] {
  return [
    { from: `${year}-01-01`, to: `${year}-01-03`, name: '元旦' },
    { from: `${year}-04-04`, to: `${year}-04-06`, name: '清明节' },
    { from: `${year}-05-01`, to: `${year}-05-05`, name: '劳动节' },
    { from: `${year}-10-01`, to: `${year}-10-07`, name: '国庆节' },
  ];
}

/** The Saturday after each long holiday is worked. */
function workdaysOf(year: number): NamedDays[] {
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
