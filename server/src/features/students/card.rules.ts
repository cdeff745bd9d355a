import { ageOn, type Day, type GuardianKind, type SexCode } from '@tongxin/shared';

/** A phone as the card holds it. */
export interface CardPhone {
  readonly id: string;
  readonly label: string | null;
  readonly number: string;
}

/** A person of the card with all that history is kept of. */
export interface CardPerson {
  readonly id: string;
  readonly kind: GuardianKind;
  readonly name: string;
  readonly relationship: string;
  readonly sex: SexCode | null;
  readonly birthDate: Day | null;
  readonly ageStated: number | null;
  readonly ageStatedOn: Day | null;
  readonly address: string | null;
  readonly worksAt: string | null;
  readonly awaySince: Day | null;
  readonly unableToCare: boolean;
  readonly deceased: boolean;
  readonly livesWithChild: boolean | null;
  /** Day of the written notice of entrustment; entrusted guardians only. */
  readonly entrustedNoticeOn: Day | null;
  /** Last day of the entrustment, where one is named. */
  readonly entrustedUntil: Day | null;
  /** In the order to try them. */
  readonly phones: readonly CardPhone[];
}

/** A whole card; the order of its people is the order to call them. */
export interface Card {
  readonly address: string | null;
  readonly village: string | null;
  /** The child's own. */
  readonly phones: readonly CardPhone[];
  readonly guardians: readonly CardPerson[];
}

/** The old and the new value of one field; `person` is null for what is the child's own. */
export interface CardChange {
  readonly guardianId: string | null;
  readonly person: string | null;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The fields of a person in the order the history names them. */
export const PERSON_FIELDS = [
  'name',
  'kind',
  'relationship',
  'sex',
  'birthDate',
  'age',
  'address',
  'worksAt',
  'awaySince',
  'unableToCare',
  'deceased',
  'livesWithChild',
  'entrustedNoticeOn',
  'entrustedUntil',
] as const;
export type PersonField = (typeof PERSON_FIELDS)[number];

/** Full years today: by the birth date, else by what somebody said and the years since; null where neither is known. */
export function ageToday(
  person: Pick<CardPerson, 'birthDate' | 'ageStated' | 'ageStatedOn'>,
  today: Day,
): number | null {
  if (person.birthDate) return ageOn(person.birthDate, today);
  return person.ageStated === null || person.ageStatedOn === null
    ? null
    : person.ageStated + ageOn(person.ageStatedOn, today);
}

/**
 * Every field in which two cards differ. Nothing is left out: who is added or taken off the card appears with each of their fields,
 * so that the history alone tells what stood on the card on any day.
 */
export function cardChanges(before: Card, after: Card): CardChange[] {
  const changes: CardChange[] = [];
  const own = (field: string, old: string | null, now: string | null): void => {
    if (old !== now) changes.push({ guardianId: null, person: null, field, before: old, after: now });
  };
  own('address', before.address, after.address);
  own('village', before.village, after.village);
  changes.push(...phoneChanges(before.phones, after.phones, { guardianId: null, person: null }));
  for (const person of after.guardians) {
    const known = before.guardians.find(({ id }) => id === person.id) ?? null;
    changes.push(...personChanges(known, person));
  }
  for (const person of before.guardians) {
    if (!after.guardians.some(({ id }) => id === person.id)) changes.push(...personChanges(person, null));
  }
  own('callOrder', orderOfKept(before, after), orderOfKept(after, before));
  return changes;
}

function personChanges(before: CardPerson | null, after: CardPerson | null): CardChange[] {
  const whose = { guardianId: (after ?? before)!.id, person: (before ?? after)!.name };
  const fields = PERSON_FIELDS.flatMap((field) => {
    const old = fieldText(before, field);
    const now = fieldText(after, field);
    return old === now ? [] : [{ ...whose, field, before: old, after: now }];
  });
  return [...fields, ...phoneChanges(before?.phones ?? [], after?.phones ?? [], whose)];
}

function phoneChanges(
  before: readonly CardPhone[],
  after: readonly CardPhone[],
  whose: Pick<CardChange, 'guardianId' | 'person'>,
): CardChange[] {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  return ids.flatMap((id) => {
    const old = before.find((phone) => phone.id === id);
    const now = after.find((phone) => phone.id === id);
    const change = (field: string, from: string | null, to: string | null): CardChange[] =>
      from === to ? [] : [{ ...whose, field, before: from, after: to }];
    return [
      ...change('phone', old?.number ?? null, now?.number ?? null),
      ...change('phoneLabel', old?.label ?? null, now?.label ?? null),
    ];
  });
}

function fieldText(person: CardPerson | null, field: PersonField): string | null {
  if (!person) return null;
  return valueText(field, field === 'age' ? person.ageStated : person[field]);
}

/** @returns the value of a person's field as history and proposals show it; null where nothing is said */
export function valueText(field: PersonField, value: string | number | boolean | null): string | null {
  // Nobody is unable to care or dead until somebody says so; where a child lives may be unknown, and "not with them" is said.
  return value === null || (value === false && field !== 'livesWithChild') ? null : String(value);
}

/** The names, in the order to call, of those who stand on both cards; null where both have them in the same order. */
function orderOfKept(card: Card, other: Card): string | null {
  const kept = (one: Card, also: Card): CardPerson[] =>
    one.guardians.filter(({ id }) => also.guardians.some((person) => person.id === id));
  const here = kept(card, other);
  const there = kept(other, card);
  return here.every(({ id }, position) => there[position]?.id === id) ? null : here.map(({ name }) => name).join('、');
}

/** All numbers of a card, the child's own first; what the search keys are made of. */
export function numbersOf(card: Card): string[] {
  return [card, ...card.guardians].flatMap(({ phones }) => phones.map(({ number }) => number));
}
