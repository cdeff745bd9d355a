import { readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { processLives } from '../../database/embedded/process-lives.js';

/** Who asked for a backup; it stands in the file's name, because each sort is thinned out by itself. */
export type BackupOrigin = 'nightly' | 'byHand' | 'command';

const NAME = /^tongxin-(nightly|byHand|command)-\d{8}-\d{6}\.(?:tar|sealed)$/;
const WORKSHOP = /^\.making-(\d+)-[0-9a-z]+$/;

/** @returns a name that sorts by time (UTC); `.tar` opens with any tar, `.sealed` is encrypted */
export function backupName(origin: BackupOrigin, now: Date, sealed: boolean): string {
  const [day, time] = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T');
  return `tongxin-${origin}-${day}-${time}.${sealed ? 'sealed' : 'tar'}`;
}

export interface StoredBackup {
  readonly name: string;
  readonly path: string;
  readonly origin: BackupOrigin;
  readonly bytes: number;
  readonly madeAt: Date;
}

/** @returns the backups in a folder, newest first; none where the folder is missing */
export async function listBackups(folder: string): Promise<StoredBackup[]> {
  const found: StoredBackup[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const origin = NAME.exec(name)?.[1] as BackupOrigin | undefined;
    const entry = origin && (await stat(join(folder, name)).catch(() => null));
    if (origin && entry?.isFile())
      found.push({ name, path: join(folder, name), origin, bytes: entry.size, madeAt: madeAt(name) });
  }
  return found.sort((left, right) => right.madeAt.getTime() - left.madeAt.getTime());
}

function madeAt(name: string): Date {
  const [, year, month, day, hour, minute, second] = /(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)\./.exec(name)!;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/**
 * Removes the oldest backups of one sort, called only after a new one is whole. Pressing "back up now" often does not push out the nights.
 * @param keep how many stay
 * @returns the names that are gone
 */
export async function thinOut(folder: string, origin: BackupOrigin, keep: number): Promise<string[]> {
  const over = (await listBackups(folder)).filter((backup) => backup.origin === origin).slice(keep);
  for (const { path } of over) await rm(path, { force: true });
  return over.map(({ name }) => name);
}

/** Removes what a backup left behind whose process was killed. */
export async function removeDeadWorkshops(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const maker = WORKSHOP.exec(name)?.[1];
    if (maker !== undefined && !processLives(Number(maker)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

export interface DiskSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** @returns the room on the disk of a folder, or of the nearest folder above it that exists; null where the system does not tell */
export async function diskSpace(folder: string): Promise<DiskSpace | null> {
  for (let place = folder; ; place = join(place, '..')) {
    try {
      const { bavail, blocks, bsize } = await statfs(place);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || place === join(place, '..')) return null;
    }
  }
}
