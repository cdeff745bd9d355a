import { closeSync, fchmodSync, fchownSync, openSync } from 'node:fs';
import { copyFile, open, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.js';

/** PostgreSQL's own log in the data folder; statements, parameters and error details never get there (see `postmaster.ts`). */
export interface ServerLog {
  path: string;
  /** A descriptor to hand to the process; close it afterwards. */
  openForAppending(): number;
  closeDescriptor(descriptor: number): void;
  /** Length in bytes now. */
  size(): Promise<number>;
  /** What was written since `offset` bytes, at most its last 8,000 characters. */
  since(offset: number): Promise<string>;
  /** Moves a long log aside to `postgres.log.1` and begins a new one; together never more than about twice the limit. */
  limit(): Promise<void>;
}

const LIMIT_BYTES = 5_000_000;

/**
 * @param dataDir folder the log lies in, absolute.
 * @param account whose file it becomes where root starts PostgreSQL under another account.
 */
export function serverLog(dataDir: string, account: Account): ServerLog {
  const path = join(dataDir, 'postgres.log');
  const size = async (): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;
  return {
    path,
    size,
    openForAppending() {
      const descriptor = openSync(path, 'a', 0o600);
      fchmodSync(descriptor, 0o600);
      if (account.kind === 'other' && account.fileOwner) {
        fchownSync(descriptor, account.fileOwner.uid, account.fileOwner.gid);
      }
      return descriptor;
    },
    closeDescriptor: closeSync,
    async since(offset) {
      const length = (await size()) - offset;
      if (length <= 0) return '';
      const handle = await open(path, 'r');
      try {
        const wanted = Math.min(length, 8000);
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, offset + length - wanted);
        return buffer.toString('utf8', 0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    async limit() {
      if ((await size()) < LIMIT_BYTES) return;
      // The running server keeps its descriptor, so the file is emptied in place; it was opened for appending.
      await copyFile(path, `${path}.1`);
      await truncate(path);
    },
  };
}
