import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { pack as newArchive, type Pack } from 'tar-stream';
import { JOBS_ROLE } from '../../database/prepare-database.js';
import { verifyChain } from '../audit/verify-chain.js';
import { FileLost, placeOf, type FileAddress, type FileStore } from '../files/file-store.js';
import {
  BACKUP_FORMAT,
  type FileInBackup,
  type Manifest,
  type QueuedInBackup,
  type TableInBackup,
} from './manifest.js';
import { measuring } from './measured.js';
import { PRODUCT_VERSION } from './product-version.js';
import { addTrailer, encrypting } from './sealed-file.js';
import { copyOut, listTables, PLAIN_WRITING, type TableShape } from './tables.js';

export interface BackupOrder {
  /** Login that owns the schema: it alone sees every school's rows. */
  readonly ownerUrl: string;
  readonly store: Pick<FileStore, 'open'>;
  /** Folder the backup is put into; made where it is missing. */
  readonly folder: string;
  /** Name of the file in it. */
  readonly name: string;
  /** What it is encrypted with, or null. */
  readonly secret: string | null;
  readonly now: Date;
  /** Told how many of how many parts are done. */
  readonly progress?: (done: number, total: number) => Promise<void> | void;
}

export interface BackupMade {
  readonly path: string;
  readonly bytes: number;
  readonly manifest: Manifest;
}

/**
 * Writes everything the product keeps into one file: every table as it stood at one moment, the attached files, and a list of contents with check sums.
 * Nothing but Node and a connection is needed. The file is written under another name and renamed when it is whole; only its owner may read it.
 * @throws BackupRefused or the error of the disk or the database; nothing half made is left behind
 */
export async function makeBackup(order: BackupOrder): Promise<BackupMade> {
  await mkdir(order.folder, { recursive: true, mode: 0o700 });
  const workshop = join(order.folder, `.making-${process.pid}-${order.now.getTime().toString(36)}`);
  await mkdir(workshop, { mode: 0o700 });
  const client = new pg.Client({ connectionString: order.ownerUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(PLAIN_WRITING);
    const draft = join(workshop, order.name);
    const manifest = await writeArchive(client, order, workshop, draft);
    await client.query('COMMIT');
    const path = join(order.folder, order.name);
    await chmod(draft, 0o600);
    await flush(draft);
    await rename(draft, path);
    await flush(order.folder);
    return { path, bytes: (await stat(path)).size, manifest };
  } finally {
    await client.end().catch(() => undefined);
    await rm(workshop, { recursive: true, force: true });
  }
}

async function writeArchive(client: pg.Client, order: BackupOrder, workshop: string, draft: string): Promise<Manifest> {
  const archive = newArchive();
  const seals = [addTrailer(), ...(order.secret === null ? [] : [await encrypting(order.secret)])];
  const written = pipeline([
    Readable.from(archive, { objectMode: false }),
    ...seals,
    createWriteStream(draft, { mode: 0o600, flags: 'wx' }),
  ]);
  // An archive whose file cannot be written any more would wait for ever.
  written.catch((error: unknown) => archive.destroy(error as Error));
  const fill = async (): Promise<Manifest> => {
    const tables = await listTables(client);
    const files = await listFiles(client);
    const total = tables.length + files.length + 1;
    let done = 0;
    const step = (): Promise<void> | void => order.progress?.(++done, total);
    const written: TableInBackup[] = [];
    for (const table of tables) {
      written.push(await addTable(client, archive, table, join(workshop, 'rows'), order.now));
      await step();
    }
    const kept: FileInBackup[] = [];
    const missing: string[] = [];
    for (const file of files) {
      const found = await addFile(order.store, archive, file, join(workshop, 'file'), order.now);
      if (found) kept.push(found);
      else if (file.wanted) missing.push(placeOf(file));
      await step();
    }
    const manifest: Manifest = {
      format: BACKUP_FORMAT,
      product: PRODUCT_VERSION,
      database: (await client.query<{ version: string }>(`SELECT current_setting('server_version') AS version`))
        .rows[0]!.version,
      madeAt: order.now.toISOString(),
      migrations: (await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY timestamp, id')).rows.map(
        ({ name }) => name,
      ),
      tables: written,
      files: kept,
      missingFiles: missing,
      chains: (await verifyChain(client)).map(({ schoolId, blocks, newestHash, brokenAt }) => ({
        schoolId,
        blocks,
        newestHash,
        brokenAt,
      })),
      queue: await listQueue(client),
    };
    await addPart(archive, 'manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`), order.now);
    archive.finalize();
    await step();
    return manifest;
  };
  try {
    const manifest = await fill();
    await written;
    return manifest;
  } catch (error) {
    archive.destroy();
    // Where the disk is full, the archive's own complaint hides the reason.
    await written.catch((reason: unknown) => {
      if ((reason as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw reason;
    });
    throw error;
  }
}

/** A table's rows go to the disk compressed first, because an archive wants to know a part's length beforehand. */
async function addTable(
  client: pg.Client,
  archive: Pack,
  table: TableShape,
  path: string,
  now: Date,
): Promise<TableInBackup> {
  const counted = measuring();
  await pipeline(
    client.query(copyTo(copyOut(table))),
    counted,
    createGzip({ level: 6 }),
    createWriteStream(path, { mode: 0o600 }),
  );
  await addPart(archive, `tables/${table.name}.copy.gz`, path, now);
  await rm(path);
  const { lines: rows, sha256 } = counted.measure;
  return { name: table.name, columns: table.columns, rows, sha256 };
}

/** @returns null where the store does not have the bytes, or has others than the record says */
async function addFile(
  store: BackupOrder['store'],
  archive: Pack,
  address: FileAddress,
  path: string,
  now: Date,
): Promise<FileInBackup | null> {
  let stored: Readable;
  try {
    stored = await store.open(address);
  } catch (error) {
    if (error instanceof FileLost) return null;
    throw error;
  }
  const counted = measuring();
  await pipeline(stored, counted, createWriteStream(path, { mode: 0o600 }));
  try {
    const { bytes, sha256 } = counted.measure;
    if (sha256 !== address.sha256.toString('hex')) return null;
    const place = placeOf(address);
    await addPart(archive, `files/${place}`, path, now);
    return { path: place, bytes, sha256 };
  } finally {
    await rm(path);
  }
}

/** @param content bytes, or the path of a file */
async function addPart(archive: Pack, name: string, content: Buffer | string, now: Date): Promise<void> {
  const size = typeof content === 'string' ? (await stat(content)).size : content.length;
  const source = typeof content === 'string' ? createReadStream(content) : Readable.from([content]);
  const part = archive.entry({ name, size, mode: 0o600, mtime: now });
  await pipeline(source, part);
}

interface FileToKeep extends FileAddress {
  /** Whether a record still shows it; what was removed may be gone from the store. */
  readonly wanted: boolean;
}

async function listFiles(client: pg.Client): Promise<FileToKeep[]> {
  const { rows: there } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public.attachments') IS NOT NULL AS there`,
  );
  if (!there[0]?.there) return [];
  const { rows } = await client.query<{ school_id: string; sha256: Buffer; wanted: boolean }>(
    'SELECT school_id, sha256, bool_or(removed_at IS NULL) AS wanted FROM attachments GROUP BY school_id, sha256 ORDER BY school_id, sha256',
  );
  return rows.map(({ school_id: schoolId, sha256, wanted }) => ({ schoolId, sha256, wanted }));
}

/** Work somebody asked for; what is done by the clock comes again by itself. */
async function listQueue(client: pg.Client): Promise<QueuedInBackup[]> {
  await client.query(`SET LOCAL ROLE ${JOBS_ROLE}`);
  const { rows } = await client.query<QueuedInBackup>(
    `SELECT t.identifier AS task, j.payload, j.key FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE j.key IS NOT NULL AND j.attempts < j.max_attempts ORDER BY j.id`,
  );
  await client.query('RESET ROLE');
  return rows;
}

/** Brings a file, or the names in a folder, to the disk; Windows knows no such thing for folders. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r').catch(() => null);
  await file?.sync().catch(() => undefined);
  await file?.close();
}
