import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { lastTermBegunBy, mayOn, reachOf, type StandardCode, type StandardFrequency } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
  StaleVersionError,
} from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, TOTAL_CAP, toPage, type Page } from '../../platform/fields/page.js';
import { classNameOf, SchoolContexts, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import { reachValues, StudentAccess } from '../students/index.js';
import type { AskingWindow, Standard } from './asking-windows.js';
import { DUTIES_OF_STUDENT } from './duties.queries.js';
import { dutySetValues } from './duty-set.js';
import { DutyExemption } from './duty.entities.js';
import { EXEMPTIONS, OPEN_EXEMPTION } from './exemptions.queries.js';
import type {
  EndExemptionRequest,
  ExemptionListItem,
  ExemptionQuery,
  ExemptionView,
  GrantExemptionRequest,
} from './exemptions.dto.js';
import { STANDARD_TITLES } from './standard-titles.js';
import { presentWindows } from './standard-view.js';
import { STANDARDS } from './standards.queries.js';

const PAGE_SIZE = 25;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface ExemptionRow {
  id: string;
  version: number;
  studentId: string;
  studentName: string;
  class: ClassFacts | null;
  standardId: string;
  code: StandardCode;
  every: StandardFrequency;
  from: string;
  to: string;
  current: boolean;
  endedOn: string | null;
  grantedBy: { id: string; name: string };
  grantedAt: string;
}

interface OpenedRow extends ExemptionRow {
  reason: string;
  endReason: string | null;
  endedBy: { id: string; name: string } | null;
  endedAt: string | null;
}

/** Children excused from a standard for a while: by the department, with a reason, never by forgetting. */
@Injectable()
export class ExemptionsService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly access: StudentAccess,
  ) {}

  /** @throws InvalidRequestError where the cursor is not one of this list */
  async list(viewer: Viewer, query: ExemptionQuery): Promise<Page<ExemptionListItem>> {
    const school = await this.schools.of(viewer);
    const limit = query.limit ?? PAGE_SIZE;
    const [answer] = await this.db.read<{ rows: ExemptionRow[]; total: number | null }>(viewer, EXEMPTIONS, [
      viewer.schoolId,
      ...reachValues(viewer, 'exemption.view'),
      viewer.today,
      query.studentId ?? null,
      query.current ?? false,
      limit + 1,
      afterOf(query.cursor),
      query.total ?? false,
    ]);
    const page = toPage(
      answer?.rows ?? [],
      limit,
      (row) => toListItem(row, school),
      ({ id }) => toCursor([id]),
    );
    if (answer?.total == null) return page;
    return {
      ...page,
      total: Math.min(answer.total, TOTAL_CAP),
      ...(answer.total > TOTAL_CAP ? { totalCapped: true } : {}),
    };
  }

  /** Opens one, with its reason. @throws NotFoundError where it is not there or not for this viewer to know */
  async open(viewer: Viewer, id: string): Promise<ExemptionView> {
    const school = await this.schools.of(viewer);
    const [answer] = await this.db.read<{ row: OpenedRow }>(viewer, OPEN_EXEMPTION, openValues(viewer, id));
    if (!answer) throw new NotFoundError();
    return toView(answer.row, school);
  }

  /**
   * Excuses a child from every window of a rule that ends between two days.
   * @throws InvalidRequestError where no window in which the rule asks for the child ends there, or only such of terms that are over;
   * ConflictError where the care file is closed, or the child is excused already
   */
  async grant(viewer: Viewer, request: GrantExemptionRequest): Promise<ExemptionView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const { studentId, from, to, reason } = request;
      const student = await this.access.visible(tx, studentId, 'exemption.view', true);
      if (!mayOn(viewer, 'exemption.edit', student)) throw new ForbiddenError();
      if (to < from) throw InvalidRequestError.at('/to', 'date.order', { after: from });
      if (student.careStatus === null) throw new ConflictError('careFile.missing');
      if (student.careStatus === 'closed' || student.careStatus === 'transferred')
        throw new ConflictError('careFile.notOpen');
      const standardId = request.standardId.toLowerCase();
      const rule = (await tx.query<Standard>(STANDARDS, [viewer.schoolId])).filter((one) => one.ruleId === standardId);
      if (rule.length === 0) throw InvalidRequestError.at('/standardId', 'standard.unknown');
      const windows = await windowsAsked(tx, school, rule, request);
      const granted = await tx.find(DutyExemption, { studentId: student.id, standardId });
      if (windows.some((window) => granted.some((one) => excusesFrom(one, window))))
        throw new ConflictError('exemption.exists');

      const id = v7();
      await tx.insert(DutyExemption, {
        id,
        standardId,
        studentId: student.id,
        fromOn: from,
        toOn: to,
        reason,
        grantedBy: viewer.id,
        grantedAt: viewer.now,
      });
      await tx.trace('exemption.granted', { studentId: student.id, subjectId: id });
      return this.shown(tx, id, school);
    });
  }

  /**
   * The child is asked again: from today on, or as if it had never been excused. Windows that ended before that day stay excused.
   * @throws ConflictError where it was ended already
   */
  async end(viewer: Viewer, id: string, seen: number, request: EndExemptionRequest): Promise<ExemptionView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const known = await tx.findOne(DutyExemption, { id });
      if (!known) throw new NotFoundError();
      const student = await this.access.visible(tx, known.studentId, 'exemption.view', true);
      if (!mayOn(viewer, 'exemption.edit', student)) throw new ForbiddenError();
      const exemption = (await tx.findOneForUpdate(DutyExemption, { id }))!;
      if (exemption.version !== seen) throw new StaleVersionError(exemption.version, await this.shown(tx, id, school));
      if (exemption.endedOn !== null) throw new ConflictError('exemption.ended');
      const { from = viewer.today, reason } = request;
      if (from < exemption.fromOn) throw InvalidRequestError.at('/from', 'date.order', { after: exemption.fromOn });
      if (from > exemption.toOn) throw new ConflictError('exemption.over');
      await tx.updateVersion(DutyExemption, { id }, exemption, seen, {
        endedOn: from,
        endReason: reason,
        endedBy: viewer.id,
        endedAt: viewer.now,
      });
      await tx.trace('exemption.ended', { studentId: exemption.studentId, subjectId: id });
      return this.shown(tx, id, school);
    });
  }

  /** Shows what was just changed; the change itself stands in the access log, and so does this. */
  private async shown(tx: Tx, id: string, school: SchoolContext): Promise<ExemptionView> {
    const [answer] = await tx.query<{ row: OpenedRow }>(OPEN_EXEMPTION, openValues(tx.viewer, id));
    return toView(answer!.row, school);
  }
}

/** The rule of the database: the window ends in the days of the exemption, and before it was ended. */
function excusesFrom({ fromOn, toOn, endedOn }: DutyExemption, { to }: AskingWindow): boolean {
  return fromOn <= to && to <= toOn && (endedOn === null || to < endedOn);
}

/**
 * @returns the windows that end in the days of a request, in which the rule asks for this child
 * @throws InvalidRequestError where there are none: an exemption excuses from something
 */
async function windowsAsked(
  tx: Tx,
  { calendar, today }: SchoolContext,
  rule: readonly Standard[],
  { studentId, from, to }: GrantExemptionRequest,
): Promise<AskingWindow[]> {
  const since = lastTermBegunBy(calendar, today)?.from ?? today;
  const windows = presentWindows(rule, calendar, today).filter((one) => one.to >= from && one.to <= to);
  if (windows.length === 0)
    throw InvalidRequestError.at('/from', to < since ? 'exemption.termOver' : 'exemption.noWindow');
  const reach = reachOf(tx.viewer, 'exemption.edit');
  const [answer] = await tx.query<{ rows: { position: number }[] }>(DUTIES_OF_STUDENT, [
    ...dutySetValues(tx.viewer, 'exemption.edit', windows, calendar),
    [studentId],
    reach.all,
    reach.classIds,
  ]);
  const asked = windows.filter((_, index) => (answer?.rows ?? []).some(({ position }) => position === index));
  if (asked.length === 0) throw InvalidRequestError.at('/from', 'exemption.noWindow');
  return asked;
}

function openValues(viewer: Viewer, id: string): unknown[] {
  return [
    viewer.schoolId,
    ...reachValues(viewer, 'exemption.view'),
    viewer.today,
    id,
    v7(),
    viewer.now,
    viewer.id,
    viewer.requestId,
  ];
}

function toListItem(row: ExemptionRow, school: SchoolContext): ExemptionListItem {
  return {
    id: row.id,
    version: row.version,
    student: { id: row.studentId, name: row.studentName, class: row.class && classNameOf(row.class, school) },
    standard: { id: row.standardId, code: row.code, title: STANDARD_TITLES[row.code][row.every], every: row.every },
    from: row.from,
    to: row.to,
    current: row.current,
    endedOn: row.endedOn,
    grantedBy: row.grantedBy,
    grantedAt: new Date(row.grantedAt).toISOString(),
  };
}

function toView(row: OpenedRow, school: SchoolContext): ExemptionView {
  return {
    ...toListItem(row, school),
    reason: row.reason,
    endReason: row.endReason,
    endedBy: row.endedBy,
    endedAt: row.endedAt === null ? null : new Date(row.endedAt).toISOString(),
  };
}

function afterOf(cursor: string | undefined): string | null {
  const id = fromCursor(cursor, 1)?.[0] ?? null;
  if (id !== null && !(typeof id === 'string' && UUID.test(id)))
    throw InvalidRequestError.at('/cursor', 'request.cursorInvalid');
  return id;
}
