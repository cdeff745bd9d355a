import { jest } from '@jest/globals';
import type { Change } from '../../database/changes.js';
import { Known, knownOfSchool, type Heard } from './known.js';

/** Changes that a test makes up. */
class MadeUpChanges implements Heard {
  heard = true;
  private readonly hearers: ((change: Change | null) => void)[] = [];
  subscribe(hear: (change: Change | null) => void): void {
    this.hearers.push(hear);
  }
  tell(change: Change | null): void {
    for (const hear of this.hearers) hear(change);
  }
}

describe('a fact of a school', () => {
  let changes: MadeUpChanges;
  let known: Known<{ asked: number }>;
  let asked: number;
  const ask = async (): Promise<{ asked: number }> => ({ asked: ++asked });

  beforeEach(() => {
    changes = new MadeUpChanges();
    known = knownOfSchool(changes, 'calendar');
    asked = 0;
  });

  it('is asked for once, however many ask at the same moment and after', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => known.find('one', ask)));
    expect(new Set(answers)).toEqual(new Set([{ asked: 1 }]));
    expect(await known.find('one', ask)).toEqual({ asked: 1 });
  });

  it('is another school’s own', async () => {
    await known.find('one', ask);
    expect(await known.find('two', ask)).toEqual({ asked: 2 });
  });

  it('is forgotten when it changes, and only then', async () => {
    await known.find('one', ask);
    changes.tell({ kind: 'calendar', id: 'two' });
    changes.tell({ kind: 'people', id: 'one' });
    expect(await known.find('one', ask)).toEqual({ asked: 1 });
    changes.tell({ kind: 'calendar', id: 'one' });
    expect(await known.find('one', ask)).toEqual({ asked: 2 });
  });

  it('is not kept where it changed while it was asked for, and nobody who asks after the change is given it', async () => {
    let answer: (fact: { asked: number }) => void = () => undefined;
    const before = known.find('one', () => new Promise((done) => (answer = done)));
    changes.tell({ kind: 'calendar', id: 'one' });
    const after = known.find('one', ask);
    answer({ asked: 0 });
    expect(await before).toEqual({ asked: 0 });
    expect(await after).toEqual({ asked: 1 });
    expect(await known.find('one', ask)).toEqual({ asked: 1 });
  });

  it('is asked for again where it no longer holds at the instant of the request', async () => {
    await known.find('one', ask);
    expect(await known.find('one', ask, () => false)).toEqual({ asked: 2 });
  });

  it('is never kept while changes are not heard, and what was kept is gone when word was missed', async () => {
    await known.find('one', ask);
    changes.heard = false;
    changes.tell(null);
    expect(await known.find('one', ask)).toEqual({ asked: 2 });
    changes.heard = true;
    expect(await known.find('one', ask)).toEqual({ asked: 3 });
  });

  it('is asked for again by the next where asking failed', async () => {
    await expect(known.find('one', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await known.find('one', ask)).toEqual({ asked: 1 });
  });

  it.each([
    ['of a session', 1_000],
    ['of a school', 15_000],
  ])('%s is at most %i milliseconds old, counted from when it was asked for', async (of, oldest) => {
    const facts = of === 'of a school' ? known : new Known(changes, { most: 10, concerns: () => false });
    const now = jest.spyOn(performance, 'now');
    try {
      now.mockReturnValue(1_000_000);
      await facts.find('one', async () => {
        now.mockReturnValue(1_000_000 + oldest - 100);
        return ask();
      });
      now.mockReturnValue(1_000_000 + oldest - 1);
      expect(await facts.find('one', ask)).toEqual({ asked: 1 });
      now.mockReturnValue(1_000_000 + oldest + 1);
      expect(await facts.find('one', ask)).toEqual({ asked: 2 });
    } finally {
      now.mockRestore();
    }
  });
});
