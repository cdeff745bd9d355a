import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { addDays, later } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { changeCard, loadCard, renewKeys } from './card-store.js';
import { cardWithDraft } from './draft.rules.js';
import { sortKeyOf } from './name-keys.js';
import { addChildren } from './new-children.js';
import { FORMER_NUMBERS } from './former-numbers.js';
import { addCategories, openCareFiles, traceStudents } from './student-parts.js';
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
    return addChildren(tx, drafts);
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
    if (changed) await traceStudents(tx, 'student.edited', [studentId], origin.reason);
    return changed;
  }
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
