import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { classLabel, cohortLabel, schoolYearLabel, type Cohort, type Term } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError, InvalidRequestError, NotFoundError } from '../../platform/errors/domain-error.js';
import type { Page } from '../../platform/fields/page.js';
import { classNameOf, SchoolContexts, type SchoolContext } from '../organisation/index.js';
import type { RolloverPerson, RolloverPreview, RolloverView, RunRolloverRequest } from './rollover.dto.js';
import { Rollover } from './rollover.entities.js';
import {
  nextYear,
  overlap,
  planRollover,
  type NewClass,
  type RolloverChanges,
  type RolloverClass,
  type RolloverCounts,
  type RolloverFacts,
  type RolloverPlan,
} from './rollover.plan.js';
import { RolloverSteps } from './rollover.steps.js';
import { CLASSES, LOCK_SCHOOL, ROLLOVERS, RUNNING_ASSIGNMENTS } from './rollovers.queries.js';

const UNDO_HOURS = 24;

type ClassRow = RolloverClass & { heads: RolloverPerson[] };

interface RolloverRow {
  id: string;
  toYear: number;
  runAt: string | Date;
  undoneAt: string | Date | null;
  counts: RolloverCounts;
  runBy: RolloverPerson;
}

/** Thrown to give a dry run up when it has done everything; carries what was done. */
class DryRun extends Error {
  constructor(readonly done: { counts: RolloverCounts }) {
    super('dry run');
  }
}

/** The step into a new school year: looked at, tried, run once, taken back within a day. */
@Injectable()
export class RolloversService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
  ) {}

  async list(viewer: Viewer): Promise<Page<RolloverView>> {
    const rows = await this.db.read<RolloverRow>(viewer, ROLLOVERS, [viewer.schoolId]);
    return { items: rows.map((row) => toRolloverView(row, viewer)), nextCursor: null };
  }

  /** What would happen to every class; nothing is changed. */
  async preview(viewer: Viewer): Promise<RolloverPreview> {
    const school = await this.schools.of(viewer);
    const rows = await this.db.read<ClassRow>(viewer, CLASSES, [viewer.schoolId, viewer.today]);
    const facts = factsOf(school, rows);
    const plan = planRollover(facts, nextYear(facts));
    const graduating = plan.steps.filter(({ to }) => to === null).map(({ id }) => id);
    const [running] = await this.db.read<{ count: number }>(viewer, RUNNING_ASSIGNMENTS, [
      viewer.schoolId,
      graduating,
      plan.lastOn,
    ]);
    const { items } = await this.list(viewer);
    const leaving = rows.filter(({ id }) => graduating.includes(id));
    return {
      toYear: plan.toYear,
      schoolYear: schoolYearLabel(plan.toYear, 'zh-CN'),
      lastOn: plan.lastOn,
      runnableFrom: plan.runnableFrom,
      runnable: viewer.today >= plan.runnableFrom,
      counts: {
        classesMoving: plan.steps.length - graduating.length,
        classesGraduating: graduating.length,
        pupilsLeaving: sum(leaving.map(({ pupils }) => pupils)),
        pupilsStaying: 0,
        filesClosing: sum(leaving.map(({ files }) => files)),
        assignmentsEnding: running?.count ?? 0,
        termsMade: plan.termsToMake.length,
        classesMade: plan.newClasses.length,
      },
      terms: termsOf(plan, school),
      classes: plan.steps.map((step) => {
        const row = rows.find(({ id }) => id === step.id)!;
        const cohort: Cohort = { ...row, system: school.system };
        const before = classNameOf(row, { ...school, schoolYear: plan.toYear - 1 });
        return {
          id: row.id,
          label: before.label,
          labelEn: before.labelEn,
          next: step.to === null ? null : classLabel(cohort, plan.toYear, 'zh-CN'),
          nextEn: step.to === null ? null : classLabel(cohort, plan.toYear, 'en'),
          pupils: row.pupils,
          files: row.files,
          headTeachers: row.heads,
        };
      }),
      newClasses: plan.newClasses.map((one) => {
        const cohort: Cohort = { ...one, entryYear: plan.toYear, system: school.system };
        return {
          stage: one.stage,
          number: one.number,
          label: classLabel(cohort, plan.toYear, 'zh-CN') ?? cohortLabel(cohort, 'zh-CN'),
          labelEn: classLabel(cohort, plan.toYear, 'en') ?? cohortLabel(cohort, 'en'),
        };
      }),
      last: items.find(({ undoneAt }) => undoneAt === null) ?? null,
    };
  }

  /**
   * Steps into the new year, all of it or nothing. A dry run does the same and gives it up at the end.
   * @throws ConflictError `rollover.done` for the second one, `rollover.tooEarly` before the old year is over, `rollover.wrongYear` for another year than the next
   */
  async run(viewer: Viewer, request: RunRolloverRequest): Promise<RolloverView> {
    try {
      return await this.db.as(viewer, (tx) => this.runIn(tx, request));
    } catch (error) {
      if (!(error instanceof DryRun)) throw error;
      return toRolloverView(
        { id: '', toYear: request.toYear, runAt: viewer.now, undoneAt: null, counts: error.done.counts, runBy: viewer },
        viewer,
        true,
      );
    }
  }

  private async runIn(tx: Tx, request: RunRolloverRequest): Promise<RolloverView> {
    const { viewer } = tx;
    await tx.query(LOCK_SCHOOL, [viewer.schoolId]);
    const known = await tx.find(Rollover, { toYear: request.toYear });
    if (known.some(({ undoneAt }) => undoneAt === null)) throw new ConflictError('rollover.done');
    const school = await this.schools.of(viewer);
    const rows = await tx.query<ClassRow>(CLASSES, [viewer.schoolId, viewer.today]);
    const facts = factsOf(school, rows);
    if (request.toYear !== nextYear(facts)) throw new ConflictError('rollover.wrongYear');
    const plan = planRollover(facts, request.toYear);
    // A dry run may be made at any time: that is what it is for.
    if (!request.dryRun && viewer.today < plan.runnableFrom) throw new ConflictError('rollover.tooEarly');

    const steps = new RolloverSteps(tx, plan);
    const terms = await steps.makeTerms(wantedTerms(plan, request, school));
    const classes = await steps.makeClasses(wantedClasses(plan, request, rows));
    const left = await steps.graduate(stayingOf(plan, request));
    const changes: RolloverChanges = { terms, classes, ...left };
    const counts: RolloverCounts = {
      classesMoving: plan.steps.filter(({ to }) => to !== null).length,
      classesGraduating: plan.steps.filter(({ to }) => to === null).length,
      pupilsLeaving: changes.memberships.length - changes.staying.length,
      pupilsStaying: changes.staying.length,
      filesClosing: changes.files.length,
      assignmentsEnding: changes.assignments.length,
      termsMade: terms.length,
      classesMade: classes.length,
    };
    const id = v7();
    await tx.insert(Rollover, {
      id,
      toYear: plan.toYear,
      runBy: viewer.id,
      runAt: viewer.now,
      lastOn: plan.lastOn,
      changes,
      counts,
    });
    await tx.trace('rollover.run', { subjectId: id });
    if (request.dryRun) throw new DryRun({ counts });
    return toRolloverView(
      { id, toYear: plan.toYear, runAt: viewer.now, undoneAt: null, counts, runBy: viewer },
      viewer,
    );
  }

  /**
   * Puts everything back as it was, within a day and while nobody has built on it.
   * @throws ConflictError `rollover.undone`, `rollover.undoOver`, or which kind of thing has been changed since: `rollover.filesChanged`,
   * `rollover.classesInUse`, `rollover.termsChanged`, `rollover.assignmentsChanged`
   */
  undo(viewer: Viewer, id: string): Promise<RolloverView> {
    return this.db.as(viewer, async (tx) => {
      await tx.query(LOCK_SCHOOL, [viewer.schoolId]);
      const rollover = await tx.findOneForUpdate(Rollover, { id });
      if (!rollover) throw new NotFoundError();
      if (rollover.undoneAt) throw new ConflictError('rollover.undone');
      if (viewer.now > undoUntil(rollover.runAt)) throw new ConflictError('rollover.undoOver');
      await RolloverSteps.takeBack(tx, rollover);
      await tx.update(Rollover, { id }, { undoneAt: viewer.now, undoneBy: viewer.id });
      await tx.trace('rollover.undone', { subjectId: id });
      const rows = await tx.query<RolloverRow>(ROLLOVERS, [viewer.schoolId]);
      return toRolloverView(
        rows.find((row) => row.id === id)!,
        viewer,
      );
    });
  }
}

function factsOf(school: SchoolContext, rows: readonly ClassRow[]): RolloverFacts {
  return {
    system: school.system,
    today: school.today,
    schoolYear: school.schoolYear,
    terms: school.calendar.terms,
    classes: rows,
  };
}

function termsOf(plan: RolloverPlan, school: SchoolContext): RolloverPreview['terms'] {
  const existing = school.calendar.terms.filter(({ schoolYear }) => schoolYear === plan.toYear);
  return [
    ...existing.map((term) => ({ term, exists: true })),
    ...plan.termsToMake.map((term) => ({ term, exists: false })),
  ]
    .map(({ term, exists }) => ({ ordinal: term.ordinal, from: term.from, to: term.to, exists }))
    .sort((one, other) => one.ordinal - other.ordinal);
}

/** The terms to make, with the days the school wants; they lie in order, after the old year, and touch no other term. */
function wantedTerms(plan: RolloverPlan, { terms = [] }: RunRolloverRequest, school: SchoolContext): Term[] {
  terms.forEach((term, index) => {
    const refuse = (field: string, code: 'term.exists' | 'date.order' | 'term.overlaps', params = {}): never => {
      throw InvalidRequestError.at(`/terms/${index}/${field}`, code, params);
    };
    if (!plan.termsToMake.some(({ ordinal }) => ordinal === term.ordinal)) refuse('ordinal', 'term.exists');
    if (term.to < term.from) refuse('to', 'date.order', { after: term.from });
    if (term.from <= plan.lastOn) refuse('from', 'date.order', { after: plan.lastOn });
    const others = [...school.calendar.terms, ...terms.slice(0, index)];
    if (others.some((other) => overlap(term, other))) refuse('from', 'term.overlaps');
  });
  return plan.termsToMake.map((usual) => {
    const { from, to } = terms.find(({ ordinal }) => ordinal === usual.ordinal) ?? usual;
    return { ...usual, from, to };
  });
}

function wantedClasses(
  plan: RolloverPlan,
  { newClasses }: RunRolloverRequest,
  rows: readonly ClassRow[],
): readonly NewClass[] {
  newClasses?.forEach((wanted, index) => {
    const same = (one: NewClass): boolean => one.stage === wanted.stage && one.number === wanted.number;
    const there = rows.some((row) => row.entryYear === plan.toYear && same(row));
    if (there || newClasses.slice(0, index).some(same))
      throw InvalidRequestError.at(`/newClasses/${index}/number`, 'class.taken');
  });
  return newClasses ?? plan.newClasses;
}

function stayingOf(plan: RolloverPlan, { stayingClassIds = [] }: RunRolloverRequest): readonly string[] {
  const graduating = plan.steps.filter(({ to }) => to === null).map(({ id }) => id);
  stayingClassIds.forEach((id, index) => {
    if (!graduating.includes(id)) throw InvalidRequestError.at(`/stayingClassIds/${index}`, 'rollover.notGraduating');
  });
  return stayingClassIds;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function undoUntil(runAt: Date | string): Date {
  return new Date(new Date(runAt).getTime() + UNDO_HOURS * 3_600_000);
}

function toRolloverView(row: RolloverRow, viewer: Viewer, dryRun = false): RolloverView {
  const until = undoUntil(row.runAt);
  return {
    id: dryRun ? null : row.id,
    toYear: row.toYear,
    dryRun,
    runBy: { id: row.runBy.id, name: row.runBy.name },
    runAt: new Date(row.runAt).toISOString(),
    counts: row.counts,
    undoUntil: until.toISOString(),
    undoneAt: row.undoneAt === null ? null : new Date(row.undoneAt).toISOString(),
    mayUndo: !dryRun && row.undoneAt === null && viewer.now <= until,
  };
}
