import { AID_CATEGORIES, type CategoryCode } from '@tongxin/shared';
import { classWord, gradeWord } from './class-words.js';
import type { UnknownClass } from './ledger/check-ledger.js';
import type { Difference } from './ledger/duplicates.js';
import type { LedgerColumn } from './ledger/header.js';
import type { RowProblem } from './ledger/row-cells.js';
import { NO_ROWS, type ImportCounts, type ImportFailure, type ImportResult } from './import-facts.js';
import type { ImportKind, ImportStatus } from './import.states.js';
import type { ImportRowView, ImportView, RowProblemView, UnknownClassView } from './imports.dto.js';
import type { StoredRow } from './stored-rows.js';

/** An import as the statements read it. */
export interface ImportSummaryRow {
  readonly id: string;
  readonly kind: ImportKind;
  readonly status: ImportStatus;
  readonly version: number;
  readonly createdAt: Date;
  readonly createdById: string;
  readonly createdByName: string;
  readonly fileName: string;
  readonly expiresAt: Date;
  readonly progressDone: number;
  readonly progressTotal: number;
  readonly failure: ImportFailure | null;
  readonly counts: ImportCounts | null;
  readonly result: ImportResult | null;
  readonly columns: readonly LedgerColumn[];
  readonly unknownClasses: readonly UnknownClass[];
  readonly statedOn: string | null;
}

/** What a list of rows reads of a stored row. */
export type ImportRowRow = Pick<
  StoredRow,
  'sheetRow' | 'status' | 'action' | 'name' | 'class' | 'cells' | 'problems' | 'duplicateOf'
>;

/** The summary of an import; it names nobody but who uploaded it. */
export function toImportView(row: ImportSummaryRow, viewerId: string): ImportView {
  const working = row.status === 'checking' || row.status === 'committing';
  const { rows, ready, warnings, errors, duplicates, updates, awaitingClass, skipped } = row.counts ?? NO_ROWS;
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    createdBy: { id: row.createdById, name: row.createdByName },
    fileName: row.fileName,
    mine: row.createdById === viewerId,
    expiresAt: row.expiresAt.toISOString(),
    progress: working ? { done: row.progressDone, total: row.progressTotal } : null,
    failure: row.failure && { code: row.failure.code, params: { ...row.failure.params } },
    counts: { rows, ready, warnings, errors, duplicates, updates, awaitingClass, skipped },
    result: row.result && {
      created: row.result.created,
      updated: row.result.updated,
      skipped: row.result.skipped,
      classesCreated: row.result.classesCreated,
    },
    columns: row.columns.map(({ letter, header, field, by }) => ({
      column: letter,
      header,
      field,
      remembered: by === 'remembered',
      leftOut: by === 'leftOut',
    })),
    unknownClasses: row.unknownClasses.map(toUnknownClassView),
  };
}

function toUnknownClassView({ labels, grade, number, rows }: UnknownClass): UnknownClassView {
  return {
    label: labels['zh-CN'],
    labelEn: labels.en,
    grade: gradeWord(grade, 'zh-CN'),
    class: classWord(number, 'zh-CN'),
    rows,
  };
}

/**
 * A row with what it says, what is wrong with it and whom it repeats.
 * @param seesAllCategories without it, what is on file shows the aid categories only, and a difference in others is none
 */
export function toRowView(row: ImportRowRow, seesAllCategories: boolean): ImportRowView {
  return {
    sheetRow: row.sheetRow,
    status: row.status,
    name: row.name,
    classLabel: row.class?.labels['zh-CN'] ?? null,
    classLabelEn: row.class?.labels.en ?? null,
    cells: { ...row.cells },
    problems: row.problems.map(toProblemView),
    duplicateOf: row.duplicateOf && {
      sheetRow: row.duplicateOf.sheetRow,
      studentId: row.duplicateOf.studentId,
      differences: shownDifferences(row.duplicateOf.differences, seesAllCategories).map(
        ({ field, here, there, hereEn, thereEn }) => ({
          field,
          here,
          there,
          ...(hereEn === undefined ? {} : { hereEn }),
          ...(thereEn === undefined ? {} : { thereEn }),
        }),
      ),
    },
    action: row.action,
  };
}

function toProblemView({ column, code, params, severity }: RowProblem): RowProblemView {
  return { column, code, params: { ...params }, severity };
}

/**
 * The differences somebody may know of. To whom only aid categories are shown, any other is neither there nor missing: otherwise a made-up
 * ledger would tell which child has one.
 */
export function shownDifferences(
  differences: readonly Difference[],
  seesAllCategories: boolean,
): readonly Difference[] {
  if (seesAllCategories) return differences;
  return differences.flatMap((difference) => {
    if (difference.field !== 'categories') return [difference];
    const here = aidOnly(difference.here);
    const there = aidOnly(difference.there);
    const adds = here.some((code) => !there.includes(code));
    return adds ? [{ ...difference, here: here.join('、'), there: there.length > 0 ? there.join('、') : null }] : [];
  });
}

function aidOnly(codes: string | null): string[] {
  return (codes?.split('、') ?? []).filter((code) => AID_CATEGORIES.includes(code as CategoryCode));
}
