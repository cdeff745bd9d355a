import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { v7 } from 'uuid';
import { startEmbeddedPostgres } from '../../server/src/database/embedded/embedded-postgres.js';
import { adminCommand, type Ended } from '../support/admin-command.js';
import { Product } from '../support/product.js';
import { World } from '../support/world.js';

/** Another machine: a data folder of its own with a PostgreSQL of its own. */
describe('a backup carried to an empty machine', () => {
  let old: string;
  let empty: string;
  const onOld = (...words: string[]): Promise<Ended> => adminCommand({ DATA_DIR: old, DEMO: '0' }, ...words);
  const onEmpty = (...words: string[]): Promise<Ended> => adminCommand({ DATA_DIR: empty, DEMO: '0' }, ...words);

  /** Does something with the database of a machine whose product is stopped. */
  async function inside<T>(dataDir: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
    const server = await startEmbeddedPostgres({ dataDir });
    const pool = new pg.Pool({ connectionString: server.url, max: 2, options: '-c timezone=UTC' });
    pool.on('error', () => undefined);
    try {
      return await work(pool);
    } finally {
      await pool.end();
      await server.stop();
    }
  }
  const doctor = async (dataDir: string, settings: Record<string, string> = {}): Promise<Ended> =>
    adminCommand({ DATA_DIR: dataDir, DEMO: '0', ...settings }, 'doctor');

  let bytes: Buffer;
  let place: string[];

  beforeAll(async () => {
    old = await mkdtemp(join(tmpdir(), 'tongxin-old-'));
    empty = await mkdtemp(join(tmpdir(), 'tongxin-empty-'));
    expect(await onOld('create-school', '--name', '搬家小学')).toMatchObject({ code: 0 });
    bytes = Buffer.from('a certificate, made up');
    await inside(old, async (pool) => {
      const world = new World(pool);
      const { rows } = await pool.query<{ id: string }>('SELECT school_id AS id FROM schools');
      const school = { id: rows[0]!.id, name: '搬家小学' };
      const office = await world.person(school, { roles: ['office'], username: 'office' });
      await world.guardian(await world.student(school, { name: '孙小搬', in: await world.class(school) }));
      const sha256 = createHash('sha256').update(bytes).digest();
      await pool.query(
        `INSERT INTO attachments (school_id, id, subject_kind, subject_id, name, media_type, size, sha256, added_by, added_at)
         VALUES ($1, $2, 'careCategory', $2, '证明.pdf', 'application/pdf', $3, $4, $5, now())`,
        [school.id, v7(), bytes.length, sha256, office.id],
      );
      const hash = sha256.toString('hex');
      place = [school.id, hash.slice(0, 2), hash];
    });
    await mkdir(join(old, 'files', ...place.slice(0, 2)), { recursive: true });
    await writeFile(join(old, 'files', ...place), bytes);
  }, 120_000);
  afterAll(async () => {
    await rm(old, { recursive: true, force: true });
    await rm(empty, { recursive: true, force: true });
  });

  it('gives the same school, files and access log there, and a broken one gives nothing', async () => {
    expect(await onOld('audit', 'seal')).toMatchObject({ code: 0 });
    const before = await onOld('audit', 'verify');
    expect(before).toMatchObject({ code: 0 });
    const made = await onOld('backup');
    expect(made).toMatchObject({ code: 0, complained: '' });
    expect(made.said).toContain('1 attached file');
    const [name] = await readdir(join(old, 'backups'));
    const path = join(old, 'backups', name!);

    const flipped = await readFile(path);
    flipped[Math.floor(flipped.length / 2)]! ^= 1;
    await writeFile(`${path}.broken`, flipped);
    const refused = await onEmpty('restore', `${path}.broken`);
    expect(refused.code).toBe(1);
    expect(refused.complained).toContain('broken');

    const restored = await onEmpty('restore', path);
    expect(restored).toMatchObject({ code: 0, complained: '' });
    expect(await readFile(join(empty, 'files', ...place))).toEqual(bytes);
    expect((await onEmpty('audit', 'verify')).said).toBe(before.said);
    expect(await onEmpty('audit', 'seal')).toMatchObject({ code: 0 });
    const after = await onEmpty('audit', 'verify');
    expect(after).toMatchObject({ code: 0 });
    expect(after.said).not.toBe(before.said);

    const again = await onEmpty('restore', path);
    expect(again.code).toBe(1);
    expect(again.complained).toContain('not empty');
    const product = await Product.start({ DATA_DIR: empty, DATABASE_URL: '', DATABASE_OWNER_URL: '', DEMO: '0' });
    try {
      expect((await fetch(`${product.url}/api/health/ready`)).status).toBe(200);
      const busy = await onEmpty('restore', path);
      expect(busy.code).toBe(1);
      expect(busy.complained).toContain('already works on the data folder');
    } finally {
      await product.stop();
    }
  }, 180_000);

  describe('with a doctor in the house', () => {
    it('finds nothing wrong where nothing is', async () => {
      const found = await doctor(old);
      expect(found).toMatchObject({ code: 0, complained: '' });
      expect(found.said).not.toContain('WRONG');
      expect(found.said).toContain('All 1 attached files are in the store.');
    }, 60_000);

    it('names every planted fault and what to do about it', async () => {
      await rm(join(old, 'files', ...place));
      await chmod(old, 0o755);
      await inside(old, async (pool) => {
        await pool.query('ALTER TABLE students NO FORCE ROW LEVEL SECURITY');
        await pool.query(`UPDATE audit_entries SET act = 'made.up'`);
        await pool.query(`UPDATE operation_runs SET finished_at = finished_at - interval '9 days'`);
        await pool.query(
          `INSERT INTO operation_runs (id, kind, origin, status, asked_at, finished_at, failure) VALUES ($1, 'backup', 'byHand', 'failed', now(), now(), 'diskFull')`,
          [v7()],
        );
        await pool.query(`UPDATE schools SET time_zone = 'Mars/Base'`);
      });
      const found = await doctor(old, {
        BACKUP_KEY_FILE: join(old, 'no-such-key'),
        HOST: '0.0.0.0',
        SMTP_URL: 'smtp://127.0.0.1:1',
        MAIL_FROM: 'office@school.example',
      });
      expect(found.code).toBe(1);
      for (const part of [
        'attached file is missing',
        'open to everybody',
        'not forced on students',
        'ALTER TABLE students ENABLE ROW LEVEL SECURITY',
        'does not hold from block',
        'was made 9 days ago',
        'failed less than an hour ago (diskFull)',
        'Mars/Base',
        'BACKUP_KEY_FILE names a file that is missing',
        'without TLS',
        'The mail server 127.0.0.1 does not answer.',
      ])
        expect(found.said).toContain(part);
      expect(found.said).not.toContain('孙小搬');
      expect(found.said.trim().split('\n').at(-1)).toMatch(/^\d+ wrong, \d+ to look at\.$/);
    }, 60_000);

    it('says where the database is not there, or its password is wrong', async () => {
      const nowhere = await adminCommand(
        { DATABASE_URL: 'postgres://x:y@127.0.0.1:1/none', DATA_DIR: empty },
        'doctor',
      );
      expect(nowhere.code).toBe(1);
      expect(nowhere.said).toContain('The database does not answer (ECONNREFUSED)');
      const url = new URL(process.env['TEST_DATABASE_URL']!);
      url.password = 'wrong';
      const closed = await adminCommand({ DATABASE_URL: url.toString(), DATA_DIR: empty }, 'doctor');
      expect(closed.said).toContain('28P01');
      expect(closed.said).not.toContain('wrong@');
    }, 60_000);
  });
});
