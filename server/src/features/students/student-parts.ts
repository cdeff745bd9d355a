import { checkStudentNumber, RESTRICTED_CATEGORIES, type CategoryCode } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import { newId } from '../../platform/crypto/new-ids.js';
import { addRows } from './rows.js';
import type { CategoryDraft, StudentDraft } from './student-draft.js';

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
    files.map(({ studentId, on, remark }) => ({ id: newId(), student_id: studentId, opened_on: on, remark })),
  );
  await addRows(
    tx,
    'care_file_periods',
    { id: 'uuid', student_id: 'uuid', status: 'text', from_on: 'date', changed_by: 'uuid', changed_at: 'timestamptz' },
    files.map(({ studentId, on }) => ({
      id: newId(),
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
      id: id ?? newId(),
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

/** Leaves a row in the access log for each of some children. */
export async function traceStudents(
  tx: Tx,
  act: string,
  studentIds: readonly string[],
  reason: string | null = null,
): Promise<void> {
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
      id: newId(),
      at: viewer.now.toISOString(),
      actor_id: viewer.id,
      act,
      student_id: studentId,
      reason,
      request_id: viewer.requestId,
    })),
  );
}
