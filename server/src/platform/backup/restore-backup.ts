import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { MIGRATIONS } from '@tongxin/migrations';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { v7 } from 'uuid';
import { ownerSource } from '../../database/connections.js';
import { JOBS_ROLE } from '../../database/prepare-database.js';
import { verifyChain } from '../audit/verify-chain.js';
import { addressAt, type FileAddress, type FileStore } from '../files/file-store.js';
import { BackupRefused } from './backup-refused.js';
import type { Manifest, TableInBackup } from './manifest.js';
import { measuring } from './measured.js';
import { readParts, verifyBackup } from './read-backup.js';
import { orderOf, Schema, type Step } from './schema.js';
import { copyIn, copyOut, listTables, PLAIN_WRITING, quoted } from './tables.js';

export interface RestoreOrder {
  readonly path: string;
  readonly secret: string | null;
  /** Login that owns the database, which is prepared (roles, queue) and empty. */
  readonly ownerUrl: string;
  /** Where attached files go; null for a test restore, which only checks them. */
  readonly store: FileStore | null;
  /** Where files lie for a moment on their way; null: the system's temporary folder. */
  readonly workshop?: string;
  readonly now: Date;
  /** Told one short line at each step. */
  readonly say?: (line: string) => void;
}

/**
 * Puts a backup into an empty installation, in one transaction: everything is there and counted again, or nothing is.
 * First the whole backup is read and held against its sums; then the schema is built as it was, the rows are taken in, written out again and
 * compared, the schema is brought up to date, and the access log is made to go on.
 * @returns what the backup held
 * @throws BackupRefused where the backup is not sound, or the installation not empty; the installation is then as empty as before
 */
export async function restoreBackup(order: RestoreOrder): Promise<Manifest> {
  const say = order.say ?? (() => undefined);
  say('reading the backup and checking every sum');
  const manifest = await verifyBackup(order.path, order.secret);
  const steps = stepsOf(manifest);
  const workshop = await mkdtemp(join(order.workshop ?? tmpdir(), 'tongxin-restore-'));
  const source = await ownerSource(order.ownerUrl).initialize();
  const runner = source.createQueryRunner();
  const put: FileAddress[] = [];
  try {
    const client = (await runner.connect()) as pg.PoolClient;
    await runner.startTransaction();
    try {
      await client.query(PLAIN_WRITING);
      await client.query(`SELECT pg_advisory_xact_lock(hashtext('tongxin.prepare'))`);
      await assertAlone(client);
      await assertEmpty(client);
      const schema = new Schema(runner, client);
      say(`building the schema as it was: ${manifest.migrations.length} steps`);
      await schema.rebuild(steps.then);
      say(`taking in ${manifest.tables.length} tables and ${manifest.files.length} files`);
      await takeIn(client, manifest, order, workshop, put);
      say('counting and comparing');
      await compare(client, manifest);
      await schema.bringUp(steps.since);
      await goOn(client, manifest, order);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction().catch(() => undefined);
      for (const address of put) await order.store?.remove(address).catch(() => undefined);
      throw error;
    }
    await client.query('ANALYZE');
  } finally {
    await runner.release().catch(() => undefined);
    await source.destroy().catch(() => undefined);
    await rm(workshop, { recursive: true, force: true });
  }
  return manifest;
}

/** The steps of the schema as the backup had it, and those the product has taken since. */
function stepsOf({ migrations, product }: Manifest): { then: Step[]; since: Step[] } {
  const known = MIGRATIONS.map((Migration) => ({ Migration, name: new Migration().name }));
  const strange = migrations.find((name) => !known.some((step) => step.name === name));
  if (strange !== undefined || migrations.length === 0)
    throw new BackupRefused(
      'newerProduct',
      `This backup fits another version of the product (${product}): its schema has the step ${strange ?? 'none'}, which this version does not know. Install the version it was made by, or a later one.`,
    );
  known.sort((left, right) => orderOf(left.name) - orderOf(right.name));
  const had = ({ name }: { name: string }): boolean => migrations.includes(name);
  return {
    then: known.filter(had).map(({ Migration }) => Migration),
    since: known.filter((step) => !had(step)).map(({ Migration }) => Migration),
  };
}

/** Whoever else is connected would go on with what is being replaced. */
async function assertAlone(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ others: number }>(
    `SELECT count(*)::int AS others FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
  );
  if (rows[0]!.others > 0)
    throw new BackupRefused(
      'inUse',
      `Somebody else is connected to this database (${rows[0]!.others}): stop the product and close other programs, then restore again.`,
    );
}

/** Empty: no row of any school, no account. */
async function assertEmpty(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'school_id' AND NOT a.attisdropped)`,
  );
  for (const { name } of rows) {
    const { rowCount } = await client.query(`SELECT 1 FROM ${quoted(name)} LIMIT 1`);
    if (rowCount)
      throw new BackupRefused(
        'notEmpty',
        'This installation is not empty: a backup is only put into an empty one. Set DATA_DIR to a new folder, or DATABASE_URL to a new database; what is here was left as it is.',
      );
  }
}

async function takeIn(
  client: pg.PoolClient,
  manifest: Manifest,
  order: RestoreOrder,
  workshop: string,
  put: FileAddress[],
): Promise<void> {
  const tables = await listTables(client);
  const there = new Map(tables.map((table) => [table.name, table]));
  for (const { name, columns } of manifest.tables) {
    if (there.get(name)?.columns.join() !== columns.join()) throw differs(name);
  }
  const left = tables.find(({ name }) => !manifest.tables.some((table) => table.name === name));
  if (left) throw differs(left.name);

  const doors = await openDoors(
    client,
    tables.map(({ name }) => name),
  );
  const columnsOf = new Map(manifest.tables.map(({ name, columns }) => [name, columns]));
  await readParts(order.path, order.secret, async (part) => {
    if (part.kind === 'table') {
      const columns = columnsOf.get(part.name);
      if (!columns) throw differs(part.name);
      await pipeline(part.content, createGunzip(), client.query(copyFrom(copyIn(part.name, columns))));
    } else if (part.kind === 'file' && order.store) {
      const address = addressAt(part.path);
      if (!address)
        throw new BackupRefused('broken', 'This backup is broken: an attached file has no place. Take another one.');
      const path = join(workshop, 'file');
      await pipeline(part.content, createWriteStream(path, { mode: 0o600 }));
      if ((await order.store.storedAt(address)) === null) put.push(address);
      await order.store.put(address, path);
      await rm(path, { force: true });
    } else part.content.resume();
  });
  await doors.close();
}

const differs = (table: string): BackupRefused =>
  new BackupRefused(
    'schemaDiffers',
    `This backup does not fit its own schema: the table ${table} is missing or has other columns. Take another one.`,
  );

/**
 * Takes away, for this transaction, what stands in the way of rows coming in any order: foreign keys, triggers that would work again what they
 * have worked already, and row-level security for the owner. Closing puts all of it back; the foreign keys are checked over all rows then.
 */
async function openDoors(client: pg.ClientBase, tables: readonly string[]): Promise<{ close(): Promise<void> }> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT c.conrelid::regclass::text AS "table", c.conname AS name, pg_get_constraintdef(c.oid) AS definition
       FROM pg_constraint c WHERE c.connamespace = 'public'::regnamespace AND c.contype = 'f' AND c.conparentid = 0 ORDER BY c.conname`,
  );
  for (const { table, name } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`);
  for (const table of tables) {
    await client.query(`ALTER TABLE ${quoted(table)} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY`);
    // What the migrations themselves put there stands in the backup as well.
    await client.query(`DELETE FROM ${quoted(table)}`);
  }
  return {
    async close() {
      for (const { table, name, definition } of keys)
        await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${definition}`);
      for (const table of tables)
        await client.query(`ALTER TABLE ${quoted(table)} ENABLE TRIGGER USER, FORCE ROW LEVEL SECURITY`);
    },
  };
}

/** Writes every table out again: the rows that arrived are the rows that were saved. */
async function compare(client: pg.PoolClient, manifest: Manifest): Promise<void> {
  const saved = new Map<string, TableInBackup>(manifest.tables.map((table) => [table.name, table]));
  for (const table of await listTables(client)) {
    const counted = measuring();
    await pipeline(
      client.query(copyTo(copyOut(table))),
      counted,
      new Writable({ write: (_chunk, _encoding, done) => done() }),
    );
    const { rows, sha256 } = saved.get(table.name)!;
    if (counted.measure.lines !== rows || counted.measure.sha256 !== sha256)
      throw new BackupRefused(
        'broken',
        `The table ${table.name} did not arrive as it was saved; nothing was restored. Take another backup.`,
      );
  }
}

/** The access log goes on behind its last block, work that was waiting waits again, and every school's log says that it was restored. */
async function goOn(client: pg.PoolClient, manifest: Manifest, order: RestoreOrder): Promise<void> {
  await client.query('SELECT app.continue_audit($1)', [order.now]);
  const chains = await verifyChain(client);
  for (const { schoolId, blocks, newestHash, brokenAt } of manifest.chains) {
    const now = chains.find((chain) => chain.schoolId === schoolId);
    if (now?.blocks !== blocks || now.newestHash !== newestHash || now.brokenAt !== brokenAt)
      throw new BackupRefused(
        'chainDiffers',
        'The access log of this backup does not end as its list of contents says; nothing was restored. Take another backup.',
      );
  }
  await client.query(
    `INSERT INTO audit_entries (school_id, id, at, actor_id, act, subject_id)
     SELECT school_id, gen_random_uuid(), $1, NULL, 'installation.restored', NULL FROM schools`,
    [order.now],
  );
  // A test restore does no work.
  if (order.store === null) return;
  await client.query(
    `INSERT INTO operation_runs (id, kind, origin, status, asked_at, started_at, finished_at, file_name, findings)
     VALUES ($1, 'restoreTest', 'command', 'done', $2, $2, $2, NULL, '{"restored": true}')`,
    [v7(), order.now],
  );
  await client.query(`SET LOCAL ROLE ${JOBS_ROLE}`);
  for (const { task, payload, key } of manifest.queue)
    await client.query('SELECT graphile_worker.add_job($1, payload => $2::json, job_key => $3, max_attempts => 25)', [
      task,
      JSON.stringify(payload),
      key,
    ]);
  await client.query('RESET ROLE');
}
