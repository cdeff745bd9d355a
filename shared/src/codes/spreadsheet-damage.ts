import { foldWidth } from './folding.js';

/** A spreadsheet keeps 15 digits of a number; whatever comes after them is made up. */
const DIGITS_A_SPREADSHEET_KEEPS = 15;

/** The smallest number that has lost digits. */
const FIRST_UNSAFE = 10 ** DIGITS_A_SPREADSHEET_KEEPS;

/** True for a cell that is a number too long for a spreadsheet, or the text of one (`3.70760201709244E+17`): its digits cannot be trusted. */
export function isDamagedNumber(cell: string | number): boolean {
  if (typeof cell === 'number') return !Number.isFinite(cell) || Math.abs(cell) >= FIRST_UNSAFE;
  return /^[+-]?\d(?:[.,]\d+)?e\+?\d+$/i.test(foldWidth(cell).replace(/\s/g, ''));
}

/** A cell as text: a number cell as its plain digits, a text cell in one width, without the apostrophe that forces text. */
export function cellText(cell: string | number): string {
  const text = typeof cell === 'number' ? String(cell) : foldWidth(cell);
  return text
    .trim()
    .replace(/^['’‘`]/, '')
    .trim();
}
