import { Injectable } from '@nestjs/common';
import {
  classLabel,
  cohortLabel,
  schoolYearOn,
  termOn,
  type Cohort,
  type SchoolCalendar,
  type SchoolSystem,
  type Stage,
  type Term,
} from '@tongxin/shared';
import { Changes } from '../../database/changes.js';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { knownOfSchool, type Known } from '../../platform/known/known.js';
import type { ClassName } from './session.dto.js';

/** What a school's day looks like to everything that counts days or names classes. */
export interface SchoolContext {
  readonly today: string;
  readonly calendar: SchoolCalendar;
  /** The year the present school year begins in. */
  readonly schoolYear: number;
  /** The term today lies in; null in the holidays. */
  readonly term: Term | null;
  readonly system: SchoolSystem;
}

/** A class as the database keeps it. */
export interface ClassFacts {
  readonly id: string;
  readonly stage: Stage;
  readonly entryYear: number;
  readonly number: number;
}

const CALENDAR = {
  name: 'school-calendar',
  text: `SELECT
    (SELECT coalesce(jsonb_agg(jsonb_build_object('schoolYear', t.school_year, 'ordinal', t.ordinal, 'from', t.from_on, 'to', t.to_on) ORDER BY t.from_on), '[]')
       FROM terms t WHERE t.school_id = $1) AS terms,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'from', e.from_on, 'to', e.to_on) ORDER BY e.from_on), '[]')
       FROM calendar_exceptions e WHERE e.school_id = $1) AS exceptions`,
};

interface CalendarRow {
  terms: Term[];
  exceptions: { kind: 'holiday' | 'workday'; from: string; to: string }[];
}

/** Knows each school's calendar and what its classes are called this year. */
@Injectable()
export class SchoolContexts {
  private readonly calendars: Known<SchoolCalendar>;

  constructor(
    private readonly db: Database,
    changes: Changes,
  ) {
    this.calendars = knownOfSchool(changes, 'calendar');
  }

  /** @returns the calendar, year and term of the viewer's school today */
  async of(viewer: Viewer): Promise<SchoolContext> {
    const calendar = await this.calendars.find(viewer.schoolId, () => this.calendarOf(viewer));
    return {
      today: viewer.today,
      calendar,
      schoolYear: schoolYearOn(calendar, viewer.today),
      term: termOn(calendar, viewer.today),
      system: viewer.schoolSystem,
    };
  }

  private async calendarOf(viewer: Viewer): Promise<SchoolCalendar> {
    const [row] = await this.db.read<CalendarRow>(viewer, CALENDAR, [viewer.schoolId]);
    const exceptions = row?.exceptions ?? [];
    return {
      terms: row?.terms ?? [],
      holidays: exceptions.filter(({ kind }) => kind === 'holiday'),
      workdays: exceptions.filter(({ kind }) => kind === 'workday'),
    };
  }
}

/** @returns what a class is called this year, or by its cohort before it begins and after it has graduated */
export function classNameOf(
  found: ClassFacts,
  { schoolYear, system }: Pick<SchoolContext, 'schoolYear' | 'system'>,
): ClassName {
  const cohort: Cohort = { ...found, system };
  return {
    id: found.id,
    label: classLabel(cohort, schoolYear, 'zh-CN') ?? cohortLabel(cohort, 'zh-CN'),
    labelEn: classLabel(cohort, schoolYear, 'en') ?? cohortLabel(cohort, 'en'),
  };
}
