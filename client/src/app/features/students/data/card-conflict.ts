import type { ContactCardView } from '@tongxin/shared';
import type { ConflictRow } from '../../../ui/conflict/ask-conflict.js';
import { cardDraft, type CardDraft, type PersonDraft, type PhoneDraft } from './card-form.js';

/** How fields and their values are said. */
export interface CardWords {
  /** The name of a field of the card, for example `worksAt`. */
  field(name: string): string;
  relationship(code: string): string;
  kind(code: string): string;
  sex(code: string): string;
  day(day: string): string;
  yesOrNo(value: boolean): string;
}

const PERSON_FIELDS = [
  'name',
  'kind',
  'relationship',
  'sex',
  'birthDate',
  'age',
  'address',
  'worksAt',
  'awaySince',
] as const;

/**
 * What was typed beside what is saved now, field by field and person by person. A number that was not typed anew is compared as
 * it is masked; an adult who stands on one side only is a row of its own.
 */
export function cardConflict(mine: CardDraft, saved: ContactCardView, words: CardWords): ConflictRow[] {
  const theirs = cardDraft(saved);
  const order = (card: CardDraft) => card.guardians.map((person) => person.name).join(' · ');
  const ids = new Set([...mine.guardians, ...theirs.guardians].map((person) => person.id ?? person));
  const find = (card: CardDraft, id: unknown) => card.guardians.find((person) => (person.id ?? person) === id);
  return [
    { field: words.field('village'), mine: mine.village, theirs: theirs.village },
    { field: words.field('address'), mine: mine.address, theirs: theirs.address },
    { field: words.field('phones'), mine: numbers(mine.phones), theirs: numbers(theirs.phones) },
    { field: words.field('callOrder'), mine: order(mine), theirs: order(theirs) },
    ...[...ids].flatMap((id) => personRows(find(mine, id), find(theirs, id), words)),
  ];
}

function personRows(mine: PersonDraft | undefined, theirs: PersonDraft | undefined, words: CardWords): ConflictRow[] {
  const name = mine?.name || theirs?.name || '';
  if (!mine || !theirs)
    return [{ field: words.field('guardian'), mine: mine?.name ?? null, theirs: theirs?.name ?? null }];
  const row = (field: string, say: (person: PersonDraft) => string): ConflictRow => ({
    field: `${name} · ${words.field(field)}`,
    mine: say(mine),
    theirs: say(theirs),
  });
  return [
    ...PERSON_FIELDS.map((field) => row(field, (person) => said(field, person[field], words))),
    row('phones', (person) => numbers(person.phones)),
    row('livesWithChild', (person) => (person.livesWithChild ? words.yesOrNo(person.livesWithChild === 'yes') : '')),
    row('unableToCare', (person) => words.yesOrNo(person.unableToCare)),
    row('deceased', (person) => words.yesOrNo(person.deceased)),
  ];
}

function said(field: (typeof PERSON_FIELDS)[number], value: string, words: CardWords): string {
  if (value === '') return '';
  if (field === 'relationship') return words.relationship(value);
  if (field === 'kind') return words.kind(value);
  if (field === 'sex') return words.sex(value);
  return field === 'birthDate' || field === 'awaySince' ? words.day(value) : value;
}

function numbers(phones: readonly PhoneDraft[]): string {
  return phones.map((phone) => [phone.number || phone.masked, phone.label].filter(Boolean).join(' ')).join(' · ');
}
