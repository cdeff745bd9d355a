import { Injectable } from '@nestjs/common';
import { todayIn } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  ConflictError,
  InvalidRequestError,
  NotFoundError,
  StaleVersionError,
} from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';
import type { EditSchoolRequest, SchoolView, StaffView } from './organisation.dto.js';
import { School } from './organisation.entities.js';
import { lockSchool } from './school-lock.js';

const SCHOOL = {
  name: 'school',
  text: `SELECT school_id AS id, version, name, kind, system, time_zone AS "timeZone" FROM schools WHERE school_id = $1`,
};

const STAFF = {
  name: 'staff',
  text: `SELECT s.id, s.name,
      (SELECT coalesce(jsonb_agg(DISTINCT r.role), '[]') FROM (
         SELECT g.role FROM role_grants g WHERE g.school_id = $1 AND g.staff_id = s.id AND g.from_on <= $2 AND (g.to_on IS NULL OR g.to_on >= $2)
         UNION SELECT CASE a.role WHEN 'deputy' THEN 'headTeacher' ELSE a.role END FROM class_assignments a
          WHERE a.school_id = $1 AND a.staff_id = s.id AND a.from_on <= $2 AND (a.to_on IS NULL OR a.to_on >= $2)) r) AS roles
    FROM staff s WHERE s.school_id = $1 AND ($3::text IS NULL OR (s.name, s.id) > ($3::text, $4::uuid)) ORDER BY s.name, s.id LIMIT $5`,
};

/** What everybody at a school may know of it: the school itself and its colleagues. */
@Injectable()
export class OrganisationService {
  constructor(private readonly db: Database) {}

  async listSchools(viewer: Viewer): Promise<Page<SchoolView>> {
    return { items: await this.db.read<SchoolView>(viewer, SCHOOL, [viewer.schoolId]), nextCursor: null };
  }

  /**
   * Changes what the school is called, how many grades its stages have, and the clock it lives by.
   * @throws ConflictError `school.systemInUse` where children are in classes already: their grades would be others overnight
   */
  editSchool(viewer: Viewer, id: string, seen: number, request: EditSchoolRequest): Promise<SchoolView> {
    return this.db.as(viewer, async (tx) => {
      if (id !== viewer.schoolId) throw new NotFoundError();
      const school = await lockSchool(tx);
      const { name = school.name, system = school.system, timeZone = school.timeZone } = request;
      if (school.version !== seen) throw new StaleVersionError(school.version, toSchoolView(school));
      if (!isTimeZone(timeZone)) throw InvalidRequestError.at('/timeZone', 'timeZone.unknown');
      if (system !== school.system && (await hasPupils(tx))) throw new ConflictError('school.systemInUse');
      await tx.updateVersion(School, {}, school, seen, { name, system, timeZone });
      await tx.trace('school.edited', { subjectId: id });
      return toSchoolView({ ...school, name, system, timeZone, version: seen + 1 });
    });
  }

  async listStaff(viewer: Viewer, query: { cursor?: string; limit?: number }): Promise<Page<StaffView>> {
    const limit = query.limit ?? 25;
    const [name, id] = fromCursor(query.cursor, 2) ?? [null, null];
    const rows = await this.db.read<StaffView>(viewer, STAFF, [viewer.schoolId, viewer.today, name, id, limit + 1]);
    return toPage(
      rows,
      limit,
      (row) => row,
      (row) => toCursor([row.name, row.id]),
    );
  }
}

function toSchoolView({ schoolId, version, name, kind, system, timeZone }: School): SchoolView {
  return { id: schoolId, version, name, kind, system, timeZone };
}

async function hasPupils(tx: Tx): Promise<boolean> {
  const [found] = await tx.query<{ any: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM students WHERE school_id = $1 AND class_id IS NOT NULL) AS any`,
    [tx.viewer.schoolId],
  );
  return found!.any;
}

function isTimeZone(name: string): boolean {
  try {
    todayIn(name, new Date(0));
    return true;
  } catch {
    return false;
  }
}
