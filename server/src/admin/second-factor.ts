import { foldWidth } from '@tongxin/shared';
import type pg from 'pg';
import { traceCommand } from './admin-database.js';
import type { Command } from './command-line.js';
import { Refused } from './refused.js';

/**
 * Turns the second step of an account off, where the phone and the recovery codes are both gone; whoever runs the command has made sure of the person.
 * Every session of the account ends, so that the next sign-in is a fresh one with the password.
 * @returns what was done
 */
export async function turnOffSecondFactor(command: Command, owner: pg.Client, now: Date): Promise<string> {
  const username = foldWidth(command.needed('username')).toLowerCase();
  const { rows } = await owner.query<{ id: string; school_id: string }>(
    'SELECT id, school_id FROM accounts WHERE username = $1',
    [username],
  );
  const account = rows[0];
  if (!account) throw new Refused(`There is no account ${username}: "users" lists them.`);
  const { rows: ended } = await owner.query<{ done: boolean }>('SELECT app.end_second_factor($1) AS done', [
    account.id,
  ]);
  if (!ended[0]?.done) throw new Refused(`The account ${username} has no second step.`);
  await owner.query('UPDATE sessions SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL', [account.id, now]);
  await traceCommand(owner, {
    schoolId: account.school_id,
    act: 'secondFactor.ended',
    subjectId: account.id,
    at: now,
  });
  return `The account ${username} signs in with its password alone from now on, and is signed out everywhere.`;
}
