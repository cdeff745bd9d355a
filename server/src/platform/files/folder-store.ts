import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { addressAt, FileLost, FileStore, placeOf, type FileAddress, type StoredFile } from './file-store.js';

/** Files in a folder of this machine. A file is there whole or not at all: written beside, brought to the disk, then named. */
export class FolderStore extends FileStore {
  /** @param folder absolute path; made when the first file comes */
  constructor(private readonly folder: string) {
    super();
  }

  /** A word of its own that the folder keeps: whoever finds the same word sees the same folder. */
  async identity(): Promise<string> {
    const place = join(this.folder, '.store');
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(place, randomBytes(8).toString('hex'), { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      });
      return (await readFile(place, 'utf8')).replace(/[^0-9a-f]/g, '').slice(0, 16) || 'unknown';
    } catch {
      return 'unknown';
    }
  }

  async put(address: FileAddress, path: string): Promise<void> {
    const place = this.pathOf(address);
    if (await this.storedAt(address)) {
      const now = new Date();
      await utimes(place, now, now);
      return;
    }
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await flush(path);
    await renameOrCopy(path, place);
    await flush(dirname(place));
  }

  async storedAt(address: FileAddress): Promise<Date | null> {
    return (await stat(this.pathOf(address)).catch(() => null))?.mtime ?? null;
  }

  async open(address: FileAddress): Promise<Readable> {
    try {
      const file = await open(this.pathOf(address), 'r');
      return file.createReadStream();
    } catch (error) {
      throw isMissing(error) ? new FileLost() : error;
    }
  }

  async remove(address: FileAddress): Promise<void> {
    await rm(this.pathOf(address), { force: true });
  }

  async *list(): AsyncIterable<StoredFile> {
    for (const school of await namesIn(this.folder)) {
      for (const part of await namesIn(join(this.folder, school))) {
        for (const name of await namesIn(join(this.folder, school, part))) {
          const address = addressAt(`${school}/${part}/${name}`);
          const found = address && (await stat(this.pathOf(address)).catch(() => null));
          if (found) yield { ...address, storedAt: found.mtime, size: found.size };
        }
      }
    }
  }

  private pathOf(address: FileAddress): string {
    return join(this.folder, ...placeOf(address).split('/'));
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Brings a file, or the names in a folder, to the disk; Windows knows no such thing for folders. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') return open(path, 'r').catch(() => null);
    if (['EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  });
  try {
    await file?.sync();
  } finally {
    await file?.close();
  }
}

/** The folder of arriving files may lie on another disk than the store: then the copy is made beside its place first. */
async function renameOrCopy(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    const beside = `${to}.${process.pid}.part`;
    await copyFile(from, beside);
    await flush(beside);
    await rename(beside, to);
    await rm(from, { force: true });
  }
}
