import type { ImportView } from '@tongxin/shared';
import { commitCounts, movesOthers } from './commit-counts.js';

const counts: ImportView['counts'] = {
  rows: 60,
  ready: 39,
  warnings: 10,
  errors: 7,
  duplicates: 4,
  updates: 1,
  awaitingClass: 2,
  skipped: 3,
};

describe('the counts of a commit', () => {
  it('take good rows, rows with warnings and duplicates set to update, and leave the others', () => {
    expect(commitCounts(counts, false)).toEqual({
      rows: 60,
      taken: 47,
      created: 46,
      updated: 1,
      behind: 13,
      faulty: 7,
      repeated: 3,
      leftOut: 3,
    });
  });

  it('take also the rows that only wait for their class, when the classes are created', () => {
    expect(commitCounts(counts, true)).toMatchObject({ taken: 49, created: 48, behind: 11, faulty: 5 });
  });

  it('account for every row', () => {
    for (const createClasses of [false, true]) {
      const { rows, taken, faulty, repeated, leftOut } = commitCounts(counts, createClasses);
      expect(taken + faulty + repeated + leftOut).toBe(rows);
    }
  });
});

describe('a mended row', () => {
  it('moves no others when the figures changed by itself alone', () => {
    expect(movesOthers(counts, { ...counts, errors: 6, ready: 40 }, 'error', 'ready')).toBe(false);
  });

  it('moves others when a duplicate of it became good', () => {
    const after = { ...counts, errors: 6, ready: 41, duplicates: 3 };
    expect(movesOthers(counts, after, 'error', 'ready')).toBe(true);
  });
});
