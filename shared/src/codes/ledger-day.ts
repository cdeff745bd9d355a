import { dayOf, dayOfNumber, type Day } from '../calendar/days.js';
import { bad, good, type Checked } from './problems.js';
import { cellText, isDamagedNumber } from './spreadsheet-damage.js';

const YEAR_MONTH_DAY = /^(\d{4})\s*[.\p{Pd}/年、,]\s*(\d{1,2})\s*[.\p{Pd}/月、,]\s*(\d{1,2})\s*[日号]?$/u;
const DIGITS = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_MONTH = /^(?:\d{4}\s*[.\p{Pd}/年]\s*\d{1,2}\s*月?|\d{4}\s*年?|\d{4}(?:0[1-9]|1[0-2]))$/u;
/** A time behind the date, as exports of other systems add it. */
const TIME = /(?<=[\d日号])[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/;

/** Days from 1 January 1970 back to day 0 of the spreadsheet's 1900 calendar. */
const SPREADSHEET_DAY_ZERO = -25_569;
/** The 1900 calendar believes in a 29 February 1900; before it everything is one day off. */
const DAY_THAT_NEVER_WAS = 60;
/** 31 December 9999. */
const LAST_SPREADSHEET_DAY = 2_958_465;
/** A number cell in this range is a year somebody typed (2014, or 2014.9 for September), not the day of 1905 it would stand for. */
const YEARS = { from: 1900, to: 2100 } as const;
/** A number cell such as 201409 is a year and a month, not a day of the 25th century. */
const YEAR_MONTH_NUMBER = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$/;

/**
 * A day as ledgers spell it: `2014.9.1`, `2014年9月1日`, `2014-09-01`, `2014/9/1`, `20140901`, with or without a time behind it; or, as a
 * number, a spreadsheet's day count in the 1900 calendar. Says nothing about whether the day is likely.
 *
 * Problems: `date.dayMissing` only year and month (2014年9月) · `date.damaged` · `date.invalid`.
 */
export function checkLedgerDay(typed: string | number): Checked<Day> {
  if (isDamagedNumber(typed)) return bad('date.damaged');
  if (typeof typed === 'number' && typed <= LAST_SPREADSHEET_DAY) return daySpreadsheetMeans(typed);
  const text = cellText(typed).replace(TIME, '').trim();
  const parts = YEAR_MONTH_DAY.exec(text) ?? DIGITS.exec(text);
  if (!parts) return bad(YEAR_MONTH.test(text) ? 'date.dayMissing' : 'date.invalid');
  const day = dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  return day === null ? bad('date.invalid') : good(day);
}

/** {@link checkLedgerDay} for a birth date: not after `today`, and not before 1900. Further problems: `birthDate.future`, `birthDate.tooEarly`. */
export function checkBirthDate(typed: string | number, today: Day): Checked<Day> {
  const day = checkLedgerDay(typed);
  if (!day.ok) return day;
  if (day.value > today) return bad('birthDate.future');
  return day.value < '1900-01-01' ? bad('birthDate.tooEarly') : day;
}

function daySpreadsheetMeans(count: number): Checked<Day> {
  if ((count >= YEARS.from && count < YEARS.to) || YEAR_MONTH_NUMBER.test(String(count))) return bad('date.dayMissing');
  const whole = Math.floor(count);
  if (whole < 1 || whole === DAY_THAT_NEVER_WAS) return bad('date.invalid');
  return good(dayOfNumber(SPREADSHEET_DAY_ZERO + whole + (whole < DAY_THAT_NEVER_WAS ? 1 : 0)));
}
