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
  /** What the school's classes are called this year, by their ids; see {@link SchoolContexts.knowing}. */
  readonly classNames: ReadonlyMap<string, ClassName>;
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
       FROM calendar_exceptions e WHERE e.school_id = $1) AS exceptions,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number)), '[]')
       FROM classes k WHERE k.school_id = $1) AS classes`,
};

/** What is kept of a school: its calendar and its classes. */
interface SchoolFacts {
  readonly calendar: SchoolCalendar;
  readonly classes: readonly ClassFacts[];
  /** What follows from them on one day. */
  context: SchoolContext | null;
}

interface CalendarRow {
  terms: Term[];
  exceptions: { kind: 'holiday' | 'workday'; from: string; to: string }[];
  classes: ClassFacts[];
}

/** Knows each school's calendar and what its classes are called this year. */
@Injectable()
export class SchoolContexts {
  private readonly facts: Known<SchoolFacts>;

  constructor(
    private readonly db: Database,
    changes: Changes,
  ) {
    this.facts = knownOfSchool(changes, 'calendar');
  }

  /** @returns the calendar, year and term of the viewer's school today */
  of(viewer: Viewer): Promise<SchoolContext> {
    return this.knowing(viewer, []);
  }

  /**
   * @param classIds classes of the viewer's school, as rows just read name them; null: none
   * @returns the same as {@link of}, with all of these classes among the names
   */
  async knowing(viewer: Viewer, classIds: readonly (string | null)[]): Promise<SchoolContext> {
    const facts = await this.facts.find(
      viewer.schoolId,
      () => this.factsOf(viewer),
      // A class that another server has just made may stand in a row before word of it has come.
      ({ classes, context }) =>
        classIds.every((id) => id === null || (context?.classNames.has(id) ?? classes.some((one) => one.id === id))),
    );
    const known = facts.context;
    if (known?.today === viewer.today && known.system === viewer.schoolSystem) return known;
    const { calendar } = facts;
    const school = { schoolYear: schoolYearOn(calendar, viewer.today), system: viewer.schoolSystem };
    facts.context = {
      ...school,
      today: viewer.today,
      calendar,
      term: termOn(calendar, viewer.today),
      classNames: new Map(facts.classes.map((one) => [one.id, classNameOf(one, school)])),
    };
    return facts.context;
  }

  private async factsOf(viewer: Viewer): Promise<SchoolFacts> {
    const [row] = await this.db.read<CalendarRow>(viewer, CALENDAR, [viewer.schoolId]);
    const exceptions = row?.exceptions ?? [];
    return {
      calendar: {
        terms: row?.terms ?? [],
        holidays: exceptions.filter(({ kind }) => kind === 'holiday'),
        workdays: exceptions.filter(({ kind }) => kind === 'workday'),
      },
      classes: row?.classes ?? [],
      context: null,
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
