import { Injectable } from '@nestjs/common';
import { maskIdNumber, maskStudentNumber, reachOf } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import type { Page } from '../../platform/fields/page.js';
import { classNameOf, SchoolContexts, type ClassFacts, type ClassName } from '../organisation/index.js';
import type { ChangeActor } from './contact-card.dto.js';
import { beginOf, olderThan, pageOfNewest, type NewestFirst } from './newest-first.js';
import { opening, openingValues } from './opening.js';
import type { StudentChangeView } from './student-history.dto.js';

const classOf = (
  id: string,
): string => `(SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number)
  FROM classes k WHERE h.field = 'classId' AND k.school_id = h.school_id AND k.id::text = ${id})`;

/** What was kept of a child before, newest first, and the row its opening leaves; one empty row where nothing was ever changed. */
const OPEN_HISTORY = {
  name: 'student-history',
  text: `${opening('student.historyOpened')}
    SELECT h.* FROM s LEFT JOIN LATERAL (
      SELECT h.id, h.changed_at AS at, jsonb_build_object('id', b.id, 'name', b.name) AS by, h.field, h.before, h.after, h.reason,
             ${classOf('h.before')} AS "classBefore", ${classOf('h.after')} AS "classAfter"
        FROM student_changes h JOIN staff b ON b.school_id = h.school_id AND b.id = h.changed_by
       WHERE h.school_id = $1 AND h.student_id = s.id AND ${olderThan('student_changes', 'h', 'changed_at', '$9')}
       ORDER BY h.changed_at DESC, h.id DESC LIMIT $10) h ON true`,
};

interface Row {
  id: string;
  at: Date;
  by: ChangeActor;
  field: string;
  before: string | null;
  after: string | null;
  reason: string | null;
  classBefore: ClassFacts | null;
  classAfter: ClassFacts | null;
}

/** What stood in a child's file before: names, birth dates, numbers, classes. Numbers stay masked. */
@Injectable()
export class StudentHistoryService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
  ) {}

  async open(viewer: Viewer, studentId: string, query: NewestFirst): Promise<Page<StudentChangeView>> {
    const before = beginOf(query);
    const school = await this.schools.of(viewer);
    const rows = await this.db.read<Row | { id: null }>(viewer, OPEN_HISTORY, [
      ...openingValues(viewer, studentId, reachOf(viewer, 'student.history')),
      before.id,
      before.limit + 1,
    ]);
    if (rows.length === 0) throw new NotFoundError();
    const named = (facts: ClassFacts | null): ClassName | null => facts && classNameOf(facts, school);
    return pageOfNewest(
      rows.filter((row): row is Row => row.id !== null),
      before,
      ({ id, at, by, field, reason, ...row }) => ({
        id,
        at: at.toISOString(),
        by: { id: by.id, name: by.name },
        field: field === 'classId' ? 'class' : field,
        before: shown(field, row.before),
        after: shown(field, row.after),
        classBefore: named(row.classBefore),
        classAfter: named(row.classAfter),
        reason,
      }),
    );
  }
}

function shown(field: string, value: string | null): string | null {
  if (value === null || field === 'classId') return null;
  if (field === 'idNumber') return maskIdNumber(value);
  return field === 'studentNumber' ? maskStudentNumber(value) : value;
}
