import pg from 'pg';
import { runMigrations } from 'graphile-worker';
import { APPLICATION_ROLE, ownerSource, poolAs } from './connections.js';

/** The role that owns the queue of background work and nothing else. */
export const JOBS_ROLE = 'tongxin_jobs';

/**
 * Brings a database to the present schema: roles, migrations, the queue. Safe to run again and from several servers at once.
 * @param ownerUrl login that owns the schema (may create roles the first time)
 * @param applicationUrl login of the running application; its password is set where it is the application's own role
 * @throws Error in words for the operator where a login lacks a right
 */
export async function prepareDatabase(
  ownerUrl: string,
  applicationUrl: string,
  say: (line: string) => void = () => undefined,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // One server at a time; the lock goes with the connection.
    await client.query(`SELECT pg_advisory_lock(hashtext('tongxin.prepare'))`);
    await ensureRoles(client, ownerUrl, applicationUrl);
    const source = await ownerSource(ownerUrl).initialize();
    try {
      const done = await source.runMigrations();
      if (done.length > 0) say(`database: ${done.length} step${done.length === 1 ? '' : 's'} of the schema done`);
      // Where the rows were brought here from another PostgreSQL, the access log goes on from its own number.
      const [moved] = await source.query<{ moved: boolean }[]>('SELECT app.continue_audit(now()) AS moved');
      if (moved?.moved) say('database: the access log goes on in a new PostgreSQL');
    } finally {
      await source.destroy();
    }
    await ensureQueue(ownerUrl);
  } finally {
    await client.end();
  }
}

async function ensureRoles(client: pg.Client, ownerUrl: string, applicationUrl: string): Promise<void> {
  for (const role of [APPLICATION_ROLE, JOBS_ROLE]) {
    const { rowCount } = await client.query(`SELECT 1 FROM pg_roles WHERE rolname = $1`, [role]);
    if (rowCount === 0) {
      // Roles belong to the whole cluster: another database's start may have made it this very moment.
      await client
        .query(`CREATE ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE`)
        .catch((error: { code?: string }) => {
          if (error.code === '42501')
            throw new Error(
              `The database login may not create roles. Give it CREATEROLE, or create the role ${role} once as an administrator.`,
            );
          if (error.code !== '42710' && error.code !== '23505') throw error;
        });
    }
    await client.query(`GRANT ${role} TO CURRENT_USER`).catch(() => undefined);
  }
  const application = new URL(applicationUrl);
  if (application.username === APPLICATION_ROLE && application.password !== '' && applicationUrl !== ownerUrl) {
    await client.query(
      `ALTER ROLE ${APPLICATION_ROLE} LOGIN PASSWORD ${pg.escapeLiteral(decodeURIComponent(application.password))}`,
    );
  }
  const database = (await client.query<{ name: string }>(`SELECT current_database() AS name`)).rows[0]!.name;
  await client.query(`GRANT CREATE ON DATABASE ${pg.escapeIdentifier(database)} TO ${JOBS_ROLE}`);
  await client.query(`GRANT USAGE ON SCHEMA public TO ${APPLICATION_ROLE}`);
}

/** The queue lives in its own schema under its own role; the application may only ask for work, through one function. */
async function ensureQueue(ownerUrl: string): Promise<void> {
  const pool = poolAs(ownerUrl, JOBS_ROLE, 2);
  try {
    await runMigrations({ pgPool: pool });
    await pool.query(`CREATE OR REPLACE FUNCTION graphile_worker.tongxin_enqueue(task text, payload json, key text) RETURNS void
      LANGUAGE sql SECURITY DEFINER SET search_path = graphile_worker, pg_temp AS $$
        SELECT graphile_worker.add_job(task, payload => payload, job_key => key, max_attempts => 25)
      $$`);
    await pool.query(`REVOKE ALL ON FUNCTION graphile_worker.tongxin_enqueue(text, json, text) FROM PUBLIC`);
    await pool.query(`GRANT USAGE ON SCHEMA graphile_worker TO ${APPLICATION_ROLE}`);
    await pool.query(
      `GRANT EXECUTE ON FUNCTION graphile_worker.tongxin_enqueue(text, json, text) TO ${APPLICATION_ROLE}`,
    );
  } finally {
    await pool.end();
  }
}

/** The role a connection works under may step around row-level security. */
export class TooPowerfulError extends Error {}

/**
 * Makes sure that the running application cannot step around row-level security.
 * @throws TooPowerfulError where its role is the owner, a superuser, or may bypass
 */
export async function refusePowerfulRole(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ role: string; powerful: boolean; owns: boolean }>(
    `SELECT current_user AS role, r.rolsuper OR r.rolbypassrls AS powerful,
            EXISTS (SELECT 1 FROM pg_class c WHERE c.relname = 'students' AND c.relnamespace = 'public'::regnamespace AND c.relowner = r.oid) AS owns
       FROM pg_roles r WHERE r.rolname = current_user`,
  );
  const role = rows[0];
  if (!role || role.powerful || role.owns || role.role !== APPLICATION_ROLE) {
    throw new TooPowerfulError(
      `The application must run as the database role ${APPLICATION_ROLE}, without superuser, BYPASSRLS or ownership; it got "${role?.role ?? 'none'}".`,
    );
  }
}
