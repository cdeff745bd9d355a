import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract as openArchive } from 'tar-stream';
import { BackupRefused } from './backup-refused.js';
import { readManifest, type Manifest } from './manifest.js';
import { measuring, type Measure } from './measured.js';
import { openSealed } from './sealed-file.js';

/** One part of a backup while it is read; `content` has to be read to its end. */
export type BackupPart =
  | { readonly kind: 'table'; readonly name: string; readonly content: Readable }
  | { readonly kind: 'file'; readonly path: string; readonly content: Readable }
  | { readonly kind: 'manifest'; readonly content: Readable };

const MANIFEST_MAX_BYTES = 256 * 1024 * 1024;

const broken = (what: string): BackupRefused =>
  new BackupRefused('broken', `This backup is broken: ${what}. Take another one.`);

/**
 * Reads a backup part by part.
 * @throws BackupRefused where it is no backup, broken or cut off; only when this has ended well were the parts right
 */
export async function readParts(
  path: string,
  secret: string | null,
  take: (part: BackupPart) => Promise<void>,
): Promise<void> {
  const [source, ...layers] = await openSealed(path, secret);
  const archive = openArchive();
  const flowing = pipeline([source, ...layers, archive]);
  flowing.catch(() => undefined);
  let failure: Error | null = null;
  try {
    for await (const entry of archive) {
      const { name, type } = entry.header;
      if (type !== 'file') throw broken('it holds a part that is no file');
      // The archive's streams are not Node's own; all others here are.
      const content = Readable.from(entry, { objectMode: false });
      const table = /^tables\/([a-z0-9_]+)\.copy\.gz$/.exec(name)?.[1];
      if (table !== undefined) await take({ kind: 'table', name: table, content });
      else if (name.startsWith('files/')) await take({ kind: 'file', path: name.slice('files/'.length), content });
      else if (name === 'manifest.json') await take({ kind: 'manifest', content });
      else throw broken('it holds a part that does not belong to it');
    }
  } catch (error) {
    failure = error as Error;
    archive.destroy();
  }
  // The layers know best what is wrong: a wrong key, a changed byte.
  await flowing.catch((reason: unknown) => {
    if (reason instanceof BackupRefused) throw reason;
    failure ??= reason as Error;
  });
  if (failure === null) return;
  if (failure instanceof BackupRefused || !isFormatError(failure)) throw failure;
  throw broken('its content cannot be read to the end');
}

/** What zlib and the archive complain of; anything else (the database, the disk) is not the backup's fault. */
function isFormatError(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    /^(Z_|ERR_STREAM_PREMATURE_CLOSE|ERR_INVALID)/.test(code) ||
    /tar header|Unexpected end|Writable stream closed|Premature/i.test(message)
  );
}

/**
 * Reads a backup from its first to its last byte and holds every part against its list of contents. Nothing is written.
 * @throws BackupRefused naming what is wrong
 */
export async function verifyBackup(path: string, secret: string | null): Promise<Manifest> {
  const tables = new Map<string, Measure>();
  const files = new Map<string, Measure>();
  let manifest: Manifest | null = null;
  await readParts(path, secret, async (part) => {
    if (manifest !== null) throw broken('something stands behind its list of contents');
    if (part.kind === 'manifest') {
      manifest = readManifest((await readAll(part.content)).toString('utf8'));
      return;
    }
    const [seen, name] = part.kind === 'table' ? [tables, part.name] : [files, part.path];
    if (seen.has(name)) throw broken('it holds a part twice');
    const counted = measuring();
    await pipeline([part.content, ...(part.kind === 'table' ? [createGunzip()] : []), counted, nowhere()]);
    seen.set(name, counted.measure);
  });
  if (manifest === null) throw broken('it ends before its list of contents');
  assertComplete(manifest, tables, files);
  return manifest;
}

function assertComplete(
  manifest: Manifest,
  tables: ReadonlyMap<string, Measure>,
  files: ReadonlyMap<string, Measure>,
): void {
  for (const { name, rows, sha256 } of manifest.tables) {
    const found = tables.get(name);
    if (!found) throw broken(`the table ${name} is missing`);
    if (found.sha256 !== sha256 || found.lines !== rows)
      throw broken(`the rows of ${name} are not those that were saved`);
  }
  for (const { path, bytes, sha256 } of manifest.files) {
    const found = files.get(path);
    if (!found) throw broken('an attached file is missing');
    if (found.sha256 !== sha256 || found.bytes !== bytes)
      throw broken('an attached file is not the one that was saved');
  }
  if (tables.size !== manifest.tables.length || files.size !== manifest.files.length)
    throw broken('it holds more than its list of contents says');
}

async function readAll(content: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MANIFEST_MAX_BYTES) throw broken('its list of contents is too long');
  }
  return Buffer.concat(chunks);
}

function nowhere(): Writable {
  return new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
}
