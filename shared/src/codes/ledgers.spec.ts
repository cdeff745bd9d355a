import { describe, expect, it } from '@jest/globals';
import { LEDGER_COLUMN_GROUPS, LEDGER_COLUMNS, LEDGER_FIXED_COLUMNS, needsSecondPerson } from './ledgers.js';

describe('a ledger taken out', () => {
  const bare = { columns: LEDGER_FIXED_COLUMNS, categories: [] };

  it('has every column once: one that is always there, or one of a group', () => {
    const all = [...LEDGER_FIXED_COLUMNS, ...Object.values(LEDGER_COLUMN_GROUPS).flat()];
    expect([...all].sort()).toEqual([...LEDGER_COLUMNS].sort());
  });

  it.each([
    ['home', 24, false],
    ['home', 25, true],
    ['guardian', 24, false],
    ['guardian', 25, true],
    ['entrusted', 25, true],
    ['note', 25, true],
    ['categories', 249, false],
    ['categories', 250, true],
    ['person', 5_000, false],
    ['numbers', 5_000, false],
  ] as const)('with %s of %i children waits for a second person: %s', (group, children, waits) => {
    const columns = [...LEDGER_FIXED_COLUMNS, ...LEDGER_COLUMN_GROUPS[group]];
    expect(needsSecondPerson({ ...bare, columns }, children)).toBe(waits);
  });

  it('of the children of a category tells as much as the column does', () => {
    expect(needsSecondPerson({ ...bare, categories: ['disability'] }, 249)).toBe(false);
    expect(needsSecondPerson({ ...bare, categories: ['disability'] }, 250)).toBe(true);
    expect(needsSecondPerson(bare, 5_000)).toBe(false);
  });
});
