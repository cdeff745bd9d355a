import { verify } from '@node-rs/argon2';
import pg from 'pg';
import { loadDemo } from '../../server/src/features/demo/index.js';
import { newDatabase, type TestDatabase } from '../support/database.js';

const PASSWORD = 'a-password-for-the-demo';

/** An empty database into which the demo is loaded, once or again. */
class DemoDatabase {
  private constructor(
    readonly database: TestDatabase,
    readonly owner: pg.Pool,
  ) {}

  static async start(): Promise<DemoDatabase> {
    const database = await newDatabase();
    return new DemoDatabase(
      database,
      new pg.Pool({ connectionString: database.url, max: 2, options: '-c timezone=UTC' }),
    );
  }

  load(at: string, settings: { allowed?: boolean; password?: string } = {}): ReturnType<typeof loadDemo> {
    return loadDemo({ ownerUrl: this.database.url, now: new Date(at), password: PASSWORD, allowed: true, ...settings });
  }

  async number(sql: string, values: unknown[] = []): Promise<number> {
    return Number(Object.values((await this.owner.query(sql, values)).rows[0] as object)[0]);
  }

  /** Everything in every table of the schools, as one text to compare. */
  async contents(): Promise<string> {
    const { rows: tables } = await this.owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`,
    );
    const parts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await this.owner.query<{ hash: string; count: string }>(
        `SELECT count(*) AS count, md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS hash FROM "${name}" t`,
      );
      parts.push(`${name} ${rows[0]!.count} ${rows[0]!.hash}`);
    }
    return parts.join('\n');
  }

  async stop(): Promise<void> {
    await this.owner.end();
    await this.database.drop();
  }
}

const OF_SCHOOL = `(SELECT school_id FROM schools WHERE name = '青禾实验小学')`;
const A_MORNING = '2026-11-23T10:00:00+08:00';

describe('the demo as it is loaded', () => {
  let demo: DemoDatabase;
  let loaded: Awaited<ReturnType<typeof loadDemo>>;

  beforeAll(async () => {
    demo = await DemoDatabase.start();
    loaded = await demo.load(A_MORNING);
  });
  afterAll(() => demo.stop());

  it('has two schools and the bureau, and about 200 special-group students in the first school with everybody who may be signed in as', async () => {
    expect(loaded?.text).toContain(PASSWORD);
    expect(await demo.number(`SELECT count(*) FROM schools WHERE kind = 'school'`)).toBe(2);
    expect(await demo.number(`SELECT count(*) FROM schools WHERE kind = 'bureau'`)).toBe(1);
    const open = await demo.number(
      `SELECT count(*) FROM care_files WHERE status = 'open' AND school_id = ${OF_SCHOOL}`,
    );
    expect(open).toBeGreaterThanOrEqual(190);
    expect(open).toBeLessThanOrEqual(220);
    const { rows } = await demo.owner.query<{ username: string }>('SELECT username FROM accounts');
    expect(rows.map(({ username }) => username)).toEqual(
      expect.arrayContaining([
        ...['office', 'moral', 'principal', 'counsellor', 'admin', 'dpo', 'bureau', 'teacher-math', 'teacher-chinese'],
        ...[
          'helper-1',
          'helper-2',
          'volunteer-1',
          'head-1-1',
          'head-3-2',
          'head-6-4',
          'b-office',
          'b-moral',
          'b-principal',
        ],
        ...['b-head-1-1', 'b-head-6-1'],
      ]),
    );
    const classes = await demo.owner.query<{ children: number }>(
      `SELECT count(*)::int AS children FROM students WHERE school_id = ${OF_SCHOOL} GROUP BY class_id`,
    );
    expect(classes.rows).toHaveLength(24);
    expect(classes.rows.every(({ children }) => children >= 5 && children <= 12)).toBe(true);
  });

  it('has cards of which about two thirds are verified this term, talks of every state, and one or two urgent concerns nobody has taken', async () => {
    const share =
      (await demo.number(
        `SELECT count(*) FROM contact_cards WHERE verified_on >= '2026-09-01' AND school_id = ${OF_SCHOOL}`,
      )) / (await demo.number(`SELECT count(*) FROM contact_cards WHERE school_id = ${OF_SCHOOL}`));
    expect(share).toBeGreaterThan(0.55);
    expect(share).toBeLessThan(0.8);
    const urgent = `SELECT count(*) FROM care_records WHERE concern = 'urgent' AND concern_taken_at IS NULL`;
    expect([1, 2]).toContain(await demo.number(urgent));
    expect(await demo.number(`SELECT count(*) FROM care_records WHERE concern = 'watch'`)).toBeGreaterThan(5);
    expect(await demo.number(`SELECT count(*) FROM care_records WHERE NOT reached`)).toBeGreaterThan(0);
    expect(await demo.number(`SELECT count(*) FROM care_record_addenda`)).toBeGreaterThan(5);
    const late = `SELECT count(*) FROM care_records WHERE (typed_at AT TIME ZONE 'Asia/Shanghai')::date > (date_trunc('month', held_on) + interval '1 month - 1 day')`;
    expect(await demo.number(late)).toBeGreaterThan(5);
    expect(await demo.number(`SELECT count(*) FROM contact_card_changes`)).toBeGreaterThan(5);
  });

  it('has every talk held by the head teacher of the day, on a school day, typed before now and after it was held', async () => {
    expect(
      await demo.number(
        `SELECT count(*) FROM care_records r JOIN students s USING (school_id) JOIN care_files f ON f.school_id = r.school_id AND f.student_id = s.id
          WHERE s.id = r.student_id AND (extract(isodow FROM r.held_on) > 5 AND r.held_on <> '2026-10-10' OR r.typed_at > $1 OR r.typed_at < r.held_on OR r.held_on <= f.opened_on
             OR NOT EXISTS (SELECT 1 FROM class_assignments a WHERE a.school_id = r.school_id AND a.class_id = s.class_id AND a.staff_id = r.author_id
                  AND a.role = 'headTeacher' AND a.from_on <= r.held_on))`,
        [new Date(A_MORNING)],
      ),
    ).toBe(0);
  });

  it('has names with readings of their own, a name with a dot, and two children of one name in a class', async () => {
    expect(
      await demo.number(
        `SELECT count(*) FROM students WHERE name ~ '^(单|仇|解|曾|区|查|乐|朴|缪|盖|翟|逄|尉迟|欧阳)'`,
      ),
    ).toBeGreaterThan(5);
    expect(await demo.number(`SELECT count(*) FROM students WHERE name LIKE '%·%'`)).toBeGreaterThan(0);
    const { rows } = await demo.owner.query<{ months: number }>(
      `SELECT count(DISTINCT to_char(birth_date, 'YYYY-MM'))::int AS months FROM students GROUP BY school_id, class_id, name HAVING count(*) > 1`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ months }) => months === 2)).toBe(true);
  });

  it('is found by pinyin and by the end of a phone number', async () => {
    expect(
      await demo.number('SELECT count(*) FROM students WHERE id NOT IN (SELECT student_id FROM student_keys)'),
    ).toBe(0);
    expect(await demo.number(`SELECT count(*) FROM student_keys WHERE kind = 'phone'`)).toBeGreaterThan(200);
    expect(
      await demo.number(`SELECT count(*) FROM students WHERE sort_key = '' OR care_status IS NULL OR village IS NULL`),
    ).toBe(0);
  });
});

describe('the demo at a later start', () => {
  let demo: DemoDatabase;

  beforeEach(async () => {
    demo = await DemoDatabase.start();
  });
  afterEach(() => demo.stop());

  it('changes nothing when it is started again on the same day', async () => {
    await demo.load(A_MORNING);
    const before = await demo.contents();
    await demo.load('2026-11-23T23:30:00+08:00');
    expect(await demo.contents()).toBe(before);
  });

  it('is topped up a month later: the talks of the time between are there, and what people have typed stays as it was', async () => {
    await demo.load(A_MORNING);
    await demo.owner.query(
      `UPDATE students SET name = '改过的名字', version = 2 WHERE id = (SELECT id FROM students ORDER BY id LIMIT 1)`,
    );
    await demo.owner.query(`UPDATE contact_cards SET address = '改过的地址', version = version + 1`);
    await demo.owner.query(
      `UPDATE care_records SET details = jsonb_set(details, '{summary}', '"改过的话"'), version = 2 WHERE id IN (SELECT id FROM care_records ORDER BY id LIMIT 10)`,
    );
    const before = await demo.number('SELECT count(*) FROM care_records');
    await demo.load('2026-12-21T10:00:00+08:00');
    const december = await demo.number(`SELECT count(*) FROM care_records WHERE held_on >= '2026-12-01'`);
    expect(december).toBeGreaterThan(80);
    expect(await demo.number('SELECT count(*) FROM care_records')).toBeGreaterThan(before + december);
    expect(
      await demo.number(`SELECT count(*) FROM care_records WHERE held_on >= '2026-11-24' AND held_on < '2026-12-01'`),
    ).toBeGreaterThan(20);
    expect(await demo.number(`SELECT count(*) FROM students WHERE name = '改过的名字'`)).toBe(1);
    expect(await demo.number(`SELECT count(*) FROM contact_cards WHERE address <> '改过的地址'`)).toBe(0);
    expect(await demo.number(`SELECT count(*) FROM care_records WHERE details ->> 'summary' = '改过的话'`)).toBe(10);
    expect(
      await demo.number(
        `SELECT count(*) FROM care_records WHERE concern = 'urgent' AND concern_taken_at IS NULL AND held_on >= '2026-12-11'`,
      ),
    ).toBe(1);
    expect(
      await demo.number(`SELECT count(*) FROM care_records WHERE concern = 'urgent' AND concern_taken_at IS NULL`),
    ).toBe(1);
  });

  it('leaves a month alone in which somebody has already talked with the child', async () => {
    await demo.load('2026-11-23T10:00:00+08:00');
    const { rows } = await demo.owner.query<{ id: string }>(
      `INSERT INTO care_records (school_id, id, entry_id, kind, student_id, author_id, held_on, typed_at, level, body_hash)
       SELECT s.school_id, i.id, i.id, 'talk', s.id, a.staff_id, '2026-12-01', '2026-12-01T08:00:00Z', 'protected', ''
         FROM students s JOIN class_assignments a ON a.school_id = s.school_id AND a.class_id = s.class_id AND a.role = 'headTeacher', LATERAL (SELECT gen_random_uuid() AS id, s.id AS of_student) i
       RETURNING student_id AS id`,
    );
    await demo.load('2026-12-31T20:00:00+08:00');
    const also = `SELECT count(*) FROM care_records WHERE held_on >= '2026-12-01' AND concern <> 'urgent'`;
    expect(await demo.number(also)).toBe(rows.length);
  });

  it('moves on with the school year: new first grades, teachers at their grades, and those who left handed on', async () => {
    await demo.load('2026-11-23T10:00:00+08:00');
    await demo.load('2027-10-20T10:00:00+08:00');
    expect(await demo.number(`SELECT count(*) FROM classes WHERE entry_year = 2027`)).toBe(5);
    const post = `SELECT c.entry_year * 100 + c.number FROM class_assignments a JOIN classes c ON c.school_id = a.school_id AND c.id = a.class_id
      JOIN accounts x ON x.staff_id = a.staff_id WHERE x.username = 'head-3-2' AND a.to_on IS NULL`;
    expect(await demo.number(post)).toBe(202502);
    const heads = `SELECT count(*) FROM class_assignments WHERE role = 'headTeacher' AND to_on IS NULL`;
    expect(await demo.number(heads)).toBe(30);
    const left = `SELECT count(*) FROM students s JOIN classes c ON c.school_id = s.school_id AND c.id = s.class_id WHERE c.entry_year = 2021`;
    expect(await demo.number(`${left} AND s.care_status IN ('open', 'paused')`)).toBe(0);
    expect(await demo.number(`${left} AND s.care_status = 'transferred'`)).toBeGreaterThan(20);
    expect(await demo.number(`SELECT count(*) FROM care_records WHERE held_on >= '2027-09-01'`)).toBeGreaterThan(150);
    const before = await demo.contents();
    await demo.load('2027-10-20T12:00:00+08:00');
    expect(await demo.contents()).toBe(before);
  });

  it('takes the password of the settings at every start, but for somebody who has chosen one of their own', async () => {
    await demo.load(A_MORNING);
    const hashOf = async (username: string): Promise<string> =>
      (
        await demo.owner.query<{ hash: string }>('SELECT password_hash AS hash FROM accounts WHERE username = $1', [
          username,
        ])
      ).rows[0]!.hash;
    await demo.owner.query(
      `UPDATE accounts SET password_hash = 'chosen', password_changed_at = password_changed_at + interval '1 minute' WHERE username = 'office'`,
    );
    await demo.load(A_MORNING, { password: 'another-password' });
    expect(await verify(await hashOf('head-3-2'), 'another-password')).toBe(true);
    expect(await hashOf('office')).toBe('chosen');
  });

  it('never comes into a database that holds a school, nor where it is not wanted', async () => {
    expect(await demo.load(A_MORNING, { allowed: false })).toBeNull();
    await demo.owner.query(`INSERT INTO schools (school_id, name) VALUES (gen_random_uuid(), '一所真正的学校')`);
    expect(await demo.load(A_MORNING)).toBeNull();
    expect(await demo.number('SELECT count(*) FROM students')).toBe(0);
    expect(await demo.number('SELECT count(*) FROM accounts')).toBe(0);
  });

  it('stays a demo where it is not wanted any more, because its passwords are known, and is then left as it is', async () => {
    await demo.load(A_MORNING);
    const before = await demo.contents();
    expect(await demo.load('2027-01-10T10:00:00+08:00', { allowed: false })).not.toBeNull();
    expect(await demo.contents()).toBe(before);
  });
});
