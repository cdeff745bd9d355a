import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { firstGradeOf, gradeOf, holds, primaryGrades, type Cohort, type SchoolSystem } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  ConflictError,
  InvalidRequestError,
  NotFoundError,
  StaleVersionError,
  type FieldProblem,
} from '../../platform/errors/domain-error.js';
import type { Page } from '../../platform/fields/page.js';
import type { CreateClassesRequest, EditClassRequest } from './classes.dto.js';
import type { ClassHead, ClassView } from './organisation.dto.js';
import { SchoolClass } from './organisation.entities.js';
import { classNameOf, SchoolContexts, type ClassFacts } from './school-context.js';
import { lockSchool } from './school-lock.js';

const COLUMNS = `c.id, c.version, c.stage, c.entry_year AS "entryYear", c.number,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'deputy', a.role = 'deputy') ORDER BY a.role DESC, s.name), '[]')
         FROM class_assignments a JOIN staff s ON s.school_id = a.school_id AND s.id = a.staff_id
        WHERE a.school_id = $1 AND a.class_id = c.id AND a.role IN ('headTeacher', 'deputy') AND a.from_on <= $2 AND (a.to_on IS NULL OR a.to_on >= $2)) AS heads,
      CASE WHEN $3::boolean THEN (SELECT count(*)::int FROM students p WHERE p.school_id = $1 AND p.class_id = c.id) END AS pupils
    FROM classes c WHERE c.school_id = $1`;
const CLASSES = {
  name: 'classes',
  text: `SELECT ${COLUMNS} ORDER BY c.stage DESC, c.entry_year DESC, c.number LIMIT 1000`,
};
const CLASS = `SELECT ${COLUMNS} AND c.id = ANY($4::uuid[])`;

interface ClassRow extends ClassFacts {
  readonly version: number;
  readonly heads: ClassHead[];
  readonly pupils: number | null;
}

/** The classes of a school. A class is a cohort; what it is called follows from the school year one looks at. */
@Injectable()
export class ClassesService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
  ) {}

  /** The classes at school in a school year, by grade and number; those that have left or not yet begun by then are not among them. */
  async list(viewer: Viewer, schoolYear?: number): Promise<Page<ClassView>> {
    const { schoolYear: present } = await this.schools.of(viewer);
    const rows = await this.db.read<ClassRow>(viewer, CLASSES, [
      viewer.schoolId,
      viewer.today,
      holds(viewer, 'class.edit'),
    ]);
    return {
      items: inOrder(rows.map((row) => toClassView(row, viewer.schoolSystem, schoolYear ?? present))),
      nextCursor: null,
    };
  }

  /**
   * Creates one class or many, all or none.
   * @throws InvalidRequestError with every class that is there already, stands twice, or is of a grade the school year has not
   */
  create(viewer: Viewer, { schoolYear, classes }: CreateClassesRequest): Promise<Page<ClassView>> {
    return this.db.as(viewer, async (tx) => {
      const { system } = await lockSchool(tx);
      if (classes.length === 0) throw InvalidRequestError.at('/classes', 'field.tooFew', { min: 1 });
      const known = new Set((await tx.find(SchoolClass, {})).map(keyOf));
      const problems: FieldProblem[] = [];
      const wanted = classes.map(({ grade, number }, index) => {
        const cohort = cohortOf(grade, number, schoolYear, system);
        if (known.has(keyOf(cohort)))
          problems.push({ pointer: `/classes/${index}/number`, code: 'class.taken', params: { grade, number } });
        known.add(keyOf(cohort));
        return { ...cohort, id: v7() };
      });
      if (problems.length > 0) throw new InvalidRequestError(problems);
      await tx.insert(
        SchoolClass,
        wanted.map(({ id, stage, entryYear, number }) => ({ id, stage, entryYear, number, createdAt: viewer.now })),
      );
      for (const { id } of wanted) await tx.trace('class.created', { subjectId: id });
      const rows = await rowsOf(
        tx,
        wanted.map(({ id }) => id),
      );
      return { items: inOrder(rows.map((row) => toClassView(row, system, schoolYear))), nextCursor: null };
    });
  }

  /** Gives a class another number; its children and teachers stay. */
  async edit(viewer: Viewer, id: string, seen: number, { number }: EditClassRequest): Promise<ClassView> {
    const { schoolYear } = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      await lockSchool(tx);
      const found = await classOf(tx, id, seen, schoolYear);
      const { stage, entryYear } = found;
      const there = await tx.findOne(SchoolClass, { stage, entryYear, number });
      if (there && there.id !== id) throw InvalidRequestError.at('/number', 'class.taken');
      await tx.updateVersion(SchoolClass, { id }, found, seen, { number });
      await tx.trace('class.edited', { subjectId: id });
      return show(tx, id, schoolYear);
    });
  }

  /**
   * A class created by mistake goes again.
   * @throws ConflictError `class.inUse` where it has or had a pupil or a teacher
   */
  async remove(viewer: Viewer, id: string, seen: number): Promise<void> {
    const { schoolYear } = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      await classOf(tx, id, seen, schoolYear);
      try {
        await tx.query(`DELETE FROM classes WHERE school_id = $1 AND id = $2`, [viewer.schoolId, id]);
      } catch (error) {
        // The foreign keys know better than any list of tables what hangs on a class.
        if ((error as { code?: string }).code === '23503') throw new ConflictError('class.inUse');
        throw error;
      }
      await tx.trace('class.removed', { subjectId: id });
    });
  }
}

/** The class of a grade and number in a school year: grades 1–9 count through both stages. */
export function cohortOf(grade: number, number: number, schoolYear: number, system: SchoolSystem): Cohort {
  const stage = grade <= primaryGrades(system) ? 'primary' : 'junior';
  return { stage, entryYear: schoolYear - grade + firstGradeOf(stage, system), number, system };
}

function keyOf({ stage, entryYear, number }: Pick<Cohort, 'stage' | 'entryYear' | 'number'>): string {
  return `${stage} ${entryYear} ${number}`;
}

async function classOf(tx: Tx, id: string, seen: number, schoolYear: number): Promise<SchoolClass> {
  const found = await tx.findOneForUpdate(SchoolClass, { id });
  if (!found) throw new NotFoundError();
  if (found.version !== seen) throw new StaleVersionError(found.version, await show(tx, id, schoolYear));
  return found;
}

async function show(tx: Tx, id: string, schoolYear: number): Promise<ClassView> {
  const [row] = await rowsOf(tx, [id]);
  return toClassView(row!, tx.viewer.schoolSystem, schoolYear);
}

function rowsOf(tx: Tx, ids: readonly string[]): Promise<ClassRow[]> {
  return tx.query<ClassRow>(CLASS, [tx.viewer.schoolId, tx.viewer.today, holds(tx.viewer, 'class.edit'), ids]);
}

function toClassView(row: ClassRow, system: SchoolSystem, schoolYear: number): ClassView {
  const { id, version, stage, entryYear, number, heads, pupils } = row;
  return {
    ...classNameOf({ id, stage, entryYear, number }, { schoolYear, system }),
    version,
    stage,
    entryYear,
    number,
    grade: gradeOf({ stage, entryYear, system }, schoolYear),
    headTeachers: heads,
    pupils,
  };
}

function inOrder(classes: readonly ClassView[]): ClassView[] {
  return classes
    .filter(({ grade }) => grade !== null)
    .sort((one, other) => one.grade! - other.grade! || one.number - other.number);
}
