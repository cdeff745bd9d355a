import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { mayOn, reachOf, reachSeeing, withheldFrom } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import { asHeadTeacherOf, IN_EMERGENCY, isOpenInEmergency, THIS_CHILD } from '../../platform/access/emergency.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
  StaleVersionError,
} from '../../platform/errors/domain-error.js';
import { classNameOf, SchoolContexts, type ClassFacts } from '../organisation/index.js';
import { CareFile, CareFilePeriod, CareFileUrgency } from './care-file.entities.js';
import { assertMayBecome, assertTakesCategories, isInCare, reviewProblems, stepProblems } from './care-file.rules.js';
import type { CareFileView, ChangeCareFileRequest, SetUrgencyRequest, UrgencyReviewView } from './care-files.dto.js';
import { opening, openingValues } from './opening.js';
import { withCurrent } from './stale.js';
import { reachValues, StudentAccess } from './student-access.js';

const PERIODS = `(SELECT coalesce(jsonb_agg(jsonb_build_object('status', p.status, 'from', p.from_on, 'reasonCode', p.reason_code, 'reason', p.reason,
      'toSchool', p.to_school, 'at', p.changed_at,
      'by', CASE WHEN b.id IS NULL THEN NULL ELSE jsonb_build_object('id', b.id, 'name', b.name) END) ORDER BY p.from_on, p.changed_at, p.id), '[]')
    FROM care_file_periods p LEFT JOIN staff b ON b.school_id = p.school_id AND b.id = p.changed_by WHERE p.school_id = $1 AND p.student_id = f.student_id)`;
const URGENCIES = `(SELECT coalesce(jsonb_agg(jsonb_build_object('level', u.level, 'reason', u.reason, 'reviewOn', u.review_on, 'from', u.set_on, 'at', u.set_at,
      'by', jsonb_build_object('id', b.id, 'name', b.name)) ORDER BY u.set_at DESC, u.id DESC), '[]')
    FROM care_file_urgencies u JOIN staff b ON b.school_id = u.school_id AND b.id = u.set_by WHERE u.school_id = $1 AND u.student_id = f.student_id)`;
const COLUMNS = `f.id, f.version, f.status, f.opened_on AS "openedOn", f.remark, ${PERIODS} AS periods,
  f.urgency, f.urgency_review_on AS "reviewOn", ${URGENCIES} AS urgencies, s.class_id AS "classId"`;

/** A care file with its periods, and the row its opening leaves. */
const OPEN_CARE_FILE = {
  name: 'care-file-open',
  text: `${opening('careFile.opened', 's.care_status IS NOT NULL')} SELECT ${COLUMNS}
    FROM s JOIN care_files f ON f.school_id = s.school_id AND f.student_id = s.id`,
};
const OPEN_IN_EMERGENCY = {
  name: 'care-file-open-in-emergency',
  text: `${opening('careFile.opened', 's.care_status IS NOT NULL', IN_EMERGENCY)} SELECT ${COLUMNS}
    FROM s JOIN care_files f ON f.school_id = s.school_id AND f.student_id = s.id`,
};
const CARE_FILE = `SELECT ${COLUMNS} FROM care_files f JOIN students s ON s.school_id = f.school_id AND s.id = f.student_id
  WHERE f.school_id = $1 AND f.student_id = $2`;

/** Children whose urgency is to be looked at again until a day ($4), the earliest day first. */
const REVIEWS = {
  name: 'urgency-reviews',
  text: `SELECT s.id, s.name, s.care_urgency AS level, s.care_review_on AS "reviewOn", s.class_id AS "classId", c.stage, c.entry_year AS "entryYear", c.number
    FROM students s LEFT JOIN classes c ON c.school_id = s.school_id AND c.id = s.class_id
   WHERE s.school_id = $1 AND s.care_review_on <= $4::date AND ($2::boolean OR s.class_id = ANY($3::uuid[]))
   ORDER BY s.care_review_on, s.sort_key, s.id LIMIT $5`,
};

type CareFileRow = CareFileView & { classId: string | null };
type ReviewRow = Omit<ClassFacts, 'id'> & {
  id: string;
  name: string;
  level: string;
  reviewOn: string;
  classId: string | null;
};

/** Opens, rests, closes and hands over care files, and says how urgent they are. Nothing is deleted: every state has its day, its reason and who said so. */
@Injectable()
export class CareFilesService {
  constructor(
    private readonly db: Database,
    private readonly access: StudentAccess,
    private readonly schools: SchoolContexts,
  ) {}

  /** @throws NotFoundError where the child, or its care file, is not there or not for this viewer to know */
  async open(viewer: Viewer, studentId: string): Promise<CareFileView> {
    const emergency = isOpenInEmergency(viewer, studentId, 'studentFile');
    const [row] = await this.db.read<CareFileRow>(
      viewer,
      emergency ? OPEN_IN_EMERGENCY : OPEN_CARE_FILE,
      openingValues(viewer, studentId, emergency ? THIS_CHILD : reachSeeing(viewer, 'student.view', 'careFile')),
    );
    if (!row) throw new NotFoundError();
    if (!emergency) return toCareFileView(row, viewer);
    const classId = row.classId ?? studentId;
    return toCareFileView({ ...row, classId }, asHeadTeacherOf(viewer, classId));
  }

  change(viewer: Viewer, studentId: string, seen: number, request: ChangeCareFileRequest): Promise<CareFileView> {
    return withCurrent(
      () => this.db.as(viewer, (tx) => this.changeSeen(tx, studentId, seen, request)),
      () => this.open(viewer, studentId),
    );
  }

  private async changeSeen(
    tx: Tx,
    studentId: string,
    seen: number,
    request: ChangeCareFileRequest,
  ): Promise<CareFileView> {
    const { viewer } = tx;
    const { status, on = viewer.today, reasonCode = 'other', reason = null, toSchool = null } = request;
    const student = await this.access.visible(tx, studentId, 'student.view', true);
    if (!mayOn(viewer, 'careFile.edit', student)) throw new ForbiddenError();
    const problems = stepProblems(request);
    if (problems.length > 0) throw new InvalidRequestError(problems);
    const file = await this.seenFile(tx, studentId, seen);
    assertMayBecome(file.status, status);
    await assertInOrder(tx, studentId, on);
    // A file that is closed or went with the child asks for nothing any more: it is not urgent either.
    const calms = !isInCare(status) && file.urgency !== 'normal';
    await tx.updateVersion(CareFile, { id: file.id }, file, seen, {
      status,
      ...(calms ? { urgency: 'normal' as const, urgencyReviewOn: null } : {}),
    });
    await tx.insert(CareFilePeriod, {
      id: v7(),
      studentId,
      status,
      fromOn: on,
      reasonCode,
      reason,
      toSchool,
      changedBy: viewer.id,
      changedAt: viewer.now,
    });
    if (calms) await keepUrgency(tx, studentId, { level: 'normal', reason: status, reviewOn: null });
    await tx.trace('careFile.changed', { studentId, subjectId: file.id, reason: status });
    return this.show(tx, studentId);
  }

  /** Says how urgent it is to care for the child, and when somebody looks again. Saying the same again with another day is the review. */
  setUrgency(viewer: Viewer, studentId: string, seen: number, request: SetUrgencyRequest): Promise<CareFileView> {
    return withCurrent(
      () => this.db.as(viewer, (tx) => this.setUrgencySeen(tx, studentId, seen, request)),
      () => this.open(viewer, studentId),
    );
  }

  private async setUrgencySeen(
    tx: Tx,
    studentId: string,
    seen: number,
    { level, reason, reviewOn }: SetUrgencyRequest,
  ): Promise<CareFileView> {
    const { viewer } = tx;
    const student = await this.access.visible(tx, studentId, 'student.view', true);
    if (!mayOn(viewer, 'urgency.edit', student)) throw new ForbiddenError();
    const problems = reviewProblems(level, reviewOn, viewer.today);
    if (problems.length > 0) throw new InvalidRequestError(problems);
    const file = await this.seenFile(tx, studentId, seen);
    assertTakesCategories(file.status);
    await tx.updateVersion(CareFile, { id: file.id }, file, seen, {
      urgency: level,
      urgencyReviewOn: reviewOn ?? null,
    });
    await keepUrgency(tx, studentId, { level, reason, reviewOn: reviewOn ?? null });
    await tx.trace('urgency.set', { studentId, subjectId: file.id, reason: level });
    return this.show(tx, studentId);
  }

  /** What is to be looked at again until a day, for whoever may say how urgent it is. */
  async reviews(
    viewer: Viewer,
    { until, limit }: { readonly until: string; readonly limit: number },
  ): Promise<UrgencyReviewView[]> {
    const { all, classIds } = reachOf(viewer, 'urgency.edit');
    if (!all && classIds.length === 0) return [];
    const school = await this.schools.of(viewer);
    const rows = await this.db.read<ReviewRow>(viewer, REVIEWS, [
      viewer.schoolId,
      ...reachValues(viewer, 'urgency.edit'),
      until,
      limit,
    ]);
    return rows.map((row) => ({
      student: {
        id: row.id,
        name: row.name,
        class: row.classId ? classNameOf({ ...row, id: row.classId }, school) : null,
      },
      level: row.level,
      reviewOn: row.reviewOn,
    }));
  }

  private async seenFile(tx: Tx, studentId: string, seen: number): Promise<CareFile> {
    const file = await tx.findOneForUpdate(CareFile, { studentId });
    if (!file) throw new ConflictError('careFile.missing');
    if (file.version !== seen) throw new StaleVersionError(file.version);
    return file;
  }

  private async show(tx: Tx, studentId: string): Promise<CareFileView> {
    const [row] = await tx.query<CareFileRow>(CARE_FILE, [tx.viewer.schoolId, studentId]);
    return toCareFileView(row!, tx.viewer);
  }
}

/** A status begins on or after the day the last one began, and not in the future: it counts at once. */
async function assertInOrder(tx: Tx, studentId: string, on: string): Promise<void> {
  if (on > tx.viewer.today) throw InvalidRequestError.at('/on', 'date.future');
  const periods = await tx.find(CareFilePeriod, { studentId });
  const last = periods
    .map(({ fromOn }) => fromOn)
    .sort()
    .at(-1);
  if (last !== undefined && on < last) throw InvalidRequestError.at('/on', 'date.order', { after: last });
}

/** Gives a care file another urgency, outside of a person's own decision on it: where two files become one. */
export async function restateUrgency(
  tx: Tx,
  studentId: string,
  wanted: Pick<CareFileUrgency, 'level' | 'reason' | 'reviewOn'>,
): Promise<void> {
  const file = await tx.findOneForUpdate(CareFile, { studentId });
  if (!file) return;
  const { level: urgency, reviewOn: urgencyReviewOn } = wanted;
  await tx.updateVersion(CareFile, { id: file.id }, file, file.version, { urgency, urgencyReviewOn });
  await keepUrgency(tx, studentId, wanted);
  await tx.trace('urgency.set', { studentId, subjectId: file.id, reason: urgency });
}

async function keepUrgency(
  tx: Tx,
  studentId: string,
  { level, reason, reviewOn }: Pick<CareFileUrgency, 'level' | 'reason' | 'reviewOn'>,
): Promise<void> {
  const { viewer } = tx;
  await tx.insert(CareFileUrgency, {
    id: v7(),
    studentId,
    level,
    reason,
    reviewOn,
    setBy: viewer.id,
    setOn: viewer.today,
    setAt: viewer.now,
  });
}

function toCareFileView(row: CareFileRow, viewer: Viewer): CareFileView {
  const { id, version, status, openedOn, remark } = row;
  const knows = !withheldFrom(viewer, 'student.view', { classId: row.classId }).has('urgency');
  return {
    id,
    version,
    status,
    openedOn,
    remark,
    periods: row.periods.map(({ status: was, from, reasonCode, reason, toSchool, by, at }) => ({
      status: was,
      from,
      reasonCode,
      reason,
      toSchool,
      by,
      at: new Date(at).toISOString(),
    })),
    urgency: knows ? row.urgency : null,
    reviewOn: knows ? row.reviewOn : null,
    urgencies: knows
      ? (row.urgencies ?? []).map(({ level, reason, reviewOn, from, by, at }) => ({
          level,
          reason,
          reviewOn,
          from,
          by,
          at: new Date(at).toISOString(),
        }))
      : null,
  };
}
