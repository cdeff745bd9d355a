import { createHash } from 'node:crypto';
import { AID_CATEGORIES, addDays, monthOf, type Day, type SchoolCalendar } from '@tongxin/shared';
import {
  monthsAsked,
  schoolDayCounts,
  TREND_MONTHS,
  windowsOfMonth,
  windowsOfMonthOrBefore,
  windowsToday,
  type AskingWindow,
  type Standard,
  type TrendMonth,
} from '../asking-windows.js';

/** What the duties of a school depend on besides what is known of its children. */
export interface BoardOf {
  readonly standards: readonly Standard[];
  readonly calendar: SchoolCalendar;
  readonly today: Day;
  readonly timeZone: string;
}

/** One window the board holds. */
export interface BoardWindow {
  readonly window: AskingWindow;
  readonly subject: string;
  readonly key: string;
  /** Its duties are listed one by one; of others only the counts are read. */
  readonly listed: boolean;
  /** Its place among the windows Today looks at; null where Today does not look at it. */
  readonly todayRank: number | null;
}

/** A list that is no window of a rule. */
export interface BoardList {
  readonly subject: string;
  readonly key: string;
}

/** The windows as one kind of viewer sees them. */
export interface BoardView {
  readonly windows: readonly BoardWindow[];
  readonly byName: ReadonlyMap<string, BoardWindow>;
  /** Every child once, by its worst open duty of Today: those with something overdue, and the others. */
  readonly worstOverdue: BoardList;
  readonly worstDue: BoardList;
  /** The children with an open care file whom nobody has ever reached. */
  readonly unreached: BoardList;
}

/**
 * What is known of a child decides which rules ask for it: whoever knows states only is not told of duties that follow from categories and
 * urgencies they do not know of. Where a school has such rules the board is kept twice.
 */
export type Knowing = 'all' | 'states';

export interface BoardPlan extends Readonly<Record<Knowing, BoardView>> {
  /** Every window of the present month, of every standard. */
  readonly month: readonly AskingWindow[];
  /** Every window Today looks at. */
  readonly today: readonly AskingWindow[];
  /** The months of the trend, of talks only. */
  readonly trend: readonly TrendMonth[];
  /** The windows in which cards are to be verified: the month's, or the last before the holidays. */
  readonly cards: readonly AskingWindow[];
}

/** Identifies a window among all of a school, on whatever day. */
const nameOf = ({ standard, from }: AskingWindow): string => `${standard.ruleId} ${from}`;

/** @returns the windows a school looks at every day: those of this month, of Today, of the trend, and of the cards */
export function planBoard(of: BoardOf): BoardPlan {
  const { standards, calendar, today } = of;
  const month = monthOf(today);
  const coded = (code: string): Standard[] => standards.filter((standard) => standard.code === code);
  const looked = {
    month: windowsOfMonth(standards, calendar, month),
    today: windowsToday(standards, calendar, today),
    trend: monthsAsked(coded('monthlyTalk'), calendar, month, TREND_MONTHS),
    cards: windowsOfMonthOrBefore(coded('contactCardVerified'), calendar, month),
  };
  const listed = new Set([...looked.month, ...looked.today].map(nameOf));
  const windows = new Map<string, AskingWindow>();
  for (const window of [
    ...looked.month,
    ...looked.today,
    ...looked.trend.flatMap((one) => one.windows),
    ...looked.cards,
  ])
    windows.set(nameOf(window), window);
  const ranks = new Map(looked.today.map((window, rank) => [nameOf(window), rank]));
  const view = (knowing: Knowing): BoardView => {
    const held = [...windows].map(([name, window]): BoardWindow => {
      const subject = `${knowing} ${name}`;
      const todayRank = ranks.get(name) ?? null;
      return {
        window,
        subject,
        key: keyOf([subject, ...computedFrom(window, of), listed.has(name)]),
        listed: listed.has(name),
        todayRank,
      };
    });
    const keysOfToday = held
      .filter(({ todayRank }) => todayRank !== null)
      .sort((one, other) => one.todayRank! - other.todayRank!)
      .map(({ key }) => key);
    const list = (kind: string, from: readonly unknown[]): BoardList => {
      const subject = `${knowing} ${kind}`;
      return { subject, key: keyOf([subject, ...from]) };
    };
    return {
      windows: held,
      byName: new Map(held.map((one) => [nameOf(one.window), one])),
      worstOverdue: list('worstOverdue', keysOfToday),
      worstDue: list('worstDue', keysOfToday),
      unreached: list('unreached', []),
    };
  };
  const all = view('all');
  return { ...looked, all, states: [...windows.values()].some(asksByWhatIsWithheld) ? view('states') : all };
}

function asksByWhatIsWithheld({ standard }: AskingWindow): boolean {
  return standard.urgencies !== null || (standard.categories ?? []).some((code) => !AID_CATEGORIES.includes(code));
}

/** Everything the computation of a window takes; of today only as much as still matters to it. */
function computedFrom(window: AskingWindow, { calendar, today, timeZone }: BoardOf): unknown[] {
  const { standard, from, to } = window;
  const closesOn = addDays(to, standard.graceDays);
  return [
    ...[standard.code, from, to, schoolDayCounts(window, calendar), timeZone],
    ...[standard.categories, standard.urgencies, standard.graceDays, standard.who],
    to >= today ? today : closesOn >= today ? 'grace' : 'closed',
  ];
}

function keyOf(from: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(from)).digest('base64url').slice(0, 22);
}

/**
 * @returns the keys of some windows on the board in their order, or null where one of them is not on it
 * @param listed whether their duties are to be listed, not only counted
 */
export function keysOf(view: BoardView, windows: readonly AskingWindow[], listed: boolean): string[] | null {
  const keys: string[] = [];
  for (const window of windows) {
    const one = view.byName.get(nameOf(window));
    if (!one || (listed && !one.listed)) return null;
    keys.push(one.key);
  }
  return keys;
}
