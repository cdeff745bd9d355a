import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pLimit from 'p-limit';
import { LIMITS } from '@tongxin/shared';
import { claimOf, FILE_KINDS, HEAD_BYTES, nameFor, type FileKind } from './file-kind.js';
import { fileRefused } from './file-refused.js';
import { remakeImage, type ImageSize } from './image-file.js';
import { readOfficeFile } from './office-file.js';
import { readPdf } from './pdf-file.js';

/** A file on its way in: on this machine's disk, not yet looked at. */
export interface IncomingFile {
  readonly path: string;
  /** As uploaded, only for showing. */
  readonly name: string;
  /** In bytes, as it came. */
  readonly size: number;
  /** SHA-256 of what came. */
  readonly sha256: Buffer;
}

/** A file that may be kept: what it is by its content, and the bytes that shall be stored. */
export interface CheckedFile extends Partial<ImageSize> {
  readonly path: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: Buffer;
}

const A_DAY = 24 * 60 * 60 * 1000;
/** Pictures cost memory; they are looked at one after the other, so that twenty at once cost as much as one. */
const AT_ONCE = 1;

/**
 * Receives uploads and finds out what they are. They go to the disk as they come, so the memory they cost does not grow with their size or number.
 */
export class IncomingFiles {
  private readonly turn = pLimit(AT_ONCE);

  /** @param folder absolute path; made when the first file comes */
  constructor(private readonly folder: string) {}

  /** Writes a stream to the disk. Whoever receives forgets it again with {@link forget}. */
  async receive(stream: Readable, name: string): Promise<IncomingFile> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, randomUUID());
    const hash = createHash('sha256');
    try {
      await pipeline(
        stream,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            hash.update(chunk);
            yield chunk;
          }
        },
        createWriteStream(path, { mode: 0o600, flags: 'wx' }),
      );
      const { size } = await stat(path);
      return { path, name: shownName(name), size, sha256: hash.digest() };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  /**
   * Looks at a file and makes a picture anew.
   * @throws InvalidRequestError at `/file` with the reason why it cannot be kept
   */
  check(file: IncomingFile): Promise<CheckedFile> {
    return this.turn(() => this.checkNow(file));
  }

  /** Forgets what was received and what was made of it. */
  async forget(file: IncomingFile): Promise<void> {
    await rm(file.path, { force: true });
    await rm(remadeOf(file), { force: true });
  }

  /** Forgets what a server that was killed left behind, a day later. */
  async forgetAbandoned(now: Date): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => null);
      if (found && found.mtimeMs < now.getTime() - A_DAY) await rm(path, { force: true });
    }
  }

  private async checkNow(file: IncomingFile): Promise<CheckedFile> {
    const kind = await kindOf(file);
    const { mediaType } = FILE_KINDS[kind];
    const name = nameFor(file.name, kind, LIMITS.fileNameMax);
    if (kind !== 'jpeg' && kind !== 'png' && kind !== 'webp')
      return { path: file.path, name, mediaType, size: file.size, sha256: file.sha256 };
    const path = remadeOf(file);
    const { width, height } = await remakeImage(kind, file.path, path);
    const { size } = await stat(path);
    return { path, name, mediaType, size, sha256: await hashOf(path), width, height };
  }
}

const remadeOf = ({ path }: IncomingFile): string => `${path}.remade`;

async function kindOf({ path, size }: IncomingFile): Promise<FileKind> {
  if (size === 0) throw fileRefused('attachment.empty');
  const claim = claimOf(await headOf(path));
  if (claim === 'office') return readOfficeFile(path);
  if (claim === 'ole')
    throw fileRefused((await isEncryptedOffice(path)) ? 'attachment.encrypted' : 'attachment.oldFormat');
  if (claim === 'pdf') await readPdf(path, size);
  return claim;
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A Word or Excel file with a password is packed into the old format, and says so in the list of its parts. */
async function isEncryptedOffice(path: string): Promise<boolean> {
  const sign = Buffer.from('EncryptedPackage', 'utf16le');
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const piece = Buffer.concat([rest, chunk]);
    if (piece.includes(sign)) return true;
    rest = piece.subarray(-sign.length);
  }
  return false;
}

async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest();
}

/** The last part of a path, without invisible characters and without signs that no file system takes. */
function shownName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  return [...last.replace(/[\p{Cc}\p{Cf}\p{Cs}<>:"|?*]/gu, '').trim()].slice(-LIMITS.fileNameMax).join('');
}
