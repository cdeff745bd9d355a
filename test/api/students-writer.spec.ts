import { idNumberCheckCharacter } from '@tongxin/shared';
import { Database } from '../../server/src/database/database.js';
import {
  draftOf,
  schoolIdentities,
  StudentWriter,
  type StudentDraft,
} from '../../server/src/features/students/index.js';
import { TestApp } from '../support/test-app.js';
import { viewerOf } from '../support/viewers.js';
import type { AClass, ASchool, Person } from '../support/world.js';

describe('a child as a ledger tells of it', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let office: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    own = await app.world.class(school, { grade: 3, number: 2 });
    office = await app.world.person(school, { roles: ['office'], name: '孙老师' });
  });
  afterAll(() => app.stop());

  const LEDGER: StudentDraft = {
    name: '单小雨',
    sex: 'female',
    birthDate: '2018-03-14',
    openedOn: '2026-11-23',
    remark: '住校',
    categories: [{ code: 'leftBehind', from: '2026-11-23', basis: null }],
    card: {
      address: '某县东庄村12号',
      village: '东庄村',
      phones: [{ number: '13900000001' }],
      guardians: [
        {
          kind: 'guardian',
          name: '单大山',
          relationship: 'father',
          ageStated: 41,
          ageStatedOn: '2026-11-20',
          worksAt: '青岛',
          awaySince: '2026-02-20',
          phones: [{ number: '13800001111' }],
        },
        {
          kind: 'entrusted',
          name: '李秀兰',
          relationship: 'paternalGrandmother',
          phones: [{ number: '0536-1234567' }],
        },
      ],
    },
  };
  const ORIGIN = { source: 'import', reason: '台账导入' } as const;

  const write = async <T>(
    work: (tx: Parameters<Parameters<Database['as']>[1]>[0], writer: StudentWriter) => Promise<T>,
  ): Promise<T> =>
    app.nest.get(Database).as(await viewerOf(app, office), (tx) => work(tx, app.nest.get(StudentWriter)));
  const add = async (draft: Partial<StudentDraft> = {}): Promise<string> =>
    (await write((tx, writer) => writer.createMany(tx, [{ ...LEDGER, classId: own.id, ...draft }])))[0]!.id;
  const update = (id: string, draft: Partial<StudentDraft>): Promise<boolean> =>
    write((tx, writer) => writer.update(tx, id, { ...LEDGER, ...draft }, ORIGIN));
  const stored = (id: string) => write((tx) => draftOf(tx, [id]).then(([one]) => one!));
  const historyOf = async (id: string): Promise<string[]> => [
    ...(
      await app.owner.query<{ line: string }>(
        `SELECT coalesce(person, '–') || ' ' || field || ': ' || coalesce(before, '–') || ' → ' || coalesce(after, '–') || ' (' || source || ', ' || reason || ')' AS line
           FROM contact_card_changes WHERE student_id = $1 ORDER BY id`,
        [id],
      )
    ).rows.map(({ line }) => line),
    ...(
      await app.owner.query<{ line: string }>(
        `SELECT field || ': ' || coalesce(before, '–') || ' → ' || coalesce(after, '–') AS line FROM student_changes WHERE student_id = $1 ORDER BY id`,
        [id],
      )
    ).rows.map(({ line }) => line),
  ];

  it('is stored whole and comes back as it was told', async () => {
    const id = await add();
    expect(await stored(id)).toMatchObject({
      id,
      name: '单小雨',
      sex: 'female',
      birthDate: '2018-03-14',
      idNumber: null,
      classId: own.id,
      openedOn: '2026-11-23',
      remark: '住校',
      categories: LEDGER.categories,
      card: {
        address: '某县东庄村12号',
        village: '东庄村',
        phones: [{ number: '13900000001' }],
        guardians: [
          {
            kind: 'guardian',
            name: '单大山',
            relationship: 'father',
            ageStated: 41,
            ageStatedOn: '2026-11-20',
            worksAt: '青岛',
            awaySince: '2026-02-20',
            phones: [{ number: '13800001111' }],
          },
          { kind: 'entrusted', name: '李秀兰', phones: [{ number: '0536-1234567' }] },
        ],
      },
    });
    expect(await historyOf(id)).toEqual([]);
    const found = await app.as(office).post('/api/students/search').send({ query: '4567' }).expect(200);
    expect(found.body.items).toContainEqual(expect.objectContaining({ id, village: '东庄村', status: 'open' }));
  });

  it('changes nothing where it says the same again, or nothing at all', async () => {
    const id = await add();
    expect(await update(id, {})).toBe(false);
    expect(await update(id, { birthDate: null, remark: undefined, categories: [], card: {} })).toBe(false);
    expect(
      await update(id, {
        card: {
          guardians: [
            { kind: 'guardian', name: '单大山', relationship: 'father', ageStated: 42, ageStatedOn: '2026-11-23' },
          ],
        },
      }),
    ).toBe(false);
    expect(await historyOf(id)).toEqual([]);
    const { rows } = await app.owner.query(`SELECT act FROM audit_entries WHERE student_id = $1`, [id]);
    expect(rows).toEqual([{ act: 'student.created' }]);
  });

  it('changes what it says otherwise, and every old value stays with where it came from', async () => {
    const id = await add();
    const other = await app.world.class(school, { grade: 3, number: 3 });
    expect(
      await update(id, {
        name: '单晓雨',
        classId: other.id,
        studentNumber: 'L000000000000000044',
        remark: '走读',
        categories: [
          { code: 'leftBehind', from: '2026-11-23' },
          { code: 'illness', from: '2026-11-23', basis: '医院证明' },
        ],
        card: {
          address: '某县西庄村1号',
          phones: [{ number: '13900000002' }],
          guardians: [
            {
              kind: 'guardian',
              name: '单大山',
              relationship: 'father',
              ageStated: 50,
              ageStatedOn: '2026-11-23',
              phones: [{ number: '13800001111' }, { number: '13800002222' }],
            },
            { kind: 'entrusted', name: '李秀梅', relationship: 'paternalGrandmother' },
            { kind: 'guardian', name: '赵安', relationship: 'mother', phones: [{ number: '13800003333' }] },
          ],
        },
      }),
    ).toBe(true);
    const card = (await stored(id)).card;
    expect(card).toMatchObject({
      address: '某县西庄村1号',
      village: '东庄村',
      phones: [{ number: '13900000001' }, { number: '13900000002' }],
      guardians: [
        {
          name: '单大山',
          ageStated: 50,
          worksAt: '青岛',
          phones: [{ number: '13800001111' }, { number: '13800002222' }],
        },
        { name: '李秀梅', phones: [{ number: '0536-1234567' }] },
        { name: '赵安', relationship: 'mother' },
      ],
    });
    const from = '(import, 台账导入)';
    expect((await historyOf(id)).sort()).toEqual(
      [
        `– address: 某县东庄村12号 → 某县西庄村1号 ${from}`,
        `– phone: – → 13900000002 ${from}`,
        `单大山 age: 41 → 50 ${from}`,
        `单大山 phone: – → 13800002222 ${from}`,
        `李秀兰 name: 李秀兰 → 李秀梅 ${from}`,
        `赵安 name: – → 赵安 ${from}`,
        `赵安 kind: – → guardian ${from}`,
        `赵安 relationship: – → mother ${from}`,
        `赵安 phone: – → 13800003333 ${from}`,
        'name: 单小雨 → 单晓雨',
        `classId: ${own.id} → ${other.id}`,
        'studentNumber: – → L000000000000000044',
        'remark: 住校 → 走读',
      ].sort(),
    );
    const { rows } = await app.owner.query(
      `SELECT code FROM care_categories WHERE student_id = $1 AND to_on IS NULL ORDER BY code`,
      [id],
    );
    expect(rows).toEqual([{ code: 'illness' }, { code: 'leftBehind' }]);
    const { rows: memberships } = await app.owner.query(
      `SELECT class_id FROM class_memberships WHERE student_id = $1 AND to_on IS NULL`,
      [id],
    );
    expect(memberships).toEqual([{ class_id: other.id }]);
    for (const query of ['单晓雨', 'shanxy', '3333', '0002'])
      expect(
        (await app.as(office).post('/api/students/search').send({ query })).body.items.map(
          (one: { id: string }) => one.id,
        ),
      ).toContain(id);
    expect(
      (await app.as(office).post('/api/students/search').send({ query: '小雨' })).body.items.map(
        (one: { id: string }) => one.id,
      ),
    ).not.toContain(id);
  });

  it('opens the care file of a pupil who had none, and lets an ended category begin after its end', async () => {
    const pupil = await add({ categories: [], name: '方正' });
    expect(await update(pupil, { name: '方正' })).toBe(true);
    expect(await stored(pupil)).toMatchObject({ remark: '住校', categories: [{ code: 'leftBehind' }] });
    await app.owner.query(`UPDATE care_categories SET to_on = '2026-11-25' WHERE student_id = $1`, [pupil]);
    expect(await update(pupil, { name: '方正' })).toBe(true);
    expect((await stored(pupil)).categories).toEqual([{ code: 'leftBehind', from: '2026-11-26', basis: null }]);
  });

  it('is told from every other child of the school by a few columns', async () => {
    const id = await add({ idNumber: '440524188001010014' });
    const rows = await write((tx) => schoolIdentities(tx));
    expect(rows).toContainEqual({
      id,
      idNumber: '440524188001010014',
      studentNumber: null,
      name: '单小雨',
      birthDate: '2018-03-14',
      sex: 'female',
      formerNumbers: [],
    });
    await expect(add({ idNumber: '440524188001010014' })).rejects.toMatchObject({
      status: 409,
      code: 'idNumber.taken',
    });
    const twin = await add();
    await expect(update(twin, { idNumber: '440524188001010014' })).rejects.toMatchObject({ code: 'idNumber.taken' });
  });

  it('is written five thousand times in one go', async () => {
    const drafts = Array.from({ length: 5_000 }, (_, index): StudentDraft => {
      const digits = `37070720170504${String(index % 1000).padStart(3, '0')}`.replace(
        '370707',
        String(370000 + Math.floor(index / 1000)),
      );
      const name = `${'赵钱孙李周吴郑王'[index % 8]}${String.fromCodePoint(0x4e00 + (index % 997))}${String.fromCodePoint(0x5200 + (index % 811))}`;
      return {
        ...LEDGER,
        classId: own.id,
        name,
        idNumber: digits + idNumberCheckCharacter(digits),
        categories: [...LEDGER.categories, { code: 'migrant', from: '2026-11-23' }],
      };
    });
    await write((tx, writer) => writer.createMany(tx, drafts));
    const { rows } = await app.owner.query(
      `SELECT (SELECT count(*) FROM students WHERE school_id = $1 AND care_status = 'open' AND jsonb_array_length(category_spans) = 2)::int AS children,
              (SELECT count(*) FROM phones WHERE school_id = $1)::int AS phones`,
      [school.id],
    );
    expect(rows[0].children).toBeGreaterThanOrEqual(5_000);
    expect(rows[0].phones).toBeGreaterThanOrEqual(15_000);
  }, 120_000);
});
