import { Injectable } from '@nestjs/common';
import { reachOf, type CareFileStatus, type Permission, type SexCode } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';

/** A student as far as acts on the child need to know; a viewer who may do the act sees this much. */
export interface VisibleStudent {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly sex: SexCode;
  readonly birthDate: string | null;
  /** The present class; null: in none. */
  readonly classId: string | null;
  /** Null: a pupil who never had a care file. */
  readonly careStatus: CareFileStatus | null;
}

/**
 * The children a permission reaches, as the two values statements take:
 * `($3::boolean OR s.class_id = ANY($4::uuid[]))`.
 */
export function reachValues(viewer: Viewer, permission: Permission): [boolean, string[]] {
  const { all, classIds } = reachOf(viewer, permission);
  return [all, [...classIds]];
}

const VISIBLE = `SELECT s.id, s.version, s.name, s.sex, s.birth_date AS "birthDate", s.class_id AS "classId", s.care_status AS "careStatus"
    FROM students s
   WHERE s.school_id = $1 AND s.id = ANY($2::uuid[]) AND ($3::boolean OR s.class_id = ANY($4::uuid[]))`;

/** The first beat of every act on a child: see it, or it is not there. */
@Injectable()
export class StudentAccess {
  /**
   * @param permission the row of the policy table the act stands under; its scopes say which children it reaches
   * @param change true where the act changes the child's own rows: others who change them wait until this transaction ends
   * @returns the student
   * @throws NotFoundError where there is none, or this viewer may not reach it; the two look the same
   */
  async visible(tx: Tx, studentId: string, permission: Permission, change = false): Promise<VisibleStudent> {
    const [student] = await this.visibleMany(tx, [studentId], permission, change);
    return student!;
  }

  /**
   * Like {@link visible} for several children at once.
   * @returns the students in the order of their ids
   * @throws NotFoundError where any of them is not visible
   */
  async visibleMany(
    tx: Tx,
    studentIds: readonly string[],
    permission: Permission,
    change = false,
  ): Promise<VisibleStudent[]> {
    const ids = [...new Set(studentIds)];
    // Locked in one order, so that two acts on the same children never wait for each other in a circle.
    const rows = await tx.query<VisibleStudent>(
      change ? `${VISIBLE} ORDER BY s.id FOR NO KEY UPDATE OF s` : `${VISIBLE} ORDER BY s.id`,
      [tx.viewer.schoolId, ids, ...reachValues(tx.viewer, permission)],
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => {
      const student = found.get(id.toLowerCase());
      if (!student) throw new NotFoundError();
      return student;
    });
  }
}
