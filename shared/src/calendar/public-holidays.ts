import type { Language } from '../codes/words.js';
import { addDays, type Day } from './days.js';
import type { NamedDays } from './usual-calendar.js';

/** The public holidays of China, as their notices call them. */
export const PUBLIC_HOLIDAYS = [
  'newYear',
  'springFestival',
  'qingming',
  'labourDay',
  'dragonBoat',
  'midAutumn',
  'nationalDay',
] as const;
export type PublicHoliday = (typeof PUBLIC_HOLIDAYS)[number];

const NAMES: Readonly<Record<PublicHoliday, Readonly<Record<Language, string>>>> = {
  newYear: { 'zh-CN': '元旦', en: 'New Year' },
  springFestival: { 'zh-CN': '春节', en: 'Spring Festival' },
  qingming: { 'zh-CN': '清明节', en: 'Qingming' },
  labourDay: { 'zh-CN': '劳动节', en: 'Labour Day' },
  dragonBoat: { 'zh-CN': '端午节', en: 'Dragon Boat Festival' },
  midAutumn: { 'zh-CN': '中秋节', en: 'Mid-Autumn Festival' },
  nationalDay: { 'zh-CN': '国庆节', en: 'National Day' },
};

/** Days off, or days worked in exchange for them, of one holiday of one calendar year. */
export interface PublicDays extends NamedDays {
  readonly kind: 'holiday' | 'workday';
  readonly holiday: PublicHoliday;
}

/** The public holidays of a calendar year. */
export interface PublicYear {
  readonly year: number;
  /**
   * True: as the State Council has published them, made-up working days included. False: only the days off that the law itself names; the bridge
   * days and the days worked for them are published in November of the year before.
   */
  readonly published: boolean;
  readonly days: readonly PublicDays[];
}

type Published = readonly [holiday: PublicHoliday, from: string, to: string, ...workedInExchange: string[]];

/** General Office of the State Council: notices of 12 November 2024 (for 2025) and 4 November 2025 (for 2026). */
const PUBLISHED: Readonly<Record<number, readonly Published[]>> = {
  2025: [
    ['newYear', '01-01', '01-01'],
    ['springFestival', '01-28', '02-04', '01-26', '02-08'],
    ['qingming', '04-04', '04-06'],
    ['labourDay', '05-01', '05-05', '04-27'],
    ['dragonBoat', '05-31', '06-02'],
    ['nationalDay', '10-01', '10-08', '09-28', '10-11'],
  ],
  2026: [
    ['newYear', '01-01', '01-03', '01-04'],
    ['springFestival', '02-15', '02-23', '02-14', '02-28'],
    ['qingming', '04-04', '04-06'],
    ['labourDay', '05-01', '05-05', '05-09'],
    ['dragonBoat', '06-19', '06-21'],
    ['midAutumn', '09-25', '09-27'],
    ['nationalDay', '10-01', '10-07', '09-20', '10-10'],
  ],
};

/** First day of the lunar year, fifth of the fifth month, fifteenth of the eighth month. */
const LUNAR: Readonly<Record<number, readonly [springFestival: string, dragonBoat: string, midAutumn: string]>> = {
  2027: ['02-06', '06-09', '09-15'],
  2028: ['01-26', '05-28', '10-03'],
  2029: ['02-13', '06-16', '09-22'],
  2030: ['02-03', '06-05', '09-12'],
  2031: ['01-23', '06-24', '10-01'],
  2032: ['02-11', '06-12', '09-19'],
  2033: ['01-31', '06-01', '09-08'],
  2034: ['02-19', '06-20', '09-27'],
  2035: ['02-08', '06-10', '09-16'],
};

/** The years whose holidays ship with the product. */
export const PUBLIC_HOLIDAY_YEARS = { first: 2025, last: 2035 } as const;

/**
 * The public holidays of a calendar year, in order: the published ones where they are known, else the days the Regulation on Public Holidays (2024) names.
 * @returns null for a year that does not ship with the product
 */
export function publicHolidays(year: number): PublicYear | null {
  const published = PUBLISHED[year];
  if (published) return { year, published: true, days: inOrder(published.flatMap((one) => publishedDays(year, one))) };
  const lunar = LUNAR[year];
  return lunar ? { year, published: false, days: inOrder(statutoryDays(year, lunar)) } : null;
}

/** What a holiday, or a day worked for it, is called: `国庆节`, `国庆节调休`; `National Day`, `Working day for National Day`. */
export function publicDaysName({ holiday, kind }: Pick<PublicDays, 'holiday' | 'kind'>, language: Language): string {
  const name = NAMES[holiday][language];
  if (kind === 'holiday') return name;
  return language === 'zh-CN' ? `${name}调休上班` : `Working day for ${name}`;
}

function publishedDays(year: number, [holiday, from, to, ...worked]: Published): PublicDays[] {
  return [
    days('holiday', holiday, `${year}-${from}`, `${year}-${to}`),
    ...worked.map((day) => days('workday', holiday, `${year}-${day}`, `${year}-${day}`)),
  ];
}

/** New Year 1 day, Spring Festival 4 from its eve on, Qingming 1, Labour Day 2, Dragon Boat 1, Mid-Autumn 1, National Day 3. */
function statutoryDays(
  year: number,
  [springFestival, dragonBoat, midAutumn]: readonly [string, string, string],
): PublicDays[] {
  const off = (holiday: PublicHoliday, from: Day, length: number): PublicDays =>
    days('holiday', holiday, from, addDays(from, length - 1));
  return [
    off('newYear', `${year}-01-01`, 1),
    off('springFestival', addDays(`${year}-${springFestival}`, -1), 4),
    off('qingming', qingmingOf(year), 1),
    off('labourDay', `${year}-05-01`, 2),
    off('dragonBoat', `${year}-${dragonBoat}`, 1),
    // Where the two fall together the day is not lost: National Day has four then.
    ...(midAutumn >= '10-01' && midAutumn <= '10-03'
      ? [off('nationalDay', `${year}-10-01`, 4)]
      : [off('midAutumn', `${year}-${midAutumn}`, 1), off('nationalDay', `${year}-10-01`, 3)]),
  ];
}

/** The day the sun stands at 15°: 4 or 5 April through this century. */
function qingmingOf(year: number): Day {
  const inCentury = year % 100;
  const date = Math.floor(inCentury * 0.2422 + 4.81) - Math.floor(inCentury / 4);
  return `${year}-04-0${date}`;
}

function days(kind: PublicDays['kind'], holiday: PublicHoliday, from: Day, to: Day): PublicDays {
  return { kind, holiday, from, to, name: publicDaysName({ kind, holiday }, 'zh-CN') };
}

function inOrder(all: readonly PublicDays[]): PublicDays[] {
  return [...all].sort((one, other) => (one.from < other.from ? -1 : 1));
}
