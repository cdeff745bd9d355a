import { setImmediate as turn } from 'node:timers/promises';
import type { Tx } from '../../database/transaction.js';
import { newId } from '../../platform/crypto/new-ids.js';
import { addCards, type NewCard } from './card-store.js';
import { newCard } from './draft.rules.js';
import { sortKeyOf, speak } from './name-keys.js';
import { addRows } from './rows.js';
import { refuseTakenNumbers } from './student-changes.js';
import type { StudentDraft } from './student-draft.js';
import { addCategories, idNumberOf, openCareFiles, traceStudents } from './student-parts.js';

/** So many children go into one statement a table: few statements, and none that keeps others waiting. */
const CHILDREN_A_STATEMENT = 250;
/** After so many, whoever else has a request comes first. */
const CHILDREN_A_TURN = 50;
/** From so many children on, adding them changes the size of the tables by more than plans forgive. */
const MANY = 20;

const STUDENTS = {
  id: 'uuid',
  name: 'text',
  sort_key: 'text',
  sex: 'text',
  birth_date: 'date',
  id_number: 'text',
  student_number: 'text',
  class_id: 'uuid',
  created_by: 'uuid',
  created_at: 'timestamptz',
  care_status: 'text',
  category_spans: 'jsonb',
  village: 'text',
} as const;

/** A child to be written: the draft, the row, and the card with the name it is found by. */
interface NewChild {
  readonly id: string;
  readonly draft: StudentDraft;
  readonly row: Readonly<Record<keyof typeof STUDENTS, string | null | readonly object[]>>;
  readonly card: NewCard;
}

/**
 * Adds children whole, many at once with few statements; between them other requests have their turn.
 * @returns their ids, in the order of the drafts
 * @throws ConflictError `idNumber.taken` or `studentNumber.taken` where a number is on file already
 */
export async function addChildren(tx: Tx, drafts: readonly StudentDraft[]): Promise<{ id: string }[]> {
  const ids: { id: string }[] = [];
  for (let from = 0; from < drafts.length; from += CHILDREN_A_STATEMENT) {
    const children = await newChildren(tx, drafts.slice(from, from + CHILDREN_A_STATEMENT));
    const statement = from / CHILDREN_A_STATEMENT;
    // Plans that were made for the children before are forgotten each time there are twice as many.
    if (statement > 0 && Number.isInteger(Math.log2(statement))) await planAnew(tx);
    await write(tx, children, statement === 0);
    for (const { id } of children) ids.push({ id });
  }
  return ids;
}

async function newChildren(tx: Tx, drafts: readonly StudentDraft[]): Promise<NewChild[]> {
  const children: NewChild[] = [];
  for (const draft of drafts) {
    if (children.length > 0 && children.length % CHILDREN_A_TURN === 0) await turn();
    children.push(newChild(tx, draft));
  }
  return children;
}

/**
 * What lists repeat of care file, categories and card is written with the row: the database would put it there a moment later and write each row
 * three times more.
 */
function newChild({ viewer }: Tx, draft: StudentDraft): NewChild {
  const id = draft.id ?? newId();
  const name = speak(draft.name);
  const card = newCard(draft.card, newId);
  const spans = draft.categories
    .map(({ code, from }) => ({ code, from, to: null }))
    .sort((one, other) => (`${one.from} ${one.code}` < `${other.from} ${other.code}` ? -1 : 1));
  return {
    id,
    draft,
    row: {
      id,
      name: draft.name,
      sort_key: sortKeyOf(name),
      sex: draft.sex,
      birth_date: draft.birthDate ?? null,
      id_number: idNumberOf(draft),
      student_number: draft.studentNumber ?? null,
      class_id: draft.classId ?? null,
      created_by: viewer.id,
      created_at: viewer.now.toISOString(),
      care_status: spans.length > 0 ? 'open' : null,
      category_spans: spans,
      village: card.village,
    },
    card: { studentId: id, name, card },
  };
}

async function write(tx: Tx, children: readonly NewChild[], first: boolean): Promise<void> {
  await refuseTakenNumbers(() =>
    addRows(
      tx,
      'students',
      STUDENTS,
      children.map(({ row }) => row),
    ),
  );
  if (first && children.length >= MANY) await planAnew(tx);
  await addRows(
    tx,
    'class_memberships',
    { id: 'uuid', student_id: 'uuid', class_id: 'uuid', from_on: 'date' },
    children.flatMap(({ id, draft }) =>
      draft.classId ? [{ id: newId(), student_id: id, class_id: draft.classId, from_on: draft.openedOn }] : [],
    ),
  );
  await openCareFiles(
    tx,
    children.flatMap(({ id, draft }) =>
      draft.categories.length > 0 ? [{ studentId: id, on: draft.openedOn, remark: draft.remark ?? null }] : [],
    ),
  );
  await addCategories(
    tx,
    children.flatMap(({ id, draft }) => draft.categories.map((category) => ({ ...category, studentId: id }))),
  );
  await addCards(
    tx,
    children.map(({ card }) => card),
  );
  await traceStudents(
    tx,
    'student.created',
    children.map(({ id }) => id),
  );
}

/**
 * A connection that has added a few children to a small school remembers to check their keys by reading whole tables; with thousands more that takes
 * minutes. Forgetting its plans once the students are there makes it use the indexes.
 */
async function planAnew(tx: Tx): Promise<void> {
  await tx.query('DISCARD PLANS');
}
