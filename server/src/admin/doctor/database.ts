import { MIGRATIONS } from '@tongxin/migrations';
import pg from 'pg';
import { poolAs, APPLICATION_ROLE } from '../../database/connections.js';
import { JOBS_ROLE, refusePowerfulRole } from '../../database/prepare-database.js';
import { verifyChain } from '../../platform/audit/verify-chain.js';
import type { Logins } from '../admin-database.js';
import { agoOf, type Finding, look, well, wrong } from './finding.js';

const OLDEST_MAJOR = 15;
const CLOCK_SECONDS = 5;
const STUCK_MINUTES = 60;
const UNSEALED_MINUTES = 15;

/**
 * The database: its version, roles, schema and row-level security, the queue, the clocks, the access log.
 * @param owner a connection of the owner's login
 */
export async function lookAtDatabase(owner: pg.Client, logins: Logins, now: () => Date): Promise<Finding[]> {
  const found = [await version(owner), await clocks(owner, now)];
  const { missing, strange, applied } = await steps(owner);
  if (strange.length > 0)
    found.push(
      wrong(
        `The database was brought up by a later version of the product (${strange[0]}).`,
        'Install that version or a later one; an earlier one cannot work on it.',
      ),
    );
  else if (missing.length > 0)
    found.push(
      look(
        applied === 0
          ? 'The database has no schema yet.'
          : `${missing.length} step${missing.length === 1 ? '' : 's'} of the schema are still to be done (${missing[0]} …).`,
        'Start the product: it brings the schema up to date.',
      ),
    );
  else found.push(well(`The schema is up to date: ${applied} steps.`));
  if (missing.length > 0 || strange.length > 0) return found;
  return [
    ...found,
    await role(logins),
    await rowSecurity(owner),
    await timeZones(owner),
    ...(await queue(owner, now())),
    ...(await accessLog(owner, now())),
  ];
}

async function version(owner: pg.Client): Promise<Finding> {
  const { rows } = await owner.query<{ version: string; number: number; encoding: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number, current_setting('server_encoding') AS encoding`,
  );
  const { version: name, number, encoding } = rows[0]!;
  if (number < OLDEST_MAJOR * 10_000)
    return wrong(`PostgreSQL ${name} is too old.`, `Use PostgreSQL ${OLDEST_MAJOR} or newer.`);
  if (encoding !== 'UTF8')
    return wrong(
      `The database is kept in ${encoding}.`,
      'Make one with --encoding UTF8 --template template0, and restore a backup into it.',
    );
  return well(`PostgreSQL ${name} answers.`);
}

async function clocks(owner: pg.Client, now: () => Date): Promise<Finding> {
  const before = now();
  const { rows } = await owner.query<{ at: Date }>('SELECT clock_timestamp() AS at');
  const apart = Math.abs(rows[0]!.at.getTime() - (before.getTime() + now().getTime()) / 2) / 1000;
  return apart > CLOCK_SECONDS
    ? wrong(
        `The clocks of this machine and of the database are ${Math.round(apart)} seconds apart.`,
        'Let both follow a time server (chrony, systemd-timesyncd).',
      )
    : well('The clocks of this machine and of the database agree.');
}

async function steps(owner: pg.Client): Promise<{ missing: string[]; strange: string[]; applied: number }> {
  const { rows: there } = await owner.query<{ there: boolean }>(
    `SELECT to_regclass('public.migrations') IS NOT NULL AS there`,
  );
  const known = MIGRATIONS.map((Migration) => new Migration().name);
  if (!there[0]?.there) return { missing: known, strange: [], applied: 0 };
  const { rows } = await owner.query<{ name: string }>('SELECT name FROM migrations');
  const applied = rows.map(({ name }) => name);
  return {
    missing: known.filter((name) => !applied.includes(name)),
    strange: applied.filter((name) => !known.includes(name)),
    applied: applied.length,
  };
}

async function role({ applicationUrl }: Logins): Promise<Finding> {
  const pool = poolAs(applicationUrl, APPLICATION_ROLE, 1);
  try {
    await refusePowerfulRole(pool);
    return well(`The running product works as ${APPLICATION_ROLE}, which owns nothing and bypasses nothing.`);
  } catch (error) {
    const sentence = (error as Error).message;
    return wrong(
      /must run as/.test(sentence) ? sentence : `The running product cannot take the role ${APPLICATION_ROLE}.`,
      `As a database administrator: ALTER ROLE ${APPLICATION_ROLE} NOSUPERUSER NOBYPASSRLS; GRANT ${APPLICATION_ROLE} TO the login of DATABASE_URL.`,
    );
  } finally {
    await pool.end();
  }
}

async function rowSecurity(owner: pg.Client): Promise<Finding> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'migrations'
        AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`,
  );
  return rows.length > 0
    ? wrong(
        `Row-level security is not forced on ${rows.map(({ name }) => name).join(', ')}: somebody has switched it off by hand.`,
        rows.map(({ name }) => `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`).join(' '),
      )
    : well('Row-level security is forced on every table.');
}

async function timeZones(owner: pg.Client): Promise<Finding> {
  const { rows } = await owner.query<{ zone: string }>(
    `SELECT DISTINCT s.time_zone AS zone FROM schools s WHERE NOT EXISTS (SELECT 1 FROM pg_timezone_names z WHERE z.name = s.time_zone)`,
  );
  return rows.length > 0
    ? wrong(
        `The database does not know the time zone ${rows[0]!.zone} of a school.`,
        'Set one such as Asia/Shanghai for the school.',
      )
    : well('The time zones of all schools are known.');
}

async function queue(owner: pg.Client, now: Date): Promise<Finding[]> {
  await owner.query(`SET ROLE ${JOBS_ROLE}`);
  const { rows } = await owner
    .query<{ failed: string[] | null; oldest: Date | null; waiting: number }>(
      `SELECT array_agg(DISTINCT task_identifier) FILTER (WHERE attempts >= max_attempts) AS failed,
              min(run_at) FILTER (WHERE attempts < max_attempts AND locked_at IS NULL AND run_at <= now()) AS oldest,
              count(*) FILTER (WHERE attempts < max_attempts)::int AS waiting
         FROM graphile_worker.jobs`,
    )
    .finally(() => owner.query('RESET ROLE'));
  const { failed, oldest, waiting } = rows[0]!;
  const found: Finding[] = [];
  if (failed)
    found.push(
      look(
        `Background work has been given up after its last attempt: ${failed.join(', ')}.`,
        'Look into the log of the server for the time it failed, mend the cause, and ask for the work again on its page.',
      ),
    );
  if (oldest && now.getTime() - oldest.getTime() > STUCK_MINUTES * 60_000)
    found.push(
      wrong(
        `Background work has been waiting since ${agoOf(oldest, now)}.`,
        'Is the product running? Start it; if it runs, start it again.',
      ),
    );
  return found.length > 0 ? found : [well(`The queue of background work moves; ${waiting} waiting.`)];
}

async function accessLog(owner: pg.Client, now: Date): Promise<Finding[]> {
  const checks = await verifyChain(owner);
  const broken = checks.filter(({ brokenAt }) => brokenAt !== null);
  const found: Finding[] = broken.map(({ schoolId, brokenAt }) =>
    wrong(
      `The access log of the school ${schoolId} does not hold from block ${brokenAt} on: a row was changed, added or taken away by hand.`,
      'Tell the data-protection officer, keep this database as it is, and compare with a backup from before.',
    ),
  );
  if (broken.length === 0)
    found.push(
      well(
        `The access logs hold: ${checks.reduce((sum, { entries }) => sum + entries, 0)} entries in sealed blocks of ${checks.length} schools.`,
      ),
    );
  const { rows } = await owner.query<{ oldest: Date | null }>(
    `SELECT min(e.at) AS oldest FROM schools s
       JOIN LATERAL (SELECT coalesce(max(b.xact_to), 0) AS sealed FROM audit_blocks b WHERE b.school_id = s.school_id) b ON true
       JOIN LATERAL (SELECT min(at) AS at FROM audit_entries WHERE school_id = s.school_id AND xact >= b.sealed) e ON true`,
  );
  const oldest = rows[0]!.oldest;
  if (oldest && now.getTime() - oldest.getTime() > UNSEALED_MINUTES * 60_000)
    found.push(
      look(
        `Entries of the access log wait to be sealed since ${agoOf(oldest, now)}.`,
        'Is the product running? A transaction left open in the database also keeps them back; "audit seal" seals by hand.',
      ),
    );
  return found;
}
