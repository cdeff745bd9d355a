/** Number formats that every spreadsheet program knows by number and that show a date (14–22 everywhere, the others in Chinese and Japanese editions). */
const BUILT_IN_DATES: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/**
 * Whether a number in this format is shown as a day: `yyyy/m/d`, `yyyy"年"m"月"d"日"`, `[$-804]d mmm yyyy` are, `0.00`, `h:mm` and `@` are not.
 * `code` is the format's own text where the workbook declares one.
 */
export function showsDay(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.has(id);
  const bare = code
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .toLowerCase()
    .replace('general', '');
  return /[ye]/.test(bare) ? !/[#0?]/.test(bare) : /d/.test(bare);
}

const DAY = 86_400_000;
const DAYS_FROM_1900_TO_1970 = 25_569;
const DAYS_FROM_1900_TO_1904 = 1_462;
const LAST_SERIAL = 2_958_465;

/**
 * The day of a spreadsheet's serial number (1 = 1 January 1900; the day after 28 February 1900 that never was is counted too).
 * Undefined outside 1900–9999.
 */
export function dayOfSerial(serial: number, from1904: boolean): string | undefined {
  const days = Math.floor(serial) + (from1904 ? DAYS_FROM_1900_TO_1904 : 0);
  if (!(days >= 1 && days <= LAST_SERIAL)) return undefined;
  const shifted = days < 60 ? days + 1 : days;
  return new Date((shifted - DAYS_FROM_1900_TO_1970) * DAY).toISOString().slice(0, 10);
}
