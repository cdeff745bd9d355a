import { Injectable } from '@nestjs/common';
import { gradeOf, schoolYearLabel } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';
import type {
  CalendarExceptionView,
  ClassHead,
  ClassView,
  SchoolView,
  StaffView,
  TermView,
} from './organisation.dto.js';
import { classNameOf, SchoolContexts, type ClassFacts } from './school-context.js';

const SCHOOL = {
  name: 'school',
  text: `SELECT school_id AS id, name, kind, system, time_zone AS "timeZone" FROM schools WHERE school_id = $1`,
};

const TERMS = {
  name: 'terms',
  text: `SELECT t.id, t.school_year AS "schoolYear", t.ordinal, t.from_on AS "from", t.to_on AS "to",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('from', e.from_on, 'to', e.to_on, 'name', e.name, 'kind', e.kind) ORDER BY e.from_on), '[]')
         FROM calendar_exceptions e WHERE e.school_id = $1 AND e.from_on <= t.to_on AND e.to_on >= t.from_on) AS holidays
    FROM terms t WHERE t.school_id = $1 ORDER BY t.from_on DESC LIMIT 100`,
};

const CLASSES = {
  name: 'classes',
  text: `SELECT c.id, c.stage, c.entry_year AS "entryYear", c.number,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'deputy', a.role = 'deputy') ORDER BY a.role DESC, s.name), '[]')
         FROM class_assignments a JOIN staff s ON s.school_id = a.school_id AND s.id = a.staff_id
        WHERE a.school_id = $1 AND a.class_id = c.id AND a.role IN ('headTeacher', 'deputy') AND a.from_on <= $2 AND (a.to_on IS NULL OR a.to_on >= $2)) AS heads
    FROM classes c WHERE c.school_id = $1 ORDER BY c.stage DESC, c.entry_year DESC, c.number LIMIT 1000`,
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

/** What everybody at a school may know of it: the school, its terms, its classes, its colleagues. */
@Injectable()
export class OrganisationService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
  ) {}

  async listSchools(viewer: Viewer): Promise<Page<SchoolView>> {
    return { items: await this.db.read<SchoolView>(viewer, SCHOOL, [viewer.schoolId]), nextCursor: null };
  }

  async listTerms(viewer: Viewer): Promise<Page<TermView>> {
    type Row = Omit<TermView, 'schoolYear' | 'holidays'> & { schoolYear: number; holidays: CalendarExceptionView[] };
    const rows = await this.db.read<Row>(viewer, TERMS, [viewer.schoolId]);
    return {
      items: rows.map((row) => ({ ...row, schoolYear: schoolYearLabel(row.schoolYear, 'zh-CN') })),
      nextCursor: null,
    };
  }

  /** The classes at school this year; graduated ones are left out. */
  async listClasses(viewer: Viewer): Promise<Page<ClassView>> {
    const school = await this.schools.of(viewer);
    const rows = await this.db.read<ClassFacts & { heads: ClassHead[] }>(viewer, CLASSES, [
      viewer.schoolId,
      viewer.today,
    ]);
    const items = rows
      .map(({ heads, ...row }) => ({
        ...classNameOf(row, school),
        stage: row.stage,
        entryYear: row.entryYear,
        number: row.number,
        grade: gradeOf({ ...row, system: school.system }, school.schoolYear),
        headTeachers: heads,
      }))
      .filter(({ grade }) => grade !== null)
      .sort((one, other) => one.grade! - other.grade! || one.number - other.number);
    return { items, nextCursor: null };
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
