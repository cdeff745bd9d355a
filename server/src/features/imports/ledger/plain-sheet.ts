import { shownText, type Sheet } from './cell.js';

/** A sheet as a person sees it: texts by column, from the first row that holds something. */
export interface PlainSheet {
  readonly name: string;
  readonly rows: readonly { readonly row: number; readonly texts: readonly string[] }[];
  /** Whether there are more rows than were kept. */
  readonly more: boolean;
}

/** @returns the sheets with what a person sees in their cells; a hole is an empty text */
export function plainSheets(sheets: readonly Sheet[], rowsAtMost: number): PlainSheet[] {
  return sheets.map(({ name, rows, refusal }) => ({
    name,
    rows: rows
      .slice(0, rowsAtMost)
      .map(({ row, cells }) => ({ row, texts: Array.from(cells, (cell) => shownText(cell)) })),
    more: rows.length > rowsAtMost || refusal !== undefined,
  }));
}
