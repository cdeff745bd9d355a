import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import pg from 'pg';
import { v7 } from 'uuid';
import type { FileStore } from '../files/file-store.js';
import { backupName, listBackups, removeDeadWorkshops, thinOut, type BackupOrigin } from './backup-folder.js';
import { BackupRefused, refusalOf, type BackupRefusal } from './backup-refused.js';
import { makeBackup, type BackupMade } from './make-backup.js';
import type { Manifest } from './manifest.js';
import { testRestore, type RestoreTested } from './restore-test.js';
import { readBackupKey } from './sealed-file.js';

/** Where backups go and how they are made; see the settings of the same names. */
export interface BackupSettings {
  readonly ownerUrl: string;
  readonly backupDir: string;
  readonly backupKeep: number;
  readonly backupKeyFile: string | null;
}

/** What a finished run found; figures only. */
export interface RunFindings {
  readonly rows?: number;
  readonly files?: number;
  readonly missingFiles?: number;
  readonly schools?: number;
  readonly brokenChains?: number;
  readonly restored?: boolean;
  readonly backupMadeAt?: string;
}

export type RunKind = 'backup' | 'restoreTest';

interface Waiting {
  id: string;
  kind: RunKind;
  origin: BackupOrigin;
}

/** One piece of work at a time over all servers: whoever holds this lock of the database does it, and a killed server loses it. */
const LOCK = `hashtextextended('tongxin.operating', 0)`;

/**
 * Does the backups and test restores that are waiting, and writes down how each ended. Called by every server as often as it likes: where another
 * one is at work it does nothing. What a killed server had begun is written down as interrupted.
 * @param ended told how each piece of work ended
 */
export async function workOff(
  settings: BackupSettings,
  store: FileStore,
  now: () => Date,
  ended: (kind: RunKind, failure: BackupRefusal | null) => void = () => undefined,
): Promise<void> {
  await withLock(settings.ownerUrl, async (client) => {
    await client.query(
      `UPDATE operation_runs SET status = 'failed', failure = 'interrupted', finished_at = $1 WHERE status = 'running'`,
      [now()],
    );
    for (;;) {
      const { rows } = await client.query<Waiting>(
        `UPDATE operation_runs SET status = 'running', started_at = $1 WHERE status = 'waiting' RETURNING id, kind, origin`,
        [now()],
      );
      const run = rows[0];
      if (!run) return;
      const done =
        run.kind === 'backup'
          ? runBackup(client, run, settings, store, now)
          : runTest(client, run, settings, null, now);
      await done.then(
        () => ended(run.kind, null),
        (error: unknown) => ended(run.kind, refusalOf(error)),
      );
    }
  });
}

/**
 * Makes a backup for somebody at the command line, and writes it down like any other.
 * @throws BackupRefused where one is being made this moment, or it cannot be made
 */
export async function backupNow(settings: BackupSettings, store: FileStore, now: () => Date): Promise<BackupMade> {
  const done = await withLock(settings.ownerUrl, async (client) => {
    const run = await begin(client, 'backup', now());
    return runBackup(client, run, settings, store, now);
  });
  if (done === null) throw busy();
  return done;
}

/**
 * Tries whether a backup can be restored, for somebody at the command line.
 * @param path of the backup
 * @throws BackupRefused where it cannot, or other work is being done this moment
 */
export async function testNow(settings: BackupSettings, path: string, now: () => Date): Promise<RestoreTested> {
  const done = await withLock(settings.ownerUrl, async (client) => {
    const run = await begin(client, 'restoreTest', now());
    return runTest(client, run, settings, path, now);
  });
  if (done === null) throw busy();
  return done;
}

const busy = (): BackupRefused =>
  new BackupRefused('inUse', 'A backup or a test restore is at work this moment: wait until it is done.');

async function begin(client: pg.Client, kind: RunKind, at: Date): Promise<Waiting> {
  const id = v7();
  // We hold the lock: whatever is waiting or running has nobody who does it.
  await client.query(
    `UPDATE operation_runs SET status = 'failed', failure = 'interrupted', finished_at = $1 WHERE status IN ('waiting', 'running')`,
    [at],
  );
  const { rowCount } = await client.query(
    `INSERT INTO operation_runs (id, kind, origin, status, asked_at, started_at) VALUES ($1, $2, 'command', 'running', $3, $3) ON CONFLICT DO NOTHING`,
    [id, kind, at],
  );
  if (rowCount === 0) throw busy();
  return { id, kind, origin: 'command' };
}

/** @returns null where somebody else holds the lock */
async function withLock<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T | null> {
  const client = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(`SELECT pg_try_advisory_lock(${LOCK}) AS mine`);
    return rows[0]!.mine ? await work(client) : null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function runBackup(
  client: pg.Client,
  run: Waiting,
  settings: BackupSettings,
  store: FileStore,
  now: () => Date,
): Promise<BackupMade> {
  return tracked(client, run, now, async () => {
    await removeDeadWorkshops(settings.backupDir);
    const secret = await readBackupKey(settings.backupKeyFile);
    const made = await makeBackup({
      ownerUrl: settings.ownerUrl,
      store,
      folder: settings.backupDir,
      name: backupName(run.origin, now(), secret !== null),
      secret,
      now: now(),
      progress: async (done, total) => {
        // Every part would be a statement of its own: a twentieth of the way is often enough.
        if (done % Math.ceil(total / 20) !== 0) return;
        await client.query('UPDATE operation_runs SET progress_done = $2, progress_total = $3 WHERE id = $1', [
          run.id,
          done,
          total,
        ]);
      },
    });
    // What somebody made at the command line is theirs to keep or to remove.
    if (run.origin !== 'command') await thinOut(settings.backupDir, run.origin, settings.backupKeep);
    return { answer: made, findings: findingsOf(made.manifest), file: basename(made.path), bytes: made.bytes };
  });
}

/** @param path of the backup to try; null: the newest one in the folder of backups */
function runTest(
  client: pg.Client,
  run: Waiting,
  settings: BackupSettings,
  path: string | null,
  now: () => Date,
): Promise<RestoreTested> {
  return tracked(client, run, now, async () => {
    const chosen = path ?? (await listBackups(settings.backupDir))[0]?.path;
    if (chosen === undefined) throw new BackupRefused('noBackup', 'There is no backup to try: make one first.');
    const secret = await readBackupKey(settings.backupKeyFile);
    const tested = await testRestore({ path: chosen, secret, ownerUrl: settings.ownerUrl, now: now() });
    return {
      answer: tested,
      findings: findingsOf(tested.manifest, tested.restored),
      file: basename(chosen),
      bytes: (await stat(chosen)).size,
    };
  });
}

interface Outcome<T> {
  answer: T;
  findings: RunFindings;
  file: string | null;
  bytes: number | null;
}

async function tracked<T>(
  client: pg.Client,
  run: Waiting,
  now: () => Date,
  work: () => Promise<Outcome<T>>,
): Promise<T> {
  try {
    const { answer, findings, file, bytes } = await work();
    await client.query(
      `UPDATE operation_runs SET status = 'done', finished_at = $2, progress_done = progress_total, file_name = $3, bytes = $4, findings = $5 WHERE id = $1`,
      [run.id, now(), file, bytes, JSON.stringify(findings)],
    );
    return answer;
  } catch (error) {
    await client
      .query(`UPDATE operation_runs SET status = 'failed', finished_at = $2, failure = $3 WHERE id = $1`, [
        run.id,
        now(),
        refusalOf(error),
      ])
      .catch(() => undefined);
    throw error;
  }
}

function findingsOf(manifest: Manifest, restored?: boolean): RunFindings {
  return {
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    files: manifest.files.length,
    missingFiles: manifest.missingFiles.length,
    schools: manifest.chains.length,
    brokenChains: manifest.chains.filter(({ brokenAt }) => brokenAt !== null).length,
    ...(restored === undefined ? {} : { restored, backupMadeAt: manifest.madeAt }),
  };
}
