import { join } from 'node:path';
import type { AppConfig } from '../../config/app-config.js';
import type { FileStore } from './file-store.js';
import { FolderStore } from './folder-store.js';
import { IncomingFiles } from './incoming-files.js';
import { S3Store } from './s3-store.js';

/** @returns the store that the settings name; also the administration's commands and the backup ask here */
export function fileStoreOf({ files }: Pick<AppConfig, 'files'>): FileStore {
  return files.kind === 's3' ? new S3Store(files) : new FolderStore(files.folder);
}

/** Files arrive on this machine, beside the folder they may be kept in, so that keeping one is giving it a name. */
export function incomingFilesOf({ dataDir }: Pick<AppConfig, 'dataDir'>): IncomingFiles {
  return new IncomingFiles(join(dataDir, 'incoming'));
}
