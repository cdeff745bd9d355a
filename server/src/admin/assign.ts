import {
  addDays,
  checkClassText,
  gradeAndClassLabel,
  gradeOf,
  isDay,
  LIMITS,
  lengthOf,
  schoolYearOn,
  todayIn,
  type Cohort,
  type Day,
  type Term,
} from '@tongxin/shared';
import type pg from 'pg';
import { v7 } from 'uuid';
import { traceCommand } from './admin-database.js';
import type { Command } from './command-line.js';
import { Refused } from './refused.js';

interface Person {
  schoolId: string;
  staffId: string;
  system: '63' | '54';
  timeZone: string;
  terms: Term[];
}

const PERSON = `SELECT a.school_id AS "schoolId", a.staff_id AS "staffId", s.system, s.time_zone AS "timeZone",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('schoolYear', t.school_year, 'ordinal', t.ordinal, 'from', t.from_on, 'to', t.to_on)), '[]')
       FROM terms t WHERE t.school_id = a.school_id) AS terms
  FROM accounts a JOIN schools s ON s.school_id = a.school_id WHERE a.username = $1`;

/**
 * Gives somebody a class to head, to stand in for its head, or to teach a subject. A class has one head teacher: whoever headed it hands over the day before.
 * @returns what was done, for the operator
 */
export async function assign(command: Command, owner: pg.Client, now: Date): Promise<string> {
  const username = command.needed('username');
  const role = command.choice('as', ['headTeacher', 'deputy', 'subjectTeacher']);
  const subject = command.optional('subject');
  if ((role === 'subjectTeacher') !== (subject !== null))
    throw new Refused(
      role === 'subjectTeacher' ? 'A subject teacher needs --subject.' : `--subject is for subject teachers only.`,
      2,
    );
  if (subject !== null && lengthOf(subject) > LIMITS.termNameMax) throw new Refused('--subject is too long.', 2);

  const { rows } = await owner.query<Person>(PERSON, [username]);
  const person = rows[0];
  if (!person) throw new Refused(`There is no account ${username}: make one with create-user.`);
  const today = todayIn(person.timeZone, now);
  const from = command.optional('from') ?? today;
  if (!isDay(from)) throw new Refused('--from is a day such as 2026-09-01.', 2);
  const schoolYear = schoolYearOn({ terms: person.terms, holidays: [], workdays: [] }, today);
  const cohort = checkClassText(null, command.needed('class'), { system: person.system, schoolYear });
  if (!cohort.ok) throw new Refused('--class is a class such as 三年级2班.', 2);
  const label = gradeAndClassLabel(gradeOf(cohort.value, schoolYear)!, cohort.value.number, 'zh-CN');

  const { classId, made } = await classOf(owner, person.schoolId, cohort.value, now);
  const notes = made ? [`The class ${label} has been made.`] : [];
  if (await holdsAlready(owner, person, classId, role, subject, from))
    return [...notes, `${username} is ${role} of ${label} already.`].join(' ');
  if (role === 'headTeacher') notes.push(...(await handOver(owner, person.schoolId, classId, label, from)));

  const id = v7();
  await owner
    .query(
      `INSERT INTO class_assignments (school_id, id, class_id, staff_id, role, subject, from_on, granted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [person.schoolId, id, classId, person.staffId, role, subject, from, now],
    )
    .catch((error: { code?: string }) => {
      if (error.code === '23P01') throw new Refused(`Somebody else is ${role} of ${label} then: end that post first.`);
      throw error;
    });
  await traceCommand(owner, { schoolId: person.schoolId, act: 'class.assigned', subjectId: id, at: now });
  return [...notes, `${username} is ${role} of ${label} from ${from} on.`].join(' ');
}

async function classOf(
  owner: pg.Client,
  schoolId: string,
  { stage, entryYear, number }: Cohort,
  now: Date,
): Promise<{ classId: string; made: boolean }> {
  const { rowCount } = await owner.query(
    `INSERT INTO classes (school_id, id, stage, entry_year, number, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (school_id, stage, entry_year, number) DO NOTHING`,
    [schoolId, v7(), stage, entryYear, number, now],
  );
  const { rows } = await owner.query<{ id: string }>(
    'SELECT id FROM classes WHERE school_id = $1 AND stage = $2 AND entry_year = $3 AND number = $4',
    [schoolId, stage, entryYear, number],
  );
  return { classId: rows[0]!.id, made: rowCount === 1 };
}

async function holdsAlready(
  owner: pg.Client,
  person: Person,
  classId: string,
  role: string,
  subject: string | null,
  from: Day,
): Promise<boolean> {
  const { rowCount } = await owner.query(
    `SELECT 1 FROM class_assignments WHERE school_id = $1 AND class_id = $2 AND staff_id = $3 AND role = $4 AND subject IS NOT DISTINCT FROM $5
        AND from_on <= $6 AND to_on IS NULL`,
    [person.schoolId, classId, person.staffId, role, subject, from],
  );
  return rowCount !== 0;
}

/** Ends the post of whoever heads the class on that day; the past stays as it was. */
async function handOver(
  owner: pg.Client,
  schoolId: string,
  classId: string,
  label: string,
  from: Day,
): Promise<string[]> {
  const { rows } = await owner.query<{ id: string; began: Day }>(
    `SELECT id, to_char(from_on, 'YYYY-MM-DD') AS began FROM class_assignments
      WHERE school_id = $1 AND class_id = $2 AND role = 'headTeacher' AND (to_on IS NULL OR to_on >= $3) FOR UPDATE`,
    [schoolId, classId, from],
  );
  const began = rows.find((row) => row.began >= from)?.began;
  if (began !== undefined)
    throw new Refused(`${label} has a head teacher who began on ${began}: choose a later --from.`);
  const last = addDays(from, -1);
  await owner.query('UPDATE class_assignments SET to_on = $3 WHERE school_id = $1 AND id = ANY($2::uuid[])', [
    schoolId,
    rows.map(({ id }) => id),
    last,
  ]);
  return rows.length > 0 ? [`Whoever headed ${label} before hands over on ${last}.`] : [];
}
