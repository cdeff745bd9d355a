import type { Sheets } from '../sheet/sheets.js';
import type { ConflictSheet } from './conflict-sheet.js';

/** One field of a record that two people changed, in words. */
export interface ConflictRow {
  field: string;
  mine: string | null;
  theirs: string | null;
}

export type ConflictChoice = 'mine' | 'theirs';

/** Shows the rows that differ; undefined when the person goes back to the form without choosing. */
export async function askConflict(sheets: Sheets, rows: readonly ConflictRow[]): Promise<ConflictChoice | undefined> {
  const differing = rows.filter((row) => (row.mine ?? '') !== (row.theirs ?? ''));
  const part = (await import('./conflict-sheet.js')).ConflictSheet;
  return sheets.open<ConflictSheet, readonly ConflictRow[], ConflictChoice>(part, { data: differing, wide: true });
}
