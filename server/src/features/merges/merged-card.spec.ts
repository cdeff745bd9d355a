import { describe, expect, it } from '@jest/globals';
import type { Card, CardPerson } from '../students/index.js';
import { mergedCard } from './merged-card.js';

const person = (id: string, name: string, numbers: string[], relationship = 'grandmother'): CardPerson => ({
  id,
  kind: 'guardian',
  name,
  relationship,
  sex: null,
  birthDate: null,
  ageStated: null,
  ageStatedOn: null,
  address: null,
  worksAt: null,
  awaySince: null,
  unableToCare: false,
  deceased: false,
  livesWithChild: null,
  entrustedNoticeOn: null,
  entrustedUntil: null,
  phones: numbers.map((number) => ({ id: `${id}-${number}`, label: null, number })),
});
const card = (changes: Partial<Card>): Card => ({
  address: null,
  village: null,
  phones: [],
  guardians: [],
  ...changes,
});
const ids = () => {
  let count = 0;
  return () => `new-${++count}`;
};
const both = { take: [], guardians: 'both' } as const;

describe('two cards made one', () => {
  it('keeps what the card that stays says, and fills what it does not know', () => {
    const kept = card({ village: '东庄村' });
    const merged = card({ address: '东庄村3号', village: '西庄村' });
    expect(mergedCard(kept, merged, both, ids())).toMatchObject({ address: '东庄村3号', village: '东庄村' });
    expect(mergedCard(kept, merged, { ...both, take: ['village'] }, ids())).toMatchObject({ village: '西庄村' });
  });

  it('has the same person once, with the numbers of both cards', () => {
    const kept = card({ guardians: [person('a', '王奶奶', ['13800000001'])] });
    const merged = card({ guardians: [person('b', '王奶奶', ['13800000001', '13800000002'])] });
    const { guardians } = mergedCard(kept, merged, both, ids());
    expect(guardians.map(({ id, phones }) => [id, phones.map(({ number }) => number)])).toEqual([
      ['a', ['13800000001', '13800000002']],
    ]);
  });

  it('takes the other people along under ids of their own, after those who are called first', () => {
    const kept = card({ guardians: [person('a', '王奶奶', [])] });
    const merged = card({ guardians: [person('b', '王建国', ['13800000003'], 'father')] });
    const { guardians } = mergedCard(kept, merged, both, ids());
    expect(guardians.map(({ id, name }) => [id, name])).toEqual([
      ['a', '王奶奶'],
      ['new-1', '王建国'],
    ]);
    expect(mergedCard(kept, merged, { take: [], guardians: 'kept' }, ids()).guardians).toHaveLength(1);
    expect(mergedCard(kept, merged, { take: [], guardians: 'merged' }, ids()).guardians).toMatchObject([
      { name: '王建国' },
    ]);
  });

  it('keeps every number of the child once', () => {
    const phone = (id: string, number: string) => ({ id, label: null, number });
    const { phones } = mergedCard(
      card({ phones: [phone('a', '13800000001')] }),
      card({ phones: [phone('b', '13800000001'), phone('c', '13800000002')] }),
      both,
      ids(),
    );
    expect(phones.map(({ number }) => number)).toEqual(['13800000001', '13800000002']);
  });
});
