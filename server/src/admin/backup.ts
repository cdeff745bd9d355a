import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AppConfig } from '../config/app-config.js';
import type { Manifest } from '../platform/backup/manifest.js';
import { restoreBackup } from '../platform/backup/restore-backup.js';
import { backupNow, testNow } from '../platform/backup/runs.js';
import { readBackupKey } from '../platform/backup/sealed-file.js';
import { fileStoreOf } from '../platform/files/files.providers.js';
import { prepareDatabase } from '../database/prepare-database.js';
import { withDatabase } from './admin-database.js';
import type { Command } from './command-line.js';

const now = (): Date => new Date();

/** Makes a backup this moment, beside the running product or without it. @returns what was done, for the operator */
export async function makeBackupNow(command: Command, settings: AppConfig): Promise<string[]> {
  const folder = command.optional('to');
  const backupDir = folder === null ? settings.backupDir : resolve(folder);
  return withDatabase(settings, { alongside: true }, async ({ ownerUrl }) => {
    const made = await backupNow({ ...settings, ownerUrl, backupDir }, fileStoreOf(settings), now);
    const { missingFiles } = made.manifest;
    return [
      `${made.path} holds ${countsOf(made.manifest)}, ${sizeOf(made.bytes)}${settings.backupKeyFile === null ? '' : ', encrypted'}.`,
      ...(missingFiles.length > 0
        ? [`${missingFiles.length} attached files were not in the store any more; "doctor" names them.`]
        : []),
      ...(made.manifest.chains.some(({ brokenAt }) => brokenAt !== null)
        ? ['The access log of a school does not hold: see "audit verify".']
        : []),
      'Copy it to another machine, and keep the key of an encrypted backup apart from it.',
    ];
  });
}

/** Tries whether a backup can be restored, without touching the product's data. @returns what was found, for the operator */
export async function verifyBackupNow(command: Command, settings: AppConfig): Promise<string[]> {
  const path = resolve(command.needed('file'));
  return withDatabase(settings, { alongside: true }, async ({ ownerUrl }) => {
    const { manifest, restored } = await testNow({ ...settings, ownerUrl }, path, now);
    const made = `The backup of ${manifest.madeAt} (Tongxin ${manifest.product}) holds ${countsOf(manifest)}.`;
    return restored
      ? [made, 'It was restored into a database of its own, counted, compared and dropped again: it can be relied on.']
      : [
          made,
          'Every sum is right. It was not restored: that needs a database login that may create databases (CREATEDB), or "restore" on another machine.',
        ];
  });
}

/**
 * Puts a backup into this installation, which has to be empty and not running.
 * @param say told each step
 */
export async function restoreNow(
  command: Command,
  settings: AppConfig,
  say: (line: string) => void,
): Promise<string[]> {
  const path = resolve(command.needed('file'));
  const secret = await readBackupKey(settings.backupKeyFile);
  return withDatabase(settings, { alongside: false }, async ({ ownerUrl, applicationUrl }) => {
    await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
    const manifest = await restoreBackup({
      path,
      secret,
      ownerUrl,
      store: fileStoreOf(settings),
      workshop: settings.dataDir,
      now: now(),
      say,
    });
    await prepareDatabase(ownerUrl, applicationUrl);
    return [
      `The backup of ${manifest.madeAt} is restored: ${countsOf(manifest)}. Counts, sums and access logs are those of the backup.`,
      ...(manifest.missingFiles.length > 0
        ? [`${manifest.missingFiles.length} attached files were missing already when it was made.`]
        : []),
      'Start the product; everybody signs in again.',
    ];
  });
}

function countsOf({ tables, files, chains }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `${chains.length} school${chains.length === 1 ? '' : 's'}, ${rows} rows of ${tables.length} tables and ${files.length} attached file${files.length === 1 ? '' : 's'}`;
}

function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
