import { describe, expect, it } from '@jest/globals';
import { LedgerQueue } from './ledger-queue.js';

describe('the queue for ledgers', () => {
  it('lets two in, keeps four waiting, and tells the next when to try again', async () => {
    const queue = new LedgerQueue();
    const entered: number[] = [];
    const turns = [1, 2, 3, 4, 5, 6].map(async (number) => {
      const leave = await queue.enter();
      entered.push(number);
      return leave;
    });
    await new Promise(setImmediate);
    expect(entered).toEqual([1, 2]);
    expect(() => queue.enter()).toThrow(
      expect.objectContaining({ code: 'ledger.busy', status: 429, retryAfterSeconds: 5 }),
    );
    (await turns[0]!)();
    await turns[2];
    expect(entered).toEqual([1, 2, 3]);
    const seventh = queue.enter();
    for (const turn of turns.slice(1)) (await turn)();
    (await seventh)();
  });
});
