import type { ImportRowView, ImportView } from '@tongxin/shared';

/** What a commit takes into the school and what it leaves behind, in rows of the ledger. */
export interface CommitCounts {
  rows: number;
  /** `created` and `updated` together. */
  taken: number;
  created: number;
  updated: number;
  /** `faulty`, `repeated` and `leftOut` together. */
  behind: number;
  /** These stand in the error workbook. */
  faulty: number;
  /** Already on file, and not to be updated. */
  repeated: number;
  /** Good rows that somebody chose not to import. */
  leftOut: number;
}

/**
 * Good rows and rows with warnings go in; duplicates only where somebody chose to update; rows that only wait for their class
 * go in when the classes are created with them.
 */
export function commitCounts(counts: ImportView['counts'], createClasses: boolean): CommitCounts {
  const awaited = createClasses ? counts.awaitingClass : 0;
  const created = counts.ready + counts.warnings - counts.skipped + awaited;
  const taken = created + counts.updates;
  return {
    rows: counts.rows,
    taken,
    created,
    updated: counts.updates,
    behind: counts.rows - taken,
    faulty: counts.errors - awaited,
    repeated: counts.duplicates - counts.updates,
    leftOut: counts.skipped,
  };
}

const COUNTED = { ready: 'ready', warning: 'warnings', error: 'errors', duplicate: 'duplicates' } as const;

/**
 * Whether mending one row has changed others as well: the figures moved by more than this row. A row that was a duplicate of the
 * mended one is none any more, and the list on the screen must be read again.
 */
export function movesOthers(
  before: ImportView['counts'],
  after: ImportView['counts'],
  was: ImportRowView['status'] | undefined,
  is: ImportRowView['status'],
): boolean {
  return (Object.entries(COUNTED) as [ImportRowView['status'], keyof typeof before][]).some(
    ([status, count]) => after[count] !== before[count] + Number(status === is) - Number(status === was),
  );
}
