import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { monthOf } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { classNameOf, SchoolContexts, type ClassFacts } from '../organisation/index.js';
import { windowsOfMonth, type Standard } from './asking-windows.js';
import { compareClasses } from './class-order.js';
import { MEETING_NAMES } from './duties.queries.js';
import { dutySetValues } from './duty-set.js';
import type { MeetingNames, MeetingNamesRequest } from './meeting.dto.js';
import { STANDARDS } from './standards.queries.js';

interface MeetingRow {
  id: string;
  name: string;
  class: ClassFacts | null;
  headTeacher: { id: string; name: string } | null;
  overdue: number;
  never: boolean;
}

/** One row in the access log for each child whose name goes on paper. */
const NAMES_PRINTED = `INSERT INTO audit_entries (school_id, id, at, actor_id, act, student_id, reason, request_id)
  SELECT $1, n.id, $4, $5, 'overview.printed', n.student_id, $6, $7 FROM unnest($2::uuid[], $3::uuid[]) AS n (id, student_id)`;

/** The page for the meeting with names on it: the department's choice, and on record for each child. */
@Injectable()
export class MeetingService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
  ) {}

  async names(viewer: Viewer, request: MeetingNamesRequest): Promise<MeetingNames> {
    const school = await this.schools.of(viewer);
    const month = request.month ?? monthOf(viewer.today);
    return this.db.as(viewer, async (tx) => {
      const standards = await tx.query<Standard>(STANDARDS, [viewer.schoolId]);
      const windows = windowsOfMonth(standards, school.calendar, month);
      const [answer] = await tx.query<{ rows: MeetingRow[]; total: number }>(
        MEETING_NAMES,
        dutySetValues(viewer, 'duty.print', windows, school.calendar),
      );
      const rows = answer?.rows ?? [];
      await tx.query(NAMES_PRINTED, [
        viewer.schoolId,
        rows.map(() => v7()),
        rows.map(({ id }) => id),
        viewer.now,
        viewer.id,
        month,
        viewer.requestId,
      ]);
      return {
        month,
        total: answer?.total ?? 0,
        children: rows
          .map((row, place) => ({ row, place }))
          .sort((one, other) => compareClasses(one.row.class, other.row.class) || one.place - other.place)
          .map(({ row }) => ({
            student: { id: row.id, name: row.name, class: row.class && classNameOf(row.class, school) },
            headTeacher: row.headTeacher,
            overdue: row.overdue,
            neverCaredFor: row.never,
          })),
      };
    });
  }
}
