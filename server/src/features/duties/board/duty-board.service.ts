import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '../../../database/database.js';
import type { Statement } from '../../../database/statement.js';
import type { Tx } from '../../../database/transaction.js';
import type { Viewer } from '../../../platform/access/viewer.js';
import { UnavailableError } from '../../../platform/errors/domain-error.js';
import { dutySetValuesOf } from '../duty-set.js';
import { fillBoard, NO_CLASS } from './board-fill.js';
import {
  planBoard,
  type BoardOf,
  type BoardPlan,
  type BoardView,
  type BoardWindow,
  type Knowing,
} from './board-plan.js';
import { BOARD_IS_FRESH } from './board-reads.js';

/** How often a reader brings the board up to date before it computes for itself, because others keep changing things. */
const ATTEMPTS = 3;
/** More changed children than this are computed together with all the others. */
const CHILD_BY_CHILD = 300;
const SCHOOLS_REMEMBERED = 500;

const FILL_SCHOOL = fillBoard('school');
const FILL_CHILDREN: Statement = { name: 'fill-duty-board', text: fillBoard('children') };
/** Holds the board for this transaction. A few children are looked up in the same way however many they are: that is planned once. */
const HOLD_BOARD = `SELECT pg_advisory_xact_lock(hashtextextended('duty board of ' || $1::text, 0)), set_config('plan_cache_mode', 'force_generic_plan', true)`;
/** How a whole school is read depends on how many windows there are. */
const PLAN_ANEW = `SELECT set_config('plan_cache_mode', $1, true)`;
const TAKE_MARKS = `WITH taken AS (DELETE FROM duty_marks WHERE school_id = $1 RETURNING student_id) SELECT DISTINCT student_id AS id FROM taken`;
const HELD_WINDOWS = `SELECT window_no AS "no", subject, key FROM duty_windows WHERE school_id = $1`;
const DROP_WINDOWS = [
  `DELETE FROM duty_states WHERE school_id = $1 AND window_no = ANY($2::int[])`,
  `DELETE FROM duty_counts WHERE school_id = $1 AND window_no = ANY($2::int[])`,
  `DELETE FROM duty_windows WHERE school_id = $1 AND window_no = ANY($2::int[])`,
];
const HOLD_WINDOWS = `INSERT INTO duty_windows (school_id, window_no, subject, key)
  SELECT $1, w.no, w.subject, w.key FROM unnest($2::int[], $3::text[], $4::text[]) AS w (no, subject, key)
  ON CONFLICT (school_id, window_no) DO UPDATE SET key = excluded.key WHERE duty_windows.key <> excluded.key`;

/** An answer of the board, or that it is not up to date. */
interface Answer {
  readonly fresh: boolean;
}

/**
 * The duties everybody looks at every day, kept as they were computed last. Whoever changes a fact leaves a mark in the same transaction; whoever
 * reads where there is a mark brings the board up to date first. So no writer waits for a reader, and no reader sees what is no longer true.
 */
@Injectable()
export class DutyBoard {
  private readonly logger = new Logger('Duties');
  private readonly plans = new LRUCache<string, { of: BoardOf; source: string; plan: BoardPlan }>({
    max: SCHOOLS_REMEMBERED,
  });
  private readonly refreshing = new Map<string, Promise<void>>();
  private failed = 0;

  constructor(private readonly db: Database) {}

  /** How often since the start a board could not be filled. */
  get failures(): number {
    return this.failed;
  }

  /** @returns the windows the board of a school holds today, with the keys they are found by */
  planOf(schoolId: string, of: BoardOf): BoardPlan {
    const known = this.plans.get(schoolId);
    if (known && isSame(known.of, of)) return known.plan;
    const source = JSON.stringify([of.today, of.timeZone, of.calendar, of.standards]);
    const plan = known?.source === source ? known.plan : planBoard(of);
    this.plans.set(schoolId, { of, source, plan });
    return plan;
  }

  /**
   * Reads from the board, and brings it up to date first where something has changed.
   * @param statement one of `board-reads`, whose first two values are the school and the keys of windows
   * @returns null where it cannot be kept up to date at the moment: then the answer is to be computed
   */
  async read<Row>(viewer: Viewer, of: BoardOf, statement: Statement, values: readonly unknown[]): Promise<Row | null> {
    for (let attempt = 0; ; attempt += 1) {
      const [answer] = await this.db.read<Row & Answer>(viewer, statement, values);
      if (answer?.fresh) return answer;
      if (attempt === ATTEMPTS) return null;
      try {
        await this.refresh(viewer, of);
      } catch (error) {
        if (error instanceof UnavailableError) throw error;
        // A board that cannot be filled keeps nobody from their work: the duties are computed without it.
        this.failed += 1;
        this.logger.error(`the duty board of school ${viewer.schoolId} could not be filled: ${(error as Error).name}`);
        return null;
      }
    }
  }

  /** As {@link read}, for an overview: from the replica where the board there is up to date, for there it cannot be brought up to date. */
  async readReport<Row>(
    viewer: Viewer,
    of: BoardOf,
    statement: Statement,
    values: readonly unknown[],
  ): Promise<Row | null> {
    if (this.db.hasReplica) {
      const [answer] = await this.db.readReport<Row & Answer>(viewer, statement, values);
      if (answer?.fresh) return answer;
    }
    return this.read(viewer, of, statement, values);
  }

  /** Brings the board of a school up to date if it is not. */
  async keep(viewer: Viewer, of: BoardOf): Promise<void> {
    const plan = this.planOf(viewer.schoolId, of);
    const keys = viewsOf(plan).flatMap(({ view }) => listsOf(view).map(({ key }) => key));
    const [answer] = await this.db.read<Answer>(viewer, BOARD_IS_FRESH, [viewer.schoolId, keys]);
    if (!answer?.fresh) await this.refresh(viewer, of);
  }

  /** One refresh of a school at a time in this server; who comes while it runs waits for it, and then looks again. */
  async refresh(viewer: Viewer, of: BoardOf): Promise<void> {
    const { schoolId } = viewer;
    const running = this.refreshing.get(schoolId);
    if (running) return running;
    const plan = this.planOf(schoolId, of);
    // What a request may be asked to do once is its own work, not this.
    const refreshed = this.db
      .as({ ...viewer, retryKey: null }, (tx) => new Refresh(tx, of).bringUp(plan))
      .finally(() => this.refreshing.delete(schoolId));
    this.refreshing.set(schoolId, refreshed);
    return refreshed;
  }
}

/** The very same objects: what is kept of a school is handed out as it is until it changes. */
function isSame(one: BoardOf, other: BoardOf): boolean {
  return (
    one.today === other.today &&
    one.timeZone === other.timeZone &&
    one.calendar === other.calendar &&
    one.standards === other.standards
  );
}

/** All that a view consists of: its windows and its lists. */
function listsOf(view: BoardView): readonly { subject: string; key: string }[] {
  return [...view.windows, view.worstOverdue, view.worstDue, view.unreached];
}

/** The views that are kept: one, or two where they differ. */
function viewsOf(plan: BoardPlan): { knowing: Knowing; view: BoardView }[] {
  const all = { knowing: 'all' as const, view: plan.all };
  return plan.states === plan.all ? [all] : [all, { knowing: 'states', view: plan.states }];
}

/** One refresh, inside its transaction. */
class Refresh {
  constructor(
    private readonly tx: Tx,
    private readonly of: BoardOf,
  ) {}

  /**
   * Takes the marks first and reads the facts by later statements: a fact whose mark was taken is seen by them, and one whose mark comes later
   * is for the next refresh. Two refreshers wait for each other.
   */
  async bringUp(plan: BoardPlan): Promise<void> {
    const { schoolId } = this.tx.viewer;
    await this.tx.query(HOLD_BOARD, [schoolId]);
    const marked = (await this.tx.query<{ id: string }>(TAKE_MARKS, [schoolId])).map(({ id }) => id);
    const held = await this.tx.query<{ no: number; subject: string; key: string }>(HELD_WINDOWS, [schoolId]);
    const wanted = new Map(viewsOf(plan).flatMap(({ view }) => listsOf(view).map((one) => [one.subject, one.key])));

    const left = held.filter(({ subject }) => !wanted.has(subject)).map(({ no }) => no);
    if (left.length > 0) for (const drop of DROP_WINDOWS) await this.tx.query(drop, [schoolId, left]);
    const numbers = numbered(held, wanted.keys());
    const changed = new Set(
      [...wanted].filter(([, key]) => !held.some((one) => one.key === key)).map(([subject]) => subject),
    );
    if (changed.size > 0) {
      const subjects = [...changed];
      await this.tx.query(HOLD_WINDOWS, [
        schoolId,
        subjects.map((subject) => numbers.get(subject)),
        subjects,
        subjects.map((subject) => wanted.get(subject)),
      ]);
    }

    const wholeSchool = marked.includes(NO_CLASS) || marked.length > CHILD_BY_CHILD;
    for (const { knowing, view } of viewsOf(plan)) {
      const stale = wholeSchool ? view.windows : this.staleOf(view, changed);
      if (wholeSchool || listsOf(view).some(({ subject }) => changed.has(subject)))
        await this.fill(knowing, view, stale, numbers, null);
      if (!wholeSchool && marked.length > 0) await this.fill(knowing, view, view.windows, numbers, marked);
    }
  }

  /** The windows to be computed again for every child; the lists of Today are made of all of Today's windows. */
  private staleOf(view: BoardView, changed: ReadonlySet<string>): BoardWindow[] {
    const lists = changed.has(view.worstOverdue.subject) || changed.has(view.worstDue.subject);
    return view.windows.filter(({ subject, todayRank }) => changed.has(subject) || (lists && todayRank !== null));
  }

  /** Computes some windows for some children, or for all. */
  private async fill(
    knowing: Knowing,
    view: BoardView,
    windows: readonly BoardWindow[],
    numbers: ReadonlyMap<string, number>,
    studentIds: readonly string[] | null,
  ): Promise<void> {
    const { viewer } = this.tx;
    const everybody = { all: true, classIds: [] };
    const set = dutySetValuesOf({
      schoolId: viewer.schoolId,
      today: this.of.today,
      timeZone: this.of.timeZone,
      reach: everybody,
      dated: { all: knowing === 'all', classIds: [] },
      windows: windows.map(({ window, subject }) => ({ ...window, position: numbers.get(subject)! })),
      calendar: this.of.calendar,
    });
    const ofToday = windows.filter(({ todayRank }) => todayRank !== null).length;
    const lists = ofToday === view.windows.filter(({ todayRank }) => todayRank !== null).length;
    const values = [
      ...set,
      studentIds,
      windows.map(({ listed }) => listed),
      windows.map(({ todayRank }) => todayRank),
      lists ? numbers.get(view.worstOverdue.subject) : null,
      lists ? numbers.get(view.worstDue.subject) : null,
      numbers.get(view.unreached.subject),
    ];
    if (studentIds) {
      await this.tx.prepared(FILL_CHILDREN, values);
    } else {
      await this.tx.query(PLAN_ANEW, ['force_custom_plan']);
      await this.tx.query(FILL_SCHOOL, values);
      await this.tx.query(PLAN_ANEW, ['force_generic_plan']);
    }
  }
}

/** Whatever is on the board keeps its number; what is new takes the lowest that are free. */
function numbered(held: readonly { no: number; subject: string }[], subjects: Iterable<string>): Map<string, number> {
  const wanted = [...subjects];
  const numbers = new Map(
    held.filter(({ subject }) => wanted.includes(subject)).map(({ no, subject }) => [subject, no]),
  );
  const taken = new Set(numbers.values());
  let next = 0;
  for (const subject of wanted) {
    if (numbers.has(subject)) continue;
    while (taken.has(next)) next += 1;
    taken.add(next);
    numbers.set(subject, next);
  }
  return numbers;
}
