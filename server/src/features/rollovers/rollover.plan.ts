import {
  addDays,
  gradeOf,
  usualTerms,
  type Cohort,
  type Day,
  type DayRange,
  type SchoolSystem,
  type Stage,
  type Term,
} from '@tongxin/shared';

/** A class as the rollover looks at it. */
export interface RolloverClass {
  readonly id: string;
  readonly stage: Stage;
  readonly entryYear: number;
  readonly number: number;
  readonly pupils: number;
  /** Care files of its pupils that are open or paused. */
  readonly files: number;
}

/** What becomes of a class: it goes up a grade, or its children leave it. */
export interface ClassStep {
  readonly id: string;
  readonly from: number;
  /** The grade it goes up to; null: it graduates. */
  readonly to: number | null;
}

/** A class of beginners. */
export interface NewClass {
  readonly stage: Stage;
  readonly number: number;
}

export interface RolloverPlan {
  readonly toYear: number;
  /** The last day of the school year that ends. */
  readonly lastOn: Day;
  /** From this day on the rollover may be run: the day after the last. */
  readonly runnableFrom: Day;
  readonly steps: readonly ClassStep[];
  /** The terms of the new year that are not there yet, as they usually are. */
  readonly termsToMake: readonly Term[];
  /** As many beginners' classes as the year that ends had. */
  readonly newClasses: readonly NewClass[];
}

/** How many of each the rollover touches. */
export interface RolloverCounts {
  readonly classesMoving: number;
  readonly classesGraduating: number;
  readonly pupilsLeaving: number;
  readonly pupilsStaying: number;
  readonly filesClosing: number;
  readonly assignmentsEnding: number;
  readonly termsMade: number;
  readonly classesMade: number;
}

/** What the rollover changed, so that it can be put back: ids and the values before, no child's name or story. */
export interface RolloverChanges {
  readonly terms: readonly string[];
  readonly classes: readonly string[];
  readonly memberships: readonly string[];
  readonly assignments: readonly { readonly id: string; readonly toOn: Day | null }[];
  readonly files: readonly {
    readonly id: string;
    readonly studentId: string;
    readonly version: number;
    readonly status: 'open' | 'paused';
    /** The first day on which it was closed. */
    readonly fromOn: Day;
  }[];
  readonly staying: readonly { readonly studentId: string; readonly classId: string }[];
}

export interface RolloverFacts {
  readonly system: SchoolSystem;
  readonly today: Day;
  /** The present school year, by the calendar year it begins in. */
  readonly schoolYear: number;
  readonly terms: readonly Term[];
  readonly classes: readonly RolloverClass[];
}

/**
 * The year a school steps into next. While children still sit in classes that had graduated when the present year began, the step into the present year is
 * still to be made; otherwise it is the one into the year after.
 * @returns the calendar year it begins in
 */
export function nextYear({ classes, system, schoolYear }: RolloverFacts): number {
  const leftBehind = classes.some((one) => one.pupils > 0 && hasGraduated(one, system, schoolYear));
  return leftBehind ? schoolYear : schoolYear + 1;
}

/**
 * What stepping into a school year means for each class. Labels move by themselves, because a class is a cohort; what has to be done is the rest.
 * @param toYear the calendar year the new school year begins in
 */
export function planRollover(facts: RolloverFacts, toYear: number): RolloverPlan {
  const { system, terms, classes } = facts;
  const ending =
    terms.find((term) => term.schoolYear === toYear - 1 && term.ordinal === 2) ?? usualTerms(toYear - 1)[1];
  const steps = classes.flatMap((one): ClassStep[] => {
    const to = gradeOf({ ...one, system }, toYear);
    const from = gradeOf({ ...one, system }, toYear - 1);
    if (from !== null) return [{ id: one.id, from, to }];
    // Graduated long ago and still not empty: its children leave now.
    return hasGraduated(one, system, toYear) && one.pupils > 0
      ? [{ id: one.id, from: lastGradeOf(one, system), to: null }]
      : [];
  });
  return {
    toYear,
    lastOn: ending.to,
    runnableFrom: addDays(ending.to, 1),
    steps,
    termsToMake: usualTerms(toYear).filter(
      ({ ordinal }) => !terms.some((term) => term.schoolYear === toYear && term.ordinal === ordinal),
    ),
    newClasses: beginners(classes, toYear),
  };
}

/** As many classes begin as began the year before, in every stage the school has, unless they are there already. */
function beginners(classes: readonly RolloverClass[], toYear: number): NewClass[] {
  const numbersOf = (stage: Stage, entryYear: number): number[] =>
    classes.filter((one) => one.stage === stage && one.entryYear === entryYear).map(({ number }) => number);
  return (['primary', 'junior'] as const).flatMap((stage) => {
    const there = numbersOf(stage, toYear);
    return numbersOf(stage, toYear - 1)
      .filter((number) => !there.includes(number))
      .sort((one, other) => one - other)
      .map((number) => ({ stage, number }));
  });
}

function hasGraduated(one: Omit<Cohort, 'number' | 'system'>, system: SchoolSystem, schoolYear: number): boolean {
  return one.entryYear < schoolYear && gradeOf({ ...one, system }, schoolYear) === null;
}

/** The last grade a cohort was in. */
function lastGradeOf(one: Omit<Cohort, 'number' | 'system'>, system: SchoolSystem): number {
  let year = one.entryYear;
  while (gradeOf({ ...one, system }, year + 1) !== null) year += 1;
  return gradeOf({ ...one, system }, year)!;
}

/** @returns whether two ranges of days share a day */
export function overlap(one: DayRange, other: DayRange): boolean {
  return one.from <= other.to && other.from <= one.to;
}
