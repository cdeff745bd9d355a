import type { Day } from '@tongxin/shared';
import type { Language } from '../language/languages.js';

/** A date for people: `11月3日 周二` or `Tue 3 Nov`, with the year where it is not this year's. */
export function dayWords(day: Day, language: Language, today: Day): string {
  const date = new Date(`${day}T00:00:00Z`);
  const parts = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { ...options, timeZone: 'UTC' }).format(date);
  const otherYear = day.slice(0, 4) !== today.slice(0, 4);
  if (language === 'en') {
    const words = `${parts({ weekday: 'short' })} ${date.getUTCDate()} ${parts({ month: 'short' }).slice(0, 3)}`;
    return otherYear ? `${words} ${day.slice(0, 4)}` : words;
  }
  const words = `${date.getUTCMonth() + 1}月${date.getUTCDate()}日 ${parts({ weekday: 'short' })}`;
  return otherYear ? `${day.slice(0, 4)}年${words}` : words;
}

/** A date that stands in a file for long, without the day of the week: `2025年9月5日` or `5 Sep 2025`. */
export function dateWords(day: Day, language: Language): string {
  const [year, month, date] = day.split('-').map(Number);
  if (language === 'zh-CN') return `${year}年${month}月${date}日`;
  const short = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
  return `${date} ${short.slice(0, 3)} ${year}`;
}

/** A month for people: `2026年11月` or `November 2026`. */
export function monthWords(month: string, language: Language): string {
  if (language === 'zh-CN') return `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** A month for narrow places, without its year where it is this year's: `10月` or `Oct`. */
export function shortMonthWords(month: string, language: Language, today: Day): string {
  const otherYear = month.slice(0, 4) !== today.slice(0, 4);
  if (language === 'zh-CN') return otherYear ? monthWords(month, language) : `${Number(month.slice(5))}月`;
  const name = monthWords(month, language).slice(0, 3);
  return otherYear ? `${name} ${month.slice(0, 4)}` : name;
}

/** The day it is at the school at an instant. */
export function dayAt(moment: string, timeZone: string): Day {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(moment),
  );
}

/** A moment for people, in the school's time zone: `11月3日 周二 14:05` or `Tue 3 Nov, 14:05`. */
export function momentWords(moment: string, language: Language, today: Day, timeZone: string): string {
  const date = new Date(moment);
  const day = dayAt(moment, timeZone);
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' }).format(date);
  return `${dayWords(day, language, today)}${language === 'en' ? ',' : ''} ${time}`;
}
