import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { URGENCY_LEVELS } from '../codes/care-files.js';
import { addDays } from './days.js';
import { urgentSince, type UrgencySaid } from './urgent-since.js';

const SAID: UrgencySaid[] = [
  { level: 'raised', on: '2026-09-10' },
  { level: 'high', on: '2026-10-01' },
  { level: 'high', on: '2026-10-20' },
  { level: 'normal', on: '2026-11-05' },
  { level: 'raised', on: '2026-11-20' },
];

describe('since when a child is urgent', () => {
  it('is the day it began, whatever review said the same again or stepped between urgencies that are asked for', () => {
    expect(urgentSince(SAID, ['raised', 'high'], '2026-10-31')).toBe('2026-09-10');
    expect(urgentSince(SAID, ['high'], '2026-10-31')).toBe('2026-10-01');
    expect(urgentSince(SAID, ['raised'], '2026-10-31')).toBeNull();
  });

  it('begins anew after a break, and is not known before it was said', () => {
    expect(urgentSince(SAID, ['raised', 'high'], '2026-11-05')).toBeNull();
    expect(urgentSince(SAID, ['raised', 'high'], '2026-11-30')).toBe('2026-11-20');
    expect(urgentSince(SAID, ['raised', 'high'], '2026-09-09')).toBeNull();
    expect(urgentSince([], ['raised', 'high'], '2026-11-30')).toBeNull();
  });

  it('knows the last word of a day only: a slip put right the same day breaks nothing', () => {
    const slip: UrgencySaid[] = [
      { level: 'high', on: '2026-09-10' },
      { level: 'normal', on: '2026-11-05' },
      { level: 'high', on: '2026-11-05' },
    ];
    expect(urgentSince(slip, ['high'], '2026-11-30')).toBe('2026-09-10');
  });

  it('holds on every day from then to the day it is seen from, and not on the day before', () => {
    const aSaying = fc.record({
      level: fc.constantFrom(...URGENCY_LEVELS),
      on: fc.nat(20).map((after) => addDays('2026-11-01', after)),
    });
    fc.assert(
      fc.property(fc.array(aSaying, { maxLength: 6 }), fc.nat(25), (said, after) => {
        const inOrder = [...said].sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
        const levelOn = (day: string) => inOrder.filter(({ on }) => on <= day).at(-1)?.level ?? 'normal';
        const day = addDays('2026-10-31', after);
        const since = urgentSince(inOrder, ['high'], day);
        expect(since !== null).toBe(levelOn(day) === 'high');
        if (since === null) return;
        for (let one = since; one <= day; one = addDays(one, 1)) expect(levelOn(one)).toBe('high');
        expect(levelOn(addDays(since, -1))).not.toBe('high');
      }),
    );
  });
});
