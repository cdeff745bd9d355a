import type pg from 'pg';

/** Tables that a backup leaves out, each with the reason. Every other table of the product is in it, also the closed ones. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  migrations: 'the restore builds the schema itself and lists its steps',
  sessions: 'after a restore everybody signs in again; a stolen backup signs nobody in',
  rate_limits: 'counters of failures live for minutes',
  operation_runs: 'which backups ran is the history of one machine',
  duty_windows: 'computed from the other tables; the first reader after a restore fills it',
  duty_states: 'as duty_windows',
  duty_counts: 'as duty_windows',
  duty_marks: 'says what of them is to be computed again',
};

/** A table with what is needed to write its rows out and in again. */
export interface TableShape {
  readonly name: string;
  /** Without computed ones, in the order of the table. */
  readonly columns: readonly string[];
  /** The key, each column as it is sorted by. */
  readonly order: readonly string[];
}

/** @returns every table of the product that a backup holds, by name */
export async function listTables(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<{
    name: string;
    columns: string[];
    key: { column: string; text: boolean }[] | null;
  }>(
    `SELECT c.relname AS name,
            (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
            (SELECT jsonb_agg(jsonb_build_object('column', a.attname, 'text', t.typcollation <> 0) ORDER BY k.position)
               FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, position)
               JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum JOIN pg_type t ON t.oid = a.atttypid
              WHERE i.indrelid = c.oid AND i.indisprimary) AS key
       FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> ALL($1)
      ORDER BY c.relname`,
    [Object.keys(LEFT_OUT)],
  );
  return rows.map(({ name, columns, key }) => ({
    name,
    columns,
    // The same order wherever the rows lie, whatever the database sorts its texts by.
    order: key
      ? key.map(({ column, text }) => `${quoted(column)}${text ? ' COLLATE "C"' : ''}`)
      : columns.map((column) => `${quoted(column)}::text COLLATE "C"`),
  }));
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The statement that writes a table out, every row a line. */
export function copyOut({ name, columns, order }: TableShape): string {
  return `COPY (SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(name)} ORDER BY ${order.join(', ')}) TO STDOUT`;
}

/** The statement that takes those lines in. */
export function copyIn(name: string, columns: readonly string[]): string {
  return `COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) FROM STDIN`;
}

/** Settings under which the same value is always written the same way. */
export const PLAIN_WRITING = `SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'iso_8601'; SET LOCAL timezone = 'UTC';
  SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL statement_timeout = 0; SET LOCAL search_path = public;
  SET LOCAL client_encoding = 'UTF8'`;
