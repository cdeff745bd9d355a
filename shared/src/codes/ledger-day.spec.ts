import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOfNumber } from '../calendar/days.js';
import { checkBirthDate, checkLedgerDay } from './ledger-day.js';

describe('a day in a ledger', () => {
  it.each([
    ...[
      '2014.9.1',
      '2014年9月1日',
      '2014-09-01',
      '2014/9/1',
      '20140901',
      '２０１４．９．１',
      '2014 年 9 月 1 日',
      '2014－9－1',
    ],
    ...[
      '2014-09-01 00:00:00',
      '2014-09-01T00:00:00.000Z',
      "'2014-09-01",
      '2014年9月1日 08:30',
      '2014年9月1号',
      '2014、9、1',
    ],
  ])('%s is 1 September 2014', (typed) => {
    expect(checkLedgerDay(typed)).toEqual({ ok: true, value: '2014-09-01' });
  });

  it('may be the day count of a spreadsheet, or eight digits in a number cell', () => {
    expect(checkLedgerDay(41883)).toEqual({ ok: true, value: '2014-09-01' });
    expect(checkLedgerDay(41883.75)).toEqual({ ok: true, value: '2014-09-01' });
    expect(checkLedgerDay(20140901)).toEqual({ ok: true, value: '2014-09-01' });
    expect(checkLedgerDay(1)).toEqual({ ok: true, value: '1900-01-01' });
    expect(checkLedgerDay(59)).toEqual({ ok: true, value: '1900-02-28' });
    expect(checkLedgerDay(61)).toEqual({ ok: true, value: '1900-03-01' });
  });

  it('is refused where the spreadsheet believes in a 29 February 1900', () => {
    expect(checkLedgerDay(60)).toEqual({ ok: false, problem: 'date.invalid' });
  });

  it('needs its day: a year, or a year and a month, is asked again', () => {
    for (const typed of ['2014年9月', '2014.9', '2014-09', '2014', '201409', 2014, 2014.9, 201409]) {
      expect(checkLedgerDay(typed)).toEqual({ ok: false, problem: 'date.dayMissing' });
    }
  });

  it('knows 29 February', () => {
    expect(checkLedgerDay('2016.2.29')).toEqual({ ok: true, value: '2016-02-29' });
    expect(checkLedgerDay('2015.2.29')).toEqual({ ok: false, problem: 'date.invalid' });
    expect(checkLedgerDay('1900-02-29')).toEqual({ ok: false, problem: 'date.invalid' });
  });

  it('is refused when no calendar has it or nobody can read it', () => {
    for (const typed of [
      '2014.13.1',
      '2014.4.31',
      '14.9.1',
      '1.9.2014',
      'yesterday',
      '',
      '2014.9.1.1',
      0,
      -5,
      3e6,
      99999999,
    ]) {
      expect(checkLedgerDay(typed)).toEqual({ ok: false, problem: 'date.invalid' });
    }
    expect(checkLedgerDay('2.0140901E+7')).toEqual({ ok: false, problem: 'date.damaged' });
  });

  it('reads every day of two centuries the same from each spelling', () => {
    fc.assert(
      fc.property(fc.integer({ min: -25_508, max: 47_481 }), (number) => {
        const day = dayOfNumber(number);
        const [year, month, date] = day.split('-').map(Number);
        const count = number + 25_569;
        // 1900 to 2099 as a number cell is a year somebody typed, not a day of 1905.
        const asNumber = count >= 1900 && count < 2100 ? [] : [count];
        for (const typed of [
          day,
          `${year}.${month}.${date}`,
          `${year}年${month}月${date}日`,
          day.replaceAll('-', ''),
          ...asNumber,
        ]) {
          expect(checkLedgerDay(typed)).toEqual({ ok: true, value: day });
        }
      }),
    );
  });
});

describe('a number cell that looks like a year', () => {
  it('is one, not a day of 1905', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2099 }), (year) => {
        expect(checkLedgerDay(year)).toEqual({ ok: false, problem: 'date.dayMissing' });
      }),
    );
  });
});

describe('a birth date', () => {
  it('is not in the future and not before 1900', () => {
    expect(checkBirthDate('2026-11-23', '2026-11-23')).toEqual({ ok: true, value: '2026-11-23' });
    expect(checkBirthDate('2026-11-24', '2026-11-23')).toEqual({ ok: false, problem: 'birthDate.future' });
    expect(checkBirthDate('1899-12-31', '2026-11-23')).toEqual({ ok: false, problem: 'birthDate.tooEarly' });
  });
});
