import type { LedgerRefused } from './ledger-refused.js';

/**
 * One cell as the workbook holds it. Numbers keep the digits the file wrote (`raw`), so that an ID number which Excel turned
 * into a float can be told from one typed as text; `date` is a number shown as a date; `error` is `#N/A` and its like, or a
 * formula that was never computed. A formula counts as its computed value.
 */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly raw: string; readonly value: number }
  | { readonly kind: 'date'; readonly day: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'error'; readonly text: string };

/** A row that holds something: `row` as counted by the spreadsheet (from 1), cells by column (from 0), holes where nothing stands. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly (Cell | undefined)[];
}

/** Cells joined into one, both ends included: rows from 1, columns from 0. */
export interface MergedCells {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** One sheet of a workbook; rows without any content are left out. `refusal` says that it holds more than may be read, `rows` is its beginning. */
export interface Sheet {
  readonly name: string;
  readonly refusal?: LedgerRefused;
  readonly rows: readonly SheetRow[];
  readonly merged: readonly MergedCells[];
}

/** A text without the invisible control characters and broken characters that a file can hold and a database refuses; line breaks stay. */
export function cleanText(text: string): string {
  // eslint-disable-next-line no-control-regex -- taking them out is the point
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|[\ud800-\udfff]/gu, '');
}

/** Column 0 is `A`, 26 is `AA`. */
export function columnLetter(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** `A` is column 0, `AA` 26; anything else than letters gives -1. */
export function columnIndex(letters: string): number {
  let column = 0;
  for (const letter of letters) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) return -1;
    column = column * 26 + value;
  }
  return column - 1;
}

/** What a person sees in the cell, trimmed: whole numbers without exponent, days as YYYY-MM-DD; empty where nothing stands. */
export function shownText(cell: Cell | undefined): string {
  switch (cell?.kind) {
    case 'text':
      return cell.text.trim();
    case 'number':
      return Number.isSafeInteger(cell.value) ? String(cell.value) : cell.raw;
    case 'date':
      return cell.day;
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE';
    case 'error':
      return cell.text;
    default:
      return '';
  }
}
