import {
  BIRTH_PARENTS,
  CATEGORY_CODES,
  categoryOfWord,
  checkBirthDate,
  checkIdNumber,
  checkLedgerDay,
  checkPersonName,
  checkStudentNumber,
  foldWidth,
  LIMITS,
  sexOfWord,
  type CategoryCode,
  type Day,
  type IdNumber,
  type LedgerField,
  type SexCode,
} from '@tongxin/shared';
import { cleanText, columnIndex, shownText, type Cell, type SheetRow } from './cell.js';
import type { ClassResolver, NamedClass } from './class-resolver.js';
import type { LedgerColumn } from './header.js';
import type { LedgerAdult, LedgerChild } from './ledger-child.js';
import { phonesOf, readAdult } from './row-adult.js';
import { RowCells, type RowProblem } from './row-cells.js';

/** What is the same for all rows of a ledger. */
export interface RowContext {
  /** Of a roster no categories are asked for. */
  readonly kind?: 'ledger' | 'roster';
  readonly columns: readonly LedgerColumn[];
  readonly resolveClass: ClassResolver;
  readonly today: Day;
  /** The day the ledger states its ages for. */
  readonly statedOn: Day;
}

/** One row of a ledger after checking. */
export interface LedgerRow {
  /** As the spreadsheet counts. */
  readonly sheetRow: number;
  readonly status: 'ready' | 'warning' | 'error';
  /** Null where the row cannot be a child: an error at name, class or another part it needs. */
  readonly child: LedgerChild | null;
  /** For showing a row that is no child yet. */
  readonly name: string | null;
  readonly class: NamedClass | null;
  /** What stands in the sheet, by column letter; reading these texts again gives the same row. */
  readonly cells: Readonly<Record<string, string>>;
  readonly problems: readonly RowProblem[];
}

/** Reads and checks one row of children; says nothing about other rows or the children the school has. */
export function readRow(row: SheetRow, context: RowContext): LedgerRow {
  const cells = new RowCells(row, context.columns);
  const nameText = cells.text('name');
  const name = nameText === null ? null : cells.take('name', checkPersonName(nameText));
  if (nameText === null && !cells.problems.some(({ code }) => code === 'cell.error'))
    cells.error('name', 'name.missing');
  const identity = readIdentity(cells, context.today);
  const named = readClass(cells, context.resolveClass);
  const categories = context.kind === 'roster' ? [] : readCategories(cells);
  const adults = readAdults(cells, categories, context);
  const rest = {
    address: cells.line('address', LIMITS.addressMax),
    village: cells.line('village', LIMITS.villageMax),
    phones: phonesOf(cells, 'phone'),
    note: cells.paragraph('note', LIMITS.careFileRemarkMax),
  };
  const { problems } = cells;
  const failed = problems.some(({ severity }) => severity === 'error');
  const { sex, ...numbers } = identity;
  return {
    sheetRow: row.row,
    status: failed ? 'error' : problems.length > 0 ? 'warning' : 'ready',
    child: name !== null && sex !== null ? { name, sex, ...numbers, class: named, categories, adults, ...rest } : null,
    name,
    class: named,
    cells: shownCells(row, context.columns),
    problems,
  };
}

/** A row made of texts by column letter, as it comes back when somebody mends it in place. */
export function rowOfTexts(sheetRow: number, texts: Readonly<Record<string, string>>): SheetRow {
  const cells: (Cell | undefined)[] = [];
  for (const [letter, text] of Object.entries(texts)) {
    const index = columnIndex(letter);
    const clean = cleanText(text);
    if (index >= 0 && index < LIMITS.workbookColumns && clean.trim() !== '')
      cells[index] = { kind: 'text', text: clean };
  }
  return { row: sheetRow, cells };
}

type Identity = Pick<LedgerChild, 'idNumber' | 'studentNumber' | 'birthDate'> & { readonly sex: SexCode | null };

/** Where ID number and sheet disagree the sheet is kept and a warning given: birthdays by the lunar calendar are common, and it blocks nothing. */
function readIdentity(cells: RowCells, today: Day): Identity {
  const idText = cells.value('idNumber');
  const id = idText === null ? null : cells.take('idNumber', checkIdNumber(idText));
  const studentText = cells.value('studentNumber');
  const student = studentText === null ? null : cells.take('studentNumber', checkStudentNumber(studentText));
  if (id && student?.idNumber && student.idNumber.number !== id.number) {
    cells.warn('studentNumber', 'studentNumber.differsFromIdNumber');
  }
  const known = id ?? student?.idNumber ?? null;
  if (known && known.birthDate > today) cells.error(id ? 'idNumber' : 'studentNumber', 'birthDate.future');
  return {
    idNumber: id?.number ?? null,
    studentNumber: student?.number ?? null,
    birthDate: readBirthDate(cells, known, today),
    sex: readSex(cells, known, idText !== null),
  };
}

function readBirthDate(cells: RowCells, known: IdNumber | null, today: Day): Day | null {
  const typed = cells.value('birthDate');
  if (typed === null) return known?.birthDate ?? null;
  const checked = checkBirthDate(typed, today);
  if (!checked.ok && checked.problem === 'date.dayMissing' && known) {
    // 出生年月: the ledger keeps year and month only, the ID number tells the day.
    if (!sameMonth(typed, known.birthDate)) cells.warn('birthDate', 'birthDate.differsFromIdNumber');
    return known.birthDate;
  }
  const birthDate = cells.take('birthDate', checked);
  if (birthDate && known && birthDate !== known.birthDate) cells.warn('birthDate', 'birthDate.differsFromIdNumber');
  return birthDate;
}

/** A number cell 2014.1 may be January or October. */
function sameMonth(typed: string | number, birthDate: Day): boolean {
  if (typeof typed === 'number') return Math.floor(typed) === Number(birthDate.slice(0, 4));
  const [, year, month] = /^(\d{4})\D*(\d{1,2})?/.exec(foldWidth(typed)) ?? [];
  return year === birthDate.slice(0, 4) && (month === undefined || Number(month) === Number(birthDate.slice(5, 7)));
}

function readSex(cells: RowCells, known: IdNumber | null, idTyped: boolean): SexCode | null {
  const typed = cells.text('sex');
  if (typed === null) {
    // A wrong ID number is a problem of its own; mended, it tells the sex.
    if (!known && !idTyped) cells.error('sex', 'sex.missing');
    return known?.sex ?? null;
  }
  const sex = sexOfWord(typed);
  if (sex === null) cells.error('sex', 'sex.unknown');
  else if (known && known.sex !== sex) cells.warn('sex', 'sex.differsFromIdNumber');
  return sex;
}

function readClass(cells: RowCells, resolve: ClassResolver): NamedClass | null {
  const { named, problem } = resolve(cells.value('grade'), cells.value('class'));
  if (problem) cells.error('class', problem.code, problem.params);
  return named;
}

const BETWEEN_CATEGORIES = /[、，,;；/|＋+&\r\n]+/;

/** Words apart by any of `、，,;；/` or spaces; an English word may hold spaces itself. */
function readCategories(cells: RowCells): CategoryCode[] {
  const typed = cells.text('categories');
  const codes = new Set<CategoryCode>();
  const unknown: string[] = [];
  for (const part of typed === null ? [] : foldWidth(typed).split(BETWEEN_CATEGORIES)) {
    const whole = categoryOfWord(part);
    for (const word of whole ? [part] : part.split(/\s+/)) {
      const code = categoryOfWord(word);
      if (code) codes.add(code);
      else if (word.trim() !== '') unknown.push(word.trim());
    }
  }
  if (unknown.length > 0) cells.error('categories', 'category.unknown', { words: unknown, known: CATEGORY_CODES });
  else if (codes.size === 0) cells.error('categories', 'category.missing');
  return [...codes];
}

function readAdults(
  cells: RowCells,
  categories: readonly CategoryCode[],
  { statedOn, today }: RowContext,
): LedgerAdult[] {
  const guardian = readAdult(cells, 'guardian', statedOn, today);
  const entrusted = readAdult(cells, 'entrusted', statedOn, today);
  const parents: readonly string[] = BIRTH_PARENTS;
  if (guardian && categories.includes('orphan') && parents.includes(guardian.relationship)) {
    cells.warn('guardian.relationship', 'guardian.orphanWithParent');
  }
  if (guardian && entrusted && guardian.name === entrusted.name) cells.warn('entrusted.name', 'guardian.repeated');
  if (!guardian && !entrusted && cells.has('guardian.name') && !cells.isFaulty('guardian.name')) {
    cells.warn('guardian.name', 'guardian.missing');
  }
  return [guardian, entrusted].filter((adult) => adult !== null);
}

const DAY_FIELDS: readonly (LedgerField | null)[] = [
  'birthDate',
  'guardian.birthDate',
  'entrusted.birthDate',
  'guardian.awaySince',
];

/** As people read them: a day that the sheet holds as a bare number is shown as a day. */
function shownCells(row: SheetRow, columns: readonly LedgerColumn[]): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const { index, letter, field } of columns) {
    const cell = row.cells[index];
    const day = cell?.kind === 'number' && DAY_FIELDS.includes(field) ? checkLedgerDay(cell.value) : undefined;
    const text = day?.ok ? day.value : shownText(cell);
    // One more than may stand there, so that a text too long is still too long when it is read again.
    if (text !== '') shown[letter] = text.slice(0, LIMITS.workbookCellMax + 1);
  }
  return shown;
}
