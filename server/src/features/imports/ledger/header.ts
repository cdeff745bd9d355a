import type { LedgerField } from '@tongxin/shared';
import { columnLetter, shownText, type Cell, type MergedCells, type Sheet, type SheetRow } from './cell.js';
import { assignColumns, type NamedColumn } from './header-assignment.js';
import { headerKey, meaningOf, namesSomebody } from './header-words.js';
import { LedgerRefused } from './ledger-refused.js';

/** What one column of the ledger was taken for. */
export interface LedgerColumn {
  /** From 0. */
  readonly index: number;
  readonly letter: string;
  /** The header as it stands in the sheet; of a header in two rows, group and word joined. */
  readonly header: string;
  /** What an assignment by hand is remembered under; a header standing again has `#2`, `#3` … behind it. */
  readonly key: string;
  /** Null: nothing is taken from this column. */
  readonly field: LedgerField | null;
  /** `word` by its words · `remembered` by an assignment made by hand · `leftOut` known, and not for us · `unknown` somebody should look. */
  readonly by: 'word' | 'remembered' | 'leftOut' | 'unknown';
}

/** Where the header stands and what its columns hold. */
export interface LedgerHeader {
  /** First and last row of the header as the spreadsheet counts (the same for a header in one row). */
  readonly firstRow: number;
  readonly lastRow: number;
  readonly columns: readonly LedgerColumn[];
  /** What no ledger can do without and this one lacks; empty when it can be read. */
  readonly missing: readonly LedgerField[];
}

/** Header key → field; null: leave this column out. */
export type ColumnAssignments = Readonly<Record<string, LedgerField | null>>;

const ROWS_SEARCHED = 15;

/**
 * Finds the header among the first 15 rows by its words, wherever the columns stand; also a header in two rows, where a group (监护人)
 * stands over its parts (姓名, 关系, 电话). Assignments made by hand go before the words.
 *
 * @throws LedgerRefused `header.missing` when no row looks like a header
 */
export function findHeader(sheet: Sheet, assignments: ColumnAssignments = {}): LedgerHeader {
  const header = bestHeader(sheet, assignments);
  if (!header) throw new LedgerRefused('header.missing', { rows: ROWS_SEARCHED });
  return header;
}

/**
 * The sheet that is the ledger: the one whose header says most; of equals the one with more rows.
 *
 * @throws LedgerRefused `header.missing`, or the sheet's own refusal when it holds more than may be read
 */
export function findLedger(
  sheets: readonly Sheet[],
  assignments: ColumnAssignments = {},
): { sheet: Sheet; header: LedgerHeader } {
  let best: { sheet: Sheet; header: LedgerHeader } | undefined;
  for (const sheet of sheets) {
    const header = bestHeader(sheet, assignments);
    if (header && (!best || isBetter({ sheet, header }, best))) best = { sheet, header };
  }
  if (!best) throw new LedgerRefused('header.missing', { rows: ROWS_SEARCHED });
  if (best.sheet.refusal) throw best.sheet.refusal;
  return best;
}

function isBetter(one: { sheet: Sheet; header: LedgerHeader }, other: { sheet: Sheet; header: LedgerHeader }): boolean {
  const difference = fieldsOf(one.header) - fieldsOf(other.header);
  return difference > 0 || (difference === 0 && one.sheet.rows.length > other.sheet.rows.length);
}

function bestHeader(sheet: Sheet, assignments: ColumnAssignments): LedgerHeader | undefined {
  let best: LedgerHeader | undefined;
  const consider = (header: LedgerHeader): void => {
    if (isHeader(header) && (!best || fieldsOf(header) > fieldsOf(best))) best = header;
  };
  const candidates = sheet.rows.slice(0, ROWS_SEARCHED);
  for (const row of candidates) consider(headerOf(row.row, row.row, oneRow(row), assignments));
  candidates.forEach((row, position) => {
    const next = candidates[position + 1];
    if (next) consider(headerOf(row.row, next.row, twoRows(row, next, sheet.merged), assignments));
  });
  return best;
}

function fieldsOf(header: LedgerHeader): number {
  return header.columns.filter(({ field }) => field !== null).length;
}

/** A title or a row of children says at most one thing that is also a header word. */
function isHeader(header: LedgerHeader): boolean {
  const fields = fieldsOf(header);
  return fields >= 3 || (fields === 2 && header.columns.some(({ field }) => field === 'name'));
}

const LONGEST_HEADER = 100;

function headerText(cell: Cell | undefined): string {
  return shownText(cell).slice(0, LONGEST_HEADER);
}

function oneRow(row: SheetRow): NamedColumn[] {
  const columns: NamedColumn[] = [];
  row.cells.forEach((cell, index) => {
    const header = headerText(cell);
    if (header !== '') columns.push({ index, header, meaning: meaningOf(header) });
  });
  return columns;
}

/** A group stands over the columns its joined cell covers; a column of its own is joined downwards or empty below. */
function twoRows(upper: SheetRow, lower: SheetRow, merged: readonly MergedCells[]): NamedColumn[] {
  const groups = merged.filter(
    ({ firstRow, firstColumn, lastColumn }) => firstRow === upper.row && lastColumn > firstColumn,
  );
  const width = Math.max(upper.cells.length, lower.cells.length);
  const columns: NamedColumn[] = [];
  for (let index = 0; index < width; index++) {
    const group = groups.find(({ firstColumn, lastColumn }) => firstColumn <= index && index <= lastColumn);
    const over = headerText(upper.cells[group ? group.firstColumn : index]);
    const word = headerText(lower.cells[index]);
    if (word !== '') columns.push({ index, ...underGroup(over, word) });
    else if (over !== '' && !group) columns.push({ index, header: over, meaning: meaningOf(over) });
  }
  return columns;
}

/** 监护人情况 over 姓名 is 监护人姓名: words that only say that something is told are left out, so that the header can stand in one row. */
function underGroup(group: string, word: string): Pick<NamedColumn, 'header' | 'meaning'> {
  const joined = [`${group.replace(/基本|情况|信息|资料/g, '')}${word}`, `${group}${word}`];
  for (const header of joined) {
    const meaning = meaningOf(header);
    if (meaning) return { header, meaning };
  }
  return { header: `${group}${word}`, meaning: namesSomebody(group) ? undefined : meaningOf(word) };
}

function headerOf(
  firstRow: number,
  lastRow: number,
  named: readonly NamedColumn[],
  assignments: ColumnAssignments,
): LedgerHeader {
  const seen = new Map<string, number>();
  const keys = named.map(({ header }) => {
    const key = headerKey(header);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? key : `${key}#${times}`;
  });
  const byHand = keys.map((key) => (Object.hasOwn(assignments, key) ? (assignments[key] ?? null) : undefined));
  const fields = assignColumns(named, byHand);
  const columns = named.map(({ index, header, meaning }, position): LedgerColumn => {
    const field = fields[position] ?? null;
    const key = keys[position] ?? '';
    return { index, letter: columnLetter(index), header, key, field, by: reason(field, byHand[position], meaning) };
  });
  return { firstRow, lastRow, columns, missing: missingFields(columns) };
}

function reason(
  field: LedgerField | null,
  byHand: LedgerField | null | undefined,
  meaning: NamedColumn['meaning'],
): LedgerColumn['by'] {
  if (byHand !== undefined) return 'remembered';
  if (field) return 'word';
  const childsAge = meaning?.kind === 'personal' && meaning.attribute === 'age';
  return meaning?.kind === 'leftOut' || childsAge ? 'leftOut' : 'unknown';
}

/** What a roster is read for; whatever else stands in the sheet stays there. */
export const ROSTER_FIELDS: readonly LedgerField[] = [
  'sequence',
  'name',
  'sex',
  'birthDate',
  'grade',
  'class',
  'studentNumber',
  'idNumber',
];

/** A header as the roster of all pupils is read by it: who they are and their class. */
export function rosterHeader(header: LedgerHeader): LedgerHeader {
  const columns = header.columns.map((column) =>
    column.field === null || ROSTER_FIELDS.includes(column.field)
      ? column
      : { ...column, field: null, by: 'leftOut' as const },
  );
  return { ...header, columns, missing: missingFields(columns, ['name', 'class']) };
}

function missingFields(
  columns: readonly LedgerColumn[],
  required: readonly LedgerField[] = ['name', 'class', 'categories'],
): LedgerField[] {
  return required.filter((wanted) => !columns.some(({ field }) => field === wanted));
}
