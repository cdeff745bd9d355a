import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Name of the migrated database that every test file copies; made by global-setup.mjs. */
const TEMPLATE = 'tongxin_test_template';

/** @returns the login that may create databases and roles; set by the test runner */
export function serverUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url)
    throw new Error('TEST_DATABASE_URL is not set. Run the tests with "npm test", which starts a database for them.');
  return url;
}

/** @returns the URL of another database on the same server */
export function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.toString();
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A private copy of the migrated database. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** @returns a fresh database: a copy of the template, or an empty one where the test builds the schema itself */
export async function newDatabase(from: 'template' | 'empty' = 'template'): Promise<TestDatabase> {
  const name = `tongxin_test_${randomUUID().slice(0, 8)}`;
  const template =
    from === 'template' ? `TEMPLATE ${TEMPLATE}` : `TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`;
  await onServer((client) => whenFree(() => client.query(`CREATE DATABASE ${name} ${template}`)));
  return {
    url: urlOf(name),
    drop: () => onServer(async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

/** A copy waits while another run is busy with the template (`object_in_use`). */
async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || attempt === 50) throw error;
      await sleep(200);
    }
  }
}
