import { v7 } from 'uuid';
import { addDays, type CareFileReason, type Day, type Term } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import type { Rollover } from './rollover.entities.js';
import type { NewClass, RolloverChanges, RolloverPlan } from './rollover.plan.js';
import * as sql from './rollovers.queries.js';

const GRADUATED: CareFileReason = 'graduated';
/** A rollover that is taken back was a mistake. */
const ROLLOVER_UNDONE: CareFileReason = 'closedByMistake';

interface FileRow {
  id: string;
  studentId: string;
  version: number;
  status: 'open' | 'paused';
  fromOn: Day;
}

/** What a rollover does to the rows, step by step, inside one transaction; every step tells what it changed. */
export class RolloverSteps {
  constructor(
    private readonly tx: Tx,
    private readonly plan: RolloverPlan,
  ) {}

  /** @returns the ids of the terms made */
  async makeTerms(terms: readonly Term[]): Promise<string[]> {
    const ids = terms.map(() => v7());
    for (const [index, { schoolYear, ordinal, from, to }] of terms.entries())
      await this.tx.query(
        `INSERT INTO terms (school_id, id, school_year, ordinal, from_on, to_on) VALUES ($1, $2, $3, $4, $5, $6)`,
        [this.tx.viewer.schoolId, ids[index], schoolYear, ordinal, from, to],
      );
    return ids;
  }

  /** @returns the ids of the beginners' classes made */
  async makeClasses(classes: readonly NewClass[]): Promise<string[]> {
    const ids = classes.map(() => v7());
    await this.tx.query(
      `INSERT INTO classes (school_id, id, stage, entry_year, number)
       SELECT $1, w.id, w.stage, $2, w.number FROM unnest($3::uuid[], $4::text[], $5::int[]) AS w (id, stage, number)`,
      [
        this.tx.viewer.schoolId,
        this.plan.toYear,
        ids,
        classes.map(({ stage }) => stage),
        classes.map(({ number }) => number),
      ],
    );
    return ids;
  }

  /**
   * The children of graduating classes leave them with the last day of the old year: their files close, except where they stay at this school.
   * @param staying graduating classes whose children stay and wait for a new class
   */
  async graduate(staying: readonly string[]): Promise<Omit<RolloverChanges, 'terms' | 'classes'>> {
    const { tx, plan } = this;
    const { schoolId } = tx.viewer;
    const graduating = plan.steps.filter(({ to }) => to === null).map(({ id }) => id);
    const children = await tx.query<{ id: string; classId: string }>(sql.LOCK_CHILDREN, [schoolId, graduating]);
    const remaining = children.filter(({ classId }) => staying.includes(classId));
    const leaving = children.filter(({ classId }) => !staying.includes(classId)).map(({ id }) => id);

    const files = await tx.query<FileRow>(sql.FILES_TO_CLOSE, [schoolId, leaving, addDays(plan.lastOn, 1)]);
    await setFiles(
      tx,
      files.map((file) => ({ ...file, status: 'closed' as const })),
      GRADUATED,
    );
    const memberships = await tx.query<{ id: string }>(sql.END_MEMBERSHIPS, [schoolId, graduating, plan.lastOn]);
    const assignments = await tx.query<{ id: string; toOn: Day | null }>(sql.ASSIGNMENTS_TO_END, [
      schoolId,
      graduating,
      plan.lastOn,
    ]);
    await tx.query(sql.END_ASSIGNMENTS, [schoolId, assignments.map(({ id }) => id), plan.lastOn]);
    await tx.query(sql.LEAVE_CLASS, [schoolId, remaining.map(({ id }) => id)]);
    return {
      memberships: memberships.map(({ id }) => id),
      assignments: assignments.map(({ id, toOn }) => ({ id, toOn })),
      files: files.map(({ id, studentId, version, status, fromOn }) => ({ id, studentId, version, status, fromOn })),
      staying: remaining.map(({ id, classId }) => ({ studentId: id, classId })),
    };
  }

  /** Puts back what a rollover changed. @throws ConflictError naming what has been changed since */
  static async takeBack(tx: Tx, rollover: Rollover): Promise<void> {
    const { changes } = rollover;
    const { schoolId } = tx.viewer;
    await refuseTouched(tx, rollover);
    await setFiles(tx, changes.files, ROLLOVER_UNDONE);
    await tx.query(sql.REOPEN_MEMBERSHIPS, [schoolId, changes.memberships]);
    await tx.query(sql.REOPEN_ASSIGNMENTS, [
      schoolId,
      changes.assignments.map(({ id }) => id),
      changes.assignments.map(({ toOn }) => toOn),
    ]);
    await tx.query(sql.BACK_TO_CLASS, [
      schoolId,
      changes.staying.map(({ studentId }) => studentId),
      changes.staying.map(({ classId }) => classId),
    ]);
    await tx.query(sql.REMOVE_CLASSES, [schoolId, changes.classes]);
    await tx.query(sql.REMOVE_TERMS, [schoolId, changes.terms]);
  }
}

async function setFiles(
  tx: Tx,
  files: readonly { id: string; studentId: string; status: string; fromOn: Day }[],
  reason: CareFileReason,
): Promise<void> {
  if (files.length === 0) return;
  const { schoolId, id: actor, now, requestId } = tx.viewer;
  const ids = files.map(({ id }) => id);
  const studentIds = files.map(({ studentId }) => studentId);
  await tx.query(sql.SET_FILES, [
    schoolId,
    ids,
    studentIds,
    files.map(({ status }) => status),
    files.map(() => v7()),
    files.map(({ fromOn }) => fromOn),
    reason,
    actor,
    now,
  ]);
  await tx.query(sql.TRACE_FILES, [schoolId, files.map(() => v7()), studentIds, ids, now, actor, reason, requestId]);
}

async function refuseTouched(tx: Tx, { changes, lastOn }: Rollover): Promise<void> {
  type Touched = Record<'files' | 'terms' | 'classes' | 'assignments' | 'memberships', boolean>;
  const [touched] = await tx.query<Touched>(sql.TOUCHED, [
    tx.viewer.schoolId,
    changes.files.map(({ id }) => id),
    changes.files.map(({ version }) => version),
    changes.terms,
    changes.classes,
    changes.assignments.map(({ id }) => id),
    lastOn,
    changes.memberships,
  ]);
  if (touched!.files || touched!.memberships) throw new ConflictError('rollover.filesChanged');
  if (touched!.classes) throw new ConflictError('rollover.classesInUse');
  if (touched!.terms) throw new ConflictError('rollover.termsChanged');
  if (touched!.assignments) throw new ConflictError('rollover.assignmentsChanged');
}
