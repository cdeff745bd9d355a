import type { Readable } from 'node:stream';

/** The bytes of one file: whose school, and the hash of its content, which is its address. */
export interface FileAddress {
  readonly schoolId: string;
  /** SHA-256 of the stored bytes. */
  readonly sha256: Buffer;
}

export interface StoredFile extends FileAddress {
  /** When the bytes were last put there. */
  readonly storedAt: Date;
  /** In bytes. */
  readonly size: number;
}

/** The bytes are not in the store although a row speaks of them: the store was lost, or restored without them. */
export class FileLost extends Error {
  constructor() {
    super('the store does not have the bytes');
    this.name = 'FileLost';
  }
}

/**
 * Where the bytes of files lie, apart from the database: a folder, or a store that speaks S3. The same content of one school lies there once;
 * of two schools twice, so that nobody learns by uploading what another school has.
 */
export abstract class FileStore {
  /** @returns a short word by which two servers find out whether they work with the same store; `unknown` where it cannot be reached */
  abstract identity(): Promise<string>;
  /** Puts the bytes of a local file there, whole or not at all; what is there already counts as put just now. @param path moved or copied from; may be gone afterwards */
  abstract put(address: FileAddress, path: string): Promise<void>;
  /** @returns when the bytes were last put there, or null where they are not */
  abstract storedAt(address: FileAddress): Promise<Date | null>;
  /** @throws FileLost where the bytes are not there */
  abstract open(address: FileAddress): Promise<Readable>;
  /** Forgets the bytes; what is not there is no fault. */
  abstract remove(address: FileAddress): Promise<void>;
  /** Everything that lies there, school by school. */
  abstract list(): AsyncIterable<StoredFile>;
}

/** @returns the place of a file in a store: `<school>/<first two digits>/<hash>` */
export function placeOf({ schoolId, sha256 }: FileAddress): string {
  const hash = sha256.toString('hex');
  return `${schoolId}/${hash.slice(0, 2)}/${hash}`;
}

const PLACE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([0-9a-f]{2})\/(\2[0-9a-f]{62})$/;

/** @returns what lies at a place, or null where the place is none of ours */
export function addressAt(place: string): FileAddress | null {
  const found = PLACE.exec(place);
  return found ? { schoolId: found[1]!, sha256: Buffer.from(found[3]!, 'hex') } : null;
}
