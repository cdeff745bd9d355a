import { Injectable } from '@nestjs/common';
import type { CareRecordKind } from '@tongxin/shared';
import { v7 } from 'uuid';
import { Database } from '../../database/database.js';
import { asHeadTeacherOf, isOpenInEmergency, THIS_CHILD } from '../../platform/access/emergency.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { SchoolContexts, type SchoolContext } from '../organisation/index.js';
import { reachValues } from '../students/index.js';
import { dayAndIdOf } from './day-cursor.js';
import { toTalkView, type TalkRow } from './talk-view.js';
import { isLateEntry } from './talk.rules.js';
import { OPEN_TIMELINE, OPEN_TIMELINE_IN_EMERGENCY } from './talks.queries.js';
import type { TimelineItem, TimelineQuery } from './timeline.dto.js';

type TimelineRow = TalkRow & { kind: CareRecordKind };

/** Everything that was done for one child, newest first. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
  ) {}

  /**
   * Opens a page of a child's timeline, with its row in the access log in the same statement.
   * @throws NotFoundError where the child is not there for this viewer; then no row is left
   */
  async open(viewer: Viewer, studentId: string, query: TimelineQuery): Promise<Page<TimelineItem>> {
    const school = await this.schools.of(viewer);
    const limit = query.limit ?? 25;
    const emergency = isOpenInEmergency(viewer, studentId, 'talks');
    const statement = emergency ? OPEN_TIMELINE_IN_EMERGENCY : OPEN_TIMELINE;
    const rows = await this.db.read<TimelineRow | { id: null }>(viewer, statement, [
      viewer.schoolId,
      ...(emergency ? [THIS_CHILD.all, THIS_CHILD.classIds] : reachValues(viewer, 'timeline.view')),
      studentId,
      v7(),
      viewer.now,
      viewer.id,
      viewer.requestId,
      query.kind ?? null,
      ...dayAndIdOf(query.cursor),
      limit + 1,
    ]);
    if (rows.length === 0) throw new NotFoundError();
    return toPage(
      rows.filter((row): row is TimelineRow => row.id !== null),
      limit,
      (row) => (emergency ? toItemInEmergency(row, viewer, school) : toTimelineItem(row, viewer, school)),
      (row) => toCursor([row.heldOn, row.id]),
    );
  }
}

/** As the head teacher of the class would read it; nothing of it may be changed. */
function toItemInEmergency(row: TimelineRow, viewer: Viewer, school: SchoolContext): TimelineItem {
  const classId = row.classId ?? row.studentId;
  const item = toTimelineItem({ ...row, classId }, asHeadTeacherOf(viewer, classId), school);
  return item.talk ? { ...item, talk: { ...item.talk, mayEdit: false, mayVoid: false, mayAddend: false } } : item;
}

function toTimelineItem(row: TimelineRow, viewer: Viewer, school: SchoolContext): TimelineItem {
  return {
    id: row.id,
    kind: row.kind,
    heldOn: row.heldOn,
    by: { id: row.authorId, name: row.authorName },
    reached: row.reached,
    voided: row.voidedAt !== null,
    late: isLateEntry(row.heldOn, row.typedAt, viewer.timeZone),
    ...(row.kind === 'talk' ? { talk: toTalkView(row, viewer, school) } : {}),
  };
}
