import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonthsToMonth, dayNumber, dayOfNumber, daysOfMonth, monthOf } from './days.js';
import {
  MINIMUM_SCHOOL_DAYS,
  monthlyWindows,
  termWindows,
  windowsOfToday,
  windowsOverlapping,
} from './duty-windows.js';
import { isSchoolDay, schoolDaysBetween, type SchoolCalendar } from './school-calendar.js';

const calendar: SchoolCalendar = {
  terms: [
    { schoolYear: 2026, ordinal: 1, from: '2026-09-01', to: '2027-01-22' },
    { schoolYear: 2026, ordinal: 2, from: '2027-02-22', to: '2027-07-02' },
  ],
  holidays: [{ from: '2026-10-01', to: '2026-10-07' }],
  workdays: [{ from: '2026-10-10', to: '2026-10-10' }],
};

/** Some school's calendar: up to four terms one after the other, holidays and worked days anywhere. */
const calendars = fc
  .record({
    start: fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2024-12-31') }),
    terms: fc.array(fc.record({ gap: fc.integer({ min: 1, max: 70 }), length: fc.integer({ min: 0, max: 170 }) }), {
      maxLength: 4,
    }),
    holidays: fc.array(fc.record({ at: fc.nat(900), length: fc.nat(15) }), { maxLength: 6 }),
    workdays: fc.array(fc.nat(900), { maxLength: 6 }),
  })
  .map(({ start, terms, holidays, workdays }): SchoolCalendar => {
    let next = start;
    return {
      terms: terms.map(({ gap, length }, position) => {
        const from = next + gap;
        next = from + length + 1;
        return {
          schoolYear: 2024,
          ordinal: position % 2 === 0 ? 1 : 2,
          from: dayOfNumber(from),
          to: dayOfNumber(from + length),
        };
      }),
      holidays: holidays.map(({ at, length }) => ({
        from: dayOfNumber(start + at),
        to: dayOfNumber(start + at + length),
      })),
      workdays: workdays.map((at) => ({ from: dayOfNumber(start + at), to: dayOfNumber(start + at) })),
    };
  });
const MONTHS = Array.from({ length: 40 }, (_, number) => addMonthsToMonth('2023-12', number));

describe('the window of a monthly duty', () => {
  it('is the month, as far as it lies in the term', () => {
    expect(monthlyWindows(calendar, '2026-11')).toEqual([{ from: '2026-11-01', to: '2026-11-30', inHolidays: false }]);
    expect(monthlyWindows(calendar, '2027-01')).toEqual([{ from: '2027-01-01', to: '2027-01-22', inHolidays: false }]);
  });

  it('asks for nothing where fewer than 10 school days fall into it', () => {
    expect(schoolDaysBetween(calendar, '2027-02-22', '2027-02-28')).toBe(5);
    expect(monthlyWindows(calendar, '2027-02')).toEqual([]);
    expect(monthlyWindows(calendar, '2027-07')).toEqual([]);
    expect(monthlyWindows(calendar, '2026-08')).toEqual([]);
  });

  it('asks where exactly 10 school days fall into it, and a holiday more ends that', () => {
    const tight: SchoolCalendar = {
      terms: [{ schoolYear: 2026, ordinal: 1, from: '2026-11-17', to: '2026-12-31' }],
      holidays: [],
      workdays: [],
    };
    expect(monthlyWindows(tight, '2026-11')).toEqual([{ from: '2026-11-17', to: '2026-11-30', inHolidays: false }]);
    expect(monthlyWindows({ ...tight, holidays: [{ from: '2026-11-20', to: '2026-11-20' }] }, '2026-11')).toEqual([]);
    expect(
      monthlyWindows(
        {
          ...tight,
          holidays: [{ from: '2026-11-20', to: '2026-11-20' }],
          workdays: [{ from: '2026-11-21', to: '2026-11-21' }],
        },
        '2026-11',
      ),
    ).toHaveLength(1);
  });

  it('is the whole month in the holidays where the school asks for that', () => {
    expect(monthlyWindows(calendar, '2026-08', true)).toEqual([
      { from: '2026-08-01', to: '2026-08-31', inHolidays: true },
    ]);
    expect(monthlyWindows(calendar, '2026-11', true)).toEqual([
      { from: '2026-11-01', to: '2026-11-30', inHolidays: false },
    ]);
  });

  it('in any calendar lies in its month and in one term, has 10 school days, and meets no other', () => {
    fc.assert(
      fc.property(calendars, (some) => {
        const windows = MONTHS.flatMap((month) =>
          monthlyWindows(some, month).map((window) => {
            const days = daysOfMonth(month);
            expect(window.from >= days.from && window.to <= days.to && window.from <= window.to).toBe(true);
            return window;
          }),
        );
        for (const [position, window] of windows.entries()) {
          expect(some.terms.filter((term) => term.from <= window.from && window.to <= term.to)).toHaveLength(1);
          const schoolDays = Array.from({ length: 31 }, (_, number) => addDays(window.from, number)).filter(
            (day) => day <= window.to && isSchoolDay(some, day),
          );
          expect(schoolDays.length).toBeGreaterThanOrEqual(MINIMUM_SCHOOL_DAYS);
          const next = windows[position + 1];
          if (next) expect(window.to < next.from).toBe(true);
        }
      }),
    );
  });

  it('in any calendar misses no part of a term with 10 school days in a month', () => {
    fc.assert(
      fc.property(calendars, (some) => {
        for (const month of MONTHS) {
          const days = daysOfMonth(month);
          const asking = some.terms.filter((term) => {
            const inMonth = Array.from({ length: 31 }, (_, number) => addDays(days.from, number)).filter(
              (day) => day <= days.to && term.from <= day && day <= term.to && isSchoolDay(some, day),
            );
            return inMonth.length >= MINIMUM_SCHOOL_DAYS;
          });
          expect(monthlyWindows(some, month)).toHaveLength(asking.length);
        }
      }),
    );
  });
});

describe('the window of a duty of the term', () => {
  it('is the whole term, listed in each of its months', () => {
    const term = { from: '2026-09-01', to: '2027-01-22', inHolidays: false };
    for (const month of ['2026-09', '2026-11', '2027-01']) expect(termWindows(calendar, month)).toEqual([term]);
    expect(termWindows(calendar, '2026-08')).toEqual([]);
    expect(windowsOverlapping({ every: 'term' }, calendar, '2026-11')).toEqual([term]);
    expect(windowsOverlapping({ every: 'month' }, calendar, '2026-11')).toEqual(monthlyWindows(calendar, '2026-11'));
  });
});

describe('the windows Today looks at', () => {
  it('are those of the running term that have begun: what is overdue stays until the end of the term', () => {
    const from = (today: string): string[] =>
      windowsOfToday({ every: 'month' }, calendar, today).map((window) => window.from);
    expect(from('2026-11-23')).toEqual(['2026-09-01', '2026-10-01', '2026-11-01']);
    expect(from('2026-09-01')).toEqual(['2026-09-01']);
    expect(from('2027-01-22')).toEqual(['2026-09-01', '2026-10-01', '2026-11-01', '2026-12-01', '2027-01-01']);
    expect(from('2027-01-23')).toEqual([]);
    expect(from('2027-03-01')).toEqual(['2027-03-01']);
    expect(windowsOfToday({ every: 'term' }, calendar, '2026-11-23')).toEqual([
      { from: '2026-09-01', to: '2027-01-22', inHolidays: false },
    ]);
  });

  it('in the holidays are only those the school asks for there', () => {
    expect(
      windowsOfToday({ every: 'month', asksInHolidays: true }, calendar, '2027-08-10').map((window) => window.from),
    ).toEqual(['2027-07-01', '2027-08-01']);
    expect(windowsOfToday({ every: 'term' }, calendar, '2027-08-10')).toEqual([]);
  });

  it('in any calendar have begun, and hold what the month of today asks for so far', () => {
    const days = fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2026-12-31') }).map(dayOfNumber);
    fc.assert(
      fc.property(calendars, days, (some, today) => {
        const windows = windowsOfToday({ every: 'month' }, some, today);
        for (const window of windows) expect(window.from <= today).toBe(true);
        const now = monthlyWindows(some, monthOf(today)).filter((window) => window.from <= today && today <= window.to);
        for (const window of now) expect(windows).toContainEqual(window);
      }),
    );
  });
});

describe('a part of a window', () => {
  const parts = fc.oneof(
    fc.record({ kind: fc.constant('fromDay' as const), days: fc.integer({ min: 2, max: 40 }) }),
    fc.record({ kind: fc.constant('lastDays' as const), days: fc.integer({ min: 1, max: 60 }) }),
  );

  it('begins on a day of the month or the term, or ends with it', () => {
    const from = (kind: 'fromDay' | 'lastDays', days: number): string[] =>
      windowsOverlapping({ every: 'month', part: { kind, days } }, calendar, '2026-11').map((window) => window.from);
    expect(from('fromDay', 10)).toEqual(['2026-11-10']);
    expect(from('lastDays', 14)).toEqual(['2026-11-17']);
    expect(from('lastDays', 60)).toEqual(['2026-11-01']);
    const inTerm = (month: string) =>
      windowsOverlapping({ every: 'term', part: { kind: 'fromDay', days: 31 } }, calendar, month);
    expect(inTerm('2026-10')).toEqual([{ from: '2026-10-01', to: '2027-01-22', inHolidays: false }]);
    expect(inTerm('2026-09')).toEqual([]);
  });

  it('asks for nothing where fewer than 10 school days fall into it', () => {
    expect(windowsOverlapping({ every: 'month', part: { kind: 'lastDays', days: 13 } }, calendar, '2026-11')).toEqual(
      [],
    );
    expect(windowsOverlapping({ every: 'month', part: { kind: 'fromDay', days: 18 } }, calendar, '2026-11')).toEqual(
      [],
    );
  });

  it('in the holidays counts weekdays, and a month that asked as a whole stays a month of term', () => {
    const last = { kind: 'lastDays' as const, days: 14 };
    expect(windowsOverlapping({ every: 'month', part: last, asksInHolidays: true }, calendar, '2026-08')).toEqual([
      { from: '2026-08-18', to: '2026-08-31', inHolidays: true },
    ]);
    const ten = { kind: 'lastDays' as const, days: 10 };
    expect(windowsOverlapping({ every: 'month', part: ten, asksInHolidays: true }, calendar, '2026-11')).toEqual([]);
  });

  it('in any calendar lies in a whole window, ends with it and has 10 school days of its own', () => {
    fc.assert(
      fc.property(calendars, parts, fc.constantFrom('month' as const, 'term' as const), (some, part, every) => {
        for (const month of MONTHS) {
          const whole = windowsOverlapping({ every }, some, month);
          for (const window of windowsOverlapping({ every, part }, some, month)) {
            const around = whole.find(({ from, to }) => from <= window.from && to === window.to);
            expect(around).toBeDefined();
            expect(schoolDaysBetween(some, window.from, window.to)).toBeGreaterThanOrEqual(MINIMUM_SCHOOL_DAYS);
          }
        }
      }),
    );
  });
});
