import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, isAdultOn } from './age.js';
import {
  addDays,
  addMonths,
  addMonthsToMonth,
  commonDays,
  dayNumber,
  dayOf,
  dayOfNumber,
  daysBetween,
  daysOfMonth,
  isDay,
  isMonth,
  monthOf,
  todayIn,
  weekdayOf,
} from './days.js';

const days = fc.integer({ min: -100_000, max: 100_000 }).map(dayOfNumber);

describe('a day', () => {
  it('is real', () => {
    for (const day of ['2026-11-23', '2024-02-29', '2000-02-29', '1000-01-01']) expect(isDay(day)).toBe(true);
    for (const day of [
      '2026-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '2026-1-1',
      '20261123',
      ' 2026-11-23',
      '',
      null,
      20261123,
    ]) {
      expect(isDay(day)).toBe(false);
    }
    expect(dayOf(2026, 2, 29)).toBeNull();
    expect(dayOf(2026, 2, 1.5)).toBeNull();
    expect(() => dayNumber('2026-02-29')).toThrow(RangeError);
  });

  it('counts forwards and backwards through every month and leap year', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -1000, max: 1000 }), (day, distance) => {
        expect(isDay(day)).toBe(true);
        expect(daysBetween(day, addDays(day, distance))).toBe(distance);
        expect(dayOfNumber(dayNumber(day))).toBe(day);
        expect(day < addDays(day, 1)).toBe(true);
      }),
    );
  });

  it('has the weekday of the calendar on the wall', () => {
    expect(weekdayOf('2026-11-23')).toBe(1);
    expect(weekdayOf('1970-01-01')).toBe(4);
    expect(weekdayOf('1969-12-28')).toBe(7);
    fc.assert(fc.property(days, (day) => expect(weekdayOf(addDays(day, 1))).toBe((weekdayOf(day) % 7) + 1)));
  });

  it('moves by months, held back by short ones', () => {
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonths('2023-11-29', 3)).toBe('2024-02-29');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-08-23', 3)).toBe('2026-11-23');
    expect(addMonthsToMonth('2026-01', -1)).toBe('2025-12');
    expect(addMonthsToMonth('2026-12', 1)).toBe('2027-01');
  });

  it('lies in its month', () => {
    fc.assert(
      fc.property(days, (day) => {
        const month = daysOfMonth(monthOf(day));
        expect(commonDays(month, { from: day, to: day })).toEqual({ from: day, to: day });
        expect(addDays(month.to, 1)).toBe(daysOfMonth(addMonthsToMonth(monthOf(day), 1)).from);
      }),
    );
    expect(isMonth('2026-11')).toBe(true);
    for (const month of ['2026-13', '2026-00', '2026-1', '2026-11-01', null]) expect(isMonth(month)).toBe(false);
  });
});

describe('today', () => {
  it('is the day where the school is, at 23:59 and at midnight, wherever the server stands', () => {
    expect(todayIn('Asia/Shanghai', new Date('2026-11-30T15:59:59.999Z'))).toBe('2026-11-30');
    expect(todayIn('Asia/Shanghai', new Date('2026-11-30T16:00:00.000Z'))).toBe('2026-12-01');
    expect(todayIn('Asia/Urumqi', new Date('2026-11-30T17:59:59.999Z'))).toBe('2026-11-30');
    expect(todayIn('America/New_York', new Date('2026-12-01T04:59:59.999Z'))).toBe('2026-11-30');
    expect(todayIn('UTC', new Date('2026-12-01T00:00:00.000Z'))).toBe('2026-12-01');
    expect(todayIn('Asia/Shanghai', new Date('2024-02-28T16:00:00.000Z'))).toBe('2024-02-29');
    expect(todayIn('Asia/Shanghai', new Date('2026-12-31T16:00:00.000Z'))).toBe('2027-01-01');
  });

  it('is asked of a real time zone', () => {
    expect(() => todayIn('Asia/Nowhere', new Date(0))).toThrow(RangeError);
  });

  it('in Shanghai is the day of the instant eight hours on', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1995-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (instant) => {
          expect(todayIn('Asia/Shanghai', instant)).toBe(
            new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
          );
        },
      ),
    );
  });
});

describe('an age', () => {
  it('grows on the birthday', () => {
    expect(ageOn('2018-11-24', '2026-11-23')).toBe(7);
    expect(ageOn('2018-11-23', '2026-11-23')).toBe(8);
  });

  it('of somebody born on 29 February grows on 1 March in common years', () => {
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
    expect(ageOn('2008-02-29', '2028-02-29')).toBe(20);
  });

  it('makes an adult on the eighteenth birthday', () => {
    expect(isAdultOn('2008-11-24', '2026-11-23')).toBe(false);
    expect(isAdultOn('2008-11-23', '2026-11-23')).toBe(true);
  });

  it('grows by one each year, day by day never falling', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 40_000 }), (birth, lived) => {
        const day = addDays(birth, lived);
        const step = ageOn(birth, addDays(day, 1)) - ageOn(birth, day);
        expect(step === 0 || step === 1).toBe(true);
        expect(Math.abs(ageOn(birth, day) - lived / 365.2425)).toBeLessThan(1.02);
      }),
    );
  });
});
