import { Injectable } from '@nestjs/common';
import { daysOfMonth, reachOf } from '@tongxin/shared';
import { v7 } from 'uuid';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError, InvalidRequestError, NotFoundError } from '../../platform/errors/domain-error.js';
import { toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { SchoolContexts, type ClassFacts } from '../organisation/index.js';
import { StudentAccess, type FilePart, type VisibleStudent } from '../students/index.js';
import { CareRecord } from './care-record.entities.js';
import { dayAndIdOf } from './day-cursor.js';
import { talkReachValues } from './talk-reach.js';
import { toListedTalk, toTalkView, type TalkRow } from './talk-view.js';
import type { RecordedTalks, RecordTalkRequest, TalkQuery, TalkView } from './talk.dto.js';
import { talkBodyHash, talkFaults, talkItemId, type TalkBody } from './talk.rules.js';
import { ENTRY, lastTalkFrom, OPEN_TALK, RECORD_TALK, TALKS } from './talks.queries.js';

/** The newest talk with a child, for the whole file. */
export interface LastTalk {
  readonly id: string;
  readonly heldOn: string;
  readonly by: string;
}

/** Talks are recorded, listed and opened. */
@Injectable()
export class TalksService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly students: StudentAccess,
  ) {}

  /**
   * Records one entry for one child or several, all or none. The same entry sent again, by the same person with the same words, is answered
   * as the first time.
   * @throws NotFoundError where one of the children is not in the viewer's care; ConflictError `record.exists` where the id is another entry's
   */
  async record(viewer: Viewer, request: RecordTalkRequest): Promise<RecordedTalks> {
    const studentIds = [...new Set(request.studentIds.map((id) => id.toLowerCase()))];
    const entryId = (request.id ?? v7()).toLowerCase();
    const body = bodyOf(request);
    const [only, ...others] = studentIds;
    if (only !== undefined && others.length === 0 && viewer.retryKey === null) {
      const kept = await this.recordAtOnce(viewer, entryId, only, body);
      if (kept) return { items: [kept] };
    }
    return this.recordOrCompare(viewer, entryId, studentIds, body);
  }

  /**
   * The way of nearly every talk: one child, a new entry, one statement.
   * @returns null where there may be an entry under this id already
   */
  private async recordAtOnce(
    viewer: Viewer,
    entryId: string,
    studentId: string,
    body: TalkBody,
  ): Promise<TalkView | null> {
    const school = await this.schools.of(viewer);
    const { all, classIds } = reachOf(viewer, 'talk.create');
    const couldBe = talkFaults(body, { today: viewer.today, birthDates: [] }).length === 0;
    const record = toRecord(viewer, entryId, studentId, 1, body, talkBodyHash([studentId], body));
    const [child] = await this.db.read<NewTalkRow>(viewer, RECORD_TALK, [
      viewer.schoolId,
      studentId,
      all,
      classIds,
      couldBe,
      record.id,
      record.authorId,
      record.heldOn,
      record.typedAt,
      record.reached,
      record.level,
      record.audience,
      JSON.stringify(record.details),
      record.concern,
      record.followUpOn,
      record.followUpText,
      record.bodyHash,
      v7(),
      viewer.requestId,
    ]);
    if (!child) throw new NotFoundError();
    refuseFaults(viewer, body, [child]);
    return child.added ? toTalkView(newRow(viewer, record, child), viewer, school) : null;
  }

  private async recordOrCompare(
    viewer: Viewer,
    entryId: string,
    studentIds: readonly string[],
    body: TalkBody,
  ): Promise<RecordedTalks> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const students = await this.students.visibleMany(tx, studentIds, 'talk.create');
      // One entry is written by one request at a time: two different bodies under one new id cannot both be kept.
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [entryId]);
      refuseFaults(viewer, body, students);

      const bodyHash = talkBodyHash(studentIds, body);
      const rows = students.map((student) => toRecord(viewer, entryId, student.id, students.length, body, bodyHash));
      const added = await tx.insertOnce(CareRecord, rows);
      const stored = await this.entry(tx, entryId);
      const ours = stored.filter((row) => row.authorId === viewer.id && row.bodyHash.equals(bodyHash));
      if (ours.length !== rows.length || stored.length !== rows.length) throw new ConflictError('record.exists');

      if (added > 0)
        for (const row of rows) await tx.trace('talk.recorded', { studentId: row.studentId, subjectId: row.id });
      const byId = new Map(ours.map((row) => [row.id, row]));
      return { items: rows.map(({ id }) => toTalkView(byId.get(id)!, viewer, school)) };
    });
  }

  /** The talks the viewer sees, newest first; a list shows that and when and what about, and leaves no row in the access log. */
  async list(viewer: Viewer, query: TalkQuery): Promise<Page<TalkView>> {
    const school = await this.schools.of(viewer);
    const limit = query.limit ?? 25;
    const days = query.month ? daysOfMonth(query.month) : null;
    const rows = await this.db.read<TalkRow>(viewer, TALKS, [
      ...talkReachValues(viewer),
      days?.from ?? null,
      days?.to ?? null,
      query.classId ?? null,
      query.studentId ?? null,
      query.author === 'me' ? viewer.id : null,
      ...dayAndIdOf(query.cursor),
      limit + 1,
    ]);
    return toPage(
      rows,
      limit,
      (row) => toListedTalk(row, viewer, school),
      (row) => toCursor([row.heldOn, row.id]),
    );
  }

  /**
   * Opens one talk, with its row in the access log in the same statement.
   * @throws NotFoundError where there is none the viewer sees; then no row is left
   */
  async open(viewer: Viewer, id: string): Promise<TalkView> {
    const school = await this.schools.of(viewer);
    const [row] = await this.db.read<TalkRow>(viewer, OPEN_TALK, [
      ...talkReachValues(viewer),
      id,
      v7(),
      viewer.now,
      viewer.requestId,
    ]);
    if (!row) throw new NotFoundError();
    return toTalkView(row, viewer, school);
  }

  /** The newest talk that reached the child, as a part of the whole file; null where there is none, or none the viewer may know of. */
  lastTalk(viewer: Viewer): FilePart {
    const [, ...reach] = talkReachValues(viewer);
    return { name: 'lastTalk', text: lastTalkFrom, values: reach };
  }

  private entry(tx: Tx, entryId: string): Promise<(TalkRow & { bodyHash: Buffer })[]> {
    return tx.query<TalkRow & { bodyHash: Buffer }>(ENTRY, [tx.viewer.schoolId, entryId]);
  }
}

/** What was sent, with everything said that was left open: somebody was reached, and there is no concern. */
function bodyOf(request: RecordTalkRequest): TalkBody {
  return {
    heldOn: request.heldOn,
    place: request.place ?? null,
    mode: request.mode ?? null,
    topics: request.topics ?? [],
    mood: request.mood ?? null,
    concern: request.concern ?? 'none',
    summary: request.summary || null,
    reached: request.reached ?? true,
    guardianTold: request.guardianTold ?? false,
    followUp: request.followUp ?? null,
  };
}

/** @throws InvalidRequestError naming every field that cannot be so */
export function refuseFaults(
  viewer: Viewer,
  body: Pick<TalkBody, 'heldOn' | 'followUp'>,
  students: readonly Pick<VisibleStudent, 'birthDate'>[],
): void {
  const birthDates = students.map(({ birthDate }) => birthDate);
  const faults = talkFaults(body, { today: viewer.today, birthDates });
  if (faults.length > 0) throw new InvalidRequestError(faults.map((fault) => ({ ...fault, params: {} })));
}

/** What is kept of one item of a new entry. */
type NewRecord = Pick<
  CareRecord,
  | 'id'
  | 'entryId'
  | 'kind'
  | 'studentId'
  | 'authorId'
  | 'heldOn'
  | 'typedAt'
  | 'reached'
  | 'level'
  | 'audience'
  | 'details'
  | 'concern'
  | 'followUpOn'
  | 'followUpText'
  | 'bodyHash'
>;

function toRecord(
  viewer: Viewer,
  entryId: string,
  studentId: string,
  children: number,
  body: TalkBody,
  bodyHash: Buffer,
): NewRecord {
  const { place, mode, topics, mood, summary, guardianTold } = body;
  return {
    id: talkItemId(entryId, studentId, children),
    entryId,
    kind: 'talk',
    studentId,
    authorId: viewer.id,
    heldOn: body.heldOn,
    typedAt: viewer.now,
    reached: body.reached,
    level: 'protected',
    audience: 'care',
    details: { place, mode, topics, mood, summary, guardianTold } as CareRecord['details'],
    concern: body.concern as CareRecord['concern'],
    followUpOn: body.followUp?.on ?? null,
    followUpText: body.followUp?.text ?? null,
    bodyHash,
  };
}

/** What {@link RECORD_TALK} answers of the child. */
interface NewTalkRow {
  id: string;
  name: string;
  classId: string | null;
  birthDate: string | null;
  added: boolean;
  class: ClassFacts | null;
}

/** An entry just made, as a statement would give it. */
function newRow(viewer: Viewer, record: NewRecord, child: NewTalkRow): TalkRow {
  return {
    ...record,
    studentName: child.name,
    classId: child.classId,
    class: child.class,
    authorName: viewer.name,
    version: 1,
    concernTakenAt: null,
    concernTakenByName: null,
    followUpDoneAt: null,
    voidedAt: null,
    voidedByName: null,
    voidReason: null,
    voidText: null,
    addenda: [],
  };
}
