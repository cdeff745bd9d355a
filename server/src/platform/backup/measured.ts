import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** What flowed through a {@link measuring} stream. */
export interface Measure {
  bytes: number;
  /** Lines; a row of a table is one line. */
  lines: number;
  sha256: string;
}

const NEWLINE = 10;

/** Counts and sums what flows through and passes it on unchanged; the measure is complete when the stream has ended. */
export function measuring(): Transform & { readonly measure: Measure } {
  const hash = createHash('sha256');
  const measure: Measure = { bytes: 0, lines: 0, sha256: '' };
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      measure.bytes += chunk.length;
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) measure.lines += 1;
      done(null, chunk);
    },
    flush(done) {
      measure.sha256 = hash.digest('hex');
      done();
    },
  });
  return Object.assign(stream, { measure });
}
