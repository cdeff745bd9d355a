import type pg from 'pg';

/** A value of a row as JSON carries it; days and instants are texts. */
type Value = string | number | boolean | null | readonly unknown[] | object;
export type Row = Readonly<Record<string, Value>>;

/**
 * Adds rows in one statement; what is there already, by whatever key, stays as it is.
 * @param table and the names in `rows` are ours, never what somebody typed; all rows have the columns of the first
 * @returns how many rows are new
 */
export async function addMissing(owner: pg.Client, table: string, rows: readonly Row[]): Promise<number> {
  const first = rows[0];
  if (!first) return 0;
  const columns = Object.keys(first).join(', ');
  const { rowCount } = await owner.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
  return rowCount ?? 0;
}
