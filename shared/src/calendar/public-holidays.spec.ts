import { addDays, weekdayOf } from './days.js';
import { PUBLIC_HOLIDAY_YEARS, publicDaysName, publicHolidays } from './public-holidays.js';
import { isWeekday } from './school-calendar.js';

const YEARS = Array.from(
  { length: PUBLIC_HOLIDAY_YEARS.last - PUBLIC_HOLIDAY_YEARS.first + 1 },
  (_, index) => PUBLIC_HOLIDAY_YEARS.first + index,
);

/** Month and date of the lunar calendar, from the calendar data of the runtime and not from our table. */
function lunarDay(day: string): string {
  const parts = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
  return parts.format(new Date(`${day}T00:00:00Z`));
}

/** The new moon stands within minutes of midnight (6 February 2027 at 23:56, 3 February 2030 at 00:07), where the runtime errs by a day. */
const NEAR_MIDNIGHT: Readonly<Record<number, string>> = { 2027: '12/30', 2030: '1/2' };

describe('public holidays', () => {
  it('are as published for 2025 and 2026, with the days worked in exchange', () => {
    const days2026 = publicHolidays(2026)!;
    expect(days2026.published).toBe(true);
    expect(days2026.days.map(({ kind, from, to }) => `${kind} ${from} ${to}`)).toEqual([
      'holiday 2026-01-01 2026-01-03',
      'workday 2026-01-04 2026-01-04',
      'workday 2026-02-14 2026-02-14',
      'holiday 2026-02-15 2026-02-23',
      'workday 2026-02-28 2026-02-28',
      'holiday 2026-04-04 2026-04-06',
      'holiday 2026-05-01 2026-05-05',
      'workday 2026-05-09 2026-05-09',
      'holiday 2026-06-19 2026-06-21',
      'workday 2026-09-20 2026-09-20',
      'holiday 2026-09-25 2026-09-27',
      'holiday 2026-10-01 2026-10-07',
      'workday 2026-10-10 2026-10-10',
    ]);
    expect(publicHolidays(2025)!.published).toBe(true);
  });

  it('are worked for on Saturdays and Sundays only', () => {
    for (const year of YEARS) {
      const worked = publicHolidays(year)!.days.filter(({ kind }) => kind === 'workday');
      expect(worked.filter(({ from }) => isWeekday(from))).toEqual([]);
    }
  });

  it('never lie on one another, and stand in order', () => {
    for (const year of YEARS) {
      const { days } = publicHolidays(year)!;
      for (const [position, one] of days.entries()) {
        expect(one.from <= one.to).toBe(true);
        expect(days[position - 1] === undefined || days[position - 1]!.to < one.from).toBe(true);
      }
    }
  });

  it('of years not yet published are the days the law names, thirteen of them, at their place in the lunar calendar', () => {
    for (const year of YEARS.filter((one) => one >= 2027)) {
      const { published, days } = publicHolidays(year)!;
      expect(published).toBe(false);
      const of = (holiday: string) => days.find((one) => one.holiday === holiday)!;
      expect(lunarDay(addDays(of('springFestival').from, 1))).toBe(NEAR_MIDNIGHT[year] ?? '1/1');
      expect(lunarDay(of('dragonBoat').from)).toBe('5/5');
      if (![2028, 2031].includes(year)) expect(lunarDay(of('midAutumn').from)).toBe('8/15');
      expect(['04', '05']).toContain(of('qingming').from.slice(8));
    }
    expect(publicHolidays(2028)!.days.find(({ holiday }) => holiday === 'qingming')!.from).toBe('2028-04-04');
    expect(publicHolidays(2027)!.days.find(({ holiday }) => holiday === 'qingming')!.from).toBe('2027-04-05');
  });

  it('give National Day one day more where the Mid-Autumn Festival lies in it', () => {
    for (const year of [2028, 2031]) {
      const { days } = publicHolidays(year)!;
      expect(days.some(({ holiday }) => holiday === 'midAutumn')).toBe(false);
      expect(days.at(-1)).toMatchObject({ from: `${year}-10-01`, to: `${year}-10-04` });
    }
  });

  it('do not ship for other years', () => {
    expect(publicHolidays(2024)).toBeNull();
    expect(publicHolidays(2036)).toBeNull();
  });

  it('have a name in both languages', () => {
    expect(publicDaysName({ holiday: 'nationalDay', kind: 'workday' }, 'zh-CN')).toBe('国庆节调休上班');
    expect(publicDaysName({ holiday: 'springFestival', kind: 'holiday' }, 'en')).toBe('Spring Festival');
    expect(weekdayOf(publicHolidays(2026)!.days[0]!.from)).toBe(4);
  });
});
