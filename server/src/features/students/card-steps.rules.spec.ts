import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cardChanges, type Card, type CardPerson } from './card.rules.js';
import { joinSteps, linesOf, stepsBetween, stepsForSibling, takeStep, type CardStep } from './card-steps.rules.js';

const word = fc.constantFrom('东庄村', '西庄村', '青岛', '苏州');
const day = fc.constantFrom('1980-02-29', '2025-03-01', '2026-10-31');
const phones = (prefix: string) =>
  fc
    .uniqueArray(
      fc.record({
        id: fc.constantFrom(`${prefix}1`, `${prefix}2`, `${prefix}3`),
        label: fc.option(word),
        number: fc.constantFrom('13800001111', '13800002222', '13800003333', '13800004444'),
      }),
      { maxLength: 3, selector: ({ id }) => id },
    )
    .filter((list) => new Set(list.map(({ number }) => number)).size === list.length);
const person = (id: string): fc.Arbitrary<CardPerson> =>
  fc.record({
    id: fc.constant(id),
    kind: fc.constantFrom('guardian' as const, 'entrusted' as const),
    name: fc.constant(`${id}某`),
    relationship: fc.constantFrom('father', 'mother'),
    sex: fc.option(fc.constantFrom('male' as const, 'female' as const)),
    birthDate: fc.option(day),
    ageStated: fc.constant(null),
    ageStatedOn: fc.constant(null),
    address: fc.option(word),
    worksAt: fc.option(word),
    awaySince: fc.option(day),
    unableToCare: fc.boolean(),
    deceased: fc.boolean(),
    livesWithChild: fc.option(fc.boolean()),
    entrustedNoticeOn: fc.option(day),
    entrustedUntil: fc.option(day),
    phones: phones(`p-${id}-`),
  });
const card: fc.Arbitrary<Card> = fc
  .tuple(
    fc.option(word),
    fc.option(word),
    phones('own-'),
    person('g1'),
    person('g2'),
    person('g3'),
    fc.subarray([0, 1, 2]),
  )
  .map(([address, village, own, one, two, three, who]) => ({
    address,
    village,
    phones: own,
    guardians: who.map((index) => [one, two, three][index]!),
  }));

const take = (from: Card, steps: readonly CardStep[]): Card =>
  steps.reduce((present, step) => takeStep(present, step).card, from);
/** What a card says, whatever the order its numbers are kept in. */
const said = (one: Card): string[] =>
  cardChanges({ address: null, village: null, phones: [], guardians: [] }, one)
    .map(({ guardianId, field, after }) => `${guardianId} ${field} ${after}`)
    .sort();

describe('the steps from one card to another', () => {
  it('are none between a card and itself', () => {
    fc.assert(fc.property(card, (one) => expect(stepsBetween(one, one)).toEqual([])));
  });

  it('lead to the other card, and none of them has been overtaken on the way', () => {
    fc.assert(
      fc.property(card, card, (one, other) => {
        const steps = stepsBetween(one, other);
        expect(said(take(one, steps))).toEqual(said(other));
      }),
    );
  });

  it('change nothing where they are taken a second time', () => {
    fc.assert(
      fc.property(card, card, (one, other) => {
        const steps = stepsBetween(one, other).filter(({ of }) => of !== 'phone');
        const once = take(one, steps);
        expect(said(take(once, steps))).toEqual(said(once));
      }),
    );
  });

  it('say what they change in the words of the history', () => {
    fc.assert(
      fc.property(card, card, (one, other) => {
        const fields = (lines: { field: string }[]) =>
          lines
            .map(({ field }) => field)
            .filter((field) => field !== 'callOrder')
            .sort();
        expect(fields(stepsBetween(one, other).flatMap(linesOf))).toEqual(fields(cardChanges(one, other)));
      }),
    );
  });

  it('are overtaken where somebody else has given the field another value, and only there', () => {
    const base: Card = { address: '东庄村1号', village: '东庄村', phones: [], guardians: [] };
    const [step] = stepsBetween(base, { ...base, address: '西庄村2号' });
    expect(takeStep({ ...base, village: '西庄村' }, step!).present).toBeUndefined();
    expect(takeStep({ ...base, address: '南庄村3号' }, step!)).toMatchObject({
      present: '南庄村3号',
      card: { address: '西庄村2号' },
    });
    expect(takeStep({ ...base, address: '西庄村2号' }, step!).present).toBeUndefined();
  });
});

describe('two proposals of one person', () => {
  it('are one, in which the later word on a field counts', () => {
    const base: Card = { address: '甲', village: '乙', phones: [], guardians: [] };
    const first = stepsBetween(base, { ...base, address: '丙', village: '丁' });
    const second = stepsBetween(base, { ...base, address: '戊' });
    expect(joinSteps(first, second, false).flatMap(linesOf)).toEqual([
      expect.objectContaining({ field: 'village', before: '乙', after: '丁' }),
      expect.objectContaining({ field: 'address', before: '甲', after: '戊' }),
    ]);
  });

  it('that count already remember the number before both of them', () => {
    const number = (value: string): Card => ({
      address: null,
      village: null,
      phones: [{ id: 'p', label: null, number: value }],
      guardians: [],
    });
    const joined = joinSteps(stepsBetween(number('1'), number('2')), stepsBetween(number('2'), number('3')), true);
    expect(joined.flatMap(linesOf)).toEqual([expect.objectContaining({ field: 'phone', before: '1', after: '3' })]);
    expect(joinSteps(stepsBetween(number('1'), number('2')), stepsBetween(number('2'), number('1')), true)).toEqual([]);
  });
});

describe('a step on the card of a brother or sister', () => {
  it('finds the same person by name, the same number by its digits, and leaves out what is the child’s own', () => {
    const father = (id: string, phoneId: string): CardPerson => ({
      id,
      kind: 'guardian',
      name: '王大山',
      relationship: 'father',
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
      phones: [{ id: phoneId, label: null, number: '13800001111' }],
    });
    const of = (guardian: CardPerson, own: string): Card => ({
      address: '东庄村',
      village: null,
      phones: own ? [{ id: `own-${own}`, label: null, number: own }] : [],
      guardians: [guardian],
    });
    const before = of(father('a', 'pa'), '');
    const after = of(
      { ...father('a', 'pa'), worksAt: '青岛', phones: [{ id: 'pa', label: null, number: '13900002222' }] },
      '13700003333',
    );
    const sibling = of(father('b', 'pb'), '13600004444');
    let count = 0;
    const steps = stepsForSibling(stepsBetween(before, after), sibling, () => `new-${++count}`);
    expect(take(sibling, steps)).toMatchObject({
      phones: [{ number: '13600004444' }],
      guardians: [{ id: 'b', worksAt: '青岛', phones: [{ id: 'pb', number: '13900002222' }] }],
    });
  });
});
