import pg from 'pg';
import { Passwords } from '../../platform/sessions/passwords.js';
import { DEMO_ACCOUNTS, DEMO_PEOPLE } from './demo-cast.js';
import { demoDay, type DemoDay } from './demo-day.js';
import { fillAccounts } from './fill-accounts.js';
import { fillCare } from './fill-care.js';
import { fillOrganisation } from './fill-organisation.js';
import { fillVillages } from './fill-villages.js';
import { fillStudents, handOnThoseWhoLeft } from './fill-students.js';

export interface DemoSettings {
  /** Login that owns the schema. */
  readonly ownerUrl: string;
  readonly now: Date;
  /** One for all accounts of the demo. */
  readonly password: string;
  /** Whether an empty database may be filled, and a demo of before topped up. */
  readonly allowed: boolean;
  readonly say?: (line: string) => void;
}

/** A database that holds the demo: everybody knows its passwords. */
export interface Demo {
  /** What the operator is told: accounts and password. */
  readonly text: string;
}

/**
 * Loads the demo into an empty database, or tops up the demo that is there: the calendar moves with today, classes with the school year, and the
 * talks of the days that have passed come in. All of it happens or nothing; on the same day a second start changes nothing; what people
 * have typed is never touched. A database with a real school is left alone.
 * @returns null where the database holds no demo
 */
export async function loadDemo({ ownerUrl, now, password, allowed, say }: DemoSettings): Promise<Demo | null> {
  const passwords = new Passwords();
  const owner = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC' });
  await owner.connect();
  try {
    await owner.query('BEGIN');
    const found = await whatIsThere(owner);
    if (found.demo || (allowed && found.empty)) {
      const day = demoDay(now, found.filledUntil);
      if (allowed && (found.filledUntil === null || day.today > found.filledUntil)) {
        say?.(found.demo ? 'demo: bringing it up to today' : 'demo: loading two made-up schools');
        await fill(owner, day, await passwords.hash(password));
      }
      if (allowed) await renewPasswords(owner, passwords, password);
    }
    await owner.query('COMMIT');
    return found.demo || (allowed && found.empty) ? { text: textOf(password) } : null;
  } catch (error) {
    await owner.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await owner.end();
  }
}

interface Found {
  readonly demo: boolean;
  readonly filledUntil: string | null;
  readonly empty: boolean;
}

/** The row of the installation is locked, so that of two servers starting at once one fills. */
async function whatIsThere(owner: pg.Client): Promise<Found> {
  const { rows } = await owner.query<Found>(
    `SELECT demo, to_char(demo_until, 'YYYY-MM-DD') AS "filledUntil", NOT EXISTS (SELECT 1 FROM schools) AS empty FROM installation FOR UPDATE`,
  );
  return rows[0]!;
}

/** One hash for all accounts of the demo: everybody knows the password anyway, and forty would take longer than all the rest. */
async function fill(owner: pg.Client, day: DemoDay, passwordHash: string): Promise<void> {
  const classes = await fillOrganisation(owner, day, passwordHash);
  await fillAccounts(owner, day);
  await fillVillages(owner, day);
  await fillStudents(owner, day, classes);
  await handOnThoseWhoLeft(owner, day);
  await fillCare(owner, day, classes);
  await owner.query('UPDATE installation SET demo = true, demo_until = $1', [day.today]);
  await owner.query('ANALYZE');
}

/** Another password in the settings than at the start before counts for everybody who has not chosen one of their own. */
async function renewPasswords(owner: pg.Client, passwords: Passwords, password: string): Promise<void> {
  const { rows } = await owner.query<{ hash: string }>(
    'SELECT DISTINCT password_hash AS hash FROM accounts WHERE staff_id = ANY($1::uuid[]) AND password_changed_at = created_at',
    [DEMO_PEOPLE.map(({ id }) => id)],
  );
  for (const { hash } of rows) {
    if (await passwords.matches(hash, password)) continue;
    await owner.query(
      `WITH renewed AS (UPDATE accounts SET password_hash = $3 WHERE staff_id = ANY($1::uuid[]) AND password_hash = $2 AND password_changed_at = created_at RETURNING id)
       UPDATE sessions SET ended_at = now() FROM renewed WHERE account_id = renewed.id AND ended_at IS NULL`,
      [DEMO_PEOPLE.map(({ id }) => id), hash, await passwords.hash(password)],
    );
  }
}

function textOf(password: string): string {
  const named = DEMO_ACCOUNTS.filter(({ role }) => role !== 'headTeacher').map(({ username }) => username);
  return [
    'This is a demo with made-up people. It is reached from this machine only.',
    `  accounts  head-1-1 … head-6-4 (head teachers, for example head-3-2), b-head-1-1 … b-head-6-1,`,
    `            ${named.join(', ')}`,
    `  password  ${password}`,
  ].join('\n');
}
