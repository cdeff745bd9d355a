import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verify } from '@node-rs/argon2';
import pg from 'pg';
import { foldOneTimeCode } from '@tongxin/shared';
import { hashOneTimeCode } from '../../server/src/platform/sessions/one-time-codes.js';
import { loadDemo } from '../../server/src/features/demo/index.js';
import { newDatabase, type TestDatabase } from '../support/database.js';

const ADMIN = fileURLToPath(new URL('../../server/dist/admin.js', import.meta.url));
const PASSWORD = 'a-password-typed-in';

interface Ended {
  code: number | null;
  said: string;
  complained: string;
}

/** Runs a command of the operator in a process of its own, as `npm run admin --` does. */
function admin(settings: Record<string, string>, words: readonly string[], typed = ''): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [ADMIN, ...words], { env: { PATH, HOME, ...settings } });
  const ended: Ended = { code: null, said: '', complained: '' };
  child.stdout.on('data', (chunk: Buffer) => (ended.said += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (ended.complained += chunk.toString('utf8')));
  child.stdin.on('error', () => undefined);
  child.stdin.end(typed);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ ...ended, code }));
  });
}

describe('the commands of the operator', () => {
  let database: TestDatabase;
  let owner: pg.Pool;
  const run = (words: readonly string[], typed?: string): Promise<Ended> =>
    admin({ DATABASE_URL: database.url }, words, typed);

  beforeAll(async () => {
    database = await newDatabase();
    owner = new pg.Pool({ connectionString: database.url, max: 2, options: '-c timezone=UTC' });
    expect(await run(['create-school', '--name', '实验小学'])).toMatchObject({ code: 0, complained: '' });
    expect(
      await run(
        [
          'create-user',
          '--school',
          '实验小学',
          '--username',
          'lan',
          '--name',
          '周小兰',
          '--role',
          'administrator',
          '--role',
          'office',
        ],
        `${PASSWORD}\n`,
      ),
    ).toMatchObject({ code: 0, complained: '' });
  });
  afterAll(async () => {
    await owner.end();
    await database.drop();
  });

  it('turns a second step off whose phone and recovery codes are lost, signs the account out, and leaves a trace', async () => {
    const { rows } = await owner.query<{ id: string }>(`SELECT id FROM accounts WHERE username = 'lan'`);
    const { id } = rows[0]!;
    await owner.query(`SELECT app.begin_second_factor($1, '\\x00')`, [id]);
    await owner.query(`SELECT app.confirm_second_factor($1, 1, ARRAY['\\x01'::bytea], now())`, [id]);
    await owner.query(`SELECT app.start_session(gen_random_uuid(), $1, '\\x02', now(), NULL)`, [id]);
    expect(await run(['second-factor', 'off', '--username', 'lan'])).toMatchObject({ code: 0, complained: '' });
    const { rows: left } = await owner.query(
      `SELECT totp_secret, totp_confirmed_at, (SELECT count(*)::int FROM recovery_codes WHERE account_id = a.id) AS codes,
              (SELECT count(*)::int FROM sessions WHERE account_id = a.id AND ended_at IS NULL) AS sessions
         FROM accounts a WHERE id = $1`,
      [id],
    );
    expect(left).toEqual([{ totp_secret: null, totp_confirmed_at: null, codes: 0, sessions: 0 }]);
    const { rowCount } = await owner.query(
      `SELECT 1 FROM audit_entries WHERE act = 'secondFactor.ended' AND subject_id = $1`,
      [id],
    );
    expect(rowCount).toBe(1);
    const again = await run(['second-factor', 'off', '--username', 'lan']);
    expect(again.code).toBe(1);
    expect(again.complained).toContain('has no second step');
    expect((await run(['second-factor', 'off', '--username', 'nobody'])).complained).toContain('There is no account');
  });

  it('make a school with two terms, holidays and the two care standards', async () => {
    const { rows } = await owner.query(
      `SELECT s.system, s.time_zone, (SELECT count(*)::int FROM terms) AS terms, (SELECT count(*)::int FROM calendar_exceptions WHERE kind = 'holiday') AS holidays,
         (SELECT array_agg(code ORDER BY code) FROM care_standards) AS standards FROM schools s`,
    );
    expect(rows).toEqual([
      {
        system: '63',
        time_zone: 'Asia/Shanghai',
        terms: 2,
        holidays: expect.any(Number),
        standards: ['contactCardVerified', 'monthlyTalk'],
      },
    ]);
    // Always in the terms: New Year, Qingming, Labour Day, Dragon Boat; and National Day, in which the Mid-Autumn Festival may lie.
    expect(rows[0].holidays).toBeGreaterThanOrEqual(5);
  });

  it('refuse a second school of the same name, a wrong system and a wrong time zone', async () => {
    expect(await run(['create-school', '--name', '实验小学'])).toMatchObject({ code: 1 });
    expect(await run(['create-school', '--name', '另一小学', '--system', '72'])).toMatchObject({ code: 2 });
    const zone = await run(['create-school', '--name', '另一小学', '--time-zone', 'Mars/Base']);
    expect(zone).toMatchObject({ code: 2 });
    expect(zone.complained).toContain('time zone');
    expect((await owner.query('SELECT 1 FROM schools')).rowCount).toBe(1);
  });

  it('make an account whose password is only stored hashed, with its roles, and leave a row in the access log', async () => {
    const { rows } = await owner.query<{ hash: string; roles: string[] }>(
      `SELECT a.password_hash AS hash, (SELECT array_agg(g.role ORDER BY g.role) FROM role_grants g WHERE g.staff_id = a.staff_id) AS roles
         FROM accounts a WHERE a.username = 'lan'`,
    );
    expect(rows[0]!.roles).toEqual(['administrator', 'office']);
    expect(await verify(rows[0]!.hash, PASSWORD)).toBe(true);
    const acts = await owner.query<{ act: string }>(`SELECT act FROM audit_entries ORDER BY at, id`);
    expect(acts.rows.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['school.created', 'account.created', 'role.granted']),
    );
  });

  it('refuse a user name that is taken, a school that is not there, a role that follows from a class, and a short password', async () => {
    const user = (changes: Record<string, string>): string[] =>
      Object.entries({ school: '实验小学', username: 'other', name: '周大山', role: 'office', ...changes }).flatMap(
        ([option, value]) => [`--${option}`, value],
      );
    const answers = [
      await run(['create-user', ...user({ username: 'lan' })], PASSWORD),
      await run(['create-user', ...user({ school: '没有的小学' })], PASSWORD),
      await run(['create-user', ...user({ role: 'headTeacher' })], PASSWORD),
      await run(['create-user', ...user({ username: 'A B' })], PASSWORD),
      await run(['create-user', ...user({})], 'short'),
    ];
    expect(answers.map(({ code }) => code)).toEqual([1, 1, 2, 2, 1]);
    expect(answers[1]!.complained).toContain('实验小学');
    expect((await owner.query('SELECT 1 FROM accounts')).rowCount).toBe(1);
    expect((await owner.query('SELECT 1 FROM staff')).rowCount).toBe(1);
  });

  it('never take a password as an argument, nor say again what was typed', async () => {
    const { code, complained } = await run(['create-user', '--password', 'my-secret-password', '--username', 'x']);
    expect(code).toBe(2);
    expect(complained).not.toContain('my-secret-password');
    expect(complained).not.toMatch(/\bat \S+\.js/);
  });

  it('give somebody a class, which is made where it is missing, and hand it over the day before', async () => {
    await run(['create-user', '--school', '实验小学', '--username', 'feng', '--name', '冯小雨'], PASSWORD);
    const first = await run([
      'assign',
      '--username',
      'lan',
      '--class',
      '三年级2班',
      '--as',
      'headTeacher',
      '--from',
      '2026-09-01',
    ]);
    expect(first).toMatchObject({ code: 0 });
    expect(first.said).toContain('has been made');
    const again = await run([
      'assign',
      '--username',
      'lan',
      '--class',
      '三（2）班',
      '--as',
      'headTeacher',
      '--from',
      '2026-10-01',
    ]);
    expect(again.said).toContain('already');
    expect(
      await run([
        'assign',
        '--username',
        'feng',
        '--class',
        '三年级2班',
        '--as',
        'headTeacher',
        '--from',
        '2026-08-01',
      ]),
    ).toMatchObject({
      code: 1,
    });
    expect(
      await run(['assign', '--username', 'feng', '--class', '3.2', '--as', 'headTeacher', '--from', '2026-11-01']),
    ).toMatchObject({
      code: 0,
    });
    expect(
      await run(['assign', '--username', 'lan', '--class', '三年级2班', '--as', 'subjectTeacher', '--subject', '数学']),
    ).toMatchObject({ code: 0 });
    expect(await run(['assign', '--username', 'lan', '--class', '三年级2班', '--as', 'subjectTeacher'])).toMatchObject({
      code: 2,
    });
    const { rows } = await owner.query(
      `SELECT x.username, a.role, to_char(a.from_on, 'YYYY-MM-DD') AS "from", to_char(a.to_on, 'YYYY-MM-DD') AS "to" FROM class_assignments a
         JOIN accounts x ON x.staff_id = a.staff_id WHERE a.role = 'headTeacher' ORDER BY a.from_on`,
    );
    expect(rows).toEqual([
      { username: 'lan', role: 'headTeacher', from: '2026-09-01', to: '2026-10-31' },
      { username: 'feng', role: 'headTeacher', from: '2026-11-01', to: null },
    ]);
    expect((await owner.query('SELECT 1 FROM classes')).rowCount).toBe(1);
  });

  it('make an account without a password and print the code to come in with, once; list who has come in; and help who forgot', async () => {
    const made = await run([
      'create-user',
      '--school',
      '实验小学',
      '--username',
      'guan',
      '--name',
      '管慧',
      '--role',
      'administrator',
      '--with-code',
    ]);
    expect(made).toMatchObject({ code: 0, complained: '' });
    const [code] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(made.said)!;
    const { rows } = await owner.query<{ id: string; password: string | null; hash: Buffer }>(
      `SELECT a.id, a.password_hash AS password, c.code_hash AS hash FROM accounts a JOIN one_time_codes c ON c.account_id = a.id WHERE a.username = 'guan'`,
    );
    expect(rows[0]!.password).toBeNull();
    expect(rows[0]!.hash.equals(await hashOneTimeCode(rows[0]!.id, foldOneTimeCode(code)!))).toBe(true);

    const { said } = await run(['users', '--school', '实验小学']);
    expect(said).toMatch(/guan\s+invited\s+管慧\s+实验小学\s+administrator/);
    expect(said).toMatch(/lan\s+active\s+周小兰/);

    expect((await run(['code', '--username', 'guan'])).said).toMatch(/One-time code for guan: .{11} /);
    const reset = await run(['code', '--username', 'lan']);
    expect(reset).toMatchObject({ code: 0, complained: '' });
    const after = await owner.query<{ password: string | null; acts: string[] }>(
      `SELECT password_hash AS password, (SELECT array_agg(act) FROM audit_entries WHERE subject_id = a.id) AS acts FROM accounts a WHERE username = 'lan'`,
    );
    expect(after.rows[0]!.password).toBeNull();
    expect(after.rows[0]!.acts).toContain('account.resetMade');
    expect(await run(['code', '--username', 'nobody'])).toMatchObject({ code: 1 });
  });

  it('seal the access log, verify it, and find a sealed row that was changed by hand', async () => {
    expect((await run(['audit', 'seal'])).said).toMatch(/block 1 with \d+ entries/);
    const sound = await run(['audit', 'verify']);
    expect(sound).toMatchObject({ code: 0, complained: '' });
    expect(sound.said).toContain('all 1 blocks');
    await owner.query(`UPDATE audit_entries SET act = 'nothing.happened' WHERE act = 'account.created'`);
    const broken = await run(['audit', 'verify']);
    expect(broken.code).toBe(1);
    expect(broken.said).toContain('实验小学');
    expect(broken.said).toContain('block 1 of 1 does not hold');
  });

  it('say what there is when asked for help, and which command or option there is not', async () => {
    expect(await run([])).toMatchObject({ code: 0 });
    expect((await run(['help'])).said).toContain('create-school');
    expect(await run(['drop-everything'])).toMatchObject({ code: 2 });
    expect(await run(['create-school'])).toMatchObject({ code: 2 });
  });

  it('make no real school in a database whose passwords everybody knows', async () => {
    const other = await newDatabase();
    try {
      await loadDemo({
        ownerUrl: other.url,
        now: new Date('2026-11-23T10:00:00+08:00'),
        password: PASSWORD,
        allowed: true,
      });
      const { code, complained } = await admin({ DATABASE_URL: other.url }, ['create-school', '--name', '实验小学']);
      expect(code).toBe(1);
      expect(complained).toContain('demo');
    } finally {
      await other.drop();
    }
  });

  it('say in a sentence when the database does not answer', async () => {
    const { code, complained } = await admin({ DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:9/none' }, [
      'audit',
      'verify',
    ]);
    expect(code).toBe(1);
    expect(complained).toContain('does not answer');
    expect(complained).not.toContain('secret-word');
    expect(complained.trim().split('\n')).toHaveLength(1);
  });

  it('work on the embedded database while the product is not running', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tongxin-admin-'));
    try {
      const settings = { DATA_DIR: join(folder, 'data') };
      expect(await admin(settings, ['create-school', '--name', '实验小学'])).toMatchObject({ code: 0, complained: '' });
      expect(await admin(settings, ['create-school', '--name', '实验小学'])).toMatchObject({ code: 1 });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 60_000);
});
