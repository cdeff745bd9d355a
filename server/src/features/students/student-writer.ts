import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { addDays, checkStudentNumber, later, RESTRICTED_CATEGORIES, type CategoryCode } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { addCards, changeCard, loadCard, renewKeys, type NewCard } from './card-store.js';
import { cardWithDraft, newCard } from './draft.rules.js';
import { sortKeyOf } from './name-keys.js';
import { FORMER_NUMBERS } from './former-numbers.js';
import { addRows } from './rows.js';
import {
  keepStudentHistory,
  moveClass,
  refuseTakenNumbers,
  studentChanges,
  type FieldChange,
  type StudentFacts,
} from './student-changes.js';
import type { CategoryDraft, ChangeOrigin, StudentDraft } from './student-draft.js';

interface StoredFacts extends StudentFacts {
  fileId: string | null;
  /** Numbers the child had before: a ledger that still has one does not bring it back. */
  formerNumbers: string[];
  remark: string | null;
  categories: { code: string; from: string; to: string | null }[];
}

const FACTS = `SELECT s.id, s.name, s.sex, s.birth_date AS "birthDate", s.id_number AS "idNumber", s.student_number AS "studentNumber", s.class_id AS "classId",
    f.id AS "fileId", f.remark, ${FORMER_NUMBERS} AS "formerNumbers", s.category_spans AS categories
  FROM students s LEFT JOIN care_files f ON f.school_id = s.school_id AND f.student_id = s.id
 WHERE s.school_id = $1 AND s.id = $2 FOR NO KEY UPDATE OF s`;

/** From so many children on, adding them changes the size of the tables by more than plans forgive. */
const MANY = 20;

/**
 * Writes children whole: the student, the class, the care file with its categories, the card, the search keys, and a row in the access log for each.
 * Asks nobody's permission: who calls it has looked at the policy.
 */
@Injectable()
export class StudentWriter {
  /**
   * Adds children, many at once with few statements.
   * @returns their ids, in the order of the drafts
   * @throws ConflictError `idNumber.taken` or `studentNumber.taken` where a number is on file already
   */
  async createMany(tx: Tx, drafts: readonly StudentDraft[]): Promise<{ id: string }[]> {
    const { viewer } = tx;
    const children = drafts.map((draft) => ({ draft, id: draft.id ?? v7() }));
    await refuseTakenNumbers(() =>
      addRows(
        tx,
        'students',
        {
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
        },
        children.map(({ id, draft }) => ({
          id,
          name: draft.name,
          sort_key: sortKeyOf(draft.name),
          sex: draft.sex,
          birth_date: draft.birthDate ?? null,
          id_number: idNumberOf(draft),
          student_number: draft.studentNumber ?? null,
          class_id: draft.classId ?? null,
          created_by: viewer.id,
          created_at: viewer.now.toISOString(),
        })),
      ),
    );
    if (children.length >= MANY) await planAnew(tx);
    await addRows(
      tx,
      'class_memberships',
      { id: 'uuid', student_id: 'uuid', class_id: 'uuid', from_on: 'date' },
      children.flatMap(({ id, draft }) =>
        draft.classId ? [{ id: v7(), student_id: id, class_id: draft.classId, from_on: draft.openedOn }] : [],
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
      children.map(({ id, draft }): NewCard => ({ studentId: id, name: draft.name, card: newCard(draft.card, v7) })),
    );
    await trace(
      tx,
      'student.created',
      children.map(({ id }) => id),
    );
    return children.map(({ id }) => ({ id }));
  }

  /**
   * Brings a stored child to what a draft says, where it says something else; every old value is kept. Nothing is cleared, no category ended.
   * @param origin source and reason as they stand in the history
   * @returns whether anything has changed
   * @throws NotFoundError where the child is not there; ConflictError where a number is on file already
   */
  async update(tx: Tx, studentId: string, draft: StudentDraft, origin: ChangeOrigin): Promise<boolean> {
    const { viewer } = tx;
    const [stored] = await tx.query<StoredFacts>(FACTS, [viewer.schoolId, studentId]);
    if (!stored) throw new NotFoundError();
    const wanted: StudentFacts = {
      id: studentId,
      name: draft.name,
      sex: draft.sex,
      birthDate: draft.birthDate ?? stored.birthDate,
      idNumber: newNumber(draft.idNumber, stored) ?? stored.idNumber,
      studentNumber: newNumber(draft.studentNumber, stored) ?? stored.studentNumber,
      classId: draft.classId ?? stored.classId,
    };
    const changes: FieldChange[] = studentChanges(stored, wanted);
    if (changes.length > 0) await writeStudent(tx, wanted);
    if (wanted.classId !== stored.classId) await moveClass(tx, studentId, wanted.classId, viewer.today);

    const added = draft.categories.filter(
      ({ code }) => !stored.categories.some((known) => known.code === code && known.to === null),
    );
    if (added.length > 0) {
      if (stored.fileId === null)
        await openCareFiles(tx, [{ studentId, on: draft.openedOn, remark: draft.remark ?? null }]);
      await addCategories(
        tx,
        added.map((category) => ({ ...category, studentId, from: beginOf(category, stored.categories) })),
      );
    }
    if (stored.fileId !== null && draft.remark != null && draft.remark !== stored.remark) {
      changes.push({ field: 'remark', before: stored.remark, after: draft.remark });
      await tx.query(`UPDATE care_files SET remark = $3, version = version + 1 WHERE school_id = $1 AND id = $2`, [
        viewer.schoolId,
        stored.fileId,
        draft.remark,
      ]);
    }
    await keepStudentHistory(tx, studentId, changes, origin.reason);

    const card = await loadCard(tx, studentId);
    const newState = cardWithDraft(card.card, draft.card, viewer.today, v7);
    const cardChanged = await changeCard(tx, wanted, card, newState, origin);
    if (wanted.name !== stored.name) await renewKeys(tx, wanted, newState);
    const changed = changes.length + added.length + cardChanged.length > 0;
    if (changed) await trace(tx, 'student.edited', [studentId], origin.reason);
    return changed;
  }
}

/**
 * A connection that has added a few children to a small school remembers to check their keys by reading whole tables; with thousands more that takes
 * minutes. Forgetting its plans once the students are there makes it use the indexes.
 */
async function planAnew(tx: Tx): Promise<void> {
  await tx.query('DISCARD PLANS');
}

/** Stores the fields of the student's own row, under a new version. */
export async function writeStudent(tx: Tx, student: StudentFacts): Promise<void> {
  await refuseTakenNumbers(() =>
    tx.query(
      `UPDATE students SET name = $3, sort_key = $4, sex = $5, birth_date = $6, id_number = $7, student_number = $8, class_id = $9, version = version + 1
        WHERE school_id = $1 AND id = $2`,
      [
        tx.viewer.schoolId,
        student.id,
        student.name,
        sortKeyOf(student.name),
        student.sex,
        student.birthDate,
        student.idNumber,
        student.studentNumber,
        student.classId,
      ],
    ),
  );
}

/** A student number that begins with G contains the ID number: the same child is found by either. */
export function idNumberOf({
  idNumber,
  studentNumber,
}: Pick<StudentDraft, 'idNumber' | 'studentNumber'>): string | null {
  if (idNumber || !studentNumber) return idNumber ?? null;
  const checked = checkStudentNumber(studentNumber);
  return checked.ok ? (checked.value.idNumber?.number ?? null) : null;
}

/** Opens care files, each with its first period. */
export async function openCareFiles(
  tx: Tx,
  files: readonly { studentId: string; on: string; remark: string | null }[],
): Promise<void> {
  await addRows(
    tx,
    'care_files',
    { id: 'uuid', student_id: 'uuid', opened_on: 'date', remark: 'text' },
    files.map(({ studentId, on, remark }) => ({ id: v7(), student_id: studentId, opened_on: on, remark })),
  );
  await addRows(
    tx,
    'care_file_periods',
    { id: 'uuid', student_id: 'uuid', status: 'text', from_on: 'date', changed_by: 'uuid', changed_at: 'timestamptz' },
    files.map(({ studentId, on }) => ({
      id: v7(),
      student_id: studentId,
      status: 'open',
      from_on: on,
      changed_by: tx.viewer.id,
      changed_at: tx.viewer.now.toISOString(),
    })),
  );
}

/** Lets categories begin; psychological and conduct are marked as of restricted audience. */
export async function addCategories(
  tx: Tx,
  categories: readonly (CategoryDraft & { studentId: string; id?: string; addedBy?: string })[],
): Promise<void> {
  const isRestricted = (code: CategoryCode): boolean => RESTRICTED_CATEGORIES.includes(code);
  await addRows(
    tx,
    'care_categories',
    {
      id: 'uuid',
      student_id: 'uuid',
      code: 'text',
      from_on: 'date',
      basis: 'text',
      restricted: 'boolean',
      added_by: 'uuid',
      added_at: 'timestamptz',
    },
    categories.map(({ id, studentId, code, from, basis, addedBy = tx.viewer.id }) => ({
      id: id ?? v7(),
      student_id: studentId,
      code,
      from_on: from,
      basis: basis ?? null,
      restricted: isRestricted(code),
      added_by: addedBy,
      added_at: tx.viewer.now.toISOString(),
    })),
  );
}

/** A number a draft brings, unless the child had it before. */
function newNumber(number: string | null | undefined, { formerNumbers }: StoredFacts): string | null {
  return number && !formerNumbers.includes(number) ? number : null;
}

/** A category that has ended begins again after its last day at the earliest. */
function beginOf(category: CategoryDraft, known: StoredFacts['categories']): string {
  return known
    .filter(({ code, to }) => code === category.code && to !== null)
    .reduce((from, { to }) => later(from, addDays(to!, 1)), category.from);
}

async function trace(tx: Tx, act: string, studentIds: readonly string[], reason: string | null = null): Promise<void> {
  const { viewer } = tx;
  await addRows(
    tx,
    'audit_entries',
    {
      id: 'uuid',
      at: 'timestamptz',
      actor_id: 'uuid',
      act: 'text',
      student_id: 'uuid',
      reason: 'text',
      request_id: 'uuid',
    },
    studentIds.map((studentId) => ({
      id: v7(),
      at: viewer.now.toISOString(),
      actor_id: viewer.id,
      act,
      student_id: studentId,
      reason,
      request_id: viewer.requestId,
    })),
  );
}
