import { classNameOf, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import type { AskingWindow, TrendMonth } from './asking-windows.js';
import { compareClasses } from './class-order.js';
import type { CardFreshness, ClassCoverage, DutySummary, StandardCoverage, TrendPoint } from './duty.dto.js';

/**
 * How the duties of one window and class stand, as the statements of this folder give it: the window's position, how many are due, done,
 * late, overdue and exempt, how many cards nobody has ever verified, the class (nulls: none) and who heads it.
 */
export type CountedRow = readonly [
  position: number,
  due: number,
  done: number,
  late: number,
  overdue: number,
  exempt: number,
  neverDone: number,
  classId: string | null,
  stage: ClassFacts['stage'] | null,
  entryYear: number | null,
  number: number | null,
  headTeacher: string | null,
];

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

function counted(rows: readonly CountedRow[]): Counted {
  const sum: Counted = { expected: 0, done: 0, overdue: 0, due: 0, exempt: 0 };
  for (const [, due, done, late, overdue, exempt] of rows) {
    sum.expected += due + done + late + overdue;
    sum.done += done + late;
    sum.overdue += overdue;
    sum.due += due;
    sum.exempt += exempt;
  }
  return sum;
}

/**
 * @param seesDates whether the viewer is told what nobody has ever done
 * @returns the figures of a month's overview out of the rows of {@link SummaryWindows}; classes from the youngest grade up, no class last
 */
export function toDutySummary(
  month: string,
  windows: SummaryWindows,
  rows: readonly CountedRow[],
  school: Pick<SchoolContext, 'schoolYear' | 'system'>,
  seesDates: boolean,
): Omit<DutySummary, 'neverCaredFor'> {
  const byPosition = grouped(rows);
  const among = (positions: readonly number[]): CountedRow[] =>
    positions.flatMap((position) => byPosition.get(position) ?? []);
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

function grouped(rows: readonly CountedRow[]): Map<number, CountedRow[]> {
  const groups = new Map<number, CountedRow[]>();
  for (const row of rows) {
    const own = groups.get(row[0]);
    if (own) own.push(row);
    else groups.set(row[0], [row]);
  }
  return groups;
}

function byStandard(
  windows: SummaryWindows,
  among: (positions: readonly number[]) => CountedRow[],
): StandardCoverage[] {
  const codes = [...new Set(windows.month.map((position) => windows.all[position]!.standard.code))];
  return codes.map((code) => ({
    code,
    ...counted(among(windows.month.filter((position) => windows.all[position]!.standard.code === code))),
  }));
}

function byClass(
  rows: readonly CountedRow[],
  windows: SummaryWindows,
  school: Pick<SchoolContext, 'schoolYear' | 'system'>,
  seesDates: boolean,
): ClassCoverage[] {
  const classes = new Map<string | null, { facts: ClassFacts | null; own: CountedRow[] }>();
  for (const row of rows) {
    const [, , , , , , , id, stage, entryYear, number] = row;
    const known = classes.get(id);
    if (known) known.own.push(row);
    else
      classes.set(id, {
        facts: id === null ? null : { id, stage: stage!, entryYear: entryYear!, number: number! },
        own: [row],
      });
  }
  return [...classes.values()]
    .sort((one, other) => compareClasses(one.facts, other.facts))
    .map(({ facts, own }) => ({
      class: facts && classNameOf(facts, school),
      headTeacher: own.find(([, , , , , , , , , , , headTeacher]) => headTeacher !== null)?.[11] ?? null,
      ...counted(own),
      cards: freshness(
        own.filter(([position]) => windows.all[position]!.standard.code === 'contactCardVerified'),
        seesDates,
      ),
    }));
}

/** What is stale is everything not verified in its window and since its last change; those nobody ever verified are among it. */
function freshness(rows: readonly CountedRow[], seesDates: boolean): CardFreshness {
  const { expected, done } = counted(rows);
  const never = rows.reduce((sum, [, , , , , , neverDone]) => sum + neverDone, 0);
  return { fresh: done, stale: expected - done, ...(seesDates ? { never } : {}) };
}
