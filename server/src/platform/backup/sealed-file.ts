import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { promisify } from 'node:util';
import { BackupRefused } from './backup-refused.js';

/** The last 512 bytes of a backup: the SHA-256 of everything before, so that any changed or missing byte shows. tar does not look behind its own end. */
const TRAILER_BYTES = 512;
const TRAILER = /^tongxin-sha256 ([0-9a-f]{64})\n\0*$/;

/** The first 16 bytes of an encrypted backup; 16 bytes of salt follow. */
const MAGIC = Buffer.from('TONGXIN-SEALED-1', 'ascii');
const SALT_BYTES = 16;
const FRAME_BYTES = 65_536;
const TAG_BYTES = 16;

export const MIN_KEY_LENGTH = 16;

const broken = (): BackupRefused =>
  new BackupRefused('broken', 'This backup is broken: its content is not what was written. Take another one.');

/** Adds the trailer behind what flows through. */
export function addTrailer(): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const trailer = Buffer.alloc(TRAILER_BYTES);
      trailer.write(`tongxin-sha256 ${hash.digest('hex')}\n`, 'ascii');
      done(null, trailer);
    },
  });
}

/** Takes the trailer off again. Ends with BackupRefused where it does not fit what came before; whoever reads must wait for the end. */
function checkTrailer(): Transform {
  const hash = createHash('sha256');
  let held: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const ready = held.length - TRAILER_BYTES;
      if (ready <= 0) return done();
      const passed = held.subarray(0, ready);
      held = held.subarray(ready);
      hash.update(passed);
      done(null, passed);
    },
    flush(done) {
      const said = TRAILER.exec(held.toString('latin1'))?.[1];
      done(said !== undefined && said === hash.digest('hex') ? null : broken());
    },
  });
}

const derive = promisify(scrypt) as (
  secret: string,
  salt: Buffer,
  length: number,
  options: { N: number; r: number; p: number; maxmem: number },
) => Promise<Buffer>;
const keyFrom = (secret: string, salt: Buffer): Promise<Buffer> =>
  derive(secret, salt, 32, { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 });

/**
 * Encrypts what flows through with AES-256-GCM in frames of 64 KiB. Each frame's number stands in its nonce, and the last one is marked:
 * frames cannot be swapped, left out or cut off. The key comes from the secret and a salt of this file's own.
 */
export async function encrypting(secret: string): Promise<Transform> {
  const salt = randomBytes(SALT_BYTES);
  const key = await keyFrom(secret, salt);
  let held: Buffer = Buffer.alloc(0);
  let number = 0;
  const frame = (plain: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number++, last));
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = Buffer.concat([held, chunk]);
      while (held.length > FRAME_BYTES) {
        this.push(frame(held.subarray(0, FRAME_BYTES), false));
        held = held.subarray(FRAME_BYTES);
      }
      done();
    },
    flush(done) {
      done(null, frame(held, true));
    },
  });
  stream.push(Buffer.concat([MAGIC, salt]));
  return stream;
}

function decrypting(key: Buffer): Transform {
  let held: Buffer = Buffer.alloc(0);
  let number = 0;
  const plainOf = (frame: Buffer, last: boolean): Buffer => {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number++, last));
    decipher.setAuthTag(frame.subarray(frame.length - TAG_BYTES));
    return Buffer.concat([decipher.update(frame.subarray(0, frame.length - TAG_BYTES)), decipher.final()]);
  };
  const attempt = (done: TransformCallback, work: () => void): void => {
    try {
      work();
    } catch {
      return done(
        number <= 1
          ? new BackupRefused(
              'keyWrong',
              'This backup cannot be opened: BACKUP_KEY_FILE holds another key, or the backup is broken.',
            )
          : broken(),
      );
    }
    done();
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      attempt(done, () => {
        held = Buffer.concat([held, chunk]);
        while (held.length > FRAME_BYTES + TAG_BYTES) {
          this.push(plainOf(held.subarray(0, FRAME_BYTES + TAG_BYTES), false));
          held = held.subarray(FRAME_BYTES + TAG_BYTES);
        }
      });
    },
    flush(done) {
      attempt(done, () => {
        if (held.length < TAG_BYTES) throw broken();
        this.push(plainOf(held, true));
      });
    },
  });
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 3);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/**
 * Opens a backup for reading: decrypted where it is encrypted, and checked against its trailer while it is read.
 * @returns the streams to put one behind the other; what comes out of the last is a tar archive
 * @throws BackupRefused where it is no backup, or encrypted and the secret is missing
 */
export async function openSealed(path: string, secret: string | null): Promise<[Readable, ...Transform[]]> {
  const file = await open(path, 'r').catch(() => {
    throw new BackupRefused('noBackup', `There is no backup at ${path}, or it may not be read by this account.`);
  });
  const head = Buffer.alloc(MAGIC.length + SALT_BYTES);
  const { bytesRead } = await file.read(head, 0, head.length, 0).finally(() => file.close());
  if (bytesRead < head.length) throw broken();
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) return [createReadStream(path), checkTrailer()];
  if (secret === null)
    throw new BackupRefused('keyMissing', 'This backup is encrypted: set BACKUP_KEY_FILE to the file with its key.');
  const key = await keyFrom(secret, head.subarray(MAGIC.length));
  return [createReadStream(path, { start: head.length }), decrypting(key), checkTrailer()];
}

/**
 * Reads the secret that backups are encrypted with.
 * @param path of BACKUP_KEY_FILE; null where backups are not encrypted
 * @throws BackupRefused where the file is missing or its secret too short
 */
export async function readBackupKey(path: string | null): Promise<string | null> {
  if (path === null) return null;
  const secret = (
    await readFile(path, 'utf8').catch(() => {
      throw new BackupRefused('keyMissing', 'BACKUP_KEY_FILE names a file that is missing or may not be read.');
    })
  ).trim();
  if (secret.length < MIN_KEY_LENGTH)
    throw new BackupRefused(
      'keyMissing',
      `BACKUP_KEY_FILE holds fewer than ${MIN_KEY_LENGTH} characters: make one with "openssl rand -hex 32".`,
    );
  return secret;
}
