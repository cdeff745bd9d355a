import pg from 'pg';
import { createApp } from '../../server/src/app.setup.js';
import { readConfig } from '../../server/src/config/app-config.js';
import { APPLICATION_ROLE, ownerSource, poolAs } from '../../server/src/database/connections.js';
import { refusePowerfulRole } from '../../server/src/database/prepare-database.js';
import { DECLARED, sensitivityOf } from '../../server/src/database/sensitivity.js';
import { ENTITIES } from '../../server/src/entities.js';
import { MIGRATIONS } from '@tongxin/migrations';
import { TestApp } from '../support/test-app.js';
import type { Person } from '../support/world.js';

/** Reached before a viewer exists, through named functions only. */
const BEFORE_ANY_SCHOOL = [
  'accounts',
  'one_time_codes',
  'recovery_codes',
  'guardian_link_tokens',
  'sessions',
  'known_devices',
  'calendar_feeds',
  'installation',
  'rate_limits',
  'migrations',
  'operation_runs',
  'audit_continuations',
];

interface Column {
  table: string;
  column: string;
}

describe('the database', () => {
  let app: TestApp;
  let tables: string[];
  let columns: Column[];

  beforeAll(async () => {
    app = await TestApp.start();
    columns = (
      await app.owner.query<Column>(
        `SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
          WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1, 2`,
      )
    ).rows;
    tables = [...new Set(columns.map(({ table }) => table))];
  });
  afterAll(() => app.stop());

  it('has exactly the tables that belong to a school, and the few that are reached before one is known', () => {
    expect(tables.length).toBeGreaterThan(25);
    const withoutSchool = tables.filter(
      (table) => !columns.some((one) => one.table === table && one.column === 'school_id'),
    );
    expect([...withoutSchool, 'accounts'].sort()).toEqual([...BEFORE_ANY_SCHOOL].sort());
  });

  it('is built by the migrations exactly as the entities describe it', async () => {
    const source = await ownerSource(app.database.url, ENTITIES).initialize();
    try {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await source.destroy();
    }
  });

  it('is taken down again by the migrations to nothing', async () => {
    const source = await ownerSource(app.database.url).initialize();
    const runner = source.createQueryRunner();
    try {
      await runner.startTransaction();
      for (const Migration of [...MIGRATIONS].reverse()) await new Migration().down(runner);
      const left = (await runner.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)) as {
        tablename: string;
      }[];
      expect(left.map(({ tablename }) => tablename)).toEqual(['migrations']);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
      await source.destroy();
    }
  });

  it('forces row-level security on every table', async () => {
    const { rows } = await app.owner.query<{ relname: string }>(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'migrations' AND NOT (relrowsecurity AND relforcerowsecurity)`,
    );
    expect(rows).toEqual([]);
  });

  it('puts the school first in every key, unique constraint and foreign key of a school’s table', async () => {
    const { rows } = await app.owner.query<{ name: string; first: string }>(
      `SELECT c.conname AS name, a.attname AS first FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('p', 'u', 'f') AND r.relname <> ALL($1)`,
      [BEFORE_ANY_SCHOOL],
    );
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter(({ first }) => first !== 'school_id')).toEqual([]);
    const { rows: indexes } = await app.owner.query<{ name: string; first: string }>(
      `SELECT i.relname AS name, a.attname AS first FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class r ON r.oid = x.indrelid
         JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[0]
        WHERE r.relnamespace = 'public'::regnamespace AND r.relname <> ALL($1)`,
      [BEFORE_ANY_SCHOOL],
    );
    expect(indexes.filter(({ first }) => first !== 'school_id')).toEqual([]);
  });

  it('never lets the application delete what has happened, nor change the access log', async () => {
    const { rows } = await app.owner.query<{ table: string; verb: string }>(
      `SELECT table_name AS "table", privilege_type AS verb FROM information_schema.role_table_grants WHERE grantee = $1 AND table_schema = 'public'`,
      [APPLICATION_ROLE],
    );
    const may = (verb: string): string[] => rows.filter((row) => row.verb === verb).map(({ table }) => table);
    expect(may('DELETE').sort()).toEqual([
      'calendar_exceptions',
      'classes',
      // What is only computed from other tables.
      'duty_counts',
      'duty_marks',
      'duty_states',
      'duty_windows',
      'idempotency_keys',
      'import_headers',
      'import_rows',
      'imports',
      'rate_limits',
      'student_keys',
      'terms',
      'village_names',
      'villages',
    ]);
    expect(may('UPDATE')).not.toContain('audit_entries');
    expect(may('SELECT')).not.toContain('accounts');
    expect(may('SELECT')).not.toContain('sessions');
    expect(may('TRUNCATE')).toEqual([]);
  });

  it('declares how sensitive every column is, and declares none that is gone', () => {
    expect(
      columns.filter(({ table, column }) => table !== 'migrations' && sensitivityOf(table, column) === null),
    ).toEqual([]);
    const gone = Object.entries(DECLARED).flatMap(([table, own]) =>
      Object.keys(own)
        .filter((column) => !columns.some((one) => one.table === table && one.column === column))
        .map((column) => `${table}.${column}`),
    );
    expect(gone).toEqual([]);
  });

  describe('as the application’s role', () => {
    let pool: pg.Pool;
    beforeAll(async () => {
      const school = await app.world.school();
      await app.world.guardian(await app.world.student(school, { in: await app.world.class(school) }));
      pool = poolAs(app.database.url, APPLICATION_ROLE, 2);
    });
    afterAll(() => pool.end());

    it('shows no row of any table without a viewer', async () => {
      for (const table of tables.filter((one) => !BEFORE_ANY_SCHOOL.includes(one))) {
        const answer = await pool
          .query(`SELECT count(*)::int AS rows FROM "${table}"`)
          .catch((error: { code: string }) => error.code);
        expect([table, typeof answer === 'string' ? answer : answer.rows[0].rows]).toEqual([
          table,
          table === 'audit_blocks' ? '42501' : 0,
        ]);
      }
    });

    it('refuses a row of another school', async () => {
      const [mine, theirs] = [await app.world.school(), await app.world.school()];
      const client = await pool.connect();
      try {
        await client.query(`BEGIN; SET LOCAL app.school_id = '${mine.id}'`);
        await expect(
          client.query(`INSERT INTO staff (school_id, id, name) VALUES ($1, gen_random_uuid(), 'x')`, [theirs.id]),
        ).rejects.toMatchObject({ code: '42501' });
      } finally {
        await client.query('ROLLBACK');
        client.release();
      }
    });

    it('does not start as the owner or a superuser', async () => {
      const owner = new pg.Pool({ connectionString: app.database.url, max: 1 });
      try {
        await expect(refusePowerfulRole(owner)).rejects.toThrow(/tongxin_app/);
        await expect(refusePowerfulRole(pool)).resolves.toBeUndefined();
      } finally {
        await owner.end();
      }
    });

    it('lets a migration of data reach the rows as the owner', async () => {
      const { rowCount } = await app.owner.query(`UPDATE students SET sort_key = sort_key`);
      expect(rowCount).toBeGreaterThan(0);
    });
  });

  it('never mixes two schools in 200 requests side by side', async () => {
    const people: [Person, string][] = [];
    for (const name of ['东山小学', '西山小学']) {
      const school = await app.world.school({ name });
      people.push([await app.world.person(school, { roles: ['office'] }), name]);
    }
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const [person, name] = people[index % 2]!;
        const { body } = await app.as(person).get('/api/schools').expect(200);
        return body.items.length === 1 && body.items[0].name === name;
      }),
    );
    expect(seen.filter((right) => !right)).toEqual([]);
  });

  it('stops the start where the application cannot take its role', async () => {
    const client = new pg.Client({ connectionString: app.database.url });
    await client.connect();
    const login = `plain_${process.pid}`;
    try {
      await client.query(`CREATE ROLE ${login} LOGIN PASSWORD 'made-up'`);
      const url = new URL(app.database.url);
      url.username = login;
      url.password = 'made-up';
      const config = readConfig({ DATABASE_URL: url.toString(), DEMO: '0' });
      await expect(createApp(config, { logger: false })).rejects.toThrow(/tongxin_app/);
    } finally {
      await client.query(`DROP ROLE IF EXISTS ${login}`);
      await client.end();
    }
  });
});
