import pg from 'pg';
import { addMonthsToMonth, daysOfMonth, demoCalendar, monthOf, type Day } from '@tongxin/shared';
import { searchKeysOf, sortKeyOf } from '../../server/dist/features/students/name-keys.js';

/** How big a made-up world is. */
export interface WorldSize {
  /** Children of each school, one number a school; the first is the biggest, an empty one is for imports. */
  readonly schools: readonly number[];
  /** Months of talks, the present one among them. */
  readonly months: number;
  /** Chance of everything: the same seed on the same day makes the same world. */
  readonly seed: string;
}

/** Somebody who asks: the cookie that says so, and whose children. */
export interface Asker {
  readonly token: string;
  readonly schoolId: string;
  readonly staffId: string;
}

/** A head teacher with some children of the own class. */
export interface HeadTeacher extends Asker {
  readonly classId: string;
  readonly studentIds: readonly string[];
}

/** One school as the load asks about it. */
export interface BenchSchool {
  readonly id: string;
  readonly children: number;
  readonly department: Asker;
  readonly office: Asker;
  readonly principal: Asker;
  readonly heads: readonly HeadTeacher[];
  readonly studentIds: readonly string[];
}

const CHILDREN_A_CLASS = 45;
const GRADES = 6;
/** Of each school only so many classes are asked about, so that a city fits into memory. */
const HEADS_ASKED = 8;
const CHILDREN_ASKED = 200;

const SURNAMES = [
  ...'周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方',
];
const GIVEN = [
  ...[
    '小禾',
    '一诺',
    '子涵',
    '雨桐',
    '梓轩',
    '欣怡',
    '浩然',
    '思远',
    '佳宁',
    '俊杰',
    '晓彤',
    '文博',
    '静怡',
    '志远',
    '乐瑶',
  ],
  ...[
    '嘉懿',
    '天佑',
    '诗涵',
    '明哲',
    '书瑶',
    '宇航',
    '婉清',
    '承泽',
    '若溪',
    '景行',
    '知夏',
    '安然',
    '星辰',
    '春燕',
    '海波',
  ],
  ...['青', '朗', '岚', '宁', '越', '禾', '川', '朵', '晨', '苗', '秋', '帆', '恬', '驰', '桐'],
];
const VILLAGES = ['石桥村', '柳林村', '东岭村', '西河村', '南坪村', '北屯村', '清水村', '大槐村'];

/** Texts of talks are as long as teachers write them. */
const SUMMARY =
  '今天课间和孩子聊了聊近况，他说奶奶最近腰不好，自己放学后会帮忙烧火做饭。学习上数学应用题还是怕，约好每天下午留十分钟一起看一道题。' +
  '提到爸爸妈妈国庆没回来时有些低落，答应周末一起打一次视频电话。';

/**
 * Fills an empty, prepared database with made-up schools: children, cards, talks month by month, people and their sessions. Rows are made by
 * the database itself from numbers and a seed; triggers and foreign keys are off while they come in, and secondary indexes are built at the end.
 *
 * @param url login of a superuser
 * @param today the schools' today; the calendar lies around it as in the demo
 * @returns the schools with those who ask
 */
export async function fillWorld(url: string, size: WorldSize, today: Day): Promise<BenchSchool[]> {
  const db = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
  await db.connect();
  try {
    await db.query(
      `SET session_replication_role = replica; SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'; SET synchronous_commit = off`,
    );
    await prepare(db, size);
    const indexes = await takeIndexesAway(db);
    await fillPeople(db, today);
    await fillChildren(db, today);
    await fillTalks(db, today, size.months);
    for (const statement of indexes) await db.query(statement);
    const schools = await schoolsOf(db);
    await db.query('DROP SCHEMA bench CASCADE');
    await db.query('RESET session_replication_role');
    await db.query('VACUUM (ANALYZE)');
    await db.query('CHECKPOINT');
    return schools;
  } finally {
    await db.end();
  }
}

/** Chance and ids as functions of numbers, the names with all they are found by, and the list of schools. */
async function prepare(db: pg.Client, { schools, seed }: WorldSize): Promise<void> {
  await db.query(`CREATE SCHEMA bench`);
  const seeded = seed.replaceAll("'", '');
  await db.query(`CREATE FUNCTION bench.chance(key text) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT (hashtextextended(key || '${seeded}', 0) & 1048575) / 1048576.0 $$`);
  // Version 7, so that rows of one time lie together, as the product's own do.
  await db.query(`CREATE FUNCTION bench.id(at timestamptz, key text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid
         FROM md5(key || '${seeded}') h $$`);
  await db.query(
    `CREATE TABLE bench.schools AS
    SELECT no, children, bench.id('2025-08-01', 'school ' || no) AS id, greatest(1, ceil(children / ${CHILDREN_A_CLASS}.0)::int) AS classes
      FROM unnest($1::int[]) WITH ORDINALITY AS s(children, no)`,
    [[...schools]],
  );
  const names = SURNAMES.flatMap((surname) => GIVEN.map((given) => surname + given));
  await db.query(
    `CREATE TABLE bench.names AS SELECT * FROM jsonb_to_recordset($1::jsonb) AS n(no int, name text, sort_key text)`.replace(
      '$1',
      literal(names.map((name, no) => ({ no, name, sort_key: sortKeyOf(name) }))),
    ),
  );
  await db.query(
    `CREATE TABLE bench.keys AS SELECT * FROM jsonb_to_recordset($1::jsonb) AS n(no int, kind text, key text)`.replace(
      '$1',
      literal(names.flatMap((name, no) => searchKeysOf(name, []).map(({ kind, key }) => ({ no, kind, key })))),
    ),
  );
  await db.query(
    `CREATE INDEX ON bench.names (no); CREATE INDEX ON bench.keys (no); ANALYZE bench.names; ANALYZE bench.keys`,
  );
}

const literal = (rows: readonly object[]): string => `'${JSON.stringify(rows).replaceAll("'", "''")}'`;

const FILLED = [
  'students',
  'student_keys',
  'class_memberships',
  'care_files',
  'care_file_periods',
  'care_categories',
  'contact_cards',
  'contact_card_verifications',
  'guardians',
  'phones',
  'care_records',
];

/** Building an index over all rows is many times quicker than keeping it while they come in. @returns what builds them again */
async function takeIndexesAway(db: pg.Client): Promise<string[]> {
  const { rows } = await db.query<{ name: string; made: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i
      WHERE i.indrelid = ANY($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [FILLED],
  );
  for (const { name } of rows) await db.query(`DROP INDEX ${name}`);
  return rows.map(({ made }) => made);
}

async function fillPeople(db: pg.Client, today: Day): Promise<void> {
  const calendar = demoCalendar(today);
  const began = calendar.terms[0]!.from;
  const since = `'${began}T00:00:00+08'::timestamptz`;
  await db.query(
    `INSERT INTO schools (school_id, name, created_at) SELECT id, '测试小学' || no, ${since} FROM bench.schools`,
  );
  await db.query(
    `INSERT INTO terms (school_id, id, school_year, ordinal, from_on, to_on)
     SELECT s.id, bench.id(${since}, 'term ' || s.no || t."schoolYear" || t.ordinal), t."schoolYear", t.ordinal, t."from", t."to"
       FROM bench.schools s, jsonb_to_recordset($1::jsonb) AS t("schoolYear" int, ordinal int, "from" date, "to" date)`,
    [JSON.stringify(calendar.terms)],
  );
  await db.query(
    `INSERT INTO calendar_exceptions (school_id, id, kind, from_on, to_on, name)
     SELECT s.id, bench.id(${since}, 'day ' || s.no || e.kind || e."from"), e.kind, e."from", e."to", e.name
       FROM bench.schools s, jsonb_to_recordset($1::jsonb) AS e(kind text, "from" date, "to" date, name text)`,
    [
      JSON.stringify([
        ...calendar.holidays.map((days) => ({ ...days, kind: 'holiday' })),
        ...calendar.workdays.map((days) => ({ ...days, kind: 'workday' })),
      ]),
    ],
  );
  await db.query(
    `INSERT INTO care_standards (school_id, id, code, every, who, from_on)
     SELECT s.id, bench.id(${since}, 'standard ' || s.no || k.code), k.code, k.every, k.who, $1::date
       FROM bench.schools s, (VALUES ('monthlyTalk', 'month', 'headTeacher'), ('contactCardVerified', 'term', 'headTeacherOrOffice')) AS k(code, every, who)`,
    [began],
  );
  // Classes of the present year, each with its head teacher; then one person for the department, one for the office, and the principal.
  const year = calendar.terms.findLast(({ from }) => from <= today)!.schoolYear;
  await db.query(
    `CREATE TABLE bench.classes AS
     SELECT s.no AS school_no, s.id AS school_id, c AS no, bench.id(${since}, 'class ' || s.no || ' ' || c) AS id,
            bench.id(${since}, 'head ' || s.no || ' ' || c) AS head_id, $1::int - (c - 1) % ${GRADES} AS entry_year, (c - 1) / ${GRADES} + 1 AS number
       FROM bench.schools s, generate_series(1, s.classes) c`.replace('$1', String(year)),
  );
  await db.query(
    `INSERT INTO classes (school_id, id, stage, entry_year, number, created_at) SELECT school_id, id, 'primary', entry_year, number, ${since} FROM bench.classes`,
  );
  await db.query(
    `CREATE TABLE bench.staff AS
     SELECT school_id, school_no, head_id AS id, 'head-' || school_no || '-' || no AS username, NULL::text AS role, id AS class_id FROM bench.classes
     UNION ALL SELECT s.id, s.no, bench.id(${since}, r.role || s.no), r.role || '-' || s.no, r.role, NULL
       FROM bench.schools s, (VALUES ('moralEducation'), ('office'), ('principal')) AS r(role)`,
  );
  await db.query(`INSERT INTO staff (school_id, id, name, created_at) SELECT p.school_id, p.id, n.name, ${since}
    FROM bench.staff p JOIN bench.names n ON n.no = floor(bench.chance(p.username) * (SELECT count(*) FROM bench.names))::int`);
  await db.query(`INSERT INTO accounts (id, school_id, staff_id, username, password_changed_at, created_at, activated_at, notice_accepted_at)
    SELECT id, school_id, id, username, ${since}, ${since}, ${since}, ${since} FROM bench.staff`);
  await db.query(`INSERT INTO class_assignments (school_id, id, class_id, staff_id, role, from_on, granted_at)
    SELECT school_id, bench.id(${since}, 'post ' || id), class_id, id, 'headTeacher', '${began}', ${since} FROM bench.staff WHERE class_id IS NOT NULL`);
  await db.query(`INSERT INTO role_grants (school_id, id, staff_id, role, from_on, granted_at)
    SELECT school_id, bench.id(${since}, 'grant ' || id), id, role, '${began}', ${since} FROM bench.staff WHERE role IS NOT NULL`);
  // Everybody is signed in: the word after the cookie's name is the account's id.
  await db.query(`INSERT INTO sessions (id, account_id, token_hash, rotated_at, started_at, seen_at)
    SELECT bench.id(now(), 'session ' || id), id, sha256(convert_to('bench-' || id, 'UTF8')), now(), now(), now() FROM bench.staff`);
}

async function fillChildren(db: pg.Client, today: Day): Promise<void> {
  const calendar = demoCalendar(today);
  const opened = calendar.terms[0]!.from;
  const since = `'${opened}T08:00:00+08'::timestamptz`;
  await db.query(
    `CREATE TABLE bench.children AS
     SELECT c.school_id, c.school_no, c.no, c.id, k.id AS class_id, k.head_id, n.no AS name_no, n.name, n.sort_key,
            date '${opened}' - (2200 + 365 * ((k.no - 1) % ${GRADES}) + floor(bench.chance('birth ' || c.id) * 365)::int) AS birth_date,
            bench.chance('category ' || c.id) AS luck
       FROM (SELECT s.id AS school_id, s.no AS school_no, c AS no, s.classes, bench.id(${since} + c * interval '1 second', 'child ' || s.no || ' ' || c) AS id
               FROM bench.schools s, generate_series(1, s.children) c) c
       JOIN bench.classes k ON k.school_no = c.school_no AND k.no = 1 + (c.no - 1) % c.classes
       JOIN bench.names n ON n.no = floor(bench.chance('name ' || c.id) * (SELECT count(*) FROM bench.names))::int`,
  );
  await db.query(`ANALYZE bench.children`);
  await db.query(
    `INSERT INTO care_categories (school_id, id, student_id, code, from_on, added_at)
     SELECT c.school_id, bench.id(${since}, 'category ' || c.id || k.code), c.id, k.code, '${opened}', ${since}
       FROM bench.children c JOIN (VALUES ('leftBehind', 0.0, 0.6), ('singleParent', 0.5, 0.7), ('poorFamily', 0.65, 0.8), ('disability', 0.8, 0.84), ('illness', 0.83, 0.88),
            ('learningDifficulty', 0.88, 1.0)) AS k(code, low, high) ON c.luck >= k.low AND c.luck < k.high`,
  );
  await db.query(
    `INSERT INTO students (school_id, id, name, sort_key, sex, birth_date, student_number, class_id, care_status, category_spans, village, created_at)
     SELECT c.school_id, c.id, c.name, c.sort_key, CASE WHEN bench.chance('sex ' || c.id) < 0.5 THEN 'male' ELSE 'female' END, c.birth_date,
            'L' || lpad((c.school_no * 100000 + c.no)::text, 18, '9'), c.class_id, 'open',
            (SELECT coalesce(jsonb_agg(jsonb_build_object('code', k.code, 'from', k.from_on, 'to', NULL, 'departmentOnly', false) ORDER BY k.from_on, k.code), '[]')
               FROM care_categories k WHERE k.school_id = c.school_id AND k.student_id = c.id AND k.id IS NOT NULL),
            (ARRAY[${VILLAGES.map((village) => `'${village}'`).join(',')}])[1 + c.no % ${VILLAGES.length}], ${since}
       FROM bench.children c`,
  );
  await db.query(`INSERT INTO class_memberships (school_id, id, student_id, class_id, from_on)
    SELECT school_id, bench.id(${since}, 'member ' || id), id, class_id, '${opened}' FROM bench.children`);
  await db.query(`INSERT INTO care_files (school_id, id, student_id, opened_on, created_at)
    SELECT school_id, bench.id(${since}, 'file ' || id), id, '${opened}', ${since} FROM bench.children`);
  await db.query(`INSERT INTO care_file_periods (school_id, id, student_id, status, from_on, changed_at)
    SELECT school_id, bench.id(${since}, 'period ' || id), id, 'open', '${opened}', ${since} FROM bench.children`);
  await db.query(`CREATE TABLE bench.people AS
    SELECT c.school_id, c.id AS student_id, g.position, bench.id(${since}, 'guardian ' || c.id || g.position) AS id, left(c.name, 1) || g.given AS name, g.relationship,
           '13' || (c.no % 10) || '0000' || lpad((floor(bench.chance('phone ' || c.id || g.position) * 10000)::int)::text, 4, '0') AS number
      FROM bench.children c, (VALUES (1, '建国', 'father'), (2, '秀兰', 'paternalGrandmother')) AS g(position, given, relationship)`);
  await db.query(`INSERT INTO guardians (school_id, id, student_id, kind, name, relationship, sex, works_at, away_since, lives_with_child, call_order)
    SELECT school_id, id, student_id, CASE position WHEN 1 THEN 'guardian' ELSE 'entrusted' END, name, relationship, CASE position WHEN 1 THEN 'male' ELSE 'female' END,
           CASE position WHEN 1 THEN '青岛电子厂' END, CASE position WHEN 1 THEN date '2024-02-20' END, position = 2, position FROM bench.people`);
  await db.query(`INSERT INTO phones (school_id, id, student_id, guardian_id, number, position)
    SELECT school_id, bench.id(${since}, 'phone ' || id), student_id, id, number, 1 FROM bench.people`);
  await db.query(
    `WITH verified AS (
       INSERT INTO contact_card_verifications (school_id, id, student_id, verified_on, verified_by, typed_at)
       SELECT c.school_id, bench.id(${since}, 'verified ' || c.id), c.id, d.day, c.head_id, d.day + time '16:00' FROM bench.children c, LATERAL (
         SELECT greatest(date '${today}' - 10 - floor(bench.chance('verified on ' || c.id) * 60)::int, date '${opened}') AS day) d
        WHERE bench.chance('verified ' || c.id) < 0.67 RETURNING *)
     INSERT INTO contact_cards (school_id, student_id, address, village, changed_on, changed_at, verified_on, verified_at, verified_by)
     SELECT s.school_id, s.id, '河口县青山镇' || s.village || (s.id::text)::varchar(3) || '号', s.village, '${opened}', ${since}, v.verified_on, v.typed_at, v.verified_by
       FROM students s LEFT JOIN verified v ON v.school_id = s.school_id AND v.student_id = s.id`,
  );
  await db.query(`INSERT INTO student_keys (school_id, kind, key, student_id)
    SELECT DISTINCT c.school_id, k.kind, k.key, c.id FROM bench.children c JOIN bench.keys k ON k.no = c.name_no
    UNION ALL SELECT DISTINCT school_id, 'phone', right(number, 4), student_id FROM bench.people`);
}

/** In each month nine children of ten were talked with, in the present one six so far; a talk falls on a school day where the month has one left. */
async function fillTalks(db: pg.Client, today: Day, months: number): Promise<void> {
  for (let back = months - 1; back >= 0; back -= 1) {
    const { from, to } = daysOfMonth(addMonthsToMonth(monthOf(today), -back));
    await db.query(
      `INSERT INTO care_records (school_id, id, entry_id, kind, student_id, author_id, held_on, typed_at, level, details, concern, follow_up_on, follow_up_text, follow_up_done_at, body_hash)
       SELECT c.school_id, e.id, e.id, 'talk', c.id, c.head_id, d.held_on, d.typed_at, 'protected',
              jsonb_build_object('topics', CASE WHEN c.luck < 0.5 THEN '["family","emotion"]'::jsonb ELSE '["study"]'::jsonb END, 'mood', 'even', 'place', 'classroom', 'mode', 'faceToFace', 'summary', $3::text),
              CASE WHEN c.luck > 0.97 THEN 'watch' ELSE 'none' END,
              CASE WHEN c.luck < 0.05 THEN d.held_on + 7 END, CASE WHEN c.luck < 0.05 THEN '周末打视频电话' END,
              CASE WHEN c.luck < 0.05 AND d.held_on + 7 < $2::date THEN d.typed_at + interval '7 days' END, sha256(e.id::text::bytea)
         FROM bench.children c
        CROSS JOIN LATERAL (SELECT $1::date + floor(bench.chance('day ' || c.id || $1) * ($2::date - $1::date + 1))::int AS raw) r
        CROSS JOIN LATERAL (SELECT greatest($1::date, r.raw - greatest(0, extract(isodow FROM r.raw)::int - 5)) AS held_on) h
        CROSS JOIN LATERAL (SELECT h.held_on, h.held_on + time '09:30' AS typed_at) d
        CROSS JOIN LATERAL (SELECT bench.id(d.typed_at, 'talk ' || c.id || $1) AS id) e
        WHERE bench.chance('talk ' || c.id || $1) < $4
        ORDER BY d.held_on, c.school_no, c.no`,
      [from, to < today ? to : today, SUMMARY, back === 0 ? 0.6 : 0.9],
    );
  }
}

async function schoolsOf(db: pg.Client): Promise<BenchSchool[]> {
  const { rows } = await db.query<{
    id: string;
    children: number;
    department: string;
    office: string;
    principal: string;
    heads: { id: string; classId: string; students: string[] | null }[];
    students: string[];
  }>(
    `SELECT s.id, s.children,
            (SELECT p.id FROM bench.staff p WHERE p.school_id = s.id AND p.role = 'moralEducation') AS department,
            (SELECT p.id FROM bench.staff p WHERE p.school_id = s.id AND p.role = 'office') AS office,
            (SELECT p.id FROM bench.staff p WHERE p.school_id = s.id AND p.role = 'principal') AS principal,
            (SELECT jsonb_agg(jsonb_build_object('id', k.head_id, 'classId', k.id, 'students', (SELECT jsonb_agg(c.id ORDER BY c.no) FROM bench.children c WHERE c.school_id = s.id AND c.class_id = k.id)) ORDER BY k.no)
               FROM bench.classes k WHERE k.school_id = s.id AND k.no <= ${HEADS_ASKED}) AS heads,
            ARRAY(SELECT c.id FROM bench.children c WHERE c.school_id = s.id AND c.no <= ${CHILDREN_ASKED} ORDER BY c.no) AS students
       FROM bench.schools s ORDER BY s.no`,
  );
  return rows.map((row) => {
    const asker = (staffId: string): Asker => ({ token: `bench-${staffId}`, schoolId: row.id, staffId });
    return {
      id: row.id,
      children: row.children,
      department: asker(row.department),
      office: asker(row.office),
      principal: asker(row.principal),
      heads: row.heads.map(({ id, classId, students }) => ({ ...asker(id), classId, studentIds: students ?? [] })),
      studentIds: row.students,
    };
  });
}
