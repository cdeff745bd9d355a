import { checkPersonName, checkPhone, LIMITS } from '@tongxin/shared';
import type { Card, CardPerson, CardPhone } from './card.rules.js';
import type { FieldChecks } from './field-checks.js';

/** A number as the guardian says it: with an id a stored one that is another now, or gone; without one it is new. */
export interface CorrectedPhone {
  readonly id?: string;
  readonly number?: string;
  readonly gone?: boolean;
}

/** A person as the guardian says it; without an id somebody new. */
export interface CorrectedPerson {
  readonly id?: string;
  readonly name?: string;
  readonly relationship?: string;
  readonly gone?: boolean;
  readonly phones: readonly CorrectedPhone[];
}

/** What a guardian corrects; whatever is not said stays as it is. */
export interface CardCorrection {
  readonly address?: string;
  readonly phones: readonly CorrectedPhone[];
  readonly people: readonly CorrectedPerson[];
}

/** Who of a card is shown to a guardian: everybody but the dead. */
export const shownToGuardian = (card: Card): CardPerson[] => card.guardians.filter(({ deceased }) => !deceased);

/**
 * The card as a guardian says it should be. They see it masked and in part, so they say differences only, and nothing goes that they did not name.
 * Wrong values are collected under their pointers.
 * @param newId makes the id of somebody or of a number new on the card
 */
export function correctedCard(stored: Card, said: CardCorrection, checks: FieldChecks, newId: () => string): Card {
  const known = new Map(shownToGuardian(stored).map((person) => [person.id, person]));
  const changed = new Map<string, CardPerson | null>();
  const added: CardPerson[] = [];
  said.people.forEach((person, position) => {
    const pointer = `/people/${position}`;
    if (person.id === undefined) added.push(newPerson(pointer, person, checks, newId));
    else {
      const before = known.get(person.id);
      if (!before) checks.add(`${pointer}/id`, 'guardian.unknown');
      else if (changed.has(person.id)) checks.add(`${pointer}/id`, 'guardian.repeated');
      else changed.set(person.id, person.gone ? null : changedPerson(pointer, before, person, checks, newId));
    }
  });
  const kept = stored.guardians.map((person) => (changed.has(person.id) ? changed.get(person.id)! : person));
  const guardians = [...kept.filter((person) => person !== null), ...added];
  if (guardians.length > LIMITS.guardiansPerCard)
    checks.add('/people', 'field.tooMany', { max: LIMITS.guardiansPerCard });
  return {
    address: said.address ?? stored.address,
    village: stored.village,
    phones: correctedPhones('/phones', stored.phones, said.phones, checks, newId),
    guardians,
  };
}

function changedPerson(
  pointer: string,
  before: CardPerson,
  said: CorrectedPerson,
  checks: FieldChecks,
  newId: () => string,
): CardPerson {
  const name = said.name === undefined ? before.name : checks.take(`${pointer}/name`, checkPersonName(said.name));
  return {
    ...before,
    name: name ?? before.name,
    relationship: said.relationship ?? before.relationship,
    phones: correctedPhones(`${pointer}/phones`, before.phones, said.phones, checks, newId),
  };
}

function newPerson(pointer: string, said: CorrectedPerson, checks: FieldChecks, newId: () => string): CardPerson {
  if (said.name === undefined) checks.add(`${pointer}/name`, 'field.required');
  if (said.relationship === undefined) checks.add(`${pointer}/relationship`, 'field.required');
  const name = said.name === undefined ? null : checks.take(`${pointer}/name`, checkPersonName(said.name));
  return {
    id: newId(),
    kind: 'guardian',
    name: name ?? '',
    relationship: said.relationship ?? '',
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
    phones: correctedPhones(`${pointer}/phones`, [], said.phones, checks, newId),
  };
}

function correctedPhones(
  pointer: string,
  stored: readonly CardPhone[],
  said: readonly CorrectedPhone[],
  checks: FieldChecks,
  newId: () => string,
): CardPhone[] {
  const changed = new Map<string, CardPhone | null>();
  const added: CardPhone[] = [];
  said.forEach((phone, position) => {
    const at = `${pointer}/${position}`;
    const before = stored.find(({ id }) => id === phone.id) ?? null;
    if (phone.id !== undefined && !before) return checks.add(`${at}/id`, 'phone.unknown');
    if (before && phone.gone) return void changed.set(before.id, null);
    if (phone.number === undefined) return checks.add(`${at}/number`, 'field.required');
    const number = checks.take(`${at}/number`, checkPhone(phone.number))?.number;
    if (number === undefined) return;
    const taken = [...stored, ...added].some((other) => other.number === number && other.id !== before?.id);
    if (taken) return checks.add(`${at}/number`, 'phone.repeated');
    if (before) changed.set(before.id, { ...before, number });
    else added.push({ id: newId(), label: null, number });
  });
  const kept = stored.map((phone) => (changed.has(phone.id) ? changed.get(phone.id)! : phone));
  const phones = [...kept.filter((phone) => phone !== null), ...added];
  if (phones.length > LIMITS.phonesPerPerson) checks.add(pointer, 'phone.tooMany', { max: LIMITS.phonesPerPerson });
  return phones;
}
