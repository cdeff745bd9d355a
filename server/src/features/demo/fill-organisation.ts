import { addDays, gradeOf, later, type Day } from '@tongxin/shared';
import type pg from 'pg';
import { idOf } from './chance.js';
import { BUREAU, DEMO_PEOPLE, DEMO_SCHOOLS, GRADES, type DemoPerson, type DemoSchool } from './demo-cast.js';
import type { DemoCohort } from './demo-children.js';
import { DEMO_TIME_ZONE, type DemoDay } from './demo-day.js';
import { addMissing } from './demo-rows.js';

/** A class that is at school today, and its id; somebody may have made it before the demo did. */
export interface ClassAtSchool {
  readonly school: DemoSchool;
  readonly cohort: DemoCohort;
  readonly grade: number;
  readonly id: string;
}

/** Children stay at primary school for six years; posts of so many years back may still be open. */
const YEARS_BACK = 8;

/** Schools, calendars around today, people with their accounts and posts, and this year's classes. */
export async function fillOrganisation(owner: pg.Client, day: DemoDay, passwordHash: string): Promise<ClassAtSchool[]> {
  await addMissing(
    owner,
    'schools',
    DEMO_SCHOOLS.map(({ id, kind, name }) => ({
      school_id: id,
      kind,
      name,
      system: '63',
      time_zone: DEMO_TIME_ZONE,
      created_at: day.now,
    })),
  );
  await fillCalendar(owner, day);
  await fillPeople(owner, day, passwordHash);
  const classes = await fillClasses(owner, day);
  await fillPosts(owner, day, classes);
  await fillDeputy(owner, day, classes);
  return classes;
}

const SCHOOLS_WITH_CLASSES = DEMO_SCHOOLS.filter((school) => school !== BUREAU);

/** Terms reach over a holiday only as long as today lies in it; the next top-up puts them back. */
async function fillCalendar(owner: pg.Client, { calendar, termBegan }: DemoDay): Promise<void> {
  const terms = SCHOOLS_WITH_CLASSES.flatMap(({ key, id }) =>
    calendar.terms.map((term) => ({
      school_id: id,
      id: idOf(key, 'term', term.schoolYear, term.ordinal),
      school_year: term.schoolYear,
      ordinal: term.ordinal,
      from_on: term.from,
      to_on: term.to,
    })),
  );
  await owner.query(
    `INSERT INTO terms (school_id, id, school_year, ordinal, from_on, to_on)
     SELECT school_id, id, school_year, ordinal, from_on, to_on FROM jsonb_populate_recordset(NULL::terms, $1::jsonb)
     ON CONFLICT (school_id, school_year, ordinal) DO UPDATE SET from_on = excluded.from_on, to_on = excluded.to_on, version = terms.version + 1
      WHERE terms.id = excluded.id AND (terms.from_on, terms.to_on) IS DISTINCT FROM (excluded.from_on, excluded.to_on)`,
    [JSON.stringify(terms)],
  );
  await addMissing(
    owner,
    'calendar_exceptions',
    SCHOOLS_WITH_CLASSES.flatMap(({ key, id }) =>
      [
        ...calendar.holidays.map((days) => ({ ...days, kind: 'holiday' })),
        ...calendar.workdays.map((days) => ({ ...days, kind: 'workday' })),
      ].map(({ kind, from, to, name }) => ({
        school_id: id,
        id: idOf(key, kind, from),
        kind,
        from_on: from,
        to_on: to,
        name,
      })),
    ),
  );
  // The school began with its standards in the term the demo was first loaded in: of the time before, nothing is asked.
  await addMissing(
    owner,
    'care_standards',
    SCHOOLS_WITH_CLASSES.flatMap(({ key, id }) => [
      standard(key, id, 'monthlyTalk', 'month', 'headTeacher', termBegan),
      standard(key, id, 'contactCardVerified', 'term', 'headTeacherOrOffice', termBegan),
    ]),
  );
}

function standard(key: string, schoolId: string, code: string, every: string, who: string, since: Day) {
  return {
    school_id: schoolId,
    id: idOf(key, 'standard', code),
    version: 1,
    code,
    every,
    who,
    asks_in_holidays: false,
    from_on: since,
  };
}

async function fillPeople(owner: pg.Client, { now, yearBegan }: DemoDay, passwordHash: string): Promise<void> {
  await addMissing(
    owner,
    'staff',
    DEMO_PEOPLE.map(({ school, id, name }) => ({ school_id: school.id, id, name, created_at: now })),
  );
  await addMissing(
    owner,
    'accounts',
    DEMO_PEOPLE.map(({ school, id, username }) => ({
      id: idOf('account', username),
      school_id: school.id,
      staff_id: id,
      username,
      password_hash: passwordHash,
      password_changed_at: now,
      activated_at: now,
      notice_accepted_at: now,
      created_at: now,
    })),
  );
  await addMissing(
    owner,
    'role_grants',
    DEMO_PEOPLE.filter(({ posts }) => posts.length === 0).map(({ school, id, username, role }) => ({
      school_id: school.id,
      id: idOf('grant', username, role),
      staff_id: id,
      role,
      from_on: yearBegan,
      granted_at: now,
    })),
  );
}

async function fillClasses(owner: pg.Client, { schoolYear, now }: DemoDay): Promise<ClassAtSchool[]> {
  const wanted = SCHOOLS_WITH_CLASSES.flatMap((school) =>
    GRADES.flatMap((grade) =>
      Array.from({ length: school.classesAGrade }, (_, index) => ({
        school,
        grade,
        cohort: { school: school.key, entryYear: schoolYear - grade + 1, number: index + 1 },
      })),
    ),
  );
  await addMissing(
    owner,
    'classes',
    wanted.map(({ school, cohort }) => ({
      school_id: school.id,
      id: idOf(school.key, 'class', cohort.entryYear, cohort.number),
      stage: 'primary',
      entry_year: cohort.entryYear,
      number: cohort.number,
      created_at: now,
    })),
  );
  const { rows } = await owner.query<{ school_id: string; id: string; entry_year: number; number: number }>(
    `SELECT school_id, id, entry_year, number FROM classes WHERE school_id = ANY($1::uuid[]) AND stage = 'primary'`,
    [SCHOOLS_WITH_CLASSES.map(({ id }) => id)],
  );
  return wanted.map((one) => ({
    ...one,
    id: rows.find(
      (row) =>
        row.school_id === one.school.id && row.entry_year === one.cohort.entryYear && row.number === one.cohort.number,
    )!.id,
  }));
}

/** Teachers stay with their grade: with a new school year the old post ends and the one at the next class begins. */
async function fillPosts(owner: pg.Client, day: DemoDay, classes: readonly ClassAtSchool[]): Promise<void> {
  const from = day.filledUntil === null ? day.yearBegan : later(day.yearBegan, addDays(day.filledUntil, 1));
  const earlier = DEMO_PEOPLE.flatMap((person) =>
    person.posts.flatMap((post) =>
      Array.from({ length: YEARS_BACK }, (_, years) =>
        postId(person, day.schoolYear - 1 - years - post.grade + 1, post.number),
      ),
    ),
  );
  await owner.query(
    `UPDATE class_assignments SET to_on = greatest(from_on, $2::date) WHERE id = ANY($1::uuid[]) AND to_on IS NULL`,
    [earlier, addDays(from, -1)],
  );
  await addMissing(
    owner,
    'class_assignments',
    DEMO_PEOPLE.flatMap((person) =>
      person.posts.map((post) => {
        const at = classes.find(
          ({ school, grade, cohort }) =>
            school === person.school && grade === post.grade && cohort.number === post.number,
        )!;
        return {
          school_id: person.school.id,
          id: postId(person, at.cohort.entryYear, post.number),
          class_id: at.id,
          staff_id: person.id,
          role: post.subject === null ? 'headTeacher' : 'subjectTeacher',
          subject: post.subject,
          from_on: from,
          granted_at: day.now,
        };
      }),
    ),
  );
}

/** Somebody is away for a fortnight: the head teacher of the class next door stands in. */
async function fillDeputy(owner: pg.Client, day: DemoDay, classes: readonly ClassAtSchool[]): Promise<void> {
  const standsIn = DEMO_PEOPLE.find(({ username }) => username === 'head-6-3');
  const at = classes.find(
    ({ school, grade, cohort }) => school === standsIn?.school && grade === 6 && cohort.number === 4,
  );
  if (!standsIn || !at || day.filledUntil !== null) return;
  await addMissing(owner, 'class_assignments', [
    {
      school_id: at.school.id,
      id: idOf(at.school.key, 'deputy', at.cohort.entryYear, at.cohort.number),
      class_id: at.id,
      staff_id: standsIn.id,
      role: 'deputy',
      from_on: addDays(day.today, -3),
      to_on: addDays(day.today, 11),
      granted_by: departmentOf(at.school),
      granted_at: day.now,
    },
  ]);
}

function postId({ school, username }: DemoPerson, entryYear: number, number: number): string {
  return idOf(school.key, 'post', username, entryYear, number);
}

/** @returns the classes of the demo that have left the school by this school year, as far back as anybody may still be in them */
export function cohortsThatLeft({ schoolYear }: Pick<DemoDay, 'schoolYear'>): DemoCohort[] {
  return SCHOOLS_WITH_CLASSES.flatMap(({ key, classesAGrade }) =>
    Array.from({ length: YEARS_BACK }, (_, years) => schoolYear - GRADES.length - years)
      .filter((entryYear) => gradeOf({ stage: 'primary', entryYear, system: '63' }, schoolYear) === null)
      .flatMap((entryYear) =>
        Array.from({ length: classesAGrade }, (_, index) => ({ school: key, entryYear, number: index + 1 })),
      ),
  );
}

/** @returns the id of the person who sits in a school's office */
export function officeOf(school: DemoSchool): string {
  return DEMO_PEOPLE.find((person) => person.school === school && person.role === 'office')!.id;
}

/** @returns the id of the person who leads a school's moral-education department */
export function departmentOf(school: DemoSchool): string {
  return DEMO_PEOPLE.find((person) => person.school === school && person.role === 'moralEducation')!.id;
}

/** Everybody who heads a class of the demo. */
export const HEAD_TEACHER_IDS = DEMO_PEOPLE.filter(({ role }) => role === 'headTeacher').map(({ id }) => id);

export { SCHOOLS_WITH_CLASSES };
