import { v7 } from 'uuid';
import { addDays, type Day, type NumberChangeReason, type SexCode } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import { ConflictError, type FieldProblem, InvalidRequestError } from '../../platform/errors/domain-error.js';
import { addRows } from './rows.js';

/** What is kept of the student itself and has a history. */
export interface StudentFacts {
  readonly id: string;
  readonly name: string;
  readonly sex: SexCode;
  readonly birthDate: Day | null;
  readonly idNumber: string | null;
  readonly studentNumber: string | null;
  readonly classId: string | null;
}

const FIELDS = ['name', 'sex', 'birthDate', 'idNumber', 'studentNumber', 'classId'] as const;

const COLUMNS = {
  id: 'uuid',
  student_id: 'uuid',
  field: 'text',
  before: 'text',
  after: 'text',
  reason: 'text',
  changed_by: 'uuid',
  changed_at: 'timestamptz',
} as const;

/** One field of a student as it was and as it is. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** @returns every field in which two states of a student differ */
export function studentChanges(before: StudentFacts, after: StudentFacts): FieldChange[] {
  return FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    field,
    before: before[field],
    after: after[field],
  }));
}

const NUMBERS: readonly string[] = ['idNumber', 'studentNumber'];

/**
 * Keeps the old values; they are never changed afterwards.
 * @param reason of all changes but those of numbers
 * @param numberReason why a number is another now; by a number that was mistyped nobody is found any more
 */
export async function keepStudentHistory(
  tx: Tx,
  studentId: string,
  changes: readonly FieldChange[],
  reason: string | null,
  numberReason: NumberChangeReason | null = null,
): Promise<void> {
  const rows = changes.map(({ field, before, after }) => ({
    id: v7(),
    student_id: studentId,
    field,
    before,
    after,
    reason: before !== null && NUMBERS.includes(field) ? (numberReason ?? reason) : reason,
    changed_by: tx.viewer.id,
    changed_at: tx.viewer.now.toISOString(),
  }));
  await addRows(tx, 'student_changes', COLUMNS, rows);
}

interface Membership {
  id: string;
  fromOn: string;
  toOn: string | null;
}

/**
 * Moves a student to another class, or out of all, from a day on; on the day before it was still the old one. A move on the very day a class
 * began corrects that entry. The student's row is changed by the caller.
 * @throws InvalidRequestError `date.order` at `/movedOn` where the day lies before the present class began
 */
export async function moveClass(tx: Tx, studentId: string, to: string | null, on: Day): Promise<void> {
  const { schoolId } = tx.viewer;
  const [last] = await tx.query<Membership>(
    `SELECT id, from_on AS "fromOn", to_on AS "toOn" FROM class_memberships WHERE school_id = $1 AND student_id = $2
      ORDER BY from_on DESC, to_on DESC NULLS FIRST LIMIT 1`,
    [schoolId, studentId],
  );
  if (last && on < (last.toOn === null ? last.fromOn : addDays(last.toOn, 1)))
    throw InvalidRequestError.at('/movedOn', 'date.order', { after: last.toOn ?? last.fromOn });
  if (last && last.toOn === null && on === last.fromOn && to !== null) {
    await tx.query(`UPDATE class_memberships SET class_id = $3 WHERE school_id = $1 AND id = $2`, [
      schoolId,
      last.id,
      to,
    ]);
    return;
  }
  if (last && last.toOn === null) {
    const until = on === last.fromOn ? on : addDays(on, -1);
    await tx.query(`UPDATE class_memberships SET to_on = $3 WHERE school_id = $1 AND id = $2`, [
      schoolId,
      last.id,
      until,
    ]);
  }
  if (to !== null) {
    await tx.query(
      `INSERT INTO class_memberships (school_id, id, student_id, class_id, from_on) VALUES ($1, $2, $3, $4, $5)`,
      [schoolId, v7(), studentId, to, on],
    );
  }
}

const TAKEN: Readonly<Record<string, Pick<FieldProblem, 'pointer' | 'code'>>> = {
  students_id_number: { pointer: '/idNumber', code: 'idNumber.taken' },
  students_student_number: { pointer: '/studentNumber', code: 'studentNumber.taken' },
};

/**
 * Runs work that may give a student a number somebody of the school has already. Whose it is is never said: the other child may not be visible.
 * @throws ConflictError `idNumber.taken` or `studentNumber.taken`
 */
export async function refuseTakenNumbers<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    const taken = code === '23505' && constraint ? TAKEN[constraint] : undefined;
    if (taken) throw new ConflictError(taken.code, taken.code, { errors: [{ ...taken, params: {} }] });
    throw error;
  }
}
