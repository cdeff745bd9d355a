import {
  cardChanges,
  PERSON_FIELDS,
  valueText,
  type Card,
  type CardChange,
  type CardPerson,
  type CardPhone,
  type PersonField,
} from './card.rules.js';

/** An age is said on a day; the two go together. */
interface StatedAge {
  readonly ageStated: number | null;
  readonly ageStatedOn: string | null;
}

type FieldValue = string | number | boolean | null | StatedAge;

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * One step from a card to another, as a proposal keeps it: what stood there when it was wanted, and what shall stand there. Steps are taken one by one, so that
 * what nobody else has touched comes true also where another part of the card has changed meanwhile.
 */
export type CardStep =
  | {
      readonly of: 'card';
      readonly field: 'address' | 'village';
      readonly before: string | null;
      readonly after: string | null;
    }
  | {
      readonly of: 'phone';
      /** Null: a number of the child's own. */
      readonly guardianId: string | null;
      readonly person: string | null;
      readonly before: CardPhone | null;
      readonly after: CardPhone | null;
    }
  | {
      readonly of: 'person';
      readonly guardianId: string;
      readonly person: string;
      readonly field: PersonField;
      readonly before: FieldValue;
      readonly after: FieldValue;
    }
  | { readonly of: 'added'; readonly person: CardPerson; readonly position: number }
  | { readonly of: 'removed'; readonly person: CardPerson }
  | { readonly of: 'order'; readonly before: readonly Named[]; readonly after: readonly Named[] };

/** @returns the steps that lead from one card to the other; none between a card and itself */
export function stepsBetween(before: Card, after: Card): CardStep[] {
  const steps: CardStep[] = [];
  for (const field of ['address', 'village'] as const) {
    if (before[field] !== after[field]) steps.push({ of: 'card', field, before: before[field], after: after[field] });
  }
  steps.push(...phoneSteps(before.phones, after.phones, null));
  after.guardians.forEach((person, position) => {
    const known = before.guardians.find(({ id }) => id === person.id);
    if (known) steps.push(...personSteps(known, person));
    else steps.push({ of: 'added', person, position });
  });
  for (const person of before.guardians) {
    if (!after.guardians.some(({ id }) => id === person.id)) steps.push({ of: 'removed', person });
  }
  const old = namesOf(before, after);
  const now = namesOf(after, before);
  if (!sameOrder(old, now)) steps.push({ of: 'order', before: old, after: now });
  return steps;
}

function phoneSteps(before: readonly CardPhone[], after: readonly CardPhone[], whose: CardPerson | null): CardStep[] {
  const gone = before.filter(({ id }) => !after.some((phone) => phone.id === id));
  const kept = before.filter(({ id }) => after.some((phone) => phone.id === id));
  const added = after.filter(({ id }) => !before.some((phone) => phone.id === id));
  // Taken off first and added last: a number may move from one line to another.
  return [...gone, ...kept, ...added].flatMap(({ id }): CardStep[] => {
    const old = before.find((phone) => phone.id === id) ?? null;
    const now = after.find((phone) => phone.id === id) ?? null;
    if (old?.number === now?.number && old?.label === now?.label) return [];
    return [{ of: 'phone', guardianId: whose?.id ?? null, person: whose?.name ?? null, before: old, after: now }];
  });
}

function personSteps(before: CardPerson, after: CardPerson): CardStep[] {
  const fields = PERSON_FIELDS.flatMap((field): CardStep[] => {
    const [old, now] = [fieldOf(before, field), fieldOf(after, field)];
    return sameValue(old, now)
      ? []
      : [{ of: 'person', guardianId: before.id, person: before.name, field, before: old, after: now }];
  });
  return [...fields, ...phoneSteps(before.phones, after.phones, before)];
}

function fieldOf(person: CardPerson, field: PersonField): FieldValue {
  return field === 'age' ? { ageStated: person.ageStated, ageStatedOn: person.ageStatedOn } : person[field];
}

/** The same age said on another day is no other age. */
function sameValue(one: FieldValue, other: FieldValue): boolean {
  return plain(one) === plain(other);
}

function plain(value: FieldValue): string | number | boolean | null {
  return typeof value === 'object' && value !== null ? value.ageStated : value;
}

function namesOf(card: Card, other: Card): Named[] {
  return card.guardians
    .filter(({ id }) => other.guardians.some((person) => person.id === id))
    .map(({ id, name }) => ({ id, name }));
}

function sameOrder(one: readonly Named[], other: readonly Named[]): boolean {
  return one.length === other.length && one.every(({ id }, position) => other[position]?.id === id);
}

/** What a step would make of a card that may have changed since: the new card, and what stands there now where that is neither the old nor the new value. */
export interface StepTaken {
  readonly card: Card;
  /** Only where the step has been overtaken: what stands there now, as text; null where nothing does. */
  readonly present?: string | null;
}

/** Takes one step on a present card. Where it has been overtaken the card is what it would be if the step were taken all the same. */
export function takeStep(card: Card, step: CardStep): StepTaken {
  switch (step.of) {
    case 'card': {
      const present = card[step.field];
      const next = { ...card, [step.field]: step.after };
      return present === step.before || present === step.after ? { card: next } : { card: next, present };
    }
    case 'phone':
      return takePhoneStep(card, step);
    case 'person': {
      const person = card.guardians.find(({ id }) => id === step.guardianId);
      if (!person) return { card, present: null };
      const present = fieldOf(person, step.field);
      const value =
        step.field === 'age' ? (step.after as StatedAge) : ({ [step.field]: step.after } as Partial<CardPerson>);
      const next = withPerson(card, { ...person, ...value });
      return sameValue(present, step.before) || sameValue(present, step.after)
        ? { card: next }
        : { card: next, present: valueText(step.field, plain(present)) };
    }
    case 'added':
      return takeAddition(card, step);
    case 'removed': {
      const person = card.guardians.find(({ id }) => id === step.person.id);
      if (!person) return { card };
      const next = { ...card, guardians: card.guardians.filter(({ id }) => id !== person.id) };
      const changed = cardChanges(alone(step.person), alone(person)).length > 0;
      return changed ? { card: next, present: person.name } : { card: next };
    }
    case 'order': {
      const ids = new Set(step.after.map(({ id }) => id));
      const present = card.guardians.filter(({ id }) => ids.has(id));
      const wanted = step.after.flatMap(({ id }) => present.find((person) => person.id === id) ?? []);
      const queue = [...wanted];
      const guardians = card.guardians.map((person) => (ids.has(person.id) ? queue.shift()! : person));
      const here = step.before.filter(({ id }) => present.some((person) => person.id === id));
      const overtaken = !sameOrder(present, here) && !sameOrder(present, wanted);
      return overtaken
        ? { card: { ...card, guardians }, present: present.map(({ name }) => name).join('、') }
        : { card: { ...card, guardians } };
    }
  }
}

function takePhoneStep(card: Card, step: Extract<CardStep, { of: 'phone' }>): StepTaken {
  const { before, after, guardianId } = step;
  const person = guardianId === null ? null : card.guardians.find(({ id }) => id === guardianId);
  if (person === undefined) return { card, present: null };
  const phones = person ? person.phones : card.phones;
  const put = (next: readonly CardPhone[]): Card =>
    person ? withPerson(card, { ...person, phones: next }) : { ...card, phones: next };
  const stored = phones.find(({ id }) => id === (before ?? after)!.id);
  if (after === null) {
    if (!stored) return { card };
    const next = put(phones.filter(({ id }) => id !== stored.id));
    return stored.number === before!.number ? { card: next } : { card: next, present: stored.number };
  }
  if (!stored) {
    // A number that stands there already is not written twice.
    if (phones.some(({ number }) => number === after.number)) return { card };
    const next = put([...phones, after]);
    return before === null ? { card: next } : { card: next, present: null };
  }
  const next = put(phones.map((phone) => (phone.id === stored.id ? { ...after, id: stored.id } : phone)));
  return stored.number === before?.number || stored.number === after.number
    ? { card: next }
    : { card: next, present: stored.number };
}

/** Somebody of the same name who came onto the card meanwhile is the same person: what was said of them is added to what stands there. */
function takeAddition(card: Card, { person, position }: Extract<CardStep, { of: 'added' }>): StepTaken {
  if (card.guardians.some(({ id }) => id === person.id)) return { card };
  const same = card.guardians.find(({ kind, name }) => kind === person.kind && name === person.name);
  if (!same) {
    const guardians = [...card.guardians];
    guardians.splice(Math.min(position, guardians.length), 0, person);
    return { card: { ...card, guardians } };
  }
  const more = person.phones.filter(({ number }) => !same.phones.some((phone) => phone.number === number));
  return { card: withPerson(card, { ...person, id: same.id, phones: [...same.phones, ...more] }), present: same.name };
}

function withPerson(card: Card, person: CardPerson): Card {
  return { ...card, guardians: card.guardians.map((one) => (one.id === person.id ? person : one)) };
}

function alone(person: CardPerson): Card {
  return { address: null, village: null, phones: [], guardians: [person] };
}

const EMPTY: Card = { address: null, village: null, phones: [], guardians: [] };

/** @returns a step in the words of the history: field, whose, old and new value */
export function linesOf(step: CardStep): CardChange[] {
  switch (step.of) {
    case 'card':
      return [{ guardianId: null, person: null, field: step.field, before: step.before, after: step.after }];
    case 'phone': {
      const { guardianId, person, before, after } = step;
      const line = (field: string, old: string | null, now: string | null): CardChange[] =>
        old === now ? [] : [{ guardianId, person, field, before: old, after: now }];
      return [
        ...line('phone', before?.number ?? null, after?.number ?? null),
        ...line('phoneLabel', before?.label ?? null, after?.label ?? null),
      ];
    }
    case 'person': {
      const { guardianId, person, field, before, after } = step;
      return [
        {
          guardianId,
          person,
          field,
          before: valueText(field, plain(before)),
          after: valueText(field, plain(after)),
        },
      ];
    }
    case 'added':
      return cardChanges(EMPTY, alone(step.person));
    case 'removed':
      return cardChanges(alone(step.person), EMPTY);
    case 'order': {
      const names = (list: readonly Named[]): string => list.map(({ name }) => name).join('、');
      return [
        { guardianId: null, person: null, field: 'callOrder', before: names(step.before), after: names(step.after) },
      ];
    }
  }
}

/** The opposite step: what was applied already goes back to what it was. */
export function backwards(step: CardStep): CardStep {
  switch (step.of) {
    case 'added':
      return { of: 'removed', person: step.person };
    case 'removed':
      return { of: 'added', person: step.person, position: Number.MAX_SAFE_INTEGER };
    default:
      return { ...step, before: step.after, after: step.before } as CardStep;
  }
}

/**
 * Joins what one person wants now with what the same person wanted before and nobody has decided yet: the later word on a value counts.
 * @param counted true where the earlier steps count already: then the value before both of them is the one that comes back
 */
export function joinSteps(earlier: readonly CardStep[], later: readonly CardStep[], counted: boolean): CardStep[] {
  const laterKeys = new Map(later.map((step) => [keyOf(step), step]));
  const kept = earlier.filter((step) => !laterKeys.has(keyOf(step)));
  const joined = later.map((step): CardStep => {
    const before = earlier.find((one) => keyOf(one) === keyOf(step));
    return counted && before && 'before' in before && 'before' in step
      ? ({ ...step, before: before.before } as CardStep)
      : step;
  });
  return [...kept, ...joined].filter((step) => !('before' in step) || linesOf(step).length > 0);
}

/**
 * The same steps on the card of a brother or sister: address, village and the people both cards name alike. What is only this child's own, its numbers and the
 * order to call, stays out, and so does who is not on the other card.
 * @param newId makes the ids of somebody or of a number new on the other card
 */
export function stepsForSibling(steps: readonly CardStep[], sibling: Card, newId: () => string): CardStep[] {
  const there = (kind: string, name: string): CardPerson | undefined =>
    sibling.guardians.find((person) => person.kind === kind && person.name === name);
  const byName = (name: string | null): CardPerson | undefined =>
    sibling.guardians.find((person) => person.name === name);
  return steps.flatMap((step): CardStep[] => {
    switch (step.of) {
      case 'card':
        return [step];
      case 'order':
        return [];
      case 'added': {
        const phones = step.person.phones.map((phone) => ({ ...phone, id: newId() }));
        return [{ ...step, person: { ...step.person, id: newId(), phones } }];
      }
      case 'removed': {
        const person = there(step.person.kind, step.person.name);
        return person ? [{ of: 'removed', person }] : [];
      }
      case 'person': {
        const person = byName(step.person);
        return person ? [{ ...step, guardianId: person.id }] : [];
      }
      case 'phone': {
        const person = step.guardianId === null ? undefined : byName(step.person);
        if (!person) return [];
        const known = person.phones.find(({ number }) => number === step.before?.number);
        // A number the other card does not have cannot be taken off there; a new one is added.
        if (!step.after) return known ? [{ ...step, guardianId: person.id, before: known }] : [];
        const after = { ...step.after, id: known?.id ?? newId() };
        return [{ ...step, guardianId: person.id, before: known ?? null, after }];
      }
    }
  });
}

function keyOf(step: CardStep): string {
  switch (step.of) {
    case 'card':
      return `card ${step.field}`;
    case 'phone':
      return `phone ${(step.before ?? step.after)!.id}`;
    case 'person':
      return `person ${step.guardianId} ${step.field}`;
    case 'added':
      return `added ${step.person.kind} ${step.person.name}`;
    case 'removed':
      return `removed ${step.person.id}`;
    case 'order':
      return 'order';
  }
}
