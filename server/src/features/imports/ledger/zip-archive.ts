import { crc32, inflateRawSync } from 'node:zlib';
import { LIMITS } from '@tongxin/shared';
import { LedgerRefused } from './ledger-refused.js';

/** How much an uploaded archive may hold; sizes in bytes. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Of all parts that are read, unpacked. */
  readonly unpacked: number;
  /** Unpacked size to packed size of one part, asked only of parts above `ratioFrom` bytes. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

/** 20,000 rows of 24 cells unpack to about 40 MB; real workbooks pack 5 to 30 times. */
export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 1_000,
  unpacked: LIMITS.workbookUncompressedBytes,
  ratio: 150,
  ratioFrom: 8 << 20,
};

interface Entry {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const ENCRYPTED = 1;
const FULL_32_BITS = 0xffffffff;

/**
 * The parts of an uploaded .xlsx by name. Only the directory at the end of the file is believed, every part is unpacked with a
 * limit and compared with its length and checksum, so a file that says less than it holds is refused and never fills the memory.
 */
export class ZipArchive {
  private readonly entries = new Map<string, Entry>();
  private unpackedSoFar = 0;

  /** Reads the directory only. Throws {@link LedgerRefused}: `workbook.damaged`, `workbook.encrypted`, `workbook.tooLarge`. */
  constructor(
    private readonly bytes: Buffer,
    private readonly limits: ArchiveLimits = ARCHIVE_LIMITS,
  ) {
    try {
      this.readDirectory();
    } catch (error) {
      const outside = (error as NodeJS.ErrnoException).code === 'ERR_OUT_OF_RANGE';
      throw outside ? new LedgerRefused('workbook.damaged') : error;
    }
  }

  /** Part names in lower case, as the format compares them. */
  names(): string[] {
    return [...this.entries.keys()];
  }

  /** One part unpacked, or undefined when there is none of that name. Throws {@link LedgerRefused} as the constructor does. */
  read(name: string): Buffer | undefined {
    const entry = this.entries.get(partName(name));
    if (!entry) return undefined;
    const unpacked = this.unpack(entry);
    this.unpackedSoFar += unpacked.length;
    if (unpacked.length !== entry.unpacked || crc32(unpacked) !== entry.crc)
      throw new LedgerRefused('workbook.damaged');
    return unpacked;
  }

  private readDirectory(): void {
    const end = this.endOfDirectory();
    const count = this.bytes.readUInt16LE(end + 10);
    if (count > this.limits.entries) throw new LedgerRefused('workbook.tooLarge');
    let at = this.bytes.readUInt32LE(end + 16);
    for (let index = 0; index < count; index++) {
      if (this.bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new LedgerRefused('workbook.damaged');
      if (this.bytes.readUInt16LE(at + 8) & ENCRYPTED) throw new LedgerRefused('workbook.encrypted');
      const nameLength = this.bytes.readUInt16LE(at + 28);
      const extraLength = this.bytes.readUInt16LE(at + 30);
      const name = partName(this.bytes.toString('utf8', at + 46, at + 46 + nameLength));
      if (this.entries.has(name)) throw new LedgerRefused('workbook.damaged');
      const entry = this.withLargeSizes(
        {
          method: this.bytes.readUInt16LE(at + 10),
          crc: this.bytes.readUInt32LE(at + 16),
          packed: this.bytes.readUInt32LE(at + 20),
          unpacked: this.bytes.readUInt32LE(at + 24),
          offset: this.bytes.readUInt32LE(at + 42),
        },
        at + 46 + nameLength,
        extraLength,
      );
      this.entries.set(name, entry);
      at += 46 + nameLength + extraLength + this.bytes.readUInt16LE(at + 32);
    }
  }

  private endOfDirectory(): number {
    const earliest = Math.max(0, this.bytes.length - 22 - 0xffff);
    for (let at = this.bytes.length - 22; at >= earliest; at--) {
      if (this.bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
    }
    throw new LedgerRefused('workbook.damaged');
  }

  /** Some writers put sizes into the 64-bit extra field although they are small. */
  private withLargeSizes(entry: Entry, extraAt: number, extraLength: number): Entry {
    if (![entry.unpacked, entry.packed, entry.offset].includes(FULL_32_BITS)) return entry;
    for (let at = extraAt; at + 4 <= extraAt + extraLength; at += 4 + this.bytes.readUInt16LE(at + 2)) {
      if (this.bytes.readUInt16LE(at) !== 1) continue;
      let next = at + 4;
      const large = (value: number): number => {
        if (value !== FULL_32_BITS) return value;
        next += 8;
        return Number(this.bytes.readBigUInt64LE(next - 8));
      };
      const unpacked = large(entry.unpacked);
      const packed = large(entry.packed);
      return { ...entry, unpacked, packed, offset: large(entry.offset) };
    }
    throw new LedgerRefused('workbook.damaged');
  }

  private unpack(entry: Entry): Buffer {
    const room = this.limits.unpacked - this.unpackedSoFar;
    const suspicious =
      entry.unpacked > this.limits.ratioFrom && entry.unpacked > this.limits.ratio * Math.max(entry.packed, 1);
    if (entry.unpacked > room || suspicious) throw new LedgerRefused('workbook.tooLarge');
    const packed = this.packedBytes(entry);
    if (entry.method === 0) return packed;
    if (entry.method !== 8) throw new LedgerRefused('workbook.damaged');
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(entry.unpacked, 1) });
    } catch (error) {
      const tooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      throw new LedgerRefused(tooLong ? 'workbook.tooLarge' : 'workbook.damaged');
    }
  }

  private packedBytes(entry: Entry): Buffer {
    if (entry.offset + 30 > this.bytes.length) throw new LedgerRefused('workbook.damaged');
    if (this.bytes.readUInt32LE(entry.offset) !== LOCAL_ENTRY) throw new LedgerRefused('workbook.damaged');
    const from =
      entry.offset + 30 + this.bytes.readUInt16LE(entry.offset + 26) + this.bytes.readUInt16LE(entry.offset + 28);
    if (from + entry.packed > this.bytes.length) throw new LedgerRefused('workbook.damaged');
    return this.bytes.subarray(from, from + entry.packed);
  }
}

function partName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}
