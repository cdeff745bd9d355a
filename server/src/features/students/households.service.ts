import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { mayOn } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError, ForbiddenError, InvalidRequestError } from '../../platform/errors/domain-error.js';
import { classNameOf, SchoolContexts, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import type {
  HouseholdSibling,
  HouseholdView,
  LeaveHouseholdRequest,
  LinkSiblingRequest,
  SiblingView,
  SuggestedSibling,
} from './households.dto.js';
import { reachValues, StudentAccess, type VisibleStudent } from './student-access.js';

interface SiblingRow {
  id: string;
  name: string;
  sex: string;
  birthDate: string | null;
  class: ClassFacts | null;
}

const WHO = `s.id, s.name, s.sex, s.birth_date AS "birthDate",
    (SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = s.class_id) AS class`;

/** Who lives together with a child: $1 school, $2 the child, $3 $4 whom the viewer may see. */
const SIBLINGS = `SELECT ${WHO}, m.linked_at AS "linkedAt", m.link_reason AS reason, b.name AS "linkedBy"
  FROM household_members own
  JOIN household_members m ON m.school_id = own.school_id AND m.household_id = own.household_id AND m.student_id <> own.student_id AND m.unlinked_at IS NULL
  JOIN students s ON s.school_id = m.school_id AND s.id = m.student_id
  LEFT JOIN staff b ON b.school_id = m.school_id AND b.id = m.linked_by
 WHERE own.school_id = $1 AND own.student_id = $2 AND own.unlinked_at IS NULL AND ($3::boolean OR s.class_id = ANY($4::uuid[]))
 ORDER BY s.birth_date NULLS LAST, s.id`;

/**
 * Whose card says the same as this child's: a guardian's number, or a guardian's name together with the address. Who lives in the same household already is left
 * out. Equality only, so that the indexes serve it under row-level security.
 */
const SUGGESTED = `WITH mine AS (SELECT g.id, g.name FROM guardians g WHERE g.school_id = $1 AND g.student_id = $2 AND g.removed_at IS NULL),
    numbers AS (SELECT p.number FROM phones p JOIN mine ON mine.id = p.guardian_id WHERE p.school_id = $1 AND p.removed_at IS NULL),
    signs AS (
      SELECT p.student_id, 'phone' AS sign FROM phones p JOIN numbers n ON n.number = p.number
       WHERE p.school_id = $1 AND p.guardian_id IS NOT NULL AND p.removed_at IS NULL
      UNION
      SELECT g.student_id, 'guardian' FROM guardians g JOIN mine ON mine.name = g.name
        JOIN contact_cards c ON c.school_id = g.school_id AND c.student_id = g.student_id
        JOIN contact_cards o ON o.school_id = $1 AND o.student_id = $2 AND o.address IS NOT NULL AND o.address = c.address
       WHERE g.school_id = $1 AND g.removed_at IS NULL)
  SELECT ${WHO}, array_agg(DISTINCT x.sign) AS signs
    FROM signs x JOIN students s ON s.school_id = $1 AND s.id = x.student_id
   WHERE s.id <> $2 AND ($3::boolean OR s.class_id = ANY($4::uuid[]))
     AND NOT EXISTS (SELECT 1 FROM household_members own JOIN household_members m ON m.school_id = own.school_id AND m.household_id = own.household_id
        WHERE own.school_id = $1 AND own.student_id = $2 AND own.unlinked_at IS NULL AND m.student_id = s.id AND m.unlinked_at IS NULL)
   GROUP BY s.id, s.school_id ORDER BY s.name, s.id LIMIT 10`;

/** Brothers and sisters who live together, so that what their cards share is changed once. Who the viewer may not see is never named, and not counted. */
@Injectable()
export class Households {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly access: StudentAccess,
  ) {}

  /** @throws NotFoundError where the child is not this viewer's */
  async open(viewer: Viewer, studentId: string): Promise<HouseholdView> {
    const school = await this.schools.of(viewer);
    return this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      const child = await this.access.visible(tx, studentId, 'household.view');
      await tx.trace('household.opened', { studentId });
      return this.show(tx, child, school);
    });
  }

  /**
   * Puts a child into the household of another. Both must be the viewer's to see; whose household is another one already leaves that first.
   * @throws ConflictError `household.together`, `household.another`
   */
  async link(viewer: Viewer, studentId: string, request: LinkSiblingRequest): Promise<HouseholdView> {
    if (request.studentId === studentId) throw InvalidRequestError.at('/studentId', 'field.repeated');
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const [child, other] = await this.access.visibleMany(tx, [studentId, request.studentId], 'household.view', true);
      for (const one of [child!, other!]) {
        if (!mayOn(viewer, 'household.edit', one)) throw new ForbiddenError();
      }
      const homes = await this.homesOf(tx, [child!.id, other!.id]);
      const [here, there] = [homes.get(child!.id), homes.get(other!.id)];
      if (here !== undefined && here === there) throw new ConflictError('household.together');
      if (here !== undefined && there !== undefined) throw new ConflictError('household.another');
      const householdId = here ?? there ?? v7();
      for (const one of [child!, other!]) {
        if (homes.has(one.id)) continue;
        await tx.query(
          `INSERT INTO household_members (school_id, id, household_id, student_id, linked_by, linked_at, link_reason) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [viewer.schoolId, v7(), householdId, one.id, viewer.id, viewer.now, request.reason],
        );
        await tx.trace('household.linked', { studentId: one.id, subjectId: householdId });
      }
      return this.show(tx, child!, school);
    });
  }

  /** Takes a child out of the household; who would be left alone in it leaves with them. @throws ConflictError `household.alone` */
  async leave(viewer: Viewer, studentId: string, { reason }: LeaveHouseholdRequest): Promise<HouseholdView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const child = await this.access.visible(tx, studentId, 'household.view', true);
      if (!mayOn(viewer, 'household.edit', child)) throw new ForbiddenError();
      const householdId = (await this.homesOf(tx, [studentId])).get(studentId);
      if (householdId === undefined) throw new ConflictError('household.alone');
      const left = await tx.query<{ student_id: string }>(
        `UPDATE household_members m SET unlinked_by = $3, unlinked_at = $4, unlink_reason = $5
          WHERE m.school_id = $1 AND m.household_id = $2 AND m.unlinked_at IS NULL AND (m.student_id = $6 OR
            (SELECT count(*) FROM household_members o WHERE o.school_id = $1 AND o.household_id = $2 AND o.unlinked_at IS NULL) <= 2)
          RETURNING m.student_id`,
        [viewer.schoolId, householdId, viewer.id, viewer.now, reason, studentId],
      );
      for (const row of left)
        await tx.trace('household.unlinked', { studentId: row.student_id, subjectId: householdId });
      return this.show(tx, child, school);
    });
  }

  /** @throws InvalidRequestError `household.notTogether` at `/also/…` for who does not live with the child */
  async refuseStrangers(tx: Tx, studentId: string, also: readonly string[]): Promise<void> {
    if (also.length === 0) return;
    const homes = await this.homesOf(tx, [studentId, ...also]);
    const home = homes.get(studentId);
    const strangers = also.flatMap((id, position) =>
      home !== undefined && homes.get(id) === home
        ? []
        : [{ pointer: `/also/${position}`, code: 'household.notTogether' as const, params: {} }],
    );
    if (strangers.length > 0) throw new InvalidRequestError(strangers);
  }

  private async homesOf(tx: Tx, studentIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ studentId: string; householdId: string }>(
      `SELECT student_id AS "studentId", household_id AS "householdId" FROM household_members
        WHERE school_id = $1 AND student_id = ANY($2::uuid[]) AND unlinked_at IS NULL ORDER BY id FOR UPDATE`,
      [tx.viewer.schoolId, studentIds],
    );
    return new Map(rows.map((row) => [row.studentId, row.householdId]));
  }

  private async show(tx: Tx, child: VisibleStudent, school: SchoolContext): Promise<HouseholdView> {
    const { viewer } = tx;
    const values = [viewer.schoolId, child.id, ...reachValues(viewer, 'household.view')];
    const siblings = await tx.query<SiblingRow & { linkedAt: Date; reason: string | null; linkedBy: string | null }>(
      SIBLINGS,
      values,
    );
    const mayEdit = mayOn(viewer, 'household.edit', child);
    const suggested = mayEdit ? await tx.query<SiblingRow & { signs: string[] }>(SUGGESTED, values) : [];
    return {
      siblings: siblings.map((row): HouseholdSibling => ({
        ...toSibling(row, child, school),
        linkedAt: row.linkedAt.toISOString(),
        linkedBy: row.linkedBy,
        reason: row.reason,
      })),
      suggested: suggested.map((row): SuggestedSibling => ({ ...toSibling(row, child, school), signs: row.signs })),
      mayEdit,
    };
  }
}

function toSibling(row: SiblingRow, child: VisibleStudent, school: SchoolContext): SiblingView {
  return {
    id: row.id,
    name: row.name,
    sex: row.sex,
    older: row.birthDate === null || child.birthDate === null ? null : row.birthDate < child.birthDate,
    class: row.class ? classNameOf(row.class, school) : null,
  };
}
