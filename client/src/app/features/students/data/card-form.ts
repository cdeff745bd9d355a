import { FormArray, FormControl, FormGroup, type ValidatorFn } from '@angular/forms';
import {
  LIMITS,
  checkPersonName,
  checkPhone,
  type ContactCardView,
  type EditContactCardRequest,
  type GuardianKind,
  type GuardianView,
  type PhoneView,
  type RelationshipCode,
} from '@tongxin/shared';
import { checkedBy, needed } from '../../../core/forms/form-refusals.js';

/** A number in the form. A stored one keeps its id and shows masked; it is replaced only when something is typed. */
export interface PhoneDraft {
  id: string | null;
  masked: string;
  label: string;
  number: string;
}

/** One adult in the form; '' where nothing is known. */
export interface PersonDraft {
  id: string | null;
  kind: GuardianKind;
  name: string;
  relationship: string;
  sex: string;
  birthDate: string;
  age: string;
  address: string;
  worksAt: string;
  awaySince: string;
  livesWithChild: '' | 'yes' | 'no';
  unableToCare: boolean;
  deceased: boolean;
  entrustedNoticeOn: string;
  entrustedUntil: string;
  phones: PhoneDraft[];
}

/** The whole card in the form, the people in the order to call. */
export interface CardDraft {
  village: string;
  address: string;
  phones: PhoneDraft[];
  guardians: PersonDraft[];
  source: string;
  reason: string;
}

export type PhoneForm = FormGroup<{ [Field in keyof PhoneDraft]: FormControl<PhoneDraft[Field]> }>;
export type PersonForm = FormGroup<
  { [Field in Exclude<keyof PersonDraft, 'phones'>]: FormControl<PersonDraft[Field]> } & {
    phones: FormArray<PhoneForm>;
  }
>;
export type CardForm = FormGroup<{
  village: FormControl<string>;
  address: FormControl<string>;
  phones: FormArray<PhoneForm>;
  guardians: FormArray<PersonForm>;
  source: FormControl<string>;
  reason: FormControl<string>;
}>;

const phoneDraft = (phone: PhoneView): PhoneDraft => ({
  id: phone.id,
  masked: phone.masked,
  label: phone.label ?? '',
  number: '',
});

const personDraft = (person: GuardianView): PersonDraft => ({
  id: person.id,
  kind: person.kind,
  name: person.name,
  relationship: person.relationship,
  sex: person.sex ?? '',
  birthDate: person.birthDate ?? '',
  age: person.birthDate === null && person.age !== null ? String(person.age) : '',
  address: person.address ?? '',
  worksAt: person.worksAt ?? '',
  awaySince: person.awaySince ?? '',
  livesWithChild: person.livesWithChild === null ? '' : person.livesWithChild ? 'yes' : 'no',
  unableToCare: person.unableToCare ?? false,
  deceased: person.deceased ?? false,
  entrustedNoticeOn: person.entrustedNoticeOn ?? '',
  entrustedUntil: person.entrustedUntil ?? '',
  phones: person.phones.map(phoneDraft),
});

/** A card as it was read, as the form shows it. */
export function cardDraft(card: ContactCardView): CardDraft {
  return {
    village: card.village ?? '',
    address: card.address ?? '',
    phones: card.phones.map(phoneDraft),
    guardians: [...card.guardians].sort((one, other) => one.callOrder - other.callOrder).map(personDraft),
    source: '',
    reason: '',
  };
}

export const BLANK_PHONE: PhoneDraft = { id: null, masked: '', label: '', number: '' };

/** An adult who is not on the card yet, with one number to fill in. */
export function blankPerson(kind: GuardianKind): PersonDraft {
  return {
    id: null,
    kind,
    name: '',
    relationship: '',
    sex: '',
    birthDate: '',
    age: '',
    address: '',
    worksAt: '',
    awaySince: '',
    livesWithChild: '',
    unableToCare: false,
    deceased: false,
    entrustedNoticeOn: '',
    entrustedUntil: '',
    phones: [BLANK_PHONE],
  };
}

const control = <Value>(value: Value, ...validators: ValidatorFn[]) =>
  new FormControl(value, { nonNullable: true, validators });

const ageOfAdult: ValidatorFn = (field) => {
  const value = (field as FormControl<string>).value.trim();
  const age = Number(value);
  const right = value === '' || (/^\d{1,3}$/.test(value) && age >= 1 && age <= LIMITS.ageMax);
  return right ? null : { refused: { code: 'age.invalid' } };
};

export function phoneForm(draft: PhoneDraft): PhoneForm {
  return new FormGroup({
    id: control(draft.id),
    masked: control(draft.masked),
    label: control(draft.label),
    number: control(draft.number, checkedBy(checkPhone), ...(draft.id === null ? [needed] : [])),
  });
}

export function personForm(draft: PersonDraft): PersonForm {
  return new FormGroup({
    id: control(draft.id),
    kind: control(draft.kind),
    name: control(draft.name, needed, checkedBy(checkPersonName)),
    relationship: control(draft.relationship, needed),
    sex: control(draft.sex),
    birthDate: control(draft.birthDate),
    age: control(draft.age, ageOfAdult),
    address: control(draft.address),
    worksAt: control(draft.worksAt),
    awaySince: control(draft.awaySince),
    livesWithChild: control(draft.livesWithChild),
    unableToCare: control(draft.unableToCare),
    deceased: control(draft.deceased),
    entrustedNoticeOn: control(draft.entrustedNoticeOn),
    entrustedUntil: control(draft.entrustedUntil),
    phones: new FormArray(draft.phones.map(phoneForm)),
  });
}

export function cardForm(draft: CardDraft): CardForm {
  return new FormGroup({
    village: control(draft.village),
    address: control(draft.address),
    phones: new FormArray(draft.phones.map(phoneForm)),
    guardians: new FormArray(draft.guardians.map(personForm)),
    source: control(draft.source),
    reason: control(draft.reason, needed),
  });
}

const given = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const phoneRequest = (phone: PhoneDraft): EditContactCardRequest['phones'][number] => ({
  ...(phone.id === null ? {} : { id: phone.id }),
  label: given(phone.label),
  ...(phone.number.trim() === '' ? {} : { number: phone.number.trim() }),
});

/**
 * The whole card as it is sent. A number that was not typed anew is left out and stays; an age is sent only where it was typed,
 * because the age on the screen is counted on from the day it was stated.
 * @param also brothers and sisters on whose cards the same is to be changed
 */
export function cardRequest(
  draft: CardDraft,
  read: ContactCardView,
  also: readonly string[] = [],
): EditContactCardRequest {
  const ages = new Map(read.guardians.map((person) => [person.id, personDraft(person).age]));
  return {
    address: given(draft.address),
    village: given(draft.village),
    phones: draft.phones.map(phoneRequest),
    guardians: draft.guardians.map((person) => ({
      ...(person.id === null ? {} : { id: person.id }),
      kind: person.kind,
      name: person.name.trim(),
      relationship: person.relationship as RelationshipCode,
      sex: person.sex === 'male' || person.sex === 'female' ? person.sex : null,
      birthDate: given(person.birthDate),
      ...(person.age === (ages.get(person.id ?? '') ?? '')
        ? {}
        : { age: person.age === '' ? null : Number(person.age) }),
      address: given(person.address),
      worksAt: given(person.worksAt),
      awaySince: given(person.awaySince),
      livesWithChild: person.livesWithChild === '' ? null : person.livesWithChild === 'yes',
      unableToCare: person.unableToCare,
      deceased: person.deceased,
      ...(person.kind === 'entrusted'
        ? { entrustedNoticeOn: given(person.entrustedNoticeOn), entrustedUntil: given(person.entrustedUntil) }
        : {}),
      phones: person.phones.map(phoneRequest),
    })),
    reason: draft.reason.trim(),
    ...(also.length > 0 ? { also: [...also] } : {}),
    ...(draft.source === '' ? {} : { source: draft.source as NonNullable<EditContactCardRequest['source']> }),
  };
}
