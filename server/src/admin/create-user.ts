import { checkPersonName, checkUsername, LIMITS, ROLE_CODES, todayIn, type RoleCode } from '@tongxin/shared';
import type pg from 'pg';
import { v7 } from 'uuid';
import { Passwords } from '../platform/sessions/passwords.js';
import { traceCommand } from './admin-database.js';
import type { Command } from './command-line.js';
import { Refused } from './refused.js';
import { codeFor } from './users.js';

/** Roles an account is granted; heading and teaching a class follow from the class. */
const GRANTED = ROLE_CODES.filter((role) => !['headTeacher', 'subjectTeacher', 'bureau'].includes(role));

/** Who is to get an account, checked as far as that goes without the database. */
export interface NewUser {
  readonly school: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly RoleCode[];
}

/** @throws Refused where the user name, the name or a role cannot be */
export function readNewUser(command: Command): NewUser {
  const username = checkUsername(command.needed('username'));
  if (!username.ok)
    throw new Refused(
      `A user name has ${LIMITS.usernameMin} to ${LIMITS.usernameMax} small letters, digits, dots and dashes, such as head-3-2.`,
      2,
    );
  const name = checkPersonName(command.needed('name'));
  if (!name.ok)
    throw new Refused(
      `--name is a person's name of ${LIMITS.nameMin} to ${LIMITS.nameMax} characters, without digits.`,
      2,
    );
  const roles = [...new Set(command.all('role'))];
  for (const role of roles) {
    if (['headTeacher', 'subjectTeacher'].includes(role))
      throw new Refused(`Leave out --role ${role}: it follows from the class, see "assign".`, 2);
    if (!GRANTED.includes(role as RoleCode)) throw new Refused(`--role is one of ${GRANTED.join(', ')}.`, 2);
  }
  return { school: command.needed('school'), username: username.value, name: name.value, roles: roles as RoleCode[] };
}

/**
 * Makes somebody at a school with an account, and grants the roles from today on.
 * @param password null: nobody chooses one, and the answer tells the one-time code
 * @returns what was done, for the operator
 */
export async function createUser(
  { school: schoolName, username, name, roles }: NewUser,
  password: string | null,
  owner: pg.Client,
  now: Date,
): Promise<string> {
  const { rows: schools } = await owner.query<{ id: string; time_zone: string }>(
    'SELECT school_id AS id, time_zone FROM schools WHERE name = $1',
    [schoolName],
  );
  const school = schools[0];
  if (!school) {
    const { rows } = await owner.query<{ name: string }>('SELECT name FROM schools ORDER BY name LIMIT 20');
    throw new Refused(
      rows.length > 0
        ? `There is no school named ${schoolName}. There is: ${rows.map((row) => row.name).join(', ')}.`
        : 'There is no school yet: make one with create-school.',
    );
  }
  const { rowCount } = await owner.query('SELECT 1 FROM accounts WHERE username = $1', [username]);
  if (rowCount) throw new Refused(`The user name ${username} is taken.`);

  const staffId = v7();
  const accountId = v7();
  await owner.query('INSERT INTO staff (school_id, id, name, created_at) VALUES ($1, $2, $3, $4)', [
    school.id,
    staffId,
    name,
    now,
  ]);
  await owner.query('SELECT app.create_account($1, $2, $3, $4, $5)', [
    accountId,
    school.id,
    staffId,
    username,
    password === null ? null : await new Passwords().hash(password),
  ]);
  await traceCommand(owner, { schoolId: school.id, act: 'account.created', subjectId: accountId, at: now });
  for (const role of roles) {
    const grantId = v7();
    await owner.query(
      'INSERT INTO role_grants (school_id, id, staff_id, role, from_on, granted_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [school.id, grantId, staffId, role, todayIn(school.time_zone, now), now],
    );
    await traceCommand(owner, { schoolId: school.id, act: 'role.granted', subjectId: grantId, at: now });
  }
  const done =
    roles.length > 0
      ? `The account ${username} at ${schoolName} is there, as ${roles.join(', ')}.`
      : `The account ${username} at ${schoolName} is there, without a role; give it a class with assign.`;
  if (password !== null) return done;
  return `${done}\n${await codeFor(owner, { id: accountId, school_id: school.id, username, activated: false }, now)}`;
}
