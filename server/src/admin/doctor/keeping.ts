import { access, constants } from 'node:fs/promises';
import type pg from 'pg';
import type { AppConfig } from '../../config/app-config.js';
import { listBackups } from '../../platform/backup/backup-folder.js';
import { readBackupKey } from '../../platform/backup/sealed-file.js';
import { placeOf, type FileStore } from '../../platform/files/file-store.js';
import { agoOf, type Finding, look, sizeOf, well, wrong } from './finding.js';

const HOUR = 3_600_000;
const TWO_NIGHTS_HOURS = 50;
const RESTORE_TEST_DAYS = 100;
const NAMED = 3;

interface Run {
  finished_at: Date;
  failure: string | null;
}

/** Backups and test restores: whether there are any, how old they are, and whether the next one can be made. */
export async function lookAtBackups(settings: AppConfig, owner: pg.Client, now: Date): Promise<Finding[]> {
  const newest = async (kind: string, status: string): Promise<Run | null> =>
    (await owner.query<Run>('SELECT finished_at, failure FROM app.newest_operation($1, $2)', [kind, status])).rows[0] ??
    null;
  const found: Finding[] = [];
  const folder = settings.backupDir;
  const writable = await access(folder, constants.W_OK).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );
  if (!writable)
    found.push(wrong(`BACKUP_DIR ${folder} cannot be written.`, 'Make the account that runs the product its owner.'));
  await readBackupKey(settings.backupKeyFile).catch((error: Error) =>
    found.push(wrong(error.message, 'Without its key no backup is made, and none can be restored.')),
  );
  if (settings.backupAt === null)
    found.push(look('No backup is made by itself (BACKUP_AT=off).', 'Make them otherwise, or set BACKUP_AT=02:30.'));

  const done = await newest('backup', 'done');
  const failed = await newest('backup', 'failed');
  const there = (await listBackups(folder))[0];
  const { rows } = await owner.query<{ since: Date }>('SELECT created_at AS since FROM installation');
  const young = now.getTime() - rows[0]!.since.getTime() < TWO_NIGHTS_HOURS * HOUR;
  if (!done) found.push((young ? look : wrong)('There is no backup yet.', 'npm run admin -- backup'));
  else if (settings.backupAt !== null && now.getTime() - done.finished_at.getTime() > TWO_NIGHTS_HOURS * HOUR)
    found.push(
      wrong(
        `The newest backup was made ${agoOf(done.finished_at, now)}.`,
        'Does the product run at night? npm run admin -- backup',
      ),
    );
  else if (!there)
    found.push(
      look(
        `A backup was made ${agoOf(done.finished_at, now)}, but none lies in BACKUP_DIR ${folder}.`,
        'Make sure that it is kept somewhere.',
      ),
    );
  else
    found.push(
      well(`The newest backup was made ${agoOf(done.finished_at, now)} (${there.name}, ${sizeOf(there.bytes)}).`),
    );
  if (failed && failed.finished_at.getTime() > (done?.finished_at.getTime() ?? 0))
    found.push(
      wrong(
        `The last attempt at a backup failed ${agoOf(failed.finished_at, now)} (${failed.failure}).`,
        NEXT_STEP[failed.failure ?? ''] ?? 'Look into the log of the server, then: npm run admin -- backup',
      ),
    );
  if (settings.backupKeyFile === null)
    found.push(
      look(
        'Backups are not encrypted; they hold children’s files.',
        'Set BACKUP_KEY_FILE, or keep them on an encrypted disk.',
      ),
    );

  const tested = await newest('restoreTest', 'done');
  if (done && !tested) found.push(look('No backup has ever been tried.', 'npm run admin -- backup verify <file>'));
  else if (tested && now.getTime() - tested.finished_at.getTime() > RESTORE_TEST_DAYS * 24 * HOUR)
    found.push(
      look(`A backup was last tried ${agoOf(tested.finished_at, now)}.`, 'npm run admin -- backup verify <file>'),
    );
  else if (tested) found.push(well(`A backup was last restored for a test ${agoOf(tested.finished_at, now)}.`));
  return found;
}

const NEXT_STEP: Readonly<Record<string, string>> = {
  diskFull: 'The disk was full: make room, then: npm run admin -- backup',
  notWritable: 'BACKUP_DIR could not be written: mend its owner, then: npm run admin -- backup',
  interrupted: 'The server was stopped in the middle: npm run admin -- backup',
  keyMissing: 'BACKUP_KEY_FILE could not be read: mend it, then: npm run admin -- backup',
};

/** Attached files: every one a record speaks of lies in the store, and nothing lies there that no record speaks of. */
export async function lookAtFiles(store: FileStore, owner: pg.Client): Promise<Finding[]> {
  const { rows } = await owner.query<{ school_id: string; sha256: Buffer; wanted: boolean }>(
    'SELECT school_id, sha256, bool_or(removed_at IS NULL) AS wanted FROM attachments GROUP BY school_id, sha256',
  );
  const known = new Map(
    rows.map(({ school_id: schoolId, sha256, wanted }) => [placeOf({ schoolId, sha256 }), wanted] as const),
  );
  let strays = 0;
  const there = new Set<string>();
  try {
    for await (const file of store.list()) {
      const place = placeOf(file);
      if (known.has(place)) there.add(place);
      else strays += 1;
    }
  } catch (error) {
    return [
      wrong(
        `The store of attached files does not answer (${(error as Error).message}).`,
        'Check the S3_… settings, or DATA_DIR/files.',
      ),
    ];
  }
  const missing = [...known].filter(([place, wanted]) => wanted && !there.has(place)).map(([place]) => place);
  const found: Finding[] = [];
  if (missing.length > 0)
    found.push(
      wrong(
        `${missing.length} attached file${missing.length === 1 ? ' is' : 's are'} missing in the store: ${missing.slice(0, NAMED).join(', ')}${missing.length > NAMED ? ' …' : ''}`,
        'Take them from a backup: they lie in it below files/ under the same names.',
      ),
    );
  if (strays > 0)
    found.push(
      look(
        `${strays} file${strays === 1 ? '' : 's'} in the store belong to no record.`,
        'Nothing to do: what nobody refers to is removed by itself after a while.',
      ),
    );
  return found.length > 0 ? found : [well(`All ${there.size} attached files are in the store.`)];
}
