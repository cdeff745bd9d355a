import { Injectable } from '@nestjs/common';
import { grantsOf, monthOf, reachSeeing, type Month } from '@tongxin/shared';
import { Changes } from '../../database/changes.js';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { InvalidRequestError } from '../../platform/errors/domain-error.js';
import type { FilePart } from '../students/index.js';
import { knownOfSchool, type Known } from '../../platform/known/known.js';
import { isDay } from '../../platform/fields/fields.js';
import { fromCursor, toCursor, TOTAL_CAP, toPage, type Page } from '../../platform/fields/page.js';
import { classNameOf, SchoolContexts, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import {
  monthsAsked,
  TREND_MONTHS,
  windowsOfMonth,
  windowsOfMonthOrBefore,
  yearsBack,
  type AskingWindow,
  type Standard,
} from './asking-windows.js';
import { BoardAnswers } from './board/board-answers.service.js';
import type { BoardOf } from './board/board-plan.js';
import { DutyBoard } from './board/duty-board.service.js';
import { ComputedAnswers, seesWholeSchool } from './computed-answers.service.js';
import { summaryWindows, toDutySummary, type SummaryWindows } from './duty-summary.js';
import { dutyCursor, toDutyView, worstFirst, type DutyRow } from './duty-view.js';
import { NEVER_REACHED, type DutyListValues } from './duties.queries.js';
import type {
  DutyQuery,
  DutySummary,
  DutySummaryQuery,
  DutyTrend,
  DutyView,
  NeverCaredForQuery,
  NeverCaredForView,
  TrendPoint,
  TrendQuery,
} from './duty.dto.js';
import { STANDARDS } from './standards.queries.js';

/** This school year and the last. */
const YEARS_OF_TREND = 2;

interface NeverReachedRow {
  id: string;
  name: string;
  openedOn: string;
  assigned: boolean;
  class: ClassFacts | null;
  headTeacher: { id: string; name: string } | null;
}

/** What Today shows of duties. */
export interface DutiesToday {
  readonly month: Month;
  /** This month's talks of the classes the person heads; null where they head none, or nothing is asked this month. */
  readonly ring: { readonly done: number; readonly expected: number } | null;
  readonly due: DutyView[];
  readonly dueTotal: number;
}

/** How the whole file comes to the duties of its child. */
export interface DutiesOfStudent {
  /** Reads them with the file; null: the board does not hold them for this viewer. */
  readonly part: FilePart | null;
  /** @param known what the part answered; null or nothing: they are computed. @returns the duties, the worst first */
  show(studentId: string, known: DutyRow[] | null | undefined): Promise<DutyView[]>;
}

/**
 * What is due, for whom, by whom. It follows from the standards, the calendar and the records; what is looked at every day is read from the
 * board, everything else is computed when somebody asks. The two give the same answer.
 */
@Injectable()
export class DutiesService {
  private readonly standards: Known<Standard[]>;

  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly board: DutyBoard,
    private readonly answers: BoardAnswers,
    private readonly computed: ComputedAnswers,
    changes: Changes,
  ) {
    this.standards = knownOfSchool(changes, 'standards');
  }

  /** @throws InvalidRequestError where the cursor is not one of this list */
  async list(viewer: Viewer, query: DutyQuery): Promise<Page<DutyView>> {
    const school = await this.schools.of(viewer);
    const standards = await this.standardsOf(viewer);
    const of = boardOf(viewer, school, standards);
    const windows = this.windowsListed(viewer, of, query);
    const limit = query.limit ?? 25;
    const wanted: DutyListValues = {
      status: query.status ?? null,
      classId: query.classId ?? null,
      withoutClass: query.withoutClass ?? false,
      never: query.neverCaredFor ?? null,
      unassignedFirst: seesWholeSchool(viewer),
      words: reachSeeing(viewer, 'talk.view', 'words'),
      after: afterOf(query.cursor),
      limit: limit + 1,
      total: query.total ?? false,
      neverDone: query.neverDone ?? null,
    };
    const answer =
      (await this.answers.list(viewer, of, windows, wanted)) ??
      (await this.computed.list(viewer, windows, school.calendar, wanted));
    const page = toPage(answer?.rows ?? [], limit, (row) => toDutyView(row, windows, school), dutyCursor);
    return withTotal(page, answer?.total);
  }

  async summary(viewer: Viewer, query: DutySummaryQuery): Promise<DutySummary> {
    const school = await this.schools.of(viewer);
    const of = boardOf(viewer, school, await this.standardsOf(viewer));
    const month = query.month ?? monthOf(viewer.today);
    const windows = this.windowsCounted(viewer, of, query, month);
    const answer =
      (await this.answers.summary(viewer, of, windows)) ??
      (await this.computed.summary(viewer, windows, school.calendar));
    return {
      ...toDutySummary(month, windows, answer?.groups ?? [], school, seesDates(viewer)),
      // That nobody ever talked with a child tells of talks: whoever knows states only is not told.
      ...(seesDates(viewer) ? { neverCaredFor: answer?.never ?? 0 } : {}),
    };
  }

  /** The talks of this school year up to a month, and of all of the last. */
  async trend(viewer: Viewer, query: TrendQuery): Promise<DutyTrend> {
    const school = await this.schools.of(viewer);
    const month = query.month ?? monthOf(viewer.today);
    const talks = (await this.standardsOf(viewer)).filter(({ code }) => code === 'monthlyTalk');
    const years = yearsBack(school.calendar, month, YEARS_OF_TREND).map(({ schoolYear, months }) => ({
      schoolYear,
      trend: months
        .map((one) => ({ month: one, windows: windowsOfMonth(talks, school.calendar, one) }))
        .filter(({ windows }) => windows.length > 0),
    }));
    const windows = summaryWindows(
      [],
      years.flatMap(({ trend }) => trend),
      [],
    );
    const rows = await this.computed.trend(viewer, windows.all, school.calendar);
    const points = windows.trend.map(({ month: of, positions }): TrendPoint => {
      const own = rows.filter(({ position }) => positions.includes(position));
      const sum = (count: 'expected' | 'done'): number => own.reduce((total, row) => total + row[count], 0);
      return { month: of, expected: sum('expected'), done: sum('done') };
    });
    return {
      years: years.map(({ schoolYear, trend }) => ({
        schoolYear,
        months: points.filter((point) => trend.some((one) => one.month === point.month)),
      })),
    };
  }

  /**
   * The children with an open care file whom nobody has ever reached, whatever is asked for them; nobody for those who know states only.
   * @throws InvalidRequestError where the cursor is not one of this list
   */
  async neverCaredFor(viewer: Viewer, query: NeverCaredForQuery): Promise<Page<NeverCaredForView>> {
    const school = await this.schools.of(viewer);
    const limit = query.limit ?? 25;
    const reach = reachSeeing(viewer, 'duty.view', 'dates');
    const [answer] = await this.db.read<{ rows: NeverReachedRow[]; total: number | null }>(viewer, NEVER_REACHED, [
      viewer.schoolId,
      reach.all,
      reach.classIds,
      viewer.today,
      query.classId ?? null,
      query.withoutClass ?? false,
      seesWholeSchool(viewer),
      ...afterNeverReached(query.cursor),
      limit + 1,
      query.total ?? false,
    ]);
    const page = toPage(
      answer?.rows ?? [],
      limit,
      (row): NeverCaredForView => ({
        student: { id: row.id, name: row.name, class: row.class && classNameOf(row.class, school) },
        openedOn: row.openedOn,
        headTeacher: row.headTeacher,
      }),
      (row) => toCursor([row.assigned ? 1 : 0, row.openedOn, row.id]),
    );
    return withTotal(page, answer?.total);
  }

  /** @param limit how many children at most */
  async today(viewer: Viewer, limit: number): Promise<DutiesToday> {
    const school = await this.schools.of(viewer);
    const of = boardOf(viewer, school, await this.standardsOf(viewer));
    const windows = this.board.planOf(viewer.schoolId, of).today;
    const month = monthOf(viewer.today);
    const ring = windows.flatMap(({ standard, from }, position) =>
      standard.code === 'monthlyTalk' && standard.every === 'month' && monthOf(from) === month ? [position] : [],
    );
    const words = reachSeeing(viewer, 'talk.view', 'words');
    const { headedClassIds } = viewer;
    const answer =
      (await this.answers.today(viewer, of, windows, { words, limit, headedClassIds, ring })) ??
      (await this.computed.today(viewer, windows, school.calendar, { words, limit, headedClassIds, ring }));
    const asked = ring.length > 0 && viewer.headedClassIds.length > 0;
    return {
      month,
      ring: asked ? { done: answer?.done ?? 0, expected: answer?.expected ?? 0 } : null,
      due: (answer?.rows ?? []).map((row) => toDutyView(row, windows, school)),
      dueTotal: answer?.total ?? 0,
    };
  }

  /**
   * The duties of one child in the running term, as a part of its whole file; none where the viewer is shown none. Where the board does not hold them
   * or is not up to date they are computed: for one child that is as quick as bringing the board up to date.
   */
  async ofStudent(viewer: Viewer): Promise<DutiesOfStudent> {
    const school = await this.schools.of(viewer);
    const of = boardOf(viewer, school, await this.standardsOf(viewer));
    const windows = this.board.planOf(viewer.schoolId, of).today;
    const words = reachSeeing(viewer, 'talk.view', 'words');
    return {
      part: this.answers.ofStudent(viewer, of, windows, words),
      show: async (studentId, known) => {
        const rows = known ?? (await this.computed.ofStudent(viewer, windows, school.calendar, studentId, words));
        return worstFirst(rows, windows).map((row) => toDutyView(row, windows, school));
      },
    };
  }

  /** Brings the board of the viewer's school up to date, if it is not. */
  async keepBoard(viewer: Viewer): Promise<void> {
    const school = await this.schools.of(viewer);
    await this.board.keep(viewer, boardOf(viewer, school, await this.standardsOf(viewer)));
  }

  private windowsListed(viewer: Viewer, of: BoardOf, query: DutyQuery): AskingWindow[] {
    const month = query.month ?? monthOf(viewer.today);
    const asked = ({ code }: Standard): boolean => !query.standard || code === query.standard;
    const plan = this.board.planOf(viewer.schoolId, of);
    if (query.term) return plan.today.filter(({ standard }) => asked(standard));
    if (query.neverCaredFor) return windowsOfMonthOrBefore(of.standards.filter(asked), of.calendar, month);
    if (month === monthOf(viewer.today)) return plan.month.filter(({ standard }) => asked(standard));
    return windowsOfMonth(of.standards.filter(asked), of.calendar, month);
  }

  private windowsCounted(viewer: Viewer, of: BoardOf, query: DutySummaryQuery, month: Month): SummaryWindows {
    const asked = ({ code }: Standard): boolean => !query.standard || code === query.standard;
    if (month === monthOf(viewer.today)) {
      const plan = this.board.planOf(viewer.schoolId, of);
      return summaryWindows(
        plan.month.filter(({ standard }) => asked(standard)),
        plan.trend,
        plan.cards,
      );
    }
    const coded = (wanted: string): Standard[] => of.standards.filter(({ code }) => code === wanted);
    return summaryWindows(
      windowsOfMonth(of.standards.filter(asked), of.calendar, month),
      monthsAsked(coded('monthlyTalk'), of.calendar, month, TREND_MONTHS),
      windowsOfMonthOrBefore(coded('contactCardVerified'), of.calendar, month),
    );
  }

  private standardsOf(viewer: Viewer): Promise<Standard[]> {
    return this.standards.find(viewer.schoolId, () => this.db.read<Standard>(viewer, STANDARDS, [viewer.schoolId]));
  }
}

/** What the board of the viewer's school is computed from today. */
function boardOf({ today, timeZone }: Viewer, { calendar }: SchoolContext, standards: readonly Standard[]): BoardOf {
  return { standards, calendar, today, timeZone };
}

function withTotal<T>(page: Page<T>, total: number | null | undefined): Page<T> {
  if (total == null) return page;
  return { ...page, total: Math.min(total, TOTAL_CAP), ...(total > TOTAL_CAP ? { totalCapped: true } : {}) };
}

/** One of the viewer's roles is told of days, not of states only. */
function seesDates(viewer: Viewer): boolean {
  return grantsOf(viewer, 'duty.summary').some(({ withheld }) => !withheld?.includes('dates'));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function afterOf(cursor: string | undefined): DutyListValues['after'] {
  const values = fromCursor(cursor, 4);
  if (!values) return null;
  const [assigned, lastOn, studentId, position] = values;
  if (
    typeof studentId !== 'string' ||
    !UUID.test(studentId) ||
    typeof position !== 'number' ||
    !Number.isInteger(position) ||
    Math.abs(position) > 1000 ||
    (lastOn !== null && !isDay(lastOn))
  )
    throw InvalidRequestError.at('/cursor', 'request.cursorInvalid');
  return [assigned === 1, lastOn, studentId, position];
}

function afterNeverReached(
  cursor: string | undefined,
): [assigned: boolean | null, openedOn: string | null, id: string | null] {
  const values = fromCursor(cursor, 3);
  if (!values) return [null, null, null];
  const [assigned, openedOn, id] = values;
  if (typeof id !== 'string' || !UUID.test(id) || !isDay(openedOn))
    throw InvalidRequestError.at('/cursor', 'request.cursorInvalid');
  return [assigned === 1, openedOn, id];
}
