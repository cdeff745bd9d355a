import readXlsxFile from 'read-excel-file/node';
import type pg from 'pg';

/*
 * The limit of an import: what a bare library does with the same rows. `read-excel-file` reads the same workbook, and plain multi-row INSERTs write
 * the same rows into the same tables, with their keys, indexes and triggers, in one transaction: no checking, no matching, no staging rows, no
 * policy, no access log, no progress.
 */

/** In the order of their foreign keys. The access log and the import's own staging rows are not among them: the bare library has none. */
const TABLES = [
  'students',
  'class_memberships',
  'care_files',
  'care_file_periods',
  'care_categories',
  'contact_cards',
  'guardians',
  'phones',
  'student_keys',
] as const;

/** Columns a trigger or a default fills: the bare library does not write them either. */
const BY_ITSELF = new Set(['care_status', 'care_urgency', 'care_review_on', 'category_spans', 'village']);
const PARAMETERS_AT_MOST = 65_535;
const ROWS_A_STATEMENT = 1_000;

export interface BareTable {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What the product wrote of a school's children, table by table, without the school; `sql` types stay text so that nothing is converted twice. */
export async function takeRows(owner: pg.Client, school: string): Promise<BareTable[]> {
  const taken: BareTable[] = [];
  for (const table of TABLES) {
    const { rows: columns } = await owner.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position`,
      [table],
    );
    const names = columns
      .map(({ name }) => name)
      .filter((name) => name !== 'school_id' && !(table === 'students' && BY_ITSELF.has(name)));
    const { rows } = await owner.query<{ row: unknown[] }>({
      text: `SELECT ${names.map((name) => `${name}::text`).join(', ')} FROM ${table} WHERE school_id = $1`,
      values: [school],
      rowMode: 'array',
    } as never);
    // A column that is empty in every row is not written: its default does.
    const used = names.map((_, position) => (rows as unknown as unknown[][]).some((row) => row[position] !== null));
    taken.push({
      table,
      columns: names.filter((_, position) => used[position]),
      rows: (rows as unknown as unknown[][]).map((row) => row.filter((_, position) => used[position])),
    });
  }
  return taken;
}

/** An empty school with the classes and the staff of another one. */
export async function arrangeSchool(owner: pg.Client, from: string, to: string): Promise<void> {
  for (const table of ['schools', 'staff', 'classes']) {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' AND column_name <> 'school_id'`,
      [table],
    );
    const names = rows.map(({ name }) => name).join(', ');
    await owner.query(
      `INSERT INTO ${table} (school_id, ${names}) SELECT $2::uuid, ${names} FROM ${table} WHERE school_id = $1::uuid`,
      [from, to],
    );
  }
}

/** The bare library at work. @returns rows written */
export async function importBare(
  client: pg.Client,
  school: string,
  workbook: Buffer,
  tables: readonly BareTable[],
): Promise<number> {
  const [sheet] = await readXlsxFile(workbook);
  if (!sheet || sheet.data.length < 5_000) throw new Error('the workbook was not read');
  let written = 0;
  await client.query('BEGIN');
  for (const { table, columns, rows } of tables) {
    const width = columns.length + 1;
    const size = Math.min(ROWS_A_STATEMENT, Math.floor(PARAMETERS_AT_MOST / width));
    const head = `INSERT INTO ${table} (school_id, ${columns.join(', ')}) VALUES `;
    for (let from = 0; from < rows.length; from += size) {
      const batch = rows.slice(from, from + size);
      const places = batch.map(
        (_, row) => `(${Array.from({ length: width }, (__, column) => `$${row * width + column + 1}`).join(', ')})`,
      );
      const { rowCount } = await client.query(
        head + places.join(', '),
        batch.flatMap((row) => [school, ...row]),
      );
      written += rowCount ?? 0;
    }
    // As the product does it: plans made for empty tables would look up every foreign key by reading whole tables.
    if (table === 'students') await client.query('DISCARD PLANS');
  }
  await client.query('COMMIT');
  return written;
}
