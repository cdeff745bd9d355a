import { FormArray, FormControl, FormGroup, type AbstractControl } from '@angular/forms';
import {
  checkPersonName,
  checkPhone,
  type CorrectedPersonPart,
  type CorrectedPhonePart,
  type CorrectGuardianCardRequest,
  type GuardianCardView,
} from '@tongxin/shared';
import { checkedBy, needed } from '../../../core/forms/form-refusals.js';

const text = (value = ''): FormControl<string> => new FormControl(value, { nonNullable: true });
const flag = (): FormControl<boolean> => new FormControl(false, { nonNullable: true });

/** A number: one of the card (masked; may change or go), or a new one. */
export type PhoneForm = FormGroup<{
  id: FormControl<string>;
  masked: FormControl<string>;
  changing: FormControl<boolean>;
  gone: FormControl<boolean>;
  number: FormControl<string>;
}>;

/** Somebody of the card, or somebody new. */
export type PersonForm = FormGroup<{
  id: FormControl<string>;
  name: FormControl<string>;
  relationship: FormControl<string>;
  gone: FormControl<boolean>;
  phones: FormArray<PhoneForm>;
}>;

export type CorrectionForm = FormGroup<{
  changingAddress: FormControl<boolean>;
  address: FormControl<string>;
  phones: FormArray<PhoneForm>;
  people: FormArray<PersonForm>;
  message: FormControl<string>;
}>;

export function phoneForm(stored?: { id: string; masked: string }): PhoneForm {
  const number = text();
  number.addValidators(checkedBy(checkPhone));
  if (!stored) number.addValidators(needed);
  return new FormGroup({
    id: text(stored?.id),
    masked: text(stored?.masked),
    changing: flag(),
    gone: flag(),
    number,
  });
}

export function personForm(stored?: GuardianCardView['people'][number]): PersonForm {
  const name = text(stored?.name);
  name.addValidators([needed, checkedBy(checkPersonName)]);
  const relationship = text(stored?.relationship);
  relationship.addValidators(needed);
  return new FormGroup({
    id: text(stored?.id),
    name,
    relationship,
    gone: flag(),
    phones: new FormArray(stored ? stored.phones.map((phone) => phoneForm(phone)) : [phoneForm()]),
  });
}

export function correctionForm(card: GuardianCardView): CorrectionForm {
  return new FormGroup({
    changingAddress: flag(),
    address: text(),
    phones: new FormArray(card.phones.map((phone) => phoneForm(phone))),
    people: new FormArray(card.people.map((person) => personForm(person))),
    message: text(),
  });
}

/** What a form says differently from the card, and which field each value came from, by its pointer in the request. */
export interface Correction {
  readonly request: Omit<CorrectGuardianCardRequest, 'token' | 'version'>;
  readonly fields: ReadonlyMap<string, AbstractControl>;
}

/** Only differences are sent: the guardian has not seen the rest of the card. */
export function correctionOf(form: CorrectionForm, card: GuardianCardView): Correction {
  const fields = new Map<string, AbstractControl>();
  const { changingAddress, address, message, phones, people } = form.controls;
  const newAddress = changingAddress.value ? address.value.trim() : '';
  if (newAddress) fields.set('/address', address);
  const said: CorrectedPersonPart[] = [];
  for (const person of people.controls) {
    const pointer = `/people/${said.length}`;
    const known = card.people.find(({ id }) => id === person.controls.id.value);
    const different = personSaid(person, known, pointer, fields);
    if (different) said.push(different);
  }
  return {
    request: {
      ...(newAddress ? { address: newAddress } : {}),
      phones: phonesSaid(phones, '/phones', fields),
      people: said,
      ...(message.value.trim() ? { message: message.value.trim() } : {}),
    },
    fields,
  };
}

/** @returns whether a correction says anything */
export function saysNothing({ request }: Correction): boolean {
  return request.address === undefined && request.phones.length === 0 && request.people.length === 0;
}

function personSaid(
  { controls }: PersonForm,
  known: GuardianCardView['people'][number] | undefined,
  pointer: string,
  fields: Map<string, AbstractControl>,
): CorrectedPersonPart | null {
  if (known && controls.gone.value) return { id: known.id, gone: true, phones: [] };
  fields.set(`${pointer}/name`, controls.name).set(`${pointer}/relationship`, controls.relationship);
  const name = controls.name.value.trim();
  const relationship = controls.relationship.value;
  const phones = phonesSaid(controls.phones, `${pointer}/phones`, fields);
  if (!known) return { name, relationship: relationship as CorrectedPersonPart['relationship'], phones };
  const changes = {
    ...(name === known.name ? {} : { name }),
    ...(relationship === known.relationship
      ? {}
      : { relationship: relationship as CorrectedPersonPart['relationship'] }),
  };
  return phones.length > 0 || Object.keys(changes).length > 0 ? { id: known.id, ...changes, phones } : null;
}

function phonesSaid(
  phones: FormArray<PhoneForm>,
  pointer: string,
  fields: Map<string, AbstractControl>,
): CorrectedPhonePart[] {
  const said: CorrectedPhonePart[] = [];
  for (const { controls } of phones.controls) {
    const id = controls.id.value;
    const number = controls.number.value.trim();
    if (id !== '' && controls.gone.value) said.push({ id, gone: true });
    else if (number !== '' && (id === '' || controls.changing.value)) {
      fields.set(`${pointer}/${said.length}/number`, controls.number);
      said.push(id === '' ? { number } : { id, number });
    }
  }
  return said;
}
