import { LIMITS, lengthOf, SCHOOL_SYSTEMS, todayIn, usualCalendar } from '@tongxin/shared';
import type pg from 'pg';
import { v7 } from 'uuid';
import { traceCommand } from './admin-database.js';
import type { Command } from './command-line.js';
import { Refused } from './refused.js';

/**
 * Makes a school with what it needs to begin: the two usual terms of this school year, the public holidays that lie in them, and the two care
 * standards. From August on the school year is the one that begins.
 * @returns what was done, for the operator
 */
export async function createSchool(command: Command, owner: pg.Client, now: Date): Promise<string> {
  const name = command.needed('name');
  if (lengthOf(name) > LIMITS.schoolNameMax)
    throw new Refused(`A school's name has at most ${LIMITS.schoolNameMax} characters.`);
  const system = command.choice('system', SCHOOL_SYSTEMS, '63');
  const timeZone = command.optional('time-zone') ?? 'Asia/Shanghai';
  const today = dayIn(timeZone, now);

  const { rows: installation } = await owner.query<{ demo: boolean }>('SELECT demo FROM installation FOR UPDATE');
  if (installation[0]?.demo)
    throw new Refused(
      'This database holds the demo, whose passwords everybody knows. Set DATA_DIR to another folder, or DATABASE_URL, for a real school.',
    );
  const { rowCount } = await owner.query('SELECT 1 FROM schools WHERE name = $1', [name]);
  if (rowCount) throw new Refused(`There is a school named ${name} already.`);

  const id = v7();
  await owner.query(
    'INSERT INTO schools (school_id, name, system, time_zone, created_at) VALUES ($1, $2, $3, $4, $5)',
    [id, name, system, timeZone, now],
  );
  const year = Number(today.slice(0, 4)) - (today.slice(5) >= '08-01' ? 0 : 1);
  const { terms, holidays, workdays } = usualCalendar(year);
  for (const term of terms) {
    await owner.query(
      'INSERT INTO terms (school_id, id, school_year, ordinal, from_on, to_on) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, v7(), term.schoolYear, term.ordinal, term.from, term.to],
    );
  }
  for (const [kind, days] of [
    ...holidays.map((one) => ['holiday', one] as const),
    ...workdays.map((one) => ['workday', one] as const),
  ]) {
    await owner.query(
      'INSERT INTO calendar_exceptions (school_id, id, kind, from_on, to_on, name) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, v7(), kind, days.from, days.to, days.name],
    );
  }
  for (const [code, every, who] of [
    ['monthlyTalk', 'month', 'headTeacher'],
    ['contactCardVerified', 'term', 'headTeacherOrOffice'],
  ]) {
    await owner.query(
      'INSERT INTO care_standards (school_id, id, code, every, who, from_on) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, v7(), code, every, who, terms[0]!.from],
    );
  }
  await traceCommand(owner, { schoolId: id, act: 'school.created', subjectId: id, at: now });
  return `The school ${name} is there, with two terms from ${terms[0]!.from} to ${terms[1]!.to}. The public holidays are entered; terms and holidays are corrected on the screen, under School set-up.`;
}

function dayIn(timeZone: string, now: Date): string {
  try {
    return todayIn(timeZone, now);
  } catch {
    throw new Refused(`--time-zone ${timeZone} is no time zone; it looks like Asia/Shanghai.`, 2);
  }
}
