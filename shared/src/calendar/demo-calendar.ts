import { daysInMonth, type Day } from './days.js';
import type { Term } from './school-calendar.js';
import { holidaysOf, usualTerms, workdaysOf, type NamedCalendar } from './usual-calendar.js';

/**
 * The calendar of the demo schools, made around today: three school years of two terms, holidays and worked Saturdays, such that today lies
 * in a term and the month before lies in the same term with enough school days to be asked for. Terms are the usual ones (September to
 * January, February to July); only where today falls into a long holiday, into the first month after one or the last days before one, does
 * the nearest term reach over it.
 */
export function demoCalendar(today: Day): NamedCalendar {
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
  if (monthAndDay >= '07-01' && monthAndDay < '08-01') return [first, { ...second, to: `${next}-07-31` }];
  if (monthAndDay >= '08-01' && monthAndDay < '09-01') return [first, { ...second, to: `${next}-08-31` }];
  return [first, second];
}
