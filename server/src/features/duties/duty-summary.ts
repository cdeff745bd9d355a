import type { DutyState } from '@tongxin/shared';
import { classNameOf, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import type { AskingWindow, TrendMonth } from './asking-windows.js';
import { compareClasses } from './class-order.js';
import type { CardFreshness, ClassCoverage, DutySummary, StandardCoverage, TrendPoint } from './duty.dto.js';

/** How many duties of one window, class and head teacher are in one state. */
export interface DutyGroup {
  position: number;
  status: DutyState;
  count: number;
  class: ClassFacts | null;
  headTeacher: string | null;
  /** A card to verify that nobody has ever verified; null of everything else, and for those who know states only. */
  neverDone: boolean | null;
}

/** The windows a summary looks at, all of them and by what they are for; one window may be for several. */
export interface SummaryWindows {
  readonly all: readonly AskingWindow[];
  readonly month: readonly number[];
  readonly trend: readonly { readonly month: string; readonly positions: readonly number[] }[];
  /** The windows in which cards are to be verified: the month's, or the last ones before the holidays. */
  readonly cards: readonly number[];
}

/** Puts the windows of the month, of the trend and of the holidays into one list, each once. */
export function summaryWindows(
  month: readonly AskingWindow[],
  trend: readonly TrendMonth[],
  cardsOrBefore: readonly AskingWindow[],
): SummaryWindows {
  const all: AskingWindow[] = [];
  const positionOf = (window: AskingWindow): number => {
    const known = all.findIndex((one) => one.standard.id === window.standard.id && one.from === window.from);
    return known >= 0 ? known : all.push(window) - 1;
  };
  const positions = (windows: readonly AskingWindow[]): number[] => windows.map(positionOf);
  return {
    month: positions(month),
    trend: trend.map((one) => ({ month: one.month, positions: positions(one.windows) })),
    cards: positions(cardsOrBefore),
    all,
  };
}

/** `expected` is all that is asked: everything but the exempt. `done` includes what was typed late. */
interface Counted {
  expected: number;
  done: number;
  overdue: number;
  due: number;
  exempt: number;
}

function counted(groups: readonly DutyGroup[]): Counted {
  const of = (...states: DutyState[]): number =>
    groups.filter(({ status }) => states.includes(status)).reduce((sum, { count }) => sum + count, 0);
  return {
    expected: of('due', 'done', 'late', 'overdue'),
    done: of('done', 'late'),
    overdue: of('overdue'),
    due: of('due'),
    exempt: of('exempt'),
  };
}

/**
 * @param seesDates whether the viewer is told what nobody has ever done
 * @returns the figures of a month's overview out of the groups of {@link SummaryWindows}; classes from the youngest grade up, no class last
 */
export function toDutySummary(
  month: string,
  windows: SummaryWindows,
  groups: readonly DutyGroup[],
  school: Pick<SchoolContext, 'schoolYear' | 'system'>,
  seesDates: boolean,
): Omit<DutySummary, 'neverCaredFor'> {
  const among = (positions: readonly number[]): DutyGroup[] =>
    groups.filter(({ position }) => positions.includes(position));
  return {
    month,
    byStandard: byStandard(windows, among),
    byClass: byClass(among(windows.month), windows, school, seesDates),
    trend: windows.trend.map((one): TrendPoint => {
      const { expected, done } = counted(among(one.positions));
      return { month: one.month, expected, done };
    }),
    cards: freshness(among(windows.cards), seesDates),
  };
}

function byStandard(windows: SummaryWindows, among: (positions: readonly number[]) => DutyGroup[]): StandardCoverage[] {
  const codes = [...new Set(windows.month.map((position) => windows.all[position]!.standard.code))];
  return codes.map((code) => ({
    code,
    ...counted(among(windows.month.filter((position) => windows.all[position]!.standard.code === code))),
  }));
}

function byClass(
  groups: readonly DutyGroup[],
  windows: SummaryWindows,
  school: Pick<SchoolContext, 'schoolYear' | 'system'>,
  seesDates: boolean,
): ClassCoverage[] {
  const classes = new Map<string | null, DutyGroup[]>();
  for (const group of groups) {
    const id = group.class?.id ?? null;
    classes.set(id, [...(classes.get(id) ?? []), group]);
  }
  return [...classes.values()]
    .sort((one, other) => compareClasses(one[0]!.class, other[0]!.class))
    .map((own) => ({
      class: own[0]!.class && classNameOf(own[0]!.class, school),
      headTeacher: own.find(({ headTeacher }) => headTeacher !== null)?.headTeacher ?? null,
      ...counted(own),
      cards: freshness(
        own.filter(({ position }) => windows.all[position]!.standard.code === 'contactCardVerified'),
        seesDates,
      ),
    }));
}

/** What is stale is everything not verified in its window and since its last change; those nobody ever verified are among it. */
function freshness(groups: readonly DutyGroup[], seesDates: boolean): CardFreshness {
  const { expected, done } = counted(groups);
  const never = groups.filter(({ neverDone }) => neverDone).reduce((sum, { count }) => sum + count, 0);
  return { fresh: done, stale: expected - done, ...(seesDates ? { never } : {}) };
}
