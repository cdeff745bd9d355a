import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonthsToMonth, dayNumber, dayOfNumber, daysOfMonth, liesIn, monthOf } from './days.js';
import { demoCalendar } from './demo-calendar.js';
import { usualCalendar } from './usual-calendar.js';
import { monthlyWindows } from './duty-windows.js';
import {
  isSchoolDay,
  overlappingTerms,
  schoolDaysBetween,
  schoolDaysLeft,
  schoolYearLabel,
  schoolYearOn,
  termLabel,
  termOn,
  type SchoolCalendar,
} from './school-calendar.js';

const calendar: SchoolCalendar = {
  terms: [
    { schoolYear: 2026, ordinal: 1, from: '2026-09-01', to: '2027-01-22' },
    { schoolYear: 2026, ordinal: 2, from: '2027-02-22', to: '2027-07-02' },
  ],
  holidays: [{ from: '2026-10-01', to: '2026-10-07' }],
  workdays: [
    { from: '2026-10-10', to: '2026-10-10' },
    { from: '2027-02-20', to: '2027-02-20' },
  ],
};

describe('a school day', () => {
  it('is a weekday of term that is no holiday', () => {
    expect(isSchoolDay(calendar, '2026-11-23')).toBe(true);
    expect(isSchoolDay(calendar, '2026-11-22')).toBe(false);
    expect(isSchoolDay(calendar, '2026-10-07')).toBe(false);
    expect(isSchoolDay(calendar, '2026-10-08')).toBe(true);
  });

  it('is a Saturday worked in exchange for a holiday, but only inside a term', () => {
    expect(isSchoolDay(calendar, '2026-10-10')).toBe(true);
    expect(isSchoolDay(calendar, '2026-10-17')).toBe(false);
    expect(isSchoolDay(calendar, '2027-02-20')).toBe(false);
  });

  it('is the first and the last day of term, and no day beside them', () => {
    expect(isSchoolDay(calendar, '2026-09-01')).toBe(true);
    expect(isSchoolDay(calendar, '2026-08-31')).toBe(false);
    expect(isSchoolDay(calendar, '2027-01-22')).toBe(true);
    expect(isSchoolDay(calendar, '2027-01-25')).toBe(false);
  });

  it('is counted with both ends', () => {
    expect(schoolDaysBetween(calendar, '2026-11-23', '2026-11-27')).toBe(5);
    expect(schoolDaysBetween(calendar, '2026-11-27', '2026-11-23')).toBe(0);
    expect(schoolDaysBetween(calendar, '2026-10-01', '2026-10-11')).toBe(3);
    expect(schoolDaysBetween(calendar, '2027-01-20', '2027-02-24')).toBe(6);
    expect(schoolDaysLeft(calendar, '2026-11-23', daysOfMonth('2026-11'))).toBe(6);
  });

  it('is counted in parts as in one piece', () => {
    const days = fc.integer({ min: dayNumber('2026-07-01'), max: dayNumber('2027-08-31') }).map(dayOfNumber);
    fc.assert(
      fc.property(days, days, (one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        const middle = dayOfNumber(Math.floor((dayNumber(from) + dayNumber(to)) / 2));
        expect(schoolDaysBetween(calendar, from, middle) + schoolDaysBetween(calendar, addDays(middle, 1), to)).toBe(
          schoolDaysBetween(calendar, from, to),
        );
      }),
    );
  });
});

describe('a school year', () => {
  it('is called by both its years', () => {
    expect(schoolYearLabel(2026, 'zh-CN')).toBe('2026–2027学年');
    expect(schoolYearLabel(2026, 'en')).toBe('School year 2026–2027');
    expect(termLabel({ schoolYear: 2026, ordinal: 2 }, 'zh-CN')).toBe('2026–2027学年第二学期');
    expect(termLabel({ schoolYear: 2026, ordinal: 1 }, 'en')).toBe('School year 2026–2027, term 1');
  });

  it('turns with the first term, not in the holidays before it', () => {
    expect(schoolYearOn(calendar, '2027-08-20')).toBe(2026);
    expect(schoolYearOn(calendar, '2027-02-01')).toBe(2026);
    expect(schoolYearOn(calendar, '2026-08-31')).toBe(2025);
    expect(schoolYearOn({ terms: [], holidays: [], workdays: [] }, '2026-09-01')).toBe(2026);
  });

  it('has terms that do not overlap', () => {
    expect(overlappingTerms(calendar.terms)).toBeNull();
    const [first, second] = calendar.terms;
    if (!first || !second) throw new Error('The calendar of this test has two terms');
    expect(overlappingTerms([{ ...second, from: '2027-01-22' }, first])).toEqual([
      first,
      { ...second, from: '2027-01-22' },
    ]);
  });
});

describe('the calendar of the demo', () => {
  const everyDay = Array.from({ length: 366 * 6 }, (_, number) => addDays('2023-01-01', number));

  it('has today in a term and a month before that is asked for in the same term, on every day of six years', () => {
    for (const today of everyDay) {
      const demo = demoCalendar(today);
      const term = termOn(demo, today);
      const before = monthlyWindows(demo, addMonthsToMonth(monthOf(today), -1)).filter(
        (window) => term && liesIn(window.to, term),
      );
      expect({
        today,
        inTerm: term !== null,
        windowsBefore: before.length,
        overlap: overlappingTerms(demo.terms),
      }).toEqual({
        today,
        inTerm: true,
        windowsBefore: 1,
        overlap: null,
      });
    }
  });

  it('has two terms in each school year, and worked Saturdays that are school days', () => {
    for (const today of everyDay.filter((_, number) => number % 17 === 0)) {
      const demo = demoCalendar(today);
      expect(demo.terms.map((term) => term.ordinal)).toEqual([1, 2, 1, 2, 1, 2]);
      const october = demo.workdays.find((day) => day.from.startsWith(`${demo.terms[2]?.schoolYear}-10`));
      expect(october && isSchoolDay(demo, october.from)).toBe(true);
    }
  });

  it('on 23 November 2026 lies in the first term of 2026–2027', () => {
    expect(termOn(demoCalendar('2026-11-23'), '2026-11-23')).toEqual({
      schoolYear: 2026,
      ordinal: 1,
      from: '2026-09-01',
      to: '2027-01-20',
    });
  });
});

describe('the usual calendar of a school year', () => {
  it('has two terms that do not overlap and only the holidays that touch them', () => {
    const calendar = usualCalendar(2026);
    expect(calendar.terms.map(({ from, to }) => [from, to])).toEqual([
      ['2026-09-01', '2027-01-20'],
      ['2027-02-10', '2027-07-05'],
    ]);
    expect(calendar.holidays.map(({ from, name }) => `${from} ${name}`)).toEqual([
      '2026-09-25 中秋节',
      '2026-10-01 国庆节',
      '2027-01-01 元旦',
      '2027-04-05 清明节',
      '2027-05-01 劳动节',
      '2027-06-09 端午节',
    ]);
    expect(calendar.workdays.map(({ from }) => from)).toEqual(['2026-09-20', '2026-10-10']);
    expect(overlappingTerms(calendar.terms)).toBeNull();
  });
});
