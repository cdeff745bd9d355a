import { v7 } from 'uuid';
import type { Reach } from '@tongxin/shared';
import type { Viewer } from '../../platform/access/viewer.js';

/** The child's row where the viewer may see it: $1 school, $2 student, $3 and $4 the reach of the permission. */
export const SEEN = `s AS (SELECT s.school_id, s.id, s.version, s.name, s.sex, s.birth_date, s.id_number, s.student_number, s.class_id, s.care_status
      FROM students s WHERE s.school_id = $1 AND s.id = $2::uuid AND ($3::boolean OR s.class_id = ANY($4::uuid[])))`;

/**
 * Begins a statement that opens something of one child: `s` is the child's row if the viewer may see it, and its opening leaves a row in the access log
 * in the same statement. Nothing visible, nothing written. Values: {@link openingValues}; the statement's own begin at $9.
 * @param act what stands in the access log
 * @param only a further condition on `s` for there being anything to open
 * @param reason ours, where the opening has one of its own
 */
export function opening(act: string, only = 'true', reason: string | null = null): string {
  return `WITH ${SEEN},
    logged AS (INSERT INTO audit_entries (school_id, id, at, actor_id, act, student_id, reason, request_id)
      SELECT $1, $5::uuid, $6::timestamptz, $7::uuid, '${act}', s.id, ${reason === null ? 'NULL' : `'${reason}'`}, $8::uuid FROM s WHERE ${only})`;
}

/**
 * @param reach the children whose opening is the viewer's to do
 * @returns the values $1 to $8 of a statement that begins with {@link opening}
 */
export function openingValues(viewer: Viewer, studentId: string, { all, classIds }: Reach): unknown[] {
  return [viewer.schoolId, studentId, all, classIds, v7(), viewer.now, viewer.id, viewer.requestId];
}
