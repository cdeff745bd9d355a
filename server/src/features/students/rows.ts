import type { Tx } from '../../database/transaction.js';

/** A column and its type, for rows that go to the database as one JSON list. */
export type Columns = Readonly<Record<string, 'uuid' | 'text' | 'int' | 'boolean' | 'date' | 'timestamptz' | 'jsonb'>>;

/** A value of such a row; a list or an object is one of a `jsonb` column. */
export type ColumnValue = string | number | boolean | null | readonly object[];

/** So many rows go in one statement: few round trips, no message of megabytes. */
const ROWS_A_STATEMENT = 5_000;

/**
 * Adds many rows of the viewer's school with few statements.
 * @param table and columns are ours, never what somebody typed
 * @param rows each with exactly the named columns
 */
export async function addRows<Shape extends Columns>(
  tx: Tx,
  table: string,
  columns: Shape,
  rows: readonly Readonly<Record<keyof Shape, ColumnValue>>[],
): Promise<void> {
  const names = Object.keys(columns);
  const text = `INSERT INTO ${table} (school_id, ${names.join(', ')})
    SELECT $1::uuid, ${names.map((name) => `r.${name}`).join(', ')} FROM jsonb_to_recordset($2::jsonb) AS r(${names.map((name) => `${name} ${columns[name]}`).join(', ')})`;
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await tx.query(text, [tx.viewer.schoolId, JSON.stringify(rows.slice(from, from + ROWS_A_STATEMENT))]);
  }
}
