import { lacksOnlyClass, type CheckedRow, type DuplicateOf } from './ledger/check-ledger.js';
import type { NamedClass } from './ledger/class-resolver.js';
import { keysOf } from './ledger/duplicates.js';
import type { LedgerChild } from './ledger/ledger-child.js';
import type { RowProblem } from './ledger/row-cells.js';
import type { ImportKind, RowAction, RowStatus } from './import.states.js';

/** A row of a ledger as it is stored; the names are those the statements read. */
export interface StoredRow {
  readonly sheetRow: number;
  readonly status: RowStatus;
  readonly action: RowAction;
  readonly name: string | null;
  readonly class: NamedClass | null;
  readonly cells: Readonly<Record<string, string>>;
  readonly parsed: LedgerChild | null;
  readonly childKeys: readonly string[];
  readonly awaitsClass: boolean;
  readonly problems: readonly RowProblem[];
  readonly duplicateOf: DuplicateOf | null;
  readonly studentId: string | null;
}

/** What became of a row before it was checked again. */
export type RowBefore = Pick<StoredRow, 'status' | 'action'>;

/** A checked row as it is stored. @param before what it was, where somebody has already said what is to become of it */
export function toStoredRow(row: CheckedRow, kind: ImportKind, before?: RowBefore): StoredRow {
  return {
    sheetRow: row.sheetRow,
    status: row.status,
    action: actionOf(row, kind, before),
    name: row.name,
    class: row.class,
    cells: row.cells,
    parsed: row.child,
    childKeys: row.child ? keysOf(row.child) : [],
    awaitsClass: awaitsClass(row),
    problems: row.problems,
    duplicateOf: row.duplicateOf,
    studentId: row.duplicateOf?.studentId ?? null,
  };
}

/**
 * A duplicate of a ledger is left alone unless somebody chose to update; a roster brings every pupil up to date who is in another class by now, unless somebody
 * chose to leave it. Everything else comes in unless somebody chose to leave it out.
 */
function actionOf(
  { status, duplicateOf }: Pick<CheckedRow, 'status' | 'duplicateOf'>,
  kind: ImportKind,
  before: RowBefore | undefined,
): RowAction {
  if (status === 'duplicate') {
    if (before?.status === 'duplicate') return before.action === 'update' ? 'update' : 'skip';
    const differs = duplicateOf?.studentId != null && duplicateOf.differences.length > 0;
    return kind === 'roster' && differs ? 'update' : 'skip';
  }
  return before && before.status !== 'duplicate' && before.action === 'skip' ? 'skip' : 'create';
}

/** Nothing is wrong with the row but a class that the school does not have, and the child is nobody's double. */
function awaitsClass(row: Pick<CheckedRow, 'problems' | 'duplicateOf'>): boolean {
  return lacksOnlyClass(row) && row.duplicateOf === null;
}
