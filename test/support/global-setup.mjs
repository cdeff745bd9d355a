import pg from 'pg';
import { prepareDatabase } from '../../server/dist/database/prepare-database.js';

const TEMPLATE = 'tongxin_test_template';

/** Builds the template database by the migrations, once a run. Reads the built server, because Jest loads this file outside its transforms. */
export default async function buildTemplate() {
  const url = process.env.TEST_DATABASE_URL;
  if (!url)
    throw new Error('TEST_DATABASE_URL is not set. Run the tests with "npm test", which starts a database for them.');
  const at = (database) => Object.assign(new URL(url), { pathname: `/${database}` }).toString();
  const client = new pg.Client({ connectionString: at('postgres') });
  await client.connect();
  try {
    // Several runs on one server wait for each other here.
    await client.query(`SELECT pg_advisory_lock(hashtext('tongxin.tests'))`);
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${TEMPLATE} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`);
    await prepareDatabase(at(TEMPLATE), at(TEMPLATE));
  } finally {
    await client.end();
  }
}
