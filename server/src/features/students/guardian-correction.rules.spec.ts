import type { Card } from './card.rules.js';
import { FieldChecks } from './field-checks.js';
import { correctedCard, shownToGuardian, type CardCorrection } from './guardian-correction.rules.js';

const person = (id: string, name: string, deceased = false): Card['guardians'][number] => ({
  id,
  kind: 'guardian',
  name,
  relationship: 'father',
  sex: null,
  birthDate: null,
  ageStated: 40,
  ageStatedOn: '2026-01-01',
  address: null,
  worksAt: '深圳',
  awaySince: null,
  unableToCare: false,
  deceased,
  livesWithChild: null,
  entrustedNoticeOn: null,
  entrustedUntil: null,
  phones: [{ id: `${id}-phone`, label: '手机', number: '13800001234' }],
});

const CARD: Card = {
  address: '东庄村12号',
  village: '东庄村',
  phones: [],
  guardians: [person('father', '王大山'), person('mother', '赵已故', true)],
};

describe('a card as a guardian corrects it', () => {
  const corrected = (said: Partial<CardCorrection>): Card => {
    let count = 0;
    const checks = new FieldChecks();
    const card = correctedCard(CARD, { phones: [], people: [], ...said }, checks, () => `new-${++count}`);
    checks.refuse();
    return card;
  };

  it('is the same card where nothing is said', () => {
    expect(corrected({})).toEqual(CARD);
    expect(corrected({ people: [{ id: 'father', phones: [] }] })).toEqual(CARD);
  });

  it('keeps what a guardian never saw: work, ages, labels, and who has died', () => {
    const card = corrected({ people: [{ id: 'father', phones: [{ id: 'father-phone', number: '13900005678' }] }] });
    expect(card.guardians).toEqual([
      { ...CARD.guardians[0], phones: [{ id: 'father-phone', label: '手机', number: '13900005678' }] },
      CARD.guardians[1],
    ]);
  });

  it('does not show the dead, and does not let them be touched', () => {
    expect(shownToGuardian(CARD).map(({ id }) => id)).toEqual(['father']);
    expect(() => corrected({ people: [{ id: 'mother', gone: true, phones: [] }] })).toThrow();
  });

  it('puts somebody new last in the order to call', () => {
    const card = corrected({
      people: [{ name: '王小姑', relationship: 'aunt', phones: [{ number: '136 0000 8888' }] }],
    });
    expect(card.guardians.map(({ name }) => name)).toEqual(['王大山', '赵已故', '王小姑']);
    expect(card.guardians[2]!.phones).toEqual([{ id: 'new-2', label: null, number: '13600008888' }]);
  });

  it('takes five numbers of a person and no sixth', () => {
    const numbers = (count: number) => Array.from({ length: count }, (_, index) => ({ number: `1390000000${index}` }));
    expect(corrected({ phones: numbers(5) }).phones).toHaveLength(5);
    expect(() => corrected({ phones: numbers(6) })).toThrow();
  });
});
