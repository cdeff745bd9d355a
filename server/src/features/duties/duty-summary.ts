import type { DutyState } from '@tongxin/shared';
import { classNameOf, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import type { AskingWindow, TrendMonth } from './asking-windows.js';
import type { CardFreshness, ClassCoverage, DutySummary, StandardCoverage, TrendPoint } from './duty.dto.js';

/** How many duties of one window, class and head teacher are in one state. */
export interface DutyGroup {
  position: number;
  status: DutyState;
  count: number;
  class: ClassFacts | null;
  headTeacher: string | null;
}

/** The windows a summary looks at, all of them and by what they are for; one window may be for several. */
export interface SummaryWindows {
  readonly all: readonly AskingWindow[];
  readonly month: readonly number[];
  readonly trend: readonly { readonly month: string; readonly positions: readonly number[] }[];
  /** The windows in which cards are to be verified. */
  readonly cards: readonly number[];
  /** The windows whose children are asked whether anybody ever reached them. */
  readonly reached: readonly number[];
}

/** Puts the windows of the month, of the trend and of the holidays into one list, each once. */
export function summaryWindows(
  month: readonly AskingWindow[],
  trend: readonly TrendMonth[],
  monthOrBefore: readonly AskingWindow[],
): SummaryWindows {
  const all: AskingWindow[] = [];
  const positionOf = (window: AskingWindow): number => {
    const known = all.findIndex((one) => one.standard.id === window.standard.id && one.from === window.from);
    return known >= 0 ? known : all.push(window) - 1;
  };
  const positions = (windows: readonly AskingWindow[]): number[] => windows.map(positionOf);
  const cards = monthOrBefore.filter(({ standard }) => standard.code === 'contactCardVerified');
  return {
    month: positions(month),
    trend: trend.map((one) => ({ month: one.month, positions: positions(one.windows) })),
    cards: positions(cards.slice(-1)),
    reached: positions(monthOrBefore),
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

/** @returns the figures of a month's overview out of the groups of {@link SummaryWindows}; classes from the youngest grade up, no class last */
export function toDutySummary(
  month: string,
  windows: SummaryWindows,
  groups: readonly DutyGroup[],
  school: Pick<SchoolContext, 'schoolYear' | 'system'>,
): Omit<DutySummary, 'neverCaredFor'> {
  const among = (positions: readonly number[]): DutyGroup[] =>
    groups.filter(({ position }) => positions.includes(position));
  return {
    month,
    byStandard: byStandard(windows, among),
    byClass: byClass(among(windows.month), school),
    trend: windows.trend.map((one): TrendPoint => {
      const { expected, done } = counted(among(one.positions));
      return { month: one.month, expected, done };
    }),
    cards: freshness(counted(among(windows.cards))),
  };
}

function byStandard(windows: SummaryWindows, among: (positions: readonly number[]) => DutyGroup[]): StandardCoverage[] {
  const codes = [...new Set(windows.month.map((position) => windows.all[position]!.standard.code))];
  return codes.map((code) => ({
    code,
    ...counted(among(windows.month.filter((position) => windows.all[position]!.standard.code === code))),
  }));
}

function byClass(groups: readonly DutyGroup[], school: Pick<SchoolContext, 'schoolYear' | 'system'>): ClassCoverage[] {
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
    }));
}

function compareClasses(one: ClassFacts | null, other: ClassFacts | null): number {
  if (!one || !other) return Number(!one) - Number(!other);
  if (one.stage !== other.stage) return one.stage === 'primary' ? -1 : 1;
  return other.entryYear - one.entryYear || one.number - other.number;
}

function freshness({ expected, done }: Counted): CardFreshness {
  return { fresh: done, stale: expected - done };
}
