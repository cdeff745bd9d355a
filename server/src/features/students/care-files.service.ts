import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { mayOn, reachSeeing, type CategoryCode } from '@tongxin/shared';
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
import { CareCategory, CareFile, CareFilePeriod } from './care-file.entities.js';
import { assertMayBecome, assertTakesCategories } from './care-file.rules.js';
import type { AddCategoryRequest, CareFileView, ChangeCareFileRequest, EndCategoryRequest } from './care-files.dto.js';
import { opening, openingValues } from './opening.js';
import { withCurrent } from './stale.js';
import { StudentAccess } from './student-access.js';
import { addCategories, openCareFiles } from './student-writer.js';
import type { CategoryView } from './students.dto.js';

const PERIODS = `(SELECT coalesce(jsonb_agg(jsonb_build_object('status', p.status, 'from', p.from_on, 'reason', p.reason, 'at', p.changed_at,
      'by', CASE WHEN b.id IS NULL THEN NULL ELSE jsonb_build_object('id', b.id, 'name', b.name) END) ORDER BY p.from_on, p.changed_at, p.id), '[]')
    FROM care_file_periods p LEFT JOIN staff b ON b.school_id = p.school_id AND b.id = p.changed_by WHERE p.school_id = $1 AND p.student_id = f.student_id)`;
const COLUMNS = `f.id, f.version, f.status, f.opened_on AS "openedOn", f.remark, ${PERIODS} AS periods`;

/** A care file with its periods, and the row its opening leaves. */
const OPEN_CARE_FILE = {
  name: 'care-file-open',
  text: `${opening('careFile.opened', 's.care_status IS NOT NULL')} SELECT ${COLUMNS}
    FROM s JOIN care_files f ON f.school_id = s.school_id AND f.student_id = s.id`,
};
const CARE_FILE = `SELECT ${COLUMNS} FROM care_files f WHERE f.school_id = $1 AND f.student_id = $2`;

/** Opens, rests and closes care files, and says why a child is in care. Nothing is deleted: what is over has a last day and a reason. */
@Injectable()
export class CareFilesService {
  constructor(
    private readonly db: Database,
    private readonly access: StudentAccess,
  ) {}

  /** @throws NotFoundError where the child, or its care file, is not there or not for this viewer to know */
  async open(viewer: Viewer, studentId: string): Promise<CareFileView> {
    const [row] = await this.db.read<CareFileView>(
      viewer,
      OPEN_CARE_FILE,
      openingValues(viewer, studentId, reachSeeing(viewer, 'student.view', 'careFile')),
    );
    if (!row) throw new NotFoundError();
    return toCareFileView(row);
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
    { status, on = tx.viewer.today, reason }: ChangeCareFileRequest,
  ): Promise<CareFileView> {
    const { viewer } = tx;
    const student = await this.access.visible(tx, studentId, 'student.view', true);
    if (!mayOn(viewer, 'careFile.edit', student)) throw new ForbiddenError();
    const file = await tx.findOneForUpdate(CareFile, { studentId });
    if (!file) throw new ConflictError('careFile.missing');
    if (file.version !== seen) throw new StaleVersionError(file.version);
    assertMayBecome(file.status, status);
    await assertInOrder(tx, studentId, on);
    await tx.updateVersion(CareFile, { id: file.id }, file, seen, { status });
    await tx.insert(CareFilePeriod, {
      id: v7(),
      studentId,
      status,
      fromOn: on,
      reason,
      changedBy: viewer.id,
      changedAt: viewer.now,
    });
    await tx.trace('careFile.changed', { studentId, subjectId: file.id, reason: status });
    const [row] = await tx.query<CareFileView>(CARE_FILE, [viewer.schoolId, studentId]);
    return toCareFileView(row!);
  }

  /** Lets a category begin; the first one of a pupil opens the care file. */
  addCategory(viewer: Viewer, studentId: string, request: AddCategoryRequest): Promise<CategoryView> {
    return this.db.as(viewer, async (tx) => {
      const student = await this.access.visible(tx, studentId, 'student.view', true);
      if (!mayOn(viewer, 'category.edit', student)) throw new ForbiddenError();
      if (student.careStatus !== null) assertTakesCategories(student.careStatus);
      const { code, from, basis = null } = request;
      if (from > viewer.today) throw InvalidRequestError.at('/from', 'date.future');
      const known = await tx.find(CareCategory, { studentId, code });
      if (known.some(({ toOn }) => toOn === null)) throw new ConflictError('category.open');
      const lastDay = known
        .map(({ toOn }) => toOn!)
        .sort()
        .at(-1);
      if (lastDay !== undefined && from <= lastDay)
        throw InvalidRequestError.at('/from', 'date.order', { after: lastDay });

      if (student.careStatus === null) await openCareFiles(tx, [{ studentId, on: from, remark: null }]);
      const id = v7();
      await addCategories(tx, [{ id, studentId, code: code as CategoryCode, from, basis }]);
      await tx.trace('category.added', { studentId, subjectId: id });
      return { id, version: 1, code, from, to: null, basis };
    });
  }

  /** Lets a category end, with its last day and the reason. */
  endCategory(
    viewer: Viewer,
    studentId: string,
    categoryId: string,
    seen: number,
    request: EndCategoryRequest,
  ): Promise<CategoryView> {
    return withCurrent(
      () => this.endCategorySeen(viewer, studentId, categoryId, seen, request),
      () =>
        this.db.as(viewer, async (tx) => {
          await this.access.visible(tx, studentId, 'category.edit');
          const category = await tx.findOne(CareCategory, { id: categoryId, studentId });
          if (!category) throw new NotFoundError();
          await tx.trace('careFile.opened', { studentId, subjectId: categoryId });
          return toCategoryView(category);
        }),
    );
  }

  private endCategorySeen(
    viewer: Viewer,
    studentId: string,
    categoryId: string,
    seen: number,
    { to, reason }: EndCategoryRequest,
  ): Promise<CategoryView> {
    return this.db.as(viewer, async (tx) => {
      const student = await this.access.visible(tx, studentId, 'student.view', true);
      if (!mayOn(viewer, 'category.edit', student)) throw new ForbiddenError();
      const category = await tx.findOneForUpdate(CareCategory, { id: categoryId, studentId });
      if (!category) throw new NotFoundError();
      if (category.version !== seen) throw new StaleVersionError(category.version);
      if (category.toOn !== null) throw new ConflictError('category.ended');
      if (to > viewer.today) throw InvalidRequestError.at('/to', 'date.future');
      if (to < category.fromOn) throw InvalidRequestError.at('/to', 'date.order', { after: category.fromOn });
      await tx.updateVersion(CareCategory, { id: categoryId }, category, seen, { toOn: to, endReason: reason });
      await tx.trace('category.ended', { studentId, subjectId: categoryId });
      return toCategoryView({ ...category, version: seen + 1, toOn: to });
    });
  }
}

/** A status begins on or after the day the last one began, and not in the future. */
async function assertInOrder(tx: Tx, studentId: string, on: string): Promise<void> {
  if (on > tx.viewer.today) throw InvalidRequestError.at('/on', 'date.future');
  const periods = await tx.find(CareFilePeriod, { studentId });
  const last = periods
    .map(({ fromOn }) => fromOn)
    .sort()
    .at(-1);
  if (last !== undefined && on < last) throw InvalidRequestError.at('/on', 'date.order', { after: last });
}

function toCategoryView(category: CareCategory): CategoryView {
  const { id, version, code, fromOn, toOn, basis } = category;
  return { id, version, code, from: fromOn, to: toOn, basis };
}

function toCareFileView(row: CareFileView): CareFileView {
  const { id, version, status, openedOn, remark } = row;
  return {
    id,
    version,
    status,
    openedOn,
    remark,
    periods: row.periods.map(({ status: was, from, reason, by, at }) => ({
      status: was,
      from,
      reason,
      by,
      at: new Date(at).toISOString(),
    })),
  };
}
