import { getRandomValues } from 'node:crypto';
import { v7 } from 'uuid';

const ID_BYTES = 16;
const IDS_AT_A_TIME = 1024;

const chance = new Uint8Array(ID_BYTES * IDS_AT_A_TIME);
let used = chance.length;
let last = { msecs: 0, seq: 0 };

/**
 * An id (UUID v7) for one of many rows: like that of `uuid`, later ones sort behind earlier ones, but chance is fetched for a thousand at a time,
 * which is what most of the time of an id goes into.
 */
export function newId(): string {
  if (used === chance.length) {
    getRandomValues(chance);
    used = 0;
  }
  const random = chance.subarray(used, (used += ID_BYTES));
  const now = Date.now();
  // The last bit stays free, so that the count of one millisecond never runs over.
  if (now > last.msecs) last = { msecs: now, seq: new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1 };
  else last.seq += 1;
  return v7({ random, msecs: last.msecs, seq: last.seq });
}
