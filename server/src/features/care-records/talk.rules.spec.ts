import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v5 } from 'uuid';
import { editableUntil, isLateEntry, talkBodyHash, talkFaults, talkItemId, type TalkBody } from './talk.rules.js';

const ENTRY = '0198c0de-1111-7000-8000-000000000001';
const CHILD = '0198c0de-2222-7000-8000-00000000000a';
const SIBLING = '0198c0de-2222-7000-8000-00000000000b';
const body: TalkBody = {
  heldOn: '2026-11-20',
  place: null,
  mode: null,
  topics: ['study', 'family'],
  mood: null,
  concern: 'none',
  summary: null,
  reached: true,
  guardianTold: false,
  followUp: null,
};

describe('the id of an entry’s item', () => {
  it('is the entry’s own for one child, and UUID v5 of entry and child for several', () => {
    expect(talkItemId(ENTRY, CHILD, 1)).toBe(ENTRY);
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (entry, child) => {
        expect(talkItemId(entry, child, 2)).toBe(v5(child, entry));
      }),
    );
  });

  it('does not mind how the ids are written', () => {
    expect(talkItemId(ENTRY.toUpperCase(), CHILD.toUpperCase(), 2)).toBe(talkItemId(ENTRY, CHILD, 2));
  });
});

describe('two entries', () => {
  it('are the same whatever the order of children and topics', () => {
    const one = talkBodyHash([CHILD, SIBLING], body);
    expect(talkBodyHash([SIBLING.toUpperCase(), CHILD], { ...body, topics: ['family', 'study'] })).toEqual(one);
  });

  it('differ when anything that was said differs', () => {
    const others: [string[], Partial<TalkBody>][] = [
      [[CHILD], {}],
      [[CHILD, SIBLING], { heldOn: '2026-11-21' }],
      [[CHILD, SIBLING], { summary: '话' }],
      [[CHILD, SIBLING], { reached: false }],
      [[CHILD, SIBLING], { mood: 'low' }],
      [[CHILD, SIBLING], { place: 'low' }],
      [[CHILD, SIBLING], { topics: [] }],
      [[CHILD, SIBLING], { followUp: { on: '2026-11-21', text: '再聊' } }],
    ];
    const hashes = others.map(([children, change]) => talkBodyHash(children, { ...body, ...change }).toString('hex'));
    expect(new Set([talkBodyHash([CHILD, SIBLING], body).toString('hex'), ...hashes]).size).toBe(others.length + 1);
  });
});

describe('a talk', () => {
  const faults = (heldOn: string, on: string | null = null, birthDates: (string | null)[] = ['2017-05-04']) =>
    talkFaults({ heldOn, followUp: on ? { on, text: '再聊' } : null }, { today: '2026-11-23', birthDates }).map(
      ({ code }) => code,
    );

  it('was held today or on any day before, since every child of it was born', () => {
    expect(faults('2026-11-23')).toEqual([]);
    expect(faults('2017-05-04')).toEqual([]);
    expect(faults('2026-11-24')).toEqual(['talk.future']);
    expect(faults('2018-01-01', null, ['2017-05-04', '2018-01-02'])).toEqual(['talk.beforeBirth']);
    expect(faults('1990-01-01', null, [null])).toEqual([]);
  });

  it('is followed up on its day or later', () => {
    expect(faults('2026-11-20', '2026-11-20')).toEqual([]);
    expect(faults('2026-11-20', '2026-11-19')).toEqual(['followUp.beforeTalk']);
  });

  it('may be edited for seven times 24 hours from typing', () => {
    expect(editableUntil(new Date('2026-11-23T02:00:00Z'))).toEqual(new Date('2026-11-30T02:00:00Z'));
  });

  it('is a late entry when its month was over where the school is', () => {
    const typed = new Date('2026-11-30T16:00:00Z');
    expect(isLateEntry('2026-11-30', typed, 'Asia/Shanghai')).toBe(true);
    expect(isLateEntry('2026-11-30', typed, 'UTC')).toBe(false);
    expect(isLateEntry('2026-12-01', typed, 'Asia/Shanghai')).toBe(false);
  });
});
