import { BackupRefused } from './backup-refused.js';

/** The form of a backup; a product reads its own and earlier ones. */
export const BACKUP_FORMAT = 1;

export interface TableInBackup {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Of the uncompressed text of the rows, in the order of the table's key; the same rows give the same sum in every database. */
  readonly sha256: string;
}

export interface FileInBackup {
  /** Where it lies below the folder of files, with slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The access log of a school as it stood: how many blocks, and the newest hash. */
export interface ChainInBackup {
  readonly schoolId: string;
  readonly blocks: number;
  readonly newestHash: string | null;
  readonly brokenAt: number | null;
}

/** Work that was waiting: ids only, never a child's data. */
export interface QueuedInBackup {
  readonly task: string;
  readonly payload: unknown;
  readonly key: string;
}

/** What stands in `manifest.json`, the last part of a backup. */
export interface Manifest {
  readonly format: number;
  readonly product: string;
  readonly database: string;
  readonly madeAt: string;
  /** Steps of the schema the rows fit to, in order. */
  readonly migrations: readonly string[];
  readonly tables: readonly TableInBackup[];
  readonly files: readonly FileInBackup[];
  /** Files that records speak of and that were not there; a backup is made all the same, and says so. */
  readonly missingFiles: readonly string[];
  readonly chains: readonly ChainInBackup[];
  readonly queue: readonly QueuedInBackup[];
}

/**
 * Reads a manifest.
 * @throws BackupRefused where it is none, or of a later form
 */
export function readManifest(text: string): Manifest {
  let found: Partial<Manifest> | null;
  try {
    found = JSON.parse(text) as Partial<Manifest> | null;
  } catch {
    found = null;
  }
  if (!found || typeof found.format !== 'number')
    throw new BackupRefused('foreign', 'This file is no backup of Tongxin: its list of contents cannot be read.');
  if (found.format > BACKUP_FORMAT)
    throw new BackupRefused(
      'newerProduct',
      `This backup was made by a later version of the product (${String(found.product)}): install that version or a later one first.`,
    );
  const lists = [found.migrations, found.tables, found.files, found.missingFiles, found.chains, found.queue];
  if (!lists.every(Array.isArray)) throw new BackupRefused('foreign', 'This backup has no complete list of contents.');
  return found as Manifest;
}
