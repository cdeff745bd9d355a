import type { Card, CardPerson, CardPhone } from '../students/index.js';
import type { MergeField } from './merge.dto.js';

/** What is chosen for the card. */
export interface CardChoice {
  readonly take: readonly MergeField[];
  readonly guardians: 'kept' | 'merged' | 'both';
}

/**
 * The card of the one child after two cards became one. An empty field takes what the other card says; people who stand on both cards stand there once.
 * @param newId makes the ids of people and phones that come from the card that goes
 */
export function mergedCard(kept: Card, merged: Card, { take, guardians }: CardChoice, newId: () => string): Card {
  const field = (name: 'address' | 'village'): string | null =>
    take.includes(name) ? merged[name] : (kept[name] ?? merged[name]);
  const copied = (phones: readonly CardPhone[]): CardPhone[] => phones.map((phone) => ({ ...phone, id: newId() }));
  const others = merged.guardians
    .filter((person) => guardians === 'merged' || !kept.guardians.some((known) => samePerson(known, person)))
    .map((person) => ({ ...person, id: newId(), phones: copied(person.phones) }));
  const people = {
    kept: kept.guardians,
    merged: others,
    both: [...kept.guardians.map((person) => withPhonesOf(person, merged.guardians, newId)), ...others],
  };
  const known = new Set(kept.phones.map(({ number }) => number));
  return {
    address: field('address'),
    village: field('village'),
    phones: [...kept.phones, ...copied(merged.phones.filter(({ number }) => !known.has(number)))],
    guardians: people[guardians],
  };
}

/** Somebody of one name and one relationship to the child is one person. */
function samePerson(one: CardPerson, other: CardPerson): boolean {
  return one.name === other.name && one.relationship === other.relationship;
}

/** The person with the numbers the other card has beside. */
function withPhonesOf(person: CardPerson, others: readonly CardPerson[], newId: () => string): CardPerson {
  const twin = others.find((other) => samePerson(person, other));
  const known = new Set(person.phones.map(({ number }) => number));
  const more = (twin?.phones ?? [])
    .filter(({ number }) => !known.has(number))
    .map((phone) => ({ ...phone, id: newId() }));
  return { ...person, phones: [...person.phones, ...more] };
}
