import { demoCalendar, lastTermBegunBy, todayIn, type Day, type NamedCalendar } from '@tongxin/shared';

export const DEMO_TIME_ZONE = 'Asia/Shanghai';

/** The day the demo is loaded or topped up, with the school's calendar around it. */
export interface DemoDay {
  readonly today: Day;
  /** The instant in the schools' own time, `2026-11-23T17:20:00+08:00`; such texts sort as the instants do. */
  readonly now: string;
  readonly calendar: NamedCalendar;
  /** The calendar year the running school year begins in. */
  readonly schoolYear: number;
  /** First day of the running school year. */
  readonly yearBegan: Day;
  /** First day of the running term. */
  readonly termBegan: Day;
  /** Tells the running term from all others. */
  readonly termKey: string;
  /** The last day that has been filled before; null at the first load. */
  readonly filledUntil: Day | null;
}

/** @returns what day it is for the demo */
export function demoDay(now: Date, filledUntil: Day | null): DemoDay {
  const today = todayIn(DEMO_TIME_ZONE, now);
  const calendar = demoCalendar(today);
  // The calendar is made so that today lies in a term.
  const term = lastTermBegunBy(calendar, today)!;
  const first = calendar.terms.find(({ schoolYear, ordinal }) => schoolYear === term.schoolYear && ordinal === 1)!;
  return {
    today,
    now: `${new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`,
    calendar,
    schoolYear: term.schoolYear,
    yearBegan: first.from,
    termBegan: term.from,
    termKey: `${term.schoolYear}-${term.ordinal}`,
    filledUntil,
  };
}
