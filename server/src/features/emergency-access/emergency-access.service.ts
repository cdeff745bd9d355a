import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { foldWidth, grantsOf, LIMITS, mayOn, reachOf, type ProblemCode } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
  TooManyError,
} from '../../platform/errors/domain-error.js';
import type { Page } from '../../platform/fields/page.js';
import { SessionsService } from '../../platform/sessions/sessions.service.js';
import { classNameOf, SchoolContexts, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import { beginOf, olderThan, pageOfNewest } from '../students/index.js';
import { EmergencyAccess } from './emergency-access.entities.js';
import { schoolDaysLater, seesAnyway } from './emergency-access.rules.js';
import type {
  EmergencyQuery,
  EmergencyView,
  OpenEmergencyRequest,
  ReviewEmergencyRequest,
} from './emergency-access.dto.js';

const MINUTE = 60_000;
const DAY_SECONDS = 24 * 60 * 60;

const COLUMNS = `e.id, e.version, e.kind, e.reason_code AS "reasonCode", e.reason, e.opened_at AS "openedAt", e.until_at AS "untilAt", e.review_due_on AS "reviewDueOn",
  e.reviewed_at AS "reviewedAt", e.outcome, e.review_text AS "reviewText", s.id AS "studentId", s.name AS "studentName", s.class_id AS "classId",
  (SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = s.class_id) AS class,
  o.id AS "openedBy", o.name AS "openedByName", r.id AS "reviewedBy", r.name AS "reviewedByName"`;
const FROM = `FROM emergency_accesses e
  JOIN students s ON s.school_id = e.school_id AND s.id = e.student_id
  JOIN staff o ON o.school_id = e.school_id AND o.id = e.opened_by
  LEFT JOIN staff r ON r.school_id = e.school_id AND r.id = e.reviewed_by
 WHERE e.school_id = $1 AND ($2::boolean OR s.class_id = ANY($3::uuid[]) OR e.opened_by = $4::uuid)`;

const ONE = { name: 'emergency-one', text: `SELECT ${COLUMNS} ${FROM} AND e.id = $5::uuid` };
const LIST = {
  name: 'emergency-list',
  text: `SELECT ${COLUMNS} ${FROM} AND (NOT $5::boolean OR e.reviewed_at IS NULL)
    AND ${olderThan('emergency_accesses', 'e', 'opened_at', '$6')} ORDER BY e.opened_at DESC, e.id DESC LIMIT $7`,
};
/** What waits to be reviewed, the first due first; not the viewer's own. */
const WAITING = {
  name: 'emergency-waiting',
  text: `SELECT ${COLUMNS} ${FROM} AND e.reviewed_at IS NULL AND e.opened_by <> $4::uuid ORDER BY e.review_due_on, e.opened_at, e.id LIMIT $5`,
};
const CHILD = `SELECT s.id, s.class_id AS "classId" FROM students s
  WHERE s.school_id = $1 AND s.name = $2 AND s.class_id = $3::uuid AND ($4::date IS NULL OR s.birth_date = $4) LIMIT 2`;
const CHILD_BY_ID = `SELECT s.id, s.class_id AS "classId" FROM students s WHERE s.school_id = $1 AND s.id = $2::uuid`;
const ASKED = `SELECT count(*)::int AS times FROM audit_entries a
  WHERE a.school_id = $1 AND a.actor_id = $2 AND a.act = 'emergencyAccess.asked' AND a.at > $3::timestamptz - interval '24 hours'`;
const RUNNING = `SELECT e.id FROM emergency_accesses e
  WHERE e.school_id = $1 AND e.opened_by = $2 AND e.student_id = $3::uuid AND e.kind = $4 AND e.until_at > $5::timestamptz LIMIT 1`;

type Row = Pick<
  EmergencyAccess,
  | 'id'
  | 'version'
  | 'kind'
  | 'reasonCode'
  | 'reason'
  | 'openedAt'
  | 'untilAt'
  | 'reviewDueOn'
  | 'reviewedAt'
  | 'outcome'
  | 'reviewText'
> & {
  studentId: string;
  studentName: string;
  classId: string | null;
  class: ClassFacts | null;
  openedBy: string;
  openedByName: string;
  reviewedBy: string | null;
  reviewedByName: string | null;
};

/** What became of asking: opened, or refused in a way that is written down all the same. */
type Asked =
  { id: string } | { refused: 'request.notFound' | 'request.tooMany' | Extract<ProblemCode, `emergency.${string}`> };

/**
 * Looking into a child's record in an emergency: one child, one kind of record, an hour, for a reason in words, and reviewed by somebody else within
 * five school days. Every attempt leaves a row in the access log, whether or not there is such a child.
 */
@Injectable()
export class EmergencyAccessService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * @throws ForbiddenError `emergency.passwordNeeded` where the sign-in is not recent and no password came; InvalidRequestError for a wrong one;
   * NotFoundError where there is no such child; ConflictError `emergency.notNeeded`, `emergency.severalOfName`; TooManyError `emergency.tooOften`
   */
  async open(viewer: Viewer, request: OpenEmergencyRequest): Promise<EmergencyView> {
    if ((request.student === undefined) === (request.studentId === undefined))
      throw InvalidRequestError.at('/student', 'field.required');
    await this.assertRecent(viewer, request.password);
    const school = await this.schools.of(viewer);
    // What is refused is written down too: the transaction ends well, and only then the refusal is said.
    const asked = await this.db.as(viewer, (tx) => this.ask(tx, request, school));
    if ('id' in asked) return this.get(viewer, asked.id);
    if (asked.refused === 'request.notFound') throw new NotFoundError();
    if (asked.refused === 'emergency.tooOften') throw new TooManyError(DAY_SECONDS, asked.refused);
    throw new ConflictError(asked.refused);
  }

  private async assertRecent(viewer: Viewer, password: string | undefined): Promise<void> {
    if (password !== undefined) return this.sessions.assertPassword(viewer, password, '/password');
    if (viewer.now.getTime() - viewer.signedInAt.getTime() > LIMITS.recentSignInMinutes * MINUTE)
      throw new ForbiddenError('emergency.passwordNeeded');
  }

  private async ask(tx: Tx, request: OpenEmergencyRequest, school: SchoolContext): Promise<Asked> {
    const { viewer } = tx;
    const { kind, reasonCode, reason } = request;
    // Counted one after the other, also from two windows at once.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`emergency ${viewer.id}`]);
    const [count] = await tx.query<{ times: number }>(ASKED, [viewer.schoolId, viewer.id, viewer.now]);
    if ((count?.times ?? 0) >= LIMITS.emergenciesADay) {
      await tx.trace('emergencyAccess.refused', { reason: kind });
      return { refused: 'emergency.tooOften' };
    }
    const found = await this.children(tx, request);
    const only = found.length === 1 ? found[0]! : null;
    await tx.trace('emergencyAccess.asked', { studentId: only?.id ?? null, reason: `${kind}: ${reasonCode}` });
    if (found.length === 0) return { refused: 'request.notFound' };
    if (!only) return { refused: 'emergency.severalOfName' };
    if (seesAnyway(viewer, kind, only.classId)) return { refused: 'emergency.notNeeded' };
    const [running] = await tx.query<{ id: string }>(RUNNING, [viewer.schoolId, viewer.id, only.id, kind, viewer.now]);
    if (running) return { id: running.id };
    const id = v7();
    await tx.insert(EmergencyAccess, {
      id,
      studentId: only.id,
      kind,
      reasonCode,
      reason,
      openedBy: viewer.id,
      openedAt: viewer.now,
      untilAt: new Date(viewer.now.getTime() + LIMITS.emergencyMinutes * MINUTE),
      reviewDueOn: schoolDaysLater(school.calendar, viewer.today, LIMITS.emergencyReviewSchoolDays),
    });
    await tx.trace('emergencyAccess.opened', { studentId: only.id, subjectId: id, reason: `${kind}: ${reasonCode}` });
    return { id };
  }

  private children(
    tx: Tx,
    { studentId, student }: OpenEmergencyRequest,
  ): Promise<{ id: string; classId: string | null }[]> {
    if (!student) return tx.query(CHILD_BY_ID, [tx.viewer.schoolId, studentId]);
    const { name, classId, birthDate } = student;
    return tx.query(CHILD, [tx.viewer.schoolId, foldWidth(name).trim(), classId, birthDate ?? null]);
  }

  /** @throws NotFoundError */
  async get(viewer: Viewer, id: string): Promise<EmergencyView> {
    const school = await this.schools.of(viewer);
    const [row] = await this.db.read<Row>(viewer, ONE, [...reach(viewer), id]);
    if (!row) throw new NotFoundError();
    return toView(row, viewer, school);
  }

  async list(viewer: Viewer, query: EmergencyQuery): Promise<Page<EmergencyView>> {
    const school = await this.schools.of(viewer);
    const before = beginOf(query);
    const rows = await this.db.read<Row>(viewer, LIST, [
      ...reach(viewer),
      query.status === 'waiting',
      before.id,
      before.limit + 1,
    ]);
    return pageOfNewest(rows, before, (row) => toView(row, viewer, school));
  }

  /** What those who answer for the child are told at once, and until it is reviewed. */
  async waiting(viewer: Viewer, limit: number): Promise<EmergencyView[]> {
    const [, all, classIds] = reach(viewer);
    if (all !== true && (classIds as readonly string[]).length === 0) return [];
    const school = await this.schools.of(viewer);
    const rows = await this.db.read<Row>(viewer, WAITING, [...reach(viewer), limit]);
    return rows.map((row) => toView(row, viewer, school));
  }

  /** Ends it before the hour is over; the next request sees nothing any more. @throws NotFoundError where it is not one's own; ConflictError `emergency.over` */
  async finish(viewer: Viewer, id: string): Promise<EmergencyView> {
    await this.db.as(viewer, async (tx) => {
      const access = await tx.findOneForUpdate(EmergencyAccess, { id });
      if (access?.openedBy !== viewer.id) throw new NotFoundError();
      if (access.untilAt <= viewer.now) throw new ConflictError('emergency.over');
      await tx.updateVersion(EmergencyAccess, { id }, access, access.version, { untilAt: viewer.now });
      await tx.trace('emergencyAccess.finished', { studentId: access.studentId, subjectId: id });
    });
    return this.get(viewer, id);
  }

  /**
   * Says whether it was right, never about an own one; what was not is over at once.
   * @throws NotFoundError, StaleVersionError; ConflictError `emergency.own`, `emergency.reviewed`
   */
  async review(
    viewer: Viewer,
    id: string,
    seen: number,
    { outcome, text }: ReviewEmergencyRequest,
  ): Promise<EmergencyView> {
    await this.db.as(viewer, async (tx) => {
      const [visible] = await tx.query<Row>(ONE, [...reach(viewer), id]);
      const access = visible && (await tx.findOneForUpdate(EmergencyAccess, { id }));
      if (!access) throw new NotFoundError();
      if (access.openedBy === viewer.id) throw new ConflictError('emergency.own');
      if (access.reviewedAt !== null) throw new ConflictError('emergency.reviewed');
      const ends = outcome === 'notJustified' && access.untilAt > viewer.now;
      await tx.updateVersion(EmergencyAccess, { id }, access, seen, {
        reviewedBy: viewer.id,
        reviewedAt: viewer.now,
        outcome,
        reviewText: text,
        ...(ends ? { untilAt: viewer.now } : {}),
      });
      await tx.trace('emergencyAccess.reviewed', { studentId: access.studentId, subjectId: id, reason: outcome });
    });
    return this.get(viewer, id);
  }
}

/** The school, the children whose accesses somebody sees, and whose own ones: $1 to $4. */
function reach(viewer: Viewer): unknown[] {
  const { all, classIds } = reachOf(viewer, 'emergencyAccess.view');
  return [viewer.schoolId, all, classIds, viewer.id];
}

function toView(row: Row, viewer: Viewer, school: SchoolContext): EmergencyView {
  const own = row.openedBy === viewer.id;
  const open = row.untilAt > viewer.now;
  const reviews = grantsOf(viewer, 'emergencyAccess.review').length > 0 && mayOn(viewer, 'emergencyAccess.review', row);
  return {
    id: row.id,
    version: row.version,
    student: { id: row.studentId, name: row.studentName, class: row.class && classNameOf(row.class, school) },
    kind: row.kind,
    reasonCode: row.reasonCode,
    reason: row.reason,
    openedBy: { id: row.openedBy, name: row.openedByName },
    openedAt: row.openedAt.toISOString(),
    until: row.untilAt.toISOString(),
    reviewDueOn: row.reviewDueOn,
    overdue: row.reviewedAt === null && row.reviewDueOn < viewer.today,
    review:
      row.reviewedAt && row.reviewedBy
        ? {
            by: { id: row.reviewedBy, name: row.reviewedByName ?? '' },
            at: row.reviewedAt.toISOString(),
            outcome: row.outcome!,
            text: row.reviewText ?? '',
          }
        : null,
    may: [
      ...(own && open ? ['look', 'finish'] : []),
      ...(!own && row.reviewedAt === null && reviews ? ['review'] : []),
    ],
  };
}
