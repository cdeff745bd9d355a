import { foldWidth, shownOneTimeCode } from '@tongxin/shared';
import type pg from 'pg';
import { v7 } from 'uuid';
import { endOfCode, hashOneTimeCode, newOneTimeCode, type CodePurpose } from '../platform/sessions/one-time-codes.js';
import { traceCommand } from './admin-database.js';
import type { Command } from './command-line.js';
import { Refused } from './refused.js';

interface UserRow {
  school: string;
  username: string;
  name: string;
  state: string;
  posts: string | null;
}

/** @returns a line for each account: user name, name, whether it has come in, and what it holds today */
export async function listUsers(command: Command, owner: pg.Client, now: Date): Promise<string[]> {
  const school = command.optional('school');
  const { rows } = await owner.query<UserRow>(
    `SELECT s.name AS school, a.username, p.name,
        CASE WHEN a.disabled_at IS NOT NULL THEN 'disabled' WHEN a.activated_at IS NULL THEN 'invited' ELSE 'active' END AS state,
        (SELECT string_agg(DISTINCT r.role, ', ' ORDER BY r.role) FROM (
           SELECT g.role, g.from_on, g.to_on FROM role_grants g WHERE g.school_id = a.school_id AND g.staff_id = a.staff_id
           UNION ALL SELECT c.role, c.from_on, c.to_on FROM class_assignments c WHERE c.school_id = a.school_id AND c.staff_id = a.staff_id) r
          WHERE r.from_on <= ($2::timestamptz AT TIME ZONE s.time_zone)::date AND (r.to_on IS NULL OR r.to_on >= ($2::timestamptz AT TIME ZONE s.time_zone)::date)) AS posts
       FROM accounts a JOIN schools s ON s.school_id = a.school_id JOIN staff p ON p.school_id = a.school_id AND p.id = a.staff_id
      WHERE $1::text IS NULL OR s.name = $1 ORDER BY s.name, a.username`,
    [school, now],
  );
  if (rows.length === 0) return [school === null ? 'There is no account yet.' : `There is no account at ${school}.`];
  const widest = Math.max(...rows.map(({ username }) => username.length));
  return rows.map(({ school: at, username, name, state, posts }) =>
    [username.padEnd(widest), state.padEnd(8), name, at, posts ?? 'no post yet'].join('  '),
  );
}

/**
 * Makes a one-time code for an account, for the first administrator or where nobody is left who could: to come in, or after a forgotten password.
 * Closed records stay shut for a day then. The operator is nobody's second person, so the access log names the command.
 * @returns what to hand over, this once
 */
export async function makeCode(command: Command, owner: pg.Client, now: Date): Promise<string> {
  const username = foldWidth(command.needed('username')).toLowerCase();
  const { rows } = await owner.query<{ id: string; school_id: string; activated: boolean }>(
    'SELECT id, school_id, activated_at IS NOT NULL AS activated FROM accounts WHERE username = $1',
    [username],
  );
  const account = rows[0];
  if (!account) throw new Refused(`There is no account ${username}: "users" lists them.`);
  return codeFor(owner, { ...account, username }, now);
}

/** @returns the sentence that tells the code */
export async function codeFor(
  owner: pg.Client,
  account: { readonly id: string; readonly school_id: string; readonly username: string; readonly activated: boolean },
  now: Date,
): Promise<string> {
  const purpose: CodePurpose = account.activated ? 'reset' : 'activation';
  const code = newOneTimeCode();
  const until = endOfCode(purpose, now);
  await owner.query(`SELECT set_config('app.school_id', $1, true)`, [account.school_id]);
  const { rows } = await owner.query<{ done: boolean }>(
    'SELECT app.make_one_time_code($1, $2, $3, $4, NULL, $5, $6, $7) AS done',
    [v7(), account.id, purpose, await hashOneTimeCode(account.id, code), now, until, account.activated],
  );
  if (!rows[0]?.done) throw new Refused(`The account ${account.username} is switched off.`);
  const act = purpose === 'reset' ? 'account.resetMade' : 'account.codeMade';
  await traceCommand(owner, { schoolId: account.school_id, act, subjectId: account.id, at: now });
  return `One-time code for ${account.username}: ${shownOneTimeCode(code)} – to be typed at /activate before ${until.toISOString()}; it is not shown again.`;
}
