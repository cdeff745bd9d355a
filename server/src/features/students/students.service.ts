import { Injectable } from '@nestjs/common';
import {
  checkBirthDate,
  checkIdNumber,
  checkPersonName,
  checkStudentNumber,
  gradeOf,
  mayOn,
  reachOf,
  type CategoryCode,
} from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ForbiddenError, StaleVersionError } from '../../platform/errors/domain-error.js';
import { SchoolContexts, SchoolClass, type SchoolContext } from '../organisation/index.js';
import { loadCard, renewKeys } from './card-store.js';
import { FieldChecks } from './field-checks.js';
import { withCurrent } from './stale.js';
import { StudentAccess } from './student-access.js';
import {
  keepStudentHistory,
  moveClass,
  studentChanges,
  type FieldChange,
  type StudentFacts,
} from './student-changes.js';
import type { CategoryDraft, StudentDraft } from './student-draft.js';
import { StudentFiles } from './student-files.js';
import { idNumberOf } from './student-parts.js';
import { StudentWriter, writeStudent } from './student-writer.js';
import type { CreateStudentRequest, EditStudentRequest, NewCategory, StudentFileView } from './students.dto.js';

const FACTS = `SELECT s.id, s.version, s.name, s.sex, s.birth_date AS "birthDate", s.id_number AS "idNumber", s.student_number AS "studentNumber",
    s.class_id AS "classId" FROM students s WHERE s.school_id = $1 AND s.id = $2`;

/** Adds children and changes what is kept of the child itself; every old value stays in its history. */
@Injectable()
export class StudentsService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly access: StudentAccess,
    private readonly writer: StudentWriter,
    private readonly files: StudentFiles,
  ) {}

  async create(viewer: Viewer, request: CreateStudentRequest): Promise<StudentFileView> {
    const school = await this.schools.of(viewer);
    const mayCategorise = mayOn(viewer, 'category.edit', { classId: request.classId ?? null });
    if ((request.categories ?? []).length > 0 && !mayCategorise) throw new ForbiddenError();
    return this.db.as(viewer, async (tx) => {
      const checks = new FieldChecks();
      const draft = draftFrom(request, viewer, checks);
      if (request.classId) await checkClass(tx, request.classId, school, checks);
      checks.refuse();
      const [created] = await this.writer.createMany(tx, [draft]);
      return this.files.show(tx, created!.id);
    });
  }

  edit(viewer: Viewer, studentId: string, seen: number, request: EditStudentRequest): Promise<StudentFileView> {
    return withCurrent(
      () => this.editSeen(viewer, studentId, seen, request),
      () => this.files.open(viewer, studentId),
    );
  }

  private async editSeen(
    viewer: Viewer,
    studentId: string,
    seen: number,
    request: EditStudentRequest,
  ): Promise<StudentFileView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      await this.access.visible(tx, studentId, 'student.edit', true);
      const [row] = await tx.query<StudentFacts & { version: number }>(FACTS, [viewer.schoolId, studentId]);
      const { version, ...stored } = row!;
      const checks = new FieldChecks();
      const wanted = wantedFrom(request, stored, viewer, checks);
      const moves = wanted.classId !== stored.classId;
      if (moves) assertMayMove(viewer);
      if (version !== seen) throw new StaleVersionError(version);
      if (moves && wanted.classId) await checkClass(tx, wanted.classId, school, checks);
      checks.refuse();

      const changes: FieldChange[] = studentChanges(stored, wanted);
      if (changes.length > 0) {
        if (moves) await moveClass(tx, studentId, wanted.classId, request.movedOn ?? viewer.today);
        await writeStudent(tx, wanted);
        await keepStudentHistory(tx, studentId, changes, null, request.numberReason ?? 'newNumber');
        if (wanted.name !== stored.name) await renewKeys(tx, wanted, (await loadCard(tx, studentId)).card);
        await tx.trace('student.edited', { studentId });
      }
      return this.files.show(tx, studentId);
    });
  }
}

/** A head teacher changes what is known of a child of the own class; from class to class only those move it who answer for the whole school. */
function assertMayMove(viewer: Viewer): void {
  if (!reachOf(viewer, 'student.edit').all) throw new ForbiddenError();
}

function draftFrom(request: CreateStudentRequest, viewer: Viewer, checks: FieldChecks): StudentDraft {
  const id =
    request.idNumber === undefined ? null : checks.take('/idNumber', checkIdNumber(request.idNumber, viewer.today));
  const number =
    request.studentNumber === undefined
      ? null
      : checks.take('/studentNumber', checkStudentNumber(request.studentNumber));
  if (id && number?.idNumber && number.idNumber.number !== id.number)
    checks.add('/studentNumber', 'studentNumber.differsFromIdNumber');
  const birthDate =
    request.birthDate === undefined ? null : checks.take('/birthDate', checkBirthDate(request.birthDate, viewer.today));
  return {
    name: checks.take('/name', checkPersonName(request.name)) ?? '',
    sex: request.sex,
    birthDate: birthDate ?? id?.birthDate ?? number?.idNumber?.birthDate ?? null,
    idNumber: id?.number ?? null,
    studentNumber: number?.number ?? null,
    classId: request.classId ?? null,
    openedOn: viewer.today,
    categories: categoriesFrom(request.categories ?? [], viewer, checks),
    card: { address: request.address ?? null, village: request.village ?? null },
  };
}

function categoriesFrom(categories: readonly NewCategory[], viewer: Viewer, checks: FieldChecks): CategoryDraft[] {
  return categories.map(({ code, from, basis }, position) => {
    if (categories.findIndex((one) => one.code === code) !== position)
      checks.add(`/categories/${position}/code`, 'category.open');
    if (from !== undefined && from > viewer.today) checks.add(`/categories/${position}/from`, 'date.future');
    return { code: code as CategoryCode, from: from ?? viewer.today, basis: basis ?? null };
  });
}

/** The student as the request wants it: what it does not name stays, null clears. */
function wantedFrom(
  request: EditStudentRequest,
  stored: StudentFacts,
  viewer: Viewer,
  checks: FieldChecks,
): StudentFacts {
  const { today } = viewer;
  const idNumber =
    request.idNumber == null
      ? request.idNumber
      : checks.take('/idNumber', checkIdNumber(request.idNumber, today))?.number;
  const studentNumber =
    request.studentNumber == null
      ? request.studentNumber
      : checks.take('/studentNumber', checkStudentNumber(request.studentNumber))?.number;
  const birthDate =
    request.birthDate == null ? request.birthDate : checks.take('/birthDate', checkBirthDate(request.birthDate, today));
  if (request.movedOn !== undefined) {
    if (request.classId === undefined || request.classId === stored.classId) checks.add('/movedOn', 'field.unknown');
    else if (request.movedOn > today) checks.add('/movedOn', 'date.future');
  }
  const wanted = {
    id: stored.id,
    name:
      request.name === undefined ? stored.name : (checks.take('/name', checkPersonName(request.name)) ?? stored.name),
    sex: request.sex ?? stored.sex,
    birthDate: birthDate === undefined ? stored.birthDate : birthDate,
    idNumber: idNumber === undefined ? stored.idNumber : idNumber,
    studentNumber: studentNumber === undefined ? stored.studentNumber : studentNumber,
    classId: request.classId === undefined ? stored.classId : request.classId,
  };
  const inside =
    wanted.studentNumber === stored.studentNumber ? null : idNumberOf({ studentNumber: wanted.studentNumber });
  if (inside && wanted.idNumber && inside !== wanted.idNumber)
    checks.add('/studentNumber', 'studentNumber.differsFromIdNumber');
  return inside && request.idNumber === undefined ? { ...wanted, idNumber: wanted.idNumber ?? inside } : wanted;
}

/** A child goes into a class of the school that is at school this year. */
async function checkClass(tx: Tx, classId: string, school: SchoolContext, checks: FieldChecks): Promise<void> {
  const found = await tx.findOne(SchoolClass, { id: classId });
  if (!found) checks.add('/classId', 'class.unknown');
  else if (gradeOf({ ...found, system: school.system }, school.schoolYear) === null)
    checks.add('/classId', 'class.graduated');
}
