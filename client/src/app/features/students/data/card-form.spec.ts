import { aCard, aGuardian } from '../student-samples.js';
import { cardConflict, type CardWords } from './card-conflict.js';
import { blankPerson, cardDraft, cardForm, cardRequest } from './card-form.js';

const words: CardWords = {
  field: (name) => name,
  relationship: (code) => code,
  kind: (code) => code,
  sex: (code) => code,
  day: (day) => day,
  yesOrNo: (value) => (value ? 'yes' : 'no'),
};

describe('the form of a contact card', () => {
  it('sends the whole card, but no number that was not typed anew', () => {
    const card = aCard();
    const draft = { ...cardDraft(card), village: '柳树屯', reason: 'moved' };
    expect(cardRequest(draft, card)).toMatchObject({
      village: '柳树屯',
      address: '三组18号',
      reason: 'moved',
      guardians: [{ id: 'guardian-1', worksAt: '东莞', awaySince: '2025-02-20', phones: [{ id: 'phone-1' }] }],
    });
    expect(JSON.stringify(cardRequest(draft, card))).not.toContain('138');
  });

  it('does not send an age that only grew since it was stated', () => {
    const card = aCard({ guardians: [aGuardian({ birthDate: null, age: 66 })] });
    const [unchanged] = cardRequest(cardDraft(card), card).guardians;
    expect(unchanged).not.toHaveProperty('age');
    const draft = cardDraft(card);
    draft.guardians[0]!.age = '67';
    expect(cardRequest(draft, card).guardians[0]).toMatchObject({ age: 67 });
  });

  it('asks for a reason, and for the name, the relationship and the number of somebody new', () => {
    const form = cardForm({ ...cardDraft(aCard()), guardians: [blankPerson('entrusted')] });
    const person = form.controls.guardians.at(0).controls;
    expect([form.controls.reason, person.name, person.relationship, person.phones.at(0).controls.number]).toEqual(
      expect.arrayContaining([expect.objectContaining({ valid: false })]),
    );
    expect(person.worksAt.valid).toBe(true);
  });

  it('keeps the order to call', () => {
    const grandmother = aGuardian({ id: 'guardian-2', name: '赵秀兰', callOrder: 1 });
    const card = aCard({ guardians: [aGuardian({ callOrder: 2 }), grandmother] });
    expect(cardDraft(card).guardians.map((person) => person.name)).toEqual(['赵秀兰', '林建业']);
  });
});

describe('a card that somebody else has changed meanwhile', () => {
  it('shows what was typed beside what is saved, with people who are on one side only', () => {
    const mine = { ...cardDraft(aCard()), village: '柳树屯' };
    const saved = aCard({
      village: '白杨岭',
      guardians: [aGuardian({ worksAt: '镇上' }), aGuardian({ id: 'guardian-2', name: '赵秀兰', callOrder: 2 })],
    });
    const differing = cardConflict(mine, saved, words).filter((row) => row.mine !== row.theirs);
    expect(differing).toEqual([
      { field: 'village', mine: '柳树屯', theirs: '白杨岭' },
      { field: 'callOrder', mine: '林建业', theirs: '林建业 · 赵秀兰' },
      { field: '林建业 · worksAt', mine: '东莞', theirs: '镇上' },
      { field: 'guardian', mine: null, theirs: '赵秀兰' },
    ]);
  });
});
