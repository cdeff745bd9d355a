import { Injectable } from '@nestjs/common';
import { addDays, holds } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError, NotFoundError } from '../../platform/errors/domain-error.js';
import { toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { classNameOf, SchoolContexts, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import { reachValues, StudentAccess } from '../students/index.js';
import { CareRecord } from './care-record.entities.js';
import type { FollowUpView, UrgentConcernQuery, UrgentConcernView } from './concerns.dto.js';
import { dayAndIdOf } from './day-cursor.js';
import { FOLLOW_UPS, URGENT_CONCERNS } from './talks.queries.js';

type Row<View extends { student: unknown }> = Omit<View, 'student'> & {
  studentId: string;
  studentName: string;
  class: ClassFacts | null;
};

/** What must not wait: urgent concerns until somebody of the department takes them, and what was promised to children. */
@Injectable()
export class ConcernsService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly students: StudentAccess,
  ) {}

  /** Urgent concerns nobody has taken, newest first; an empty page for those to whom they are not shown. */
  async urgent(viewer: Viewer, query: UrgentConcernQuery): Promise<Page<UrgentConcernView>> {
    if (!holds(viewer, 'urgentConcern.view')) return { items: [], nextCursor: null };
    const school = await this.schools.of(viewer);
    const limit = query.limit ?? 25;
    const rows = await this.db.read<Row<UrgentConcernView>>(viewer, URGENT_CONCERNS, [
      viewer.schoolId,
      ...reachValues(viewer, 'urgentConcern.view'),
      ...dayAndIdOf(query.cursor),
      limit + 1,
    ]);
    return toPage(
      rows,
      limit,
      ({ talkId, heldOn, by, summary, version, ...row }) => ({
        talkId,
        student: studentOf(row, school),
        heldOn,
        by,
        summary,
        version,
      }),
      (row) => toCursor([row.heldOn, row.talkId]),
    );
  }

  /**
   * Somebody of the department takes a concern: it is theirs, and leaves everybody's Today.
   * @throws NotFoundError, ConflictError `concern.taken` for whoever comes second, `talk.voided`, `talk.notUrgent`
   */
  async take(viewer: Viewer, talkId: string): Promise<void> {
    await this.db.as(viewer, async (tx) => {
      const record = await tx.findOneForUpdate(CareRecord, { id: talkId, kind: 'talk' });
      if (!record) throw new NotFoundError();
      await this.students.visible(tx, record.studentId, 'urgentConcern.take');
      if (record.voidedAt) throw new ConflictError('talk.voided');
      if (record.concern !== 'urgent') throw new ConflictError('talk.notUrgent');
      if (record.concernTakenAt) throw new ConflictError('concern.taken');

      await tx.update(CareRecord, { id: talkId }, { concernTakenAt: viewer.now, concernTakenBy: viewer.id });
      await tx.trace('urgentConcern.taken', { studentId: record.studentId, subjectId: talkId });
    });
  }

  /** What the viewer promised children still in their care, for days up to so many ahead and not done; the oldest first. */
  async followUps(viewer: Viewer, { daysAhead, limit }: { daysAhead: number; limit: number }): Promise<FollowUpView[]> {
    if (!holds(viewer, 'talk.create')) return [];
    const school = await this.schools.of(viewer);
    const rows = await this.db.read<Row<FollowUpView>>(viewer, FOLLOW_UPS, [
      viewer.schoolId,
      ...reachValues(viewer, 'talk.create'),
      viewer.id,
      addDays(viewer.today, daysAhead),
      limit,
    ]);
    return rows.map(({ talkId, on, text, version, ...row }) => ({
      talkId,
      student: studentOf(row, school),
      on,
      text,
      version,
    }));
  }
}

function studentOf(
  row: { studentId: string; studentName: string; class: ClassFacts | null },
  school: SchoolContext,
): UrgentConcernView['student'] {
  return { id: row.studentId, name: row.studentName, class: row.class && classNameOf(row.class, school) };
}
