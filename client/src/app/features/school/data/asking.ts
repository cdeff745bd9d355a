import {
  addMonthsToMonth,
  commonDays,
  daysOfMonth,
  monthlyWindows,
  schoolDaysBetween,
  type CalendarDaysView,
  type Month,
  type SchoolCalendar,
  type TermView,
} from '@tongxin/shared';

/** A month of a school year as the calendar makes it. */
export interface CalendarMonth {
  month: Month;
  schoolDays: number;
  /** A monthly duty asks in it: enough of its days are school days. */
  asks: boolean;
  /** Some of it lies in a term. */
  inTerm: boolean;
}

/** The school's calendar as the rules read it. */
export function calendarOf(
  terms: readonly Pick<TermView, 'startYear' | 'ordinal' | 'from' | 'to'>[],
  days: readonly Pick<CalendarDaysView, 'kind' | 'from' | 'to'>[],
): SchoolCalendar {
  return {
    terms: terms.map(({ startYear, ordinal, from, to }) => ({
      schoolYear: startYear,
      ordinal: ordinal === 1 ? 1 : 2,
      from,
      to,
    })),
    holidays: days.filter(({ kind }) => kind === 'holiday'),
    workdays: days.filter(({ kind }) => kind === 'workday'),
  };
}

/** August to July of a school year, with what each month asks for. */
export function monthsOf(calendar: SchoolCalendar, schoolYear: number): CalendarMonth[] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = addMonthsToMonth(`${schoolYear}-08`, index);
    const { from, to } = daysOfMonth(month);
    return {
      month,
      schoolDays: schoolDaysBetween(calendar, from, to),
      asks: monthlyWindows(calendar, month).length > 0,
      inTerm: calendar.terms.some((term) => commonDays(term, { from, to }) !== null),
    };
  });
}

/** The months in which two calendars ask differently: what a change of dates does to the monthly duties. */
export function askingChanges(
  before: SchoolCalendar,
  after: SchoolCalendar,
  schoolYear: number,
): { asked: Month[]; notAsked: Month[] } {
  const asking = (calendar: SchoolCalendar): Month[] =>
    monthsOf(calendar, schoolYear)
      .filter(({ asks }) => asks)
      .map(({ month }) => month);
  const [old, now] = [asking(before), asking(after)];
  return { asked: now.filter((month) => !old.includes(month)), notAsked: old.filter((month) => !now.includes(month)) };
}
