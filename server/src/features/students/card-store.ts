import type { Tx } from '../../database/transaction.js';
import { newId } from '../../platform/crypto/new-ids.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { cardChanges, numbersOf, type Card, type CardChange, type CardPerson, type CardPhone } from './card.rules.js';
import { searchKeysOf, type SpokenName } from './name-keys.js';
import { addRows } from './rows.js';
import type { ChangeOrigin } from './student-draft.js';

/** A card with its version, as stored. */
export interface StoredCard {
  readonly version: number;
  readonly card: Card;
}

/** People and phones of a card as PostgreSQL gives them: in order, without those taken off. `s` is the student's row. */
export const CARD_PHONES = `(SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'guardianId', p.guardian_id, 'label', p.label, 'number', p.number) ORDER BY p.position, p.id), '[]')
    FROM phones p WHERE p.school_id = $1 AND p.student_id = s.id AND p.removed_at IS NULL)`;
export const CARD_PEOPLE = `(SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'kind', g.kind, 'name', g.name, 'relationship', g.relationship, 'sex', g.sex,
      'birthDate', g.birth_date, 'ageStated', g.age_stated, 'ageStatedOn', g.age_stated_on, 'address', g.address, 'worksAt', g.works_at, 'awaySince', g.away_since,
      'unableToCare', g.unable_to_care, 'deceased', g.deceased, 'livesWithChild', g.lives_with_child,
      'entrustedNoticeOn', g.entrusted_notice_on, 'entrustedUntil', g.entrusted_until) ORDER BY g.call_order, g.id), '[]')
    FROM guardians g WHERE g.school_id = $1 AND g.student_id = s.id AND g.removed_at IS NULL)`;

/** What {@link CARD_PHONES} and {@link CARD_PEOPLE} answer. */
export interface CardParts {
  phones: (CardPhone & { guardianId: string | null })[];
  people: Omit<CardPerson, 'phones'>[];
}

/** @returns the parts put together: each person with their own phones */
export function cardOf(address: string | null, village: string | null, { phones, people }: CardParts): Card {
  const of = (guardianId: string | null): CardPhone[] =>
    phones.filter((phone) => phone.guardianId === guardianId).map(({ id, label, number }) => ({ id, label, number }));
  return {
    address,
    village,
    phones: of(null),
    guardians: people.map((person) => ({ ...person, phones: of(person.id) })),
  };
}

const LOAD = `SELECT c.version, c.address, c.village, ${CARD_PHONES} AS phones, ${CARD_PEOPLE} AS people
  FROM students s JOIN contact_cards c ON c.school_id = s.school_id AND c.student_id = s.id WHERE s.school_id = $1 AND s.id = $2`;

const LOAD_MANY = `SELECT s.id, s.class_id AS "classId", c.address, c.village, ${CARD_PHONES} AS phones, ${CARD_PEOPLE} AS people
  FROM students s JOIN contact_cards c ON c.school_id = s.school_id AND c.student_id = s.id WHERE s.school_id = $1 AND s.id = ANY($2::uuid[])`;

/**
 * Reads a card for changing it; the student's row is locked already.
 * @throws NotFoundError where there is no card
 */
export async function loadCard(tx: Tx, studentId: string): Promise<StoredCard> {
  const [row] = await tx.query<CardParts & { version: number; address: string | null; village: string | null }>(LOAD, [
    tx.viewer.schoolId,
    studentId,
  ]);
  if (!row) throw new NotFoundError();
  return { version: row.version, card: cardOf(row.address, row.village, row) };
}

/** Cards of several children by their ids, for showing what is proposed; nothing is locked. Who has no card is not among them. */
export async function loadCards(
  tx: Tx,
  studentIds: readonly string[],
): Promise<Map<string, { readonly classId: string | null; readonly card: Card }>> {
  type Row = CardParts & { id: string; classId: string | null; address: string | null; village: string | null };
  const rows = await tx.query<Row>(LOAD_MANY, [tx.viewer.schoolId, studentIds]);
  return new Map(rows.map((row) => [row.id, { classId: row.classId, card: cardOf(row.address, row.village, row) }]));
}

const PEOPLE = {
  id: 'uuid',
  student_id: 'uuid',
  kind: 'text',
  name: 'text',
  relationship: 'text',
  sex: 'text',
  birth_date: 'date',
  age_stated: 'int',
  age_stated_on: 'date',
  address: 'text',
  works_at: 'text',
  away_since: 'date',
  unable_to_care: 'boolean',
  deceased: 'boolean',
  lives_with_child: 'boolean',
  entrusted_notice_on: 'date',
  entrusted_until: 'date',
  call_order: 'int',
} as const;

const PHONES = {
  id: 'uuid',
  student_id: 'uuid',
  guardian_id: 'uuid',
  label: 'text',
  number: 'text',
  position: 'int',
} as const;

const CHANGES = {
  id: 'uuid',
  student_id: 'uuid',
  guardian_id: 'uuid',
  person: 'text',
  field: 'text',
  before: 'text',
  after: 'text',
  source: 'text',
  reason: 'text',
  changed_by: 'uuid',
  approved_by: 'uuid',
  change_id: 'uuid',
  proposal_id: 'uuid',
  changed_at: 'timestamptz',
} as const;

const KEYS = { kind: 'text', key: 'text', student_id: 'uuid' } as const;

type PersonRow = Record<keyof typeof PEOPLE, string | number | boolean | null>;
type PhoneRow = Record<keyof typeof PHONES, string | number | boolean | null>;

/** A new card of a child. */
export interface NewCard {
  readonly studentId: string;
  readonly name: SpokenName;
  readonly card: Card;
}

/** Stores the cards of new children, and the keys all of them are found by. */
export async function addCards(tx: Tx, cards: readonly NewCard[]): Promise<void> {
  await addRows(
    tx,
    'contact_cards',
    { student_id: 'uuid', address: 'text', village: 'text' },
    cards.map(({ studentId, card }) => ({ student_id: studentId, address: card.address, village: card.village })),
  );
  await addRows(
    tx,
    'guardians',
    PEOPLE,
    cards.flatMap(({ studentId, card }) => personRows(studentId, card)),
  );
  await addRows(
    tx,
    'phones',
    PHONES,
    cards.flatMap(({ studentId, card }) => phoneRows(studentId, card)),
  );
  await addRows(
    tx,
    'student_keys',
    KEYS,
    cards.flatMap(({ studentId, name, card }) => keyRows(studentId, name, card)),
  );
}

/**
 * Brings a stored card to its new state and keeps the old value of every field that changes. The student's row is locked already.
 * @returns what has changed; nothing is written where nothing has
 */
export async function changeCard(
  tx: Tx,
  student: { readonly id: string; readonly name: string },
  stored: StoredCard,
  card: Card,
  origin: ChangeOrigin,
): Promise<readonly CardChange[]> {
  const { viewer } = tx;
  const changeId = newId();
  const changes = cardChanges(stored.card, card);
  if (changes.length === 0 && samePhoneOrder(stored.card, card)) return [];
  await tx.query(
    `UPDATE contact_cards SET address = $3, village = $4, version = version + 1, changed_on = $5, changed_at = $6
      WHERE school_id = $1 AND student_id = $2`,
    [viewer.schoolId, student.id, card.address, card.village, viewer.today, viewer.now],
  );
  await replaceRows(tx, 'guardians', PEOPLE, personRows(student.id, stored.card), personRows(student.id, card));
  await replaceRows(tx, 'phones', PHONES, phoneRows(student.id, stored.card), phoneRows(student.id, card));
  await addRows(
    tx,
    'contact_card_changes',
    CHANGES,
    changes.map(({ guardianId, person, field, before, after }) => ({
      id: newId(),
      student_id: student.id,
      guardian_id: guardianId,
      person,
      field,
      before,
      after,
      source: origin.source,
      reason: origin.reason,
      changed_by: origin.changedBy ?? viewer.id,
      approved_by: origin.approvedBy ?? null,
      change_id: changeId,
      proposal_id: origin.proposalId ?? null,
      changed_at: viewer.now.toISOString(),
    })),
  );
  if (numbersOf(stored.card).join() !== numbersOf(card).join()) await renewKeys(tx, student, card);
  return changes;
}

/** Makes the keys of a child anew, after a change of name or numbers. */
export async function renewKeys(
  tx: Tx,
  student: { readonly id: string; readonly name: string },
  card: Card,
): Promise<void> {
  await tx.query(`DELETE FROM student_keys WHERE school_id = $1 AND student_id = $2`, [tx.viewer.schoolId, student.id]);
  await addRows(tx, 'student_keys', KEYS, keyRows(student.id, student.name, card));
}

/** New rows are added, known ones changed, and what is gone is marked as taken off, never deleted. */
async function replaceRows<Shape extends typeof PEOPLE | typeof PHONES>(
  tx: Tx,
  table: 'guardians' | 'phones',
  columns: Shape,
  before: readonly Record<keyof Shape, string | number | boolean | null>[],
  after: readonly Record<keyof Shape, string | number | boolean | null>[],
): Promise<void> {
  const known = new Map(before.map((row) => [row['id' as keyof Shape], JSON.stringify(row)]));
  const kept = new Set(after.map((row) => row['id' as keyof Shape]));
  const gone = [...known.keys()].filter((id) => !kept.has(id));
  if (gone.length > 0)
    await tx.query(`UPDATE ${table} SET removed_at = $3 WHERE school_id = $1 AND id = ANY($2::uuid[])`, [
      tx.viewer.schoolId,
      gone,
      tx.viewer.now,
    ]);
  await addRows(
    tx,
    table,
    columns,
    after.filter((row) => !known.has(row['id' as keyof Shape])),
  );
  const changed = after.filter((row) => {
    const old = known.get(row['id' as keyof Shape]);
    return old !== undefined && old !== JSON.stringify(row);
  });
  if (changed.length === 0) return;
  const names = Object.keys(columns).filter((name) => name !== 'id');
  await tx.query(
    `UPDATE ${table} t SET ${names.map((name) => `${name} = r.${name}`).join(', ')}
       FROM jsonb_to_recordset($2::jsonb) AS r(${Object.entries(columns)
         .map(([name, type]) => `${name} ${String(type)}`)
         .join(', ')})
      WHERE t.school_id = $1 AND t.id = r.id`,
    [tx.viewer.schoolId, JSON.stringify(changed)],
  );
}

function personRows(studentId: string, card: Card): PersonRow[] {
  return card.guardians.map((person, position) => ({
    id: person.id,
    student_id: studentId,
    kind: person.kind,
    name: person.name,
    relationship: person.relationship,
    sex: person.sex,
    birth_date: person.birthDate,
    age_stated: person.ageStated,
    age_stated_on: person.ageStatedOn,
    address: person.address,
    works_at: person.worksAt,
    away_since: person.awaySince,
    unable_to_care: person.unableToCare,
    deceased: person.deceased,
    lives_with_child: person.livesWithChild,
    entrusted_notice_on: person.entrustedNoticeOn,
    entrusted_until: person.entrustedUntil,
    call_order: position + 1,
  }));
}

function phoneRows(studentId: string, card: Card): PhoneRow[] {
  const rows = (guardianId: string | null, phones: readonly CardPhone[]): PhoneRow[] =>
    phones.map(({ id, label, number }, position) => ({
      id,
      student_id: studentId,
      guardian_id: guardianId,
      label,
      number,
      position: position + 1,
    }));
  return [...rows(null, card.phones), ...card.guardians.flatMap(({ id, phones }) => rows(id, phones))];
}

function keyRows(studentId: string, name: string | SpokenName, card: Card): Record<keyof typeof KEYS, string>[] {
  return searchKeysOf(name, numbersOf(card)).map(({ kind, key }) => ({ kind, key, student_id: studentId }));
}

function samePhoneOrder(one: Card, other: Card): boolean {
  const ids = (card: Card): string =>
    [card, ...card.guardians].flatMap(({ phones }) => phones.map(({ id }) => id)).join();
  return ids(one) === ids(other);
}
