import {
  addDays,
  isSchoolDay,
  isWeekday,
  mayOn,
  withheldFrom,
  type Day,
  type EmergencyKind,
  type SchoolCalendar,
  type Withheld,
} from '@tongxin/shared';
import type { Viewer } from '../../platform/access/viewer.js';

/** After so many days without one, no school day is to be expected from the calendar: working days count then. */
const LONGEST_HOLIDAYS = 100;

/** @returns the last of so many school days after a day; beyond the known terms, of working days */
export function schoolDaysLater(calendar: SchoolCalendar, from: Day, days: number): Day {
  let day = from;
  let left = days;
  for (let tried = 0; left > 0; tried += 1) {
    day = addDays(day, 1);
    if (tried < LONGEST_HOLIDAYS ? isSchoolDay(calendar, day) : isWeekday(day)) left -= 1;
  }
  return day;
}

/** What an emergency would show beyond the ordinary: whoever sees all of it anyway needs none. */
const BEYOND: Readonly<
  Record<
    EmergencyKind,
    { permission: 'student.view' | 'contactCard.view' | 'timeline.view'; parts: readonly Withheld[] }
  >
> = {
  studentFile: { permission: 'student.view', parts: ['categories', 'otherCategories', 'careFile', 'identity'] },
  contactCard: { permission: 'contactCard.view', parts: ['houseNumber', 'family'] },
  talks: { permission: 'timeline.view', parts: ['words'] },
};

/** @returns whether the person sees this kind of record of a child of this class without any emergency */
export function seesAnyway(viewer: Viewer, kind: EmergencyKind, classId: string | null): boolean {
  const { permission, parts } = BEYOND[kind];
  if (!mayOn(viewer, permission, { classId })) return false;
  const withheld = withheldFrom(viewer, permission, { classId });
  return !parts.some((part) => withheld.has(part));
}
