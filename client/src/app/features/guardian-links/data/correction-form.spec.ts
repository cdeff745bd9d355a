import type { GuardianCardView } from '@tongxin/shared';
import { correctionForm, correctionOf, personForm, phoneForm, saysNothing } from './correction-form.js';

const CARD: GuardianCardView = {
  schoolName: '东庄小学',
  studentName: '小满',
  version: 3,
  village: '东庄村',
  address: '东庄村***',
  phones: [],
  people: [
    { id: 'father', name: '王大山', relationship: 'father', phones: [{ id: 'phone-1', masked: '138****1234' }] },
    { id: 'grandmother', name: '李秀英', relationship: 'paternalGrandmother', phones: [] },
  ],
  expiresAt: '2026-11-30T02:00:00Z',
};

describe('a correction', () => {
  it('says nothing where nothing was changed', () => {
    expect(saysNothing(correctionOf(correctionForm(CARD), CARD))).toBe(true);
  });

  it('says differences only, and knows the field of each', () => {
    const form = correctionForm(CARD);
    const [, grandmother] = form.controls.people.controls;
    grandmother!.controls.phones.push(phoneForm());
    const number = grandmother!.controls.phones.at(0).controls.number;
    number.setValue(' 13900005678 ');
    const aunt = personForm();
    aunt.patchValue({ name: '王小姑', relationship: 'aunt' });
    aunt.controls.phones.at(0).controls.number.setValue('13600008888');
    form.controls.people.push(aunt);
    form.patchValue({ changingAddress: true, address: '东庄村88号' });
    const { request, fields } = correctionOf(form, CARD);
    expect(request).toEqual({
      address: '东庄村88号',
      phones: [],
      people: [
        { id: 'grandmother', phones: [{ number: '13900005678' }] },
        { name: '王小姑', relationship: 'aunt', phones: [{ number: '13600008888' }] },
      ],
    });
    expect(fields.get('/people/0/phones/0/number')).toBe(number);
    expect(fields.get('/people/1/name')).toBe(aunt.controls.name);
  });

  it('says that a number or a person is gone, and forgets what was typed for it', () => {
    const form = correctionForm(CARD);
    const [father, grandmother] = form.controls.people.controls;
    father!.controls.phones.at(0).patchValue({ changing: true, number: '13900005678', gone: true });
    grandmother!.patchValue({ gone: true, name: '别人' });
    expect(correctionOf(form, CARD).request.people).toEqual([
      { id: 'father', phones: [{ id: 'phone-1', gone: true }] },
      { id: 'grandmother', gone: true, phones: [] },
    ]);
  });

  it('does not send what was begun and put away', () => {
    const form = correctionForm(CARD);
    form.patchValue({ changingAddress: false, address: '东庄村88号' });
    form.controls.people.at(0).controls.phones.at(0).patchValue({ changing: false, number: '13900005678' });
    expect(saysNothing(correctionOf(form, CARD))).toBe(true);
  });
});
