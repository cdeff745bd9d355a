import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { mayOn, RESTRICTED_CATEGORIES, type CategoryCode } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError, ForbiddenError, NotFoundError, StaleVersionError } from '../../platform/errors/domain-error.js';
import { CareCategory } from './care-file.entities.js';
import { assertTakesCategories } from './care-file.rules.js';
import type { AddCategoryRequest, CategoryView, ChangeAudienceRequest, EndCategoryRequest } from './categories.dto.js';
import { assertMayBegin, assertMayEnd, audienceOf } from './category.rules.js';
import { withCurrent } from './stale.js';
import { StudentAccess, type VisibleStudent } from './student-access.js';
import { addCategories, openCareFiles } from './student-parts.js';

/** Says why a child is in care, and who knows of it. Nothing is deleted: what is over has a last day and a reason. */
@Injectable()
export class CategoriesService {
  constructor(
    private readonly db: Database,
    private readonly access: StudentAccess,
  ) {}

  /** Lets a category begin; the first one of a pupil opens the care file. */
  add(viewer: Viewer, studentId: string, request: AddCategoryRequest): Promise<CategoryView> {
    return this.db.as(viewer, async (tx) => {
      const student = await this.editable(tx, studentId);
      return toCategoryView(await beginCategory(tx, student, { ...request, addedBy: viewer.id }));
    });
  }

  /** Lets a category end, with its last day and the reason. */
  end(
    viewer: Viewer,
    studentId: string,
    categoryId: string,
    seen: number,
    { to, reason }: EndCategoryRequest,
  ): Promise<CategoryView> {
    return this.changed(viewer, studentId, categoryId, seen, async (tx, category) => {
      await endCategory(tx, category, { to, reason });
    });
  }

  /** Keeps a restricted category to the department and the principal, or lets the head teacher know of it again. */
  changeAudience(
    viewer: Viewer,
    studentId: string,
    categoryId: string,
    seen: number,
    { audience }: ChangeAudienceRequest,
  ): Promise<CategoryView> {
    return this.changed(viewer, studentId, categoryId, seen, async (tx, category) => {
      if (!RESTRICTED_CATEGORIES.includes(category.code as CategoryCode))
        throw new ConflictError('category.notRestricted');
      const departmentOnly = audience === 'department';
      await tx.updateVersion(CareCategory, { id: categoryId }, category, seen, { departmentOnly });
      await tx.trace('category.audienceChanged', { studentId, subjectId: categoryId, reason: audience });
    });
  }

  /** See, may, and the version; then the change, and what the category is now. A stale version leads to what there is, which leaves a row. */
  private changed(
    viewer: Viewer,
    studentId: string,
    categoryId: string,
    seen: number,
    change: (tx: Tx, category: CareCategory) => Promise<void>,
  ): Promise<CategoryView> {
    return withCurrent(
      () =>
        this.db.as(viewer, async (tx) => {
          await this.editable(tx, studentId);
          const category = await tx.findOneForUpdate(CareCategory, { id: categoryId, studentId });
          if (!category) throw new NotFoundError();
          if (category.version !== seen) throw new StaleVersionError(category.version);
          await change(tx, category);
          return toCategoryView((await tx.findOne(CareCategory, { id: categoryId }))!);
        }),
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

  private async editable(tx: Tx, studentId: string): Promise<VisibleStudent> {
    const student = await this.access.visible(tx, studentId, 'student.view', true);
    if (!mayOn(tx.viewer, 'category.edit', student)) throw new ForbiddenError();
    return student;
  }
}

/**
 * Lets a category of a child begin, with the trace; opens the care file of a pupil who had none.
 * @throws ConflictError `careFile.notOpen`, `category.open`; InvalidRequestError at `/from`
 */
export async function beginCategory(
  tx: Tx,
  student: VisibleStudent,
  { code, from, basis = null, addedBy }: { code: CategoryCode; from: string; basis?: string | null; addedBy: string },
): Promise<CareCategory> {
  if (student.careStatus !== null) assertTakesCategories(student.careStatus);
  const studentId = student.id;
  assertMayBegin(await tx.find(CareCategory, { studentId, code }), from, tx.viewer.today);
  if (student.careStatus === null) await openCareFiles(tx, [{ studentId, on: from, remark: null }]);
  const id = v7();
  await addCategories(tx, [{ id, studentId, code, from, basis, addedBy }]);
  await tx.trace('category.added', { studentId, subjectId: id });
  return (await tx.findOne(CareCategory, { id }))!;
}

/** Lets a category end, with the trace. @throws ConflictError `category.ended`; InvalidRequestError at `/to` */
export async function endCategory(
  tx: Tx,
  category: CareCategory,
  { to, reason }: { to: string; reason: string },
): Promise<void> {
  assertMayEnd(category, to, tx.viewer.today);
  await tx.updateVersion(CareCategory, { id: category.id }, category, category.version, {
    toOn: to,
    endReason: reason,
  });
  await tx.trace('category.ended', { studentId: category.studentId, subjectId: category.id });
}

function toCategoryView(category: CareCategory): CategoryView {
  const { id, version, code, fromOn, toOn, basis, endReason } = category;
  return { id, version, code, from: fromOn, to: toOn, basis, endReason, audience: audienceOf(category) };
}
