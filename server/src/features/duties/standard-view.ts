import {
  addMonthsToMonth,
  lastTermBegunBy,
  MINIMUM_SCHOOL_DAYS,
  monthOf,
  type Day,
  type SchoolCalendar,
} from '@tongxin/shared';
import { windowsFrom, type AskingWindow, type Standard } from './asking-windows.js';
import type { DutyWindowView } from './duty.dto.js';
import { STANDARD_TITLES } from './standard-titles.js';
import type { CareStandardView } from './standards.dto.js';

/** A version with who set it up. */
export interface StandardRow extends Standard {
  readonly createdAt: string | Date | null;
  readonly createdBy: { id: string; name: string } | null;
}

const MONTHS_AHEAD = 12;

/** @returns every window of some standards that matters now: from the running term on, a year ahead */
export function presentWindows(standards: readonly Standard[], calendar: SchoolCalendar, today: Day): AskingWindow[] {
  const since = lastTermBegunBy(calendar, today)?.from ?? today;
  return windowsFrom(standards, calendar, since, addMonthsToMonth(monthOf(today), MONTHS_AHEAD));
}

export function toWindowView({ from, to }: AskingWindow): DutyWindowView {
  return { from, to };
}

/** @returns a version as the screen of standards shows it, with its windows among `windows` */
export function toStandardView(row: StandardRow, windows: readonly AskingWindow[], today: Day): CareStandardView {
  return {
    id: row.id,
    ruleId: row.ruleId,
    code: row.code,
    title: STANDARD_TITLES[row.code][row.every],
    who: row.who,
    whom: whomOf(row),
    every: row.every,
    categories: row.categories && [...row.categories],
    urgencies: row.urgencies && [...row.urgencies],
    asksInHolidays: row.asksInHolidays,
    window: row.part ? { part: row.part.kind, days: row.part.days } : { part: 'whole', days: null },
    graceDays: row.graceDays,
    minimumSchoolDays: MINIMUM_SCHOOL_DAYS,
    from: row.from,
    to: row.to,
    status: row.from > today ? 'coming' : row.to !== null && row.to < today ? 'past' : 'inForce',
    windows: windows.filter(({ standard }) => standard.id === row.id).map(toWindowView),
    createdBy: row.createdBy,
    createdAt: row.createdAt === null ? null : new Date(row.createdAt).toISOString(),
    version: row.version,
  };
}

function whomOf({ categories, urgencies }: Standard): string {
  if (categories) return urgencies ? 'categoriesAndUrgencies' : 'categories';
  return urgencies ? 'urgencies' : 'specialGroup';
}
