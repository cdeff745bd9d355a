import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, schoolDaysIn, type SchoolCalendar } from '@tongxin/shared';
import {
  monthsAsked,
  schoolDayCounts,
  windowsOfMonth,
  windowsOfMonthOrBefore,
  windowsToday,
  type AskingWindow,
  type Standard,
} from './asking-windows.js';

const calendar: SchoolCalendar = {
  terms: [
    { schoolYear: 2026, ordinal: 1, from: '2026-09-01', to: '2027-01-20' },
    { schoolYear: 2026, ordinal: 2, from: '2027-02-22', to: '2027-07-05' },
  ],
  holidays: [{ from: '2026-10-01', to: '2026-10-07' }],
  workdays: [{ from: '2026-10-10', to: '2026-10-10' }],
};
const aStandard = (facts: Partial<Standard> = {}): Standard => ({
  id: 'talk',
  ruleId: 'talk',
  version: 1,
  code: 'monthlyTalk',
  every: 'month',
  who: 'headTeacher',
  categories: null,
  urgencies: null,
  asksInHolidays: false,
  part: null,
  graceDays: 0,
  from: '2026-09-01',
  to: null,
  ruleFrom: facts.from ?? '2026-09-01',
  ruleTo: facts.to ?? null,
  ...facts,
});
const card = aStandard({ id: 'card', code: 'contactCardVerified', every: 'term' });
const inShort = (windows: readonly AskingWindow[]): string[] =>
  windows.map(({ standard, from, to }) => `${standard.id} ${from}–${to}`);

describe('the windows in which a school asks', () => {
  it('are those of every standard that overlap the month', () => {
    expect(inShort(windowsOfMonth([aStandard(), card], calendar, '2026-11'))).toEqual([
      'talk 2026-11-01–2026-11-30',
      'card 2026-09-01–2027-01-20',
    ]);
    expect(windowsOfMonth([aStandard(), card], calendar, '2026-08')).toEqual([]);
  });

  it('begin and end with the standard, by the ten school days of everything in mid-month', () => {
    const november = (from: string, to: string | null = null) =>
      windowsOfMonth([aStandard({ from, to })], calendar, '2026-11').length;
    expect(november('2026-11-17')).toBe(1);
    expect(november('2026-11-18')).toBe(0);
    expect(november('2026-09-01', '2026-11-30')).toBe(1);
    expect(november('2026-09-01', '2026-11-29')).toBe(0);
  });

  it('reach back to the last one before the holidays where whoever was never cared for is looked for', () => {
    expect(inShort(windowsOfMonthOrBefore([aStandard(), card], calendar, '2027-02'))).toEqual([
      'talk 2027-01-01–2027-01-20',
      'card 2027-02-22–2027-07-05',
    ]);
    expect(inShort(windowsOfMonthOrBefore([aStandard()], calendar, '2026-11'))).toEqual(['talk 2026-11-01–2026-11-30']);
    expect(windowsOfMonthOrBefore([aStandard()], calendar, '2026-08')).toEqual([]);
  });

  it('are for today those begun in the running term, because overdue stays until its end', () => {
    expect(inShort(windowsToday([aStandard(), card], calendar, '2026-11-23'))).toEqual([
      'talk 2026-09-01–2026-09-30',
      'talk 2026-10-01–2026-10-31',
      'talk 2026-11-01–2026-11-30',
      'card 2026-09-01–2027-01-20',
    ]);
    expect(windowsToday([aStandard(), card], calendar, '2027-01-21')).toEqual([]);
  });

  it('make a trend of the last months that asked, holidays left out', () => {
    expect(monthsAsked([aStandard()], calendar, '2027-03', 6).map(({ month }) => month)).toEqual([
      '2026-09',
      '2026-10',
      '2026-11',
      '2026-12',
      '2027-01',
      '2027-03',
    ]);
    expect(monthsAsked([aStandard()], calendar, '2027-03', 2).map(({ month }) => month)).toEqual([
      '2027-01',
      '2027-03',
    ]);
  });
});

describe('the school days of a window, counted up day by day', () => {
  it('give the school days of any part of it as a difference of two', () => {
    const window = { from: '2026-09-25', to: '2026-11-05', inHolidays: false };
    const counts = schoolDayCounts(window, calendar);
    const length = daysBetween(window.from, window.to);
    fc.assert(
      fc.property(fc.nat(length), fc.nat(length), (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const part = { from: addDays(window.from, from), to: addDays(window.from, to) };
        expect(counts[to + 1]! - counts[from]!).toBe(schoolDaysIn(window, part, calendar));
      }),
    );
    expect(counts).toHaveLength(length + 2);
  });
});
