import type { Role } from '@tongxin/shared';
import type { ImportView } from '@tongxin/shared';
import { ImportExpiry } from '../../server/src/features/imports/index.js';
import { aWorkbook } from '../support/a-workbook.js';
import { classesOf, Importing } from '../support/ledgers.js';
import { TestApp } from '../support/test-app.js';
import type { ASchool, Person } from '../support/world.js';

const ledger = aWorkbook({
  sheets: [
    {
      rows: [
        ['姓名', '性别', '出生日期', '班级', '类别'],
        ['周小禾', '女', '2018-03-14', '三年级2班', '留守'],
        ['周小树', '男', '2018-03-14', '三年级2班', '外星人'],
      ],
    },
  ],
});

type Road = (id: string) => [method: 'get' | 'post' | 'put' | 'patch', path: string, body?: object];

/** Every way to an import but its summary. */
const TO_ITS_ROWS: readonly Road[] = [
  (id) => ['get', `/api/imports/${id}/rows`],
  (id) => ['get', `/api/imports/${id}/errors.xlsx`],
  (id) => ['patch', `/api/imports/${id}/rows/2`, { action: 'skip' }],
  (id) => ['put', `/api/imports/${id}/columns`, { columns: {} }],
  (id) => ['post', `/api/imports/${id}/commit`, {}],
  (id) => ['post', `/api/imports/${id}/cancel`, {}],
];
const EVERY_ROAD: readonly Road[] = [(id) => ['get', `/api/imports/${id}`], ...TO_ITS_ROWS];

describe('an import', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Importing;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    app.clock.moveTo('2026-11-23T10:00:00+08:00');
    school = await app.world.school();
    await classesOf(app, school);
    office = new Importing(app, await app.world.person(school, { roles: ['office'], name: '周老师' }));
  });
  afterAll(() => app.stop());

  const answersTo = async (person: Person, roads: readonly Road[], id: string): Promise<number[]> => {
    const statuses: number[] = [];
    for (const road of roads) {
      const [method, path, body] = road(id);
      const test = app.as(person)[method](path).set('If-Match', '"2"');
      statuses.push((await (body ? test.send(body) : test)).status);
    }
    return statuses;
  };
  const listedFor = async (person: Person): Promise<string[]> =>
    ((await app.as(person).get('/api/imports').expect(200)).body.items as ImportView[]).map(({ id }) => id);
  const kept = async (id: string): Promise<unknown> =>
    (
      await app.owner.query(
        `SELECT (SELECT count(*)::int FROM import_rows WHERE import_id = $1) AS rows, (SELECT file IS NOT NULL FROM imports WHERE id = $1) AS file`,
        [id],
      )
    ).rows[0];

  describe('before it is committed', () => {
    it('is seen by whoever uploaded it and by nobody else: not by a colleague of the office, not by the department, not by another school', async () => {
      const { id } = await office.checked(ledger);
      const elsewhere = await app.world.school();
      const others = [
        await app.world.person(school, { roles: ['office'] }),
        await app.world.person(school, { roles: ['moralEducation'] }),
        await app.world.person(elsewhere, { roles: ['office', 'moralEducation'] }),
      ];
      for (const person of others) {
        expect(await answersTo(person, EVERY_ROAD, id)).toEqual(EVERY_ROAD.map(() => 404));
        expect(await listedFor(person)).toEqual([]);
      }
      expect(await listedFor(office.person)).toEqual([id]);
      expect(await office.get(id)).toMatchObject({ status: 'checked', version: 2 });
    });

    it('looks to them like one that does not exist', async () => {
      const { id } = await office.checked(ledger);
      const colleague = await app.world.person(school, { roles: ['office'] });
      const answers: Record<string, unknown>[] = [];
      for (const one of [id, '0198c0de-0000-7000-8000-000000000000', 'not-an-id'])
        answers.push((await app.as(colleague).get(`/api/imports/${one}`).expect(404)).body);
      expect(answers.map((body) => ({ ...body, instance: '' }))).toEqual(
        answers.map(() => ({ ...answers[1], instance: '' })),
      );
    });
  });

  describe('after it is committed', () => {
    it('shows its summary to the office and the department, its rows to whoever uploaded it, nothing to another school', async () => {
      const { id } = await office.checked(ledger);
      await office.commit(id);
      const colleague = await app.world.person(school, { roles: ['office'] });
      const moral = await app.world.person(school, { roles: ['moralEducation'] });
      for (const person of [colleague, moral]) {
        const { body } = await app.as(person).get(`/api/imports/${id}`).expect(200);
        expect(body).toMatchObject({ mine: false, createdBy: { name: '周老师' }, result: { created: 1 } });
        expect(await answersTo(person, TO_ITS_ROWS, id)).toEqual(TO_ITS_ROWS.map(() => 403));
        expect(await listedFor(person)).toEqual([id]);
      }
      expect(await office.get(id)).toMatchObject({ mine: true });
      expect(await office.rows(id)).toHaveLength(2);
      const stranger = await app.world.person(await app.world.school(), { roles: ['office'] });
      expect(await answersTo(stranger, EVERY_ROAD, id)).toEqual(EVERY_ROAD.map(() => 404));
      expect(await listedFor(stranger)).toEqual([]);
    });
  });

  it('is nothing for anybody whose work it is not', async () => {
    const { id } = await office.checked(ledger);
    const inClass = await app.world.class(school, { grade: 3, number: 9 });
    const roles: Role[] = ['principal', 'counsellor', 'helper', 'volunteer', 'administrator', 'dataProtection'];
    const others = [
      await app.world.person(school, { heads: [inClass] }),
      await app.world.person(school, { teaches: [inClass] }),
      ...(await Promise.all(roles.map((role) => app.world.person(school, { roles: [role] })))),
    ];
    for (const person of others) {
      expect(await answersTo(person, EVERY_ROAD, id)).toEqual(EVERY_ROAD.map(() => 403));
      await app.as(person).get('/api/imports').expect(403);
      await app.as(person).get('/api/imports/template.xlsx').expect(403);
      await app.as(person).post('/api/imports').attach('file', ledger, 'ledger.xlsx').expect(403);
    }
    expect(await office.get(id)).toMatchObject({ version: 2 });
  });

  it('stands in the list with the others, the newest first, page by page', async () => {
    const ids: string[] = [];
    for (const minute of [10, 11, 12, 13, 14]) {
      app.clock.moveTo(`2026-11-23T10:${minute}:00+08:00`);
      ids.unshift((await office.upload(ledger).expect(201)).body.id as string);
    }
    const pages: string[][] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await app
        .as(office.person)
        .get(`/api/imports?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
        .expect(200);
      pages.push((body.items as ImportView[]).map(({ id }) => id));
      cursor = body.nextCursor as string | null;
    }
    expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
    await app.as(office.person).get('/api/imports?cursor=made-up').expect(400);
    await app.as(office.person).get(`/api/imports/${ids[0]}/rows?cursor=made-up`).expect(400);
    await app.as(office.person).get(`/api/imports/${ids[0]}/rows?status=fine`).expect(400);
    for (const id of ids) await office.until(id, 'checked');
  });

  it('reads as what it holds: texts with signs of HTML and of formulas come back as they were typed', async () => {
    const hostile = ['<img src=x onerror=alert(1)>', '=1+1', "'; DROP TABLE students; --", '𠮷野'];
    const { id } = await office.checked(
      aWorkbook({
        sheets: [
          {
            rows: [
              ['姓名', '性别', '出生日期', '班级', '类别'],
              ...hostile.map((name) => [name, '女', '2018-03-14', '三年级2班', '留守']),
            ],
          },
        ],
      }),
    );
    const rows = await office.rows(id);
    expect(rows.map(({ cells }) => cells['A'])).toEqual(hostile);
    expect(rows.map(({ status }) => status)).toEqual(['error', 'error', 'error', 'ready']);
  });

  describe('that is cancelled', () => {
    it('keeps neither rows nor file, and goes no further', async () => {
      const { id } = await office.checked(ledger);
      const { body } = await app.as(office.person).post(`/api/imports/${id}/cancel`).expect(200);
      expect(body).toMatchObject({ status: 'cancelled', version: 3 });
      expect(await kept(id)).toEqual({ rows: 0, file: false });
      const roads = TO_ITS_ROWS.slice(1);
      const answers = [];
      for (const road of roads) {
        const [method, path, sent] = road(id);
        const test = app.as(office.person)[method](path).set('If-Match', '"3"');
        answers.push((await (sent ? test.send(sent) : test).expect(409)).body.code);
      }
      expect(answers).toEqual(roads.map(() => 'import.wrongStep'));
      expect(await office.rows(id)).toEqual([]);
      const { rows } = await app.owner.query(`SELECT act FROM audit_entries WHERE subject_id = $1 ORDER BY at, id`, [
        id,
      ]);
      expect(rows).toEqual([{ act: 'import.uploaded' }, { act: 'import.cancelled' }]);
    });

    it('while it is being checked leaves nothing behind either', async () => {
      const { body } = await office.upload(ledger).expect(201);
      await app.as(office.person).post(`/api/imports/${body.id}/cancel`).expect(200);
      // Whatever the check was doing ends without a word.
      const next = await office.checked(ledger);
      expect(next.status).toBe('checked');
      expect(await office.get(body.id as string)).toMatchObject({ status: 'cancelled' });
      expect(await kept(body.id as string)).toEqual({ rows: 0, file: false });
    });
  });

  describe('after 30 days', () => {
    const later = '2026-12-24T10:00:00+08:00';
    const expire = (): Promise<void> => app.nest.get(ImportExpiry).expire();

    it('has expired: rows and file are gone, whether anybody asked or not, and the access log says so', async () => {
      const { id, expiresAt } = await office.checked(ledger);
      expect(expiresAt).toBe('2026-12-23T02:00:00.000Z');
      app.clock.moveTo('2026-12-22T10:00:00+08:00');
      await expire();
      expect(await office.get(id)).toMatchObject({ status: 'checked' });
      app.clock.moveTo(later);
      await expire();
      expect(await office.get(id)).toMatchObject({ status: 'expired', counts: { rows: 2 } });
      expect(await kept(id)).toEqual({ rows: 0, file: false });
      const { body } = await app.as(office.person).post(`/api/imports/${id}/commit`).expect(409);
      expect(body.code).toBe('import.expired');
      const { rows } = await app.owner.query(
        `SELECT actor_id FROM audit_entries WHERE subject_id = $1 AND act = 'import.expired'`,
        [id],
      );
      expect(rows).toEqual([{ actor_id: null }]);
    });

    it('can be committed no more even before it is swept away', async () => {
      const { id } = await office.checked(ledger);
      app.clock.moveTo(later);
      const { body } = await app.as(office.person).post(`/api/imports/${id}/commit`).expect(409);
      expect(body.code).toBe('import.expired');
      await app.as(office.person).get(`/api/imports/${id}/errors.xlsx`).expect(409);
    });

    it('keeps the summary of what was committed, and its rows no longer', async () => {
      const { id } = await office.checked(ledger);
      await office.commit(id);
      app.clock.moveTo(later);
      await expire();
      expect(await office.get(id)).toMatchObject({ status: 'committed', result: { created: 1 }, counts: { rows: 2 } });
      expect(await kept(id)).toEqual({ rows: 0, file: false });
      expect((await app.as(office.person).get(`/api/imports/${id}/errors.xlsx`).expect(409)).body.code).toBe(
        'import.expired',
      );
    });
  });

  it('names no child in the access log or in its summary', async () => {
    const { id } = await office.checked(ledger);
    await office.commit(id);
    const { rows } = await app.owner.query<{ text: string }>(
      `SELECT coalesce(string_agg(a::text, ' '), '') AS text FROM audit_entries a WHERE a.school_id = $1`,
      [school.id],
    );
    const summary = JSON.stringify(await office.get(id));
    for (const name of ['周小禾', '周小树', '外星人']) {
      expect(rows[0]!.text).not.toContain(name);
      expect(summary).not.toContain(name);
    }
  });
});
