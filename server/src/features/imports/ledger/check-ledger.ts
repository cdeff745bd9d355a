import type { ClassTextSettings, Day, Language } from '@tongxin/shared';
import type { Sheet, SheetRow } from './cell.js';
import { classResolver, type NamedClass, type SchoolClass } from './class-resolver.js';
import { differencesOf, KnownChildren, type ChildKeys, type Difference } from './duplicates.js';
import { findLedger, rosterHeader, type ColumnAssignments, type LedgerColumn, type LedgerHeader } from './header.js';
import type { LedgerChild } from './ledger-child.js';
import { LedgerRefused } from './ledger-refused.js';
import { ledgerRows, statedDay } from './ledger-rows.js';
import { columnLabel } from './row-cells.js';
import { readRow, type LedgerRow, type RowContext } from './row.js';

/** A child the school has: what tells it from others and, for naming differences, all that a ledger could say of it. */
export interface SchoolChild extends ChildKeys {
  readonly id: string;
  /** Numbers the child had before and is still meant by. */
  readonly formerNumbers?: readonly string[];
  readonly known?: LedgerChild;
}

/** What a ledger is checked against; plain data, so that it can go to a child process. */
export interface LedgerSettings {
  /** The roster of all pupils asks for less and takes less: who they are and their class. Without it a ledger. */
  readonly kind?: 'ledger' | 'roster';
  readonly today: Day;
  readonly classText: ClassTextSettings;
  readonly classes: readonly SchoolClass[];
  readonly children: readonly SchoolChild[];
  readonly assignments: ColumnAssignments;
}

/** Which child a duplicate row repeats: an earlier row of the file, or a child of the school. */
export interface DuplicateOf {
  readonly sheetRow: number | null;
  readonly studentId: string | null;
  readonly differences: readonly Difference[];
}

/** A row with everything the import needs to know of it. */
export interface CheckedRow extends Omit<LedgerRow, 'status'> {
  readonly status: 'ready' | 'warning' | 'error' | 'duplicate';
  readonly duplicateOf: DuplicateOf | null;
}

/** What is known of a ledger before its rows are checked. */
export interface LedgerOpening {
  readonly sheet: string;
  readonly header: LedgerHeader;
  /** The day the ages are stated for. */
  readonly statedOn: Day;
  readonly rows: number;
}

/** A class that stands in the ledger and not in the school, with the number of rows that name it. */
export interface UnknownClass extends Omit<NamedClass, 'id' | 'labels'> {
  readonly labels: Readonly<Record<Language, string>>;
  readonly rows: number;
}

/**
 * Opens the ledger in a workbook: which sheet, which header, which rows.
 *
 * @throws LedgerRefused `header.missing`; `header.fieldMissing` (`fields`) when name, class or category have no column
 */
export function openLedger(
  sheets: readonly Sheet[],
  { assignments, today, kind = 'ledger' }: Pick<LedgerSettings, 'assignments' | 'today' | 'kind'>,
): { opening: LedgerOpening; rows: SheetRow[] } {
  const { sheet, header: whole } = findLedger(sheets, assignments);
  const header = kind === 'roster' ? rosterHeader(whole) : whole;
  const rows = header.missing.length === 0 ? ledgerRows(sheet, header) : [];
  const statedOn = statedDay(sheet, header, today) ?? today;
  return { opening: { sheet: sheet.name, header, statedOn, rows: rows.length }, rows };
}

/** Refuses a ledger that lacks what none can do without; its columns are known and can be assigned by hand. */
export function assertReadable({ header }: Pick<LedgerOpening, 'header'>): void {
  if (header.missing.length > 0) throw new LedgerRefused('header.fieldMissing', { fields: header.missing });
}

/** Checks rows one after another, in the order of the sheet; the first row of a child stays good, later ones are duplicates. */
export class LedgerChecker {
  private readonly context: RowContext;
  private readonly school = new KnownChildren<SchoolChild>();
  private readonly file = new KnownChildren<{ readonly sheetRow: number; readonly child: LedgerChild }>();

  constructor(
    settings: Omit<LedgerSettings, 'assignments'>,
    { header, statedOn }: { readonly header: { readonly columns: readonly LedgerColumn[] }; readonly statedOn: Day },
  ) {
    this.context = {
      columns: header.columns,
      kind: settings.kind ?? 'ledger',
      resolveClass: classResolver(settings.classes, settings.classText),
      today: settings.today,
      statedOn,
    };
    for (const child of settings.children) this.school.add(child, child);
    for (const child of settings.children) this.school.addFormer(child.formerNumbers ?? [], child);
  }

  /** Makes an earlier row of the file known without checking it again. */
  remember(sheetRow: number, child: LedgerChild): void {
    this.file.add(child, { sheetRow, child });
  }

  check(row: SheetRow): CheckedRow {
    const read = readRow(row, this.context);
    const { child } = read;
    if (!child || (read.status === 'error' && !lacksOnlyClass(read))) return { ...read, duplicateOf: null };
    const earlier = this.file.find(child);
    const known = this.school.find(child);
    if (earlier.kind === 'several' || known.kind === 'several') {
      const problem = {
        column: keyColumn(this.context.columns),
        code: 'row.keysDisagree' as const,
        params: {},
        severity: 'error' as const,
      };
      return { ...read, status: 'error', problems: [...read.problems, problem], duplicateOf: null };
    }
    if (earlier.kind === 'one') {
      const { sheetRow, child: first } = earlier.found;
      return this.duplicate(read, {
        sheetRow,
        studentId: null,
        differences: differencesOf(child, first, this.context.today),
      });
    }
    this.remember(row.row, child);
    if (known.kind === 'none') return { ...read, duplicateOf: null };
    const { id, known: whole } = known.found;
    const differences = whole ? differencesOf(child, whole, this.context.today) : [];
    return this.duplicate(read, { sheetRow: null, studentId: id, differences });
  }

  /** A duplicate in a class that does not exist yet stays an error until the class is created. */
  private duplicate(row: LedgerRow, duplicateOf: DuplicateOf): CheckedRow {
    const inFile = duplicateOf.sheetRow !== null;
    const problem = {
      column: keyColumn(this.context.columns),
      code: inFile ? ('row.duplicateInFile' as const) : ('row.duplicateInSchool' as const),
      params: inFile ? { sheetRow: duplicateOf.sheetRow } : {},
      severity: 'warning' as const,
    };
    const status = row.status === 'error' ? 'error' : 'duplicate';
    return { ...row, status, problems: [...row.problems, problem], duplicateOf };
  }
}

/** The column that tells one child from another, as people find it; problems of a child being there twice stand at it. */
export function keyColumn(columns: readonly LedgerColumn[]): string {
  const fields = ['idNumber', 'studentNumber', 'name'];
  const found = fields.map((wanted) => columns.find(({ field }) => field === wanted));
  const column = found.find((one) => one !== undefined);
  return column ? columnLabel(column) : '';
}

/** True for a row that becomes good by creating its class, and needs nothing else. */
export function lacksOnlyClass({ problems }: Pick<CheckedRow, 'problems'>): boolean {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ code }) => code === 'class.unknown');
}

/** The classes to create so that the rows naming them become good, each once, in the order they appear. */
export function unknownClasses(rows: readonly Pick<CheckedRow, 'class'>[]): UnknownClass[] {
  const found = new Map<string, UnknownClass>();
  for (const { class: named } of rows) {
    if (!named || named.id !== null) continue;
    const { stage, entryYear, number, grade, labels } = named;
    const key = `${stage} ${entryYear} ${number}`;
    found.set(key, { stage, entryYear, number, grade, labels, rows: (found.get(key)?.rows ?? 0) + 1 });
  }
  return [...found.values()];
}
