import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ageToday, cardChanges, type Card, type CardPerson } from './card.rules.js';
import { isStale } from './contact-card.view.js';

const word = fc.constantFrom('东庄村', '西庄村', '青岛', '王大山', '李秀兰');
const day = fc.constantFrom('1980-02-29', '2025-03-01', '2026-10-31');
const phone = fc.record({
  id: fc.constantFrom('p1', 'p2', 'p3'),
  label: fc.option(word),
  number: fc.constantFrom('13800001111', '13800002222'),
});
const phones = fc.uniqueArray(phone, { maxLength: 3, selector: ({ id }) => id });
const person: fc.Arbitrary<CardPerson> = fc.record({
  id: fc.constantFrom('g1', 'g2', 'g3'),
  kind: fc.constantFrom('guardian' as const, 'entrusted' as const),
  name: word,
  relationship: fc.constantFrom('father', 'mother'),
  sex: fc.option(fc.constantFrom('male' as const, 'female' as const)),
  birthDate: fc.option(day),
  ageStated: fc.option(fc.integer({ min: 20, max: 80 })),
  ageStatedOn: fc.option(day),
  address: fc.option(word),
  worksAt: fc.option(word),
  awaySince: fc.option(day),
  unableToCare: fc.boolean(),
  deceased: fc.boolean(),
  livesWithChild: fc.option(fc.boolean()),
  entrustedNoticeOn: fc.option(day),
  entrustedUntil: fc.option(day),
  phones,
});
const card: fc.Arbitrary<Card> = fc.record({
  address: fc.option(word),
  village: fc.option(word),
  phones,
  guardians: fc.uniqueArray(person, { maxLength: 3, selector: ({ id }) => id }),
});

const told = (changes: ReturnType<typeof cardChanges>, backwards = false): string[] =>
  changes
    .map(({ guardianId, field, before, after }) =>
      [guardianId, field, ...(backwards ? [after, before] : [before, after])].join(' | '),
    )
    .sort();

describe('the changes of a card', () => {
  it('are none between a card and itself', () => {
    fc.assert(fc.property(card, (one) => expect(cardChanges(one, one)).toEqual([])));
  });

  it('lead back as they led forth: nothing that stood on the old card is missing from the history', () => {
    fc.assert(
      fc.property(card, card, (one, other) =>
        expect(told(cardChanges(one, other))).toEqual(told(cardChanges(other, one), true)),
      ),
    );
  });

  it('name somebody by the name they had before', () => {
    const base = { address: null, village: null, phones: [] };
    const [someone] = fc.sample(person, { numRuns: 1, seed: 7 });
    const before: Card = { ...base, guardians: [{ ...someone!, name: '王大山' }] };
    const after: Card = { ...base, guardians: [{ ...someone!, name: '王大海' }] };
    expect(cardChanges(before, after)).toEqual([
      { guardianId: someone!.id, person: '王大山', field: 'name', before: '王大山', after: '王大海' },
    ]);
  });
});

describe('an age', () => {
  it.each([
    ['2026-11-22', 61],
    ['2026-11-23', 62],
    ['2025-11-24', 61],
  ])('stated as 60 on 23 November 2024 is on %s %i', (today, years) => {
    const stated = { birthDate: null, ageStated: 60, ageStatedOn: '2024-11-23' };
    expect(ageToday(stated, today)).toBe(years);
  });

  it('follows from the birth date where that is known, and is unknown without either', () => {
    expect(ageToday({ birthDate: '1980-02-29', ageStated: 60, ageStatedOn: '2024-11-23' }, '2026-02-28')).toBe(45);
    expect(ageToday({ birthDate: null, ageStated: null, ageStatedOn: null }, '2026-02-28')).toBeNull();
  });
});

describe('a card is stale', () => {
  const fresh = { changedOn: null, changedAt: null, verifiedOn: '2026-10-08', verifiedAt: '2026-10-08T09:00:00Z' };
  it.each([
    ['that nobody has verified', { ...fresh, verifiedOn: null, verifiedAt: null }, true],
    ['verified on the first day of the term', { ...fresh, verifiedOn: '2026-09-01' }, false],
    ['verified the day before the term', { ...fresh, verifiedOn: '2026-08-31' }, true],
    ['changed the day before', { ...fresh, changedOn: '2026-10-07', changedAt: '2026-10-07T09:00:00Z' }, false],
    ['changed the day after', { ...fresh, changedOn: '2026-10-09', changedAt: '2026-10-09T09:00:00Z' }, true],
    ['changed earlier the same day', { ...fresh, changedOn: '2026-10-08', changedAt: '2026-10-08T08:59:59Z' }, false],
    ['changed later the same day', { ...fresh, changedOn: '2026-10-08', changedAt: '2026-10-08T09:00:01Z' }, true],
    [
      'changed after the visit, before it was typed',
      { ...fresh, changedOn: '2026-10-09', changedAt: '2026-10-09T08:00:00Z', verifiedAt: '2026-10-10T08:00:00Z' },
      true,
    ],
  ] as const)('%s', (_what, freshness, stale) => {
    expect(isStale(freshness, '2026-09-01')).toBe(stale);
  });
});
