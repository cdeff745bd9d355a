import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Page } from '../../platform/fields/page.js';
import type { AccessLogItem } from './access-log.dto.js';
import { beginOf, olderThan, pageOfNewest, type NewestFirst } from './newest-first.js';
import { SEEN } from './opening.js';
import { reachValues } from './student-access.js';

const ACTOR = `CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'name', p.name) END AS actor`;

/** What happened to a category that the department keeps to itself would tell of it: only those who see the log of the whole school are told. */
export const KNOWN_ACT = (all: string): string => `(${all}::boolean OR NOT EXISTS (
  SELECT FROM care_categories k WHERE k.school_id = e.school_id AND k.id = e.subject_id AND k.department_only))`;

/** Who read and changed what of one child, newest first; one empty row where nobody has. */
const OF_STUDENT = {
  name: 'access-log-of-student',
  text: `WITH ${SEEN}
    SELECT e.* FROM s LEFT JOIN LATERAL (
      SELECT e.id, e.at, e.act, e.reason, ${ACTOR}
        FROM audit_entries e LEFT JOIN staff p ON p.school_id = e.school_id AND p.id = e.actor_id
       WHERE e.school_id = $1 AND e.student_id = s.id AND ${KNOWN_ACT('$3')} AND ${olderThan('audit_entries', 'e', 'at', '$5')}
       ORDER BY e.at DESC, e.id DESC LIMIT $6) e ON true`,
};

type LogRow = Omit<AccessLogItem, 'at'> & { at: Date };

/** Who read and changed what. Ids, acts and reasons only: what was read or written stands elsewhere. */
@Injectable()
export class AccessLogService {
  constructor(private readonly db: Database) {}

  async ofStudent(viewer: Viewer, studentId: string, query: NewestFirst): Promise<Page<AccessLogItem>> {
    const before = beginOf(query);
    const rows = await this.db.read<LogRow | { id: null }>(viewer, OF_STUDENT, [
      viewer.schoolId,
      studentId,
      ...reachValues(viewer, 'accessLog.view'),
      before.id,
      before.limit + 1,
    ]);
    if (rows.length === 0) throw new NotFoundError();
    return pageOfNewest(
      rows.filter((row): row is LogRow => row.id !== null),
      before,
      ({ id, at, actor, act, reason }) => ({ id, at: at.toISOString(), actor, act, reason }),
    );
  }
}
