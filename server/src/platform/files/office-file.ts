import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { DomainError } from '../errors/domain-error.js';
import type { FileKind } from './file-kind.js';
import { fileRefused } from './file-refused.js';

/** How much a Word or Excel file may hold; sizes in bytes. Real ones pack 5 to 30 times. */
const MOST_PARTS = 2_000;
const MOST_UNPACKED = 200 << 20;
const RATIO = 150;
const RATIO_FROM = 8 << 20;
const LONGEST_CONTENT_TYPES = 1 << 20;

const CONTENT_TYPES = '[content_types].xml';
/** Programs inside a document: macros, controls, and the relation they hang on. */
const PROGRAM = /(^|\/)(vbaproject\.bin|vbadata\.xml|activex\d*\.(bin|xml))$/;

/**
 * Reads a Word or Excel file from beginning to end without keeping it: every part is unpacked and counted, so a file that holds more than it says,
 * or unpacks without end, is refused and never fills the memory of whoever opens it.
 * @param path of the local file
 * @returns which of the two it is, by what it declares of itself
 * @throws InvalidRequestError `attachment.macros`, `attachment.encrypted`, `attachment.unpacksTooLarge`, `attachment.broken`, `attachment.kind`
 */
export async function readOfficeFile(path: string): Promise<Extract<FileKind, 'docx' | 'xlsx'>> {
  let archive: ZipFile | null = null;
  try {
    archive = await openPromise(path, { autoClose: false });
    return kindOf(await readParts(archive));
  } catch (error) {
    if (error instanceof DomainError) throw error;
    // Whatever else the reader complains of, the archive is not what it says.
    throw fileRefused('attachment.broken');
  } finally {
    archive?.close();
  }
}

/** @returns what the document declares of its parts, or null where it declares nothing */
async function readParts(archive: ZipFile): Promise<string | null> {
  if (archive.entryCount > MOST_PARTS) throw fileRefused('attachment.unpacksTooLarge');
  const names = new Set<string>();
  let unpacked = 0;
  let contentTypes: string | null = null;
  for await (const entry of archive.eachEntry()) {
    const name = entry.fileName.toLowerCase();
    if (names.has(name)) throw fileRefused('attachment.broken');
    names.add(name);
    if (entry.isEncrypted()) throw fileRefused('attachment.encrypted');
    if (PROGRAM.test(name)) throw fileRefused('attachment.macros');
    unpacked += entry.uncompressedSize;
    const suspicious = entry.uncompressedSize > RATIO_FROM && entry.uncompressedSize > RATIO * entry.compressedSize;
    if (unpacked > MOST_UNPACKED || suspicious) throw fileRefused('attachment.unpacksTooLarge');
    const kept = name === CONTENT_TYPES ? LONGEST_CONTENT_TYPES : 0;
    const text = await unpack(archive, entry, kept);
    if (name === CONTENT_TYPES) contentTypes = text;
  }
  return contentTypes;
}

/** Unpacks one part; its declared length is held against what comes out. @param keep how much of its beginning is wanted, in bytes */
async function unpack(archive: ZipFile, entry: Entry, keep: number): Promise<string> {
  const kept: Buffer[] = [];
  let length = 0;
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (length < keep) kept.push(chunk.subarray(0, keep - length));
      length += chunk.length;
      done();
    },
  });
  await pipeline(await archive.openReadStreamPromise(entry), sink);
  if (length !== entry.uncompressedSize) throw fileRefused('attachment.broken');
  return Buffer.concat(kept).toString('utf8');
}

function kindOf(contentTypes: string | null): 'docx' | 'xlsx' {
  const types = [...(contentTypes ?? '').matchAll(/ContentType\s*=\s*["']([^"']*)["']/g)].map(([, type]) =>
    type!.toLowerCase(),
  );
  if (types.some((type) => type.includes('macroenabled') || type.includes('vbaproject')))
    throw fileRefused('attachment.macros');
  const isMain = (of: string): boolean => types.some((type) => type.endsWith(`${of}.main+xml`));
  if (isMain('wordprocessingml.document')) return 'docx';
  if (isMain('spreadsheetml.sheet')) return 'xlsx';
  throw fileRefused('attachment.kind');
}
