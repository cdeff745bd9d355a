import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'tongxin-tests-';

/**
 * The PostgreSQL the suites make their databases on: TEST_DATABASE_URL, else DATABASE_URL, else an embedded one thrown away afterwards.
 * @param {(line: string) => void} say
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} a login that may create databases and roles
 * @throws Error where the given login may not
 */
export async function openTestDatabase(say) {
  const given = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  if (given) {
    await assertMayCreate(given);
    say('testing on the PostgreSQL of TEST_DATABASE_URL or DATABASE_URL, in databases of our own');
    return { url: given, stop: () => Promise.resolve() };
  }
  removeDeadFolders();
  const { startEmbeddedPostgres } = await import('../../server/dist/database/embedded/embedded-postgres.js');
  const dataDir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const server = await startEmbeddedPostgres({ dataDir, durable: false, say });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function assertMayCreate(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      'select rolsuper or (rolcreatedb and rolcreaterole) as may from pg_roles where rolname = current_user',
    );
    if (!rows[0]?.may)
      throw new Error('The login of TEST_DATABASE_URL has to be allowed to create databases and roles.');
  } finally {
    await client.end();
  }
}

// Left by a run that was killed; a PostgreSQL still running there ends by itself within a minute of losing its folder.
function removeDeadFolders() {
  for (const name of readdirSync(tmpdir())) {
    const maker = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0;
    if (maker > 0 && !lives(maker)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
