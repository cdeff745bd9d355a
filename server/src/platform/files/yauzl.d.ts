declare module 'yauzl' {
  import type { Readable } from 'node:stream';

  /** One part of an archive, as its directory says. */
  export interface Entry {
    readonly fileName: string;
    /** In bytes. */
    readonly compressedSize: number;
    readonly uncompressedSize: number;
    isEncrypted(): boolean;
  }

  export interface ZipFile {
    readonly entryCount: number;
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
    close(): void;
  }

  export function openPromise(path: string, options: { autoClose: false }): Promise<ZipFile>;
}
