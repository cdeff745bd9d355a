import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportView } from '@tongxin/shared';
import { aWorkbook, type MadeCell } from '../support/a-workbook.js';
import { classesOf, Importing } from '../support/ledgers.js';
import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool } from '../support/world.js';

const HEADER = ['姓名', '性别', '出生日期', '身份证号', '学籍号', '班级', '类别', '监护人', '关系', '电话', '务工地'];
type Column = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K';

const GOOD: Record<Column, MadeCell> = {
  A: '周小禾',
  B: '女',
  C: '2018-03-14',
  D: null,
  E: null,
  F: '三年级2班',
  G: '留守',
  H: '周大山',
  I: '父亲',
  J: '13800001234',
  K: '青岛',
};

/** A ledger of good rows in which some cells are changed; the first stands in row 2. */
const ledgerOf = (...rows: Partial<Record<Column, MadeCell>>[]): Buffer =>
  aWorkbook({
    sheets: [
      {
        rows: [
          HEADER,
          ...rows.map((row) => Object.keys(GOOD).map((letter) => ({ ...GOOD, ...row })[letter as Column])),
        ],
      },
    ],
  });

describe('a row of a ledger', () => {
  let app: TestApp;
  let school: ASchool;
  let classes: Map<string, AClass>;
  let office: Importing;

  beforeEach(async () => {
    school = await app.world.school();
    classes = await classesOf(app, school);
    office = new Importing(app, await app.world.person(school, { roles: ['office'] }));
  });
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  const statuses = async (id: string): Promise<string[]> => (await office.rows(id)).map(({ status }) => status);
  const childrenOf = async (): Promise<Record<string, unknown>[]> =>
    (
      await app.owner.query(
        `SELECT s.name, s.id_number AS "idNumber", s.class_id AS "classId" FROM students s WHERE s.school_id = $1 ORDER BY s.name`,
        [school.id],
      )
    ).rows;

  /** Until a statement waits for a lock. */
  const waits = async (like: string): Promise<void> => {
    for (let tries = 0; tries < 400; tries += 1) {
      const { rowCount } = await app.owner.query(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE $1 AND datname = current_database()`,
        [like],
      );
      if (rowCount) return;
      await sleep(25);
    }
    throw new Error(`nothing waits: ${like}`);
  };

  describe('mended in place', () => {
    it('is checked again, counts again, and comes in', async () => {
      const { id } = await office.checked(ledgerOf({ A: null, G: '外星人' }));
      const half = await office.mend(id, 2, { cells: { A: '周小禾' } });
      expect(half).toMatchObject({ status: 'error', name: '周小禾', cells: { A: '周小禾', G: '外星人' }, version: 3 });
      expect(half.problems.map(({ column, code }) => [column, code])).toEqual([['G 类别', 'category.unknown']]);
      const whole = await office.mend(id, 2, { cells: { G: '留守、单亲' } });
      expect(whole).toMatchObject({ status: 'ready', action: 'create', problems: [], version: 4 });
      const ledger = await office.get(id);
      expect(ledger).toMatchObject({ version: 4, counts: { rows: 1, ready: 1, errors: 0 } });
      expect((await office.commit(id)).result).toMatchObject({ created: 1 });
    });

    it('may wait for a class afterwards, or for none any more', async () => {
      const { id } = await office.checked(ledgerOf({}));
      expect(await office.mend(id, 2, { cells: { F: '三年级9班' } })).toMatchObject({ status: 'error' });
      expect(await office.get(id)).toMatchObject({
        counts: { awaitingClass: 1 },
        unknownClasses: [{ label: '三年级9班', rows: 1 }],
      });
      expect(await office.mend(id, 2, { cells: { F: '三年级1班' } })).toMatchObject({ status: 'ready' });
      expect(await office.get(id)).toMatchObject({ counts: { awaitingClass: 0 }, unknownClasses: [] });
    });

    it('is a duplicate when it now names a child of an earlier row, and none any more when it names another', async () => {
      const { id } = await office.checked(ledgerOf({}, { A: '周小树' }));
      expect(await statuses(id)).toEqual(['ready', 'ready']);
      const repeated = await office.mend(id, 3, { cells: { A: '周小禾', J: '13900001234' } });
      expect(repeated).toMatchObject({ status: 'duplicate', action: 'skip', duplicateOf: { sheetRow: 2 } });
      expect(repeated.duplicateOf!.differences).toEqual([
        { field: 'guardian.phone', here: '13900001234', there: '13800001234' },
      ]);
      expect(await office.mend(id, 3, { cells: { A: '周小树' } })).toMatchObject({ status: 'ready', action: 'create' });
    });

    it('frees the later rows that repeated it, and takes those in that repeat what it has become', async () => {
      const D = '37074020170702713X';
      const { id } = await office.checked(
        ledgerOf({ B: '男', C: null, D }, { B: '男', C: null, D }, { B: '男', C: null, D }, { A: '周小树' }),
      );
      expect(await statuses(id)).toEqual(['ready', 'duplicate', 'duplicate', 'ready']);
      // The first row was somebody else all along: the second is the first of that child now.
      await office.mend(id, 2, { cells: { A: '周小树', B: '女', C: '2018-03-14', D: '' } });
      const rows = await office.rows(id);
      expect(rows.map(({ status, duplicateOf }) => [status, duplicateOf?.sheetRow ?? null])).toEqual([
        ['ready', null],
        ['ready', null],
        ['duplicate', 3],
        ['duplicate', 2],
      ]);
      expect(rows.map(({ action }) => action)).toEqual(['create', 'create', 'skip', 'skip']);
      expect(await office.get(id)).toMatchObject({ counts: { ready: 2, duplicates: 2, errors: 0 } });
    });

    it('follows a chain of rows that share a number with the next', async () => {
      const D = '37074020170702713X';
      const E = 'L370000201700000001';
      const boy = { B: '男', C: '2017-07-02' };
      const { id } = await office.checked(
        ledgerOf({ ...boy, D }, { ...boy, A: '周禾', D, E }, { ...boy, A: '禾禾', E }),
      );
      expect(await statuses(id)).toEqual(['ready', 'duplicate', 'ready']);
      await office.mend(id, 2, { cells: { D: '' } });
      // The second is a child of its own now, and the third repeats it by the student number.
      const rows = await office.rows(id);
      expect(rows.map(({ status, duplicateOf }) => [status, duplicateOf?.sheetRow ?? null])).toEqual([
        ['ready', null],
        ['ready', null],
        ['duplicate', 3],
      ]);
    });

    it('keeps what was typed with its faults: columns it does not have, wrong values, texts too long', async () => {
      const { id, version } = await office.checked(ledgerOf({}));
      const mend = (body: object) =>
        app.as(office.person).patch(`/api/imports/${id}/rows/2`).set('If-Match', `"${version}"`).send(body);
      const problems = async (body: object): Promise<unknown> =>
        ((await mend(body).expect(400)).body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [
          pointer,
          code,
        ]);
      expect(await problems({ cells: { Z: 'x', A: 7, B: 'x'.repeat(2001) } })).toEqual([
        ['/cells/Z', 'field.unknown'],
        ['/cells/A', 'field.type'],
        ['/cells/B', 'field.tooLong'],
      ]);
      expect(await problems({ cells: ['x'] })).toEqual([['/cells', 'field.type']]);
      expect(await problems({ cells: 'x' })).toEqual([['/cells', 'field.type']]);
      expect(await problems({ action: 'destroy' })).toEqual([['/action', expect.any(String)]]);
      expect(await problems({ status: 'ready' })).toEqual([['/status', 'field.unknown']]);
      expect(await problems({ action: 'update' })).toEqual([['/action', 'field.choice']]);
      expect(await office.get(id)).toMatchObject({ version, counts: { ready: 1 } });
    });

    it('holds text that looks like a formula as text, and never as a formula in the workbook that comes back', async () => {
      const { id } = await office.checked(ledgerOf({ A: null }));
      const row = await office.mend(id, 2, { cells: { A: '=cmd|calc', J: '+cmd' } });
      expect(row.problems.map(({ code }) => code)).toEqual(['name.formula', 'phone.invalid']);
      const xml = (await office.errors(id)).toString('latin1');
      expect(xml).not.toContain('<f>');
    });

    it('is not there under a number no row has', async () => {
      const { id, version } = await office.checked(ledgerOf({}));
      for (const row of ['99', '1', '0', '-2', 'two', '2.5', '99999999']) {
        await app
          .as(office.person)
          .patch(`/api/imports/${id}/rows/${row}`)
          .set('If-Match', `"${version}"`)
          .send({ action: 'skip' })
          .expect(404);
      }
    });

    it('needs to be seen as it is: stale versions get the import as it is now', async () => {
      const { id } = await office.checked(ledgerOf({}));
      const send = () => app.as(office.person).patch(`/api/imports/${id}/rows/2`);
      expect((await send().send({ action: 'skip' }).expect(428)).body.code).toBe('version.missing');
      await office.mend(id, 2, { action: 'skip' });
      const { body } = await send().set('If-Match', '"2"').send({ action: 'create' }).expect(412);
      expect(body).toMatchObject({ code: 'version.stale', currentVersion: 3, current: { id, version: 3 } });
      await app.as(office.person).post(`/api/imports/${id}/commit`).set('If-Match', '"2"').expect(412);
      await app.as(office.person).post(`/api/imports/${id}/cancel`).set('If-Match', '"2"').expect(412);
    });

    it('says the import’s new version, so that the next change can go on from it', async () => {
      const { id, version } = await office.checked(ledgerOf({}));
      const { headers, body } = await app
        .as(office.person)
        .patch(`/api/imports/${id}/rows/2`)
        .set('If-Match', `"${version}"`)
        .send({ action: 'skip' })
        .expect(200);
      expect([headers['etag'], body.version]).toEqual([`"${version + 1}"`, version + 1]);
    });
  });

  describe('left out by hand', () => {
    it('is counted, does not come in, and can be taken back', async () => {
      const { id } = await office.checked(ledgerOf({}, { A: '周小树' }));
      await office.mend(id, 2, { action: 'skip' });
      expect(await office.get(id)).toMatchObject({ counts: { ready: 2, skipped: 1 } });
      await office.mend(id, 3, { action: 'skip' });
      await office.mend(id, 3, { action: 'create' });
      expect((await office.commit(id)).result).toMatchObject({ created: 1 });
      expect(await childrenOf()).toEqual([expect.objectContaining({ name: '周小树' })]);
    });
  });

  describe('that repeats a child of the school', () => {
    const D = '370740201707027121';
    let child: { id: string };
    beforeEach(async () => {
      const stored = await app.world.student(school, {
        name: '周小禾',
        sex: 'female',
        birthDate: '2017-07-02',
        idNumber: D,
        in: classes.get('3-2')!,
        categories: ['leftBehind', 'psychological'],
      });
      await app.world.guardian(stored, { name: '周大山', phone: '13800005555', awaySince: '2024-03-01' });
      child = stored;
    });
    const row = { D, C: '2017-07-02', F: '三年级3班', G: '留守、孤儿', J: '13900007777', K: '上海' };

    it('says in what they differ, with the numbers on file masked', async () => {
      const { id } = await office.checked(ledgerOf(row));
      const [found] = await office.rows(id);
      expect(found).toMatchObject({
        status: 'duplicate',
        action: 'skip',
        duplicateOf: { sheetRow: null, studentId: child.id },
      });
      expect(found!.duplicateOf!.differences).toEqual([
        {
          field: 'class',
          here: '三年级3班',
          there: '三年级2班',
          hereEn: 'Grade 3, Class 3',
          thereEn: 'Grade 3, Class 2',
        },
        { field: 'categories', here: 'orphan', there: null },
        { field: 'guardian.phone', here: '13900007777', there: '138****5555' },
        { field: 'guardian.worksAt', here: '上海', there: null },
      ]);
    });

    it('is left alone unless somebody chooses to update', async () => {
      const { id } = await office.checked(ledgerOf(row));
      expect((await office.commit(id)).result).toEqual({ created: 0, updated: 0, skipped: 1, classesCreated: 0 });
      const { rows } = await app.owner.query(`SELECT 1 FROM contact_card_changes WHERE school_id = $1`, [school.id]);
      expect(rows).toEqual([]);
    });

    it('updates it where somebody chose to, keeps every old value, and knows no better than the file since when the father is away', async () => {
      const { id } = await office.checked(ledgerOf(row), '秋季台账.xlsx');
      expect(await office.mend(id, 2, { action: 'update' })).toMatchObject({ status: 'duplicate', action: 'update' });
      expect(await office.get(id)).toMatchObject({ counts: { duplicates: 1, updates: 1 } });
      expect((await office.commit(id)).result).toEqual({ created: 0, updated: 1, skipped: 0, classesCreated: 0 });
      expect(await childrenOf()).toEqual([{ name: '周小禾', idNumber: D, classId: classes.get('3-3')!.id }]);
      const { rows: card } = await app.owner.query(
        `SELECT g.works_at AS "worksAt", g.away_since::text AS "awaySince", (SELECT array_agg(p.number ORDER BY p.number) FROM phones p WHERE p.guardian_id = g.id) AS phones
           FROM guardians g WHERE g.school_id = $1`,
        [school.id],
      );
      expect(card).toEqual([{ worksAt: '上海', awaySince: '2024-03-01', phones: ['13800005555', '13900007777'] }]);
      const { rows: history } = await app.owner.query<{ source: string; reason: string }>(
        `SELECT DISTINCT source, reason FROM contact_card_changes WHERE school_id = $1`,
        [school.id],
      );
      expect(history).toEqual([{ source: 'import', reason: '秋季台账.xlsx' }]);
      const { rows: categories } = await app.owner.query<{ code: string }>(
        `SELECT code FROM care_categories WHERE school_id = $1 AND to_on IS NULL ORDER BY code`,
        [school.id],
      );
      expect(categories.map(({ code }) => code)).toEqual(['leftBehind', 'orphan', 'psychological']);
      // Once it is updated nothing differs any more.
      const again = await office.checked(ledgerOf(row));
      expect((await office.rows(again.id))[0]!.duplicateOf!.differences).toEqual([]);
    });

    it('cannot be created beside it', async () => {
      const { id, version } = await office.checked(ledgerOf(row));
      const { body } = await app
        .as(office.person)
        .patch(`/api/imports/${id}/rows/2`)
        .set('If-Match', `"${version}"`)
        .send({ action: 'create' })
        .expect(400);
      expect(body.errors).toEqual([
        { pointer: '/action', code: 'field.choice', params: { choices: ['update', 'skip'] } },
      ]);
    });

    it('tells the office of no category that it is not shown: not by a difference, not by a count', async () => {
      const told = async (categories: string): Promise<unknown> => {
        const { id } = await office.checked(ledgerOf({ ...row, F: '三年级2班', G: categories, J: null, K: null }));
        const [found] = await office.rows(id);
        await office.mend(id, 2, { action: 'update' });
        return [found!.duplicateOf!.differences, (await office.commit(id)).result];
      };
      const nothing = [[], { created: 0, updated: 0, skipped: 1, classesCreated: 0 }];
      // The child has the one and not the other; both look the same.
      expect(await told('留守、心理困扰')).toEqual(nothing);
      expect(await told('留守、行为偏差')).toEqual(nothing);
      const moral = office.as(await app.world.person(school, { roles: ['moralEducation'] }));
      const { id } = await moral.checked(ledgerOf({ ...row, F: '三年级2班', G: '学习困难', J: null, K: null }));
      expect((await moral.rows(id))[0]!.duplicateOf!.differences).toEqual([
        { field: 'categories', here: 'learningDifficulty', there: expect.stringContaining('psychological') },
      ]);
    });

    it('is an error where its keys hit two children', async () => {
      await app.world.student(school, { studentNumber: 'L370000201700000001' });
      const { id } = await office.checked(ledgerOf({ ...row, E: 'L370000201700000001' }));
      const [found] = await office.rows(id);
      expect(found).toMatchObject({ status: 'error', duplicateOf: null });
      expect(found!.problems.map(({ code }) => code)).toContain('row.keysDisagree');
    });
  });

  describe('that repeats an earlier row', () => {
    it('updates the child of that row where somebody chose to', async () => {
      const { id } = await office.checked(ledgerOf({}, { J: '13900007777' }));
      await office.mend(id, 3, { action: 'update' });
      expect((await office.commit(id)).result).toMatchObject({ created: 1, updated: 1, skipped: 0 });
      const { rows } = await app.owner.query<{ number: string }>(
        `SELECT number FROM phones WHERE school_id = $1 ORDER BY number`,
        [school.id],
      );
      expect(rows.map(({ number }) => number)).toEqual(['13800001234', '13900007777']);
    });
  });

  describe('whose child has come into the school between check and commit', () => {
    it('is left out and counted, and breaks nothing: by number, by name, and where two numbers disagree', async () => {
      const D = '370740201707027121';
      const boy = { B: '男', C: '2017-07-02' };
      const { id } = await office.checked(
        ledgerOf(
          { C: '2017-07-02', D },
          { A: '周小树' },
          { ...boy, A: '周大树', D: '37074020170702713X', E: 'L370000201700000002' },
          { A: '周小花' },
        ),
      );
      expect(await statuses(id)).toEqual(['ready', 'ready', 'ready', 'ready']);
      await app.world.student(school, { name: '别名', idNumber: D });
      await app.world.student(school, { name: '周小树', birthDate: '2018-03-14', sex: 'female' });
      await app.world.student(school, { name: '甲', idNumber: '37074020170702713X' });
      await app.world.student(school, { name: '乙', studentNumber: 'L370000201700000002' });
      const committed = await office.commit(id);
      expect(committed.result).toEqual({ created: 1, updated: 0, skipped: 2, classesCreated: 0 });
      expect(committed.counts).toMatchObject({ ready: 1, duplicates: 2, errors: 1 });
      const rows = await office.rows(id);
      expect(rows.map(({ status, problems }) => [status, problems.map(({ code }) => code)])).toEqual([
        ['duplicate', ['row.duplicateInSchool']],
        ['duplicate', ['row.duplicateInSchool']],
        ['error', ['row.keysDisagree']],
        ['ready', []],
      ]);
    });

    it('comes in when the class it waited for has been created meanwhile', async () => {
      const { id } = await office.checked(ledgerOf({ F: '三年级9班' }));
      await app.world.class(school, { grade: 3, number: 9 });
      expect((await office.commit(id)).result).toMatchObject({ created: 1, classesCreated: 0 });
    });
  });

  describe('of an import that is being committed', () => {
    it('is written once when two press at the same moment', async () => {
      const { id } = await office.checked(ledgerOf({}, { A: '周小树' }));
      const press = () => app.as(office.person).post(`/api/imports/${id}/commit`).send({});
      const answers = await Promise.all([press(), press(), press()]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual([
        'import.wrongStep',
        'import.wrongStep',
      ]);
      await office.until(id, 'committed');
      expect(await childrenOf()).toHaveLength(2);
    });

    it('is written once when the same press is sent again', async () => {
      const { id } = await office.checked(ledgerOf({}));
      const press = () =>
        app.as(office.person).post(`/api/imports/${id}/commit`).set('Idempotency-Key', `press-${id}`).send({});
      const first: ImportView = (await press().expect(200)).body;
      expect((await press().expect(200)).body).toEqual(first);
      await office.until(id, 'committed');
      expect((await press().expect(200)).body).toEqual(first);
    });

    it('is a duplicate when somebody types the same child in at this very moment; the others come in all the same', async () => {
      const D = '370740201707027121';
      const { id } = await office.checked(ledgerOf({ C: '2017-07-02', D }, { A: '周小树' }));
      const typing = await app.owner.connect();
      try {
        await typing.query('BEGIN');
        await typing.query(
          `INSERT INTO students (school_id, id, name, sex, id_number) VALUES ($1, gen_random_uuid(), '别名', 'female', $2)`,
          [school.id, D],
        );
        await app.as(office.person).post(`/api/imports/${id}/commit`).send({}).expect(200);
        // The number is neither free nor taken until the other transaction ends.
        await waits(`INSERT INTO students%`);
      } finally {
        await typing.query('COMMIT');
        typing.release();
      }
      const committed = await office.until(id, 'committed', 'checked');
      expect(committed.result).toEqual({ created: 1, updated: 0, skipped: 1, classesCreated: 0 });
      expect((await childrenOf()).map(({ name }) => name)).toEqual(['别名', '周小树'].sort());
    });

    it('writes nothing at all where the access log cannot be written, and can be committed again afterwards', async () => {
      const { id } = await office.checked(ledgerOf({}, { F: '三年级9班', A: '周小树' }));
      await app.owner.query('REVOKE INSERT ON audit_entries FROM tongxin_app');
      try {
        const interrupted = await office.commit(id, { createClasses: true });
        expect(interrupted).toMatchObject({ status: 'checked', failure: { code: 'import.interrupted' } });
      } finally {
        await app.owner.query('GRANT INSERT ON audit_entries TO tongxin_app');
      }
      expect(await childrenOf()).toEqual([]);
      expect((await app.owner.query(`SELECT 1 FROM classes WHERE school_id = $1`, [school.id])).rowCount).toBe(24);
      const committed = await office.commit(id, { createClasses: true });
      expect(committed).toMatchObject({ failure: null, result: { created: 2, classesCreated: 1 } });
    });

    it('cannot be mended', async () => {
      const { id, version } = await office.checked(ledgerOf({}));
      // Held as it stands while the job works: the job waits for the rows of somebody else's transaction.
      const other = await app.owner.connect();
      try {
        await other.query(`BEGIN; SELECT 1 FROM schools WHERE school_id = '${school.id}' FOR UPDATE`);
        await app.as(office.person).post(`/api/imports/${id}/commit`).send({}).expect(200);
        const { body } = await app
          .as(office.person)
          .patch(`/api/imports/${id}/rows/2`)
          .set('If-Match', `"${version + 1}"`)
          .send({ cells: { A: '周小树' } })
          .expect(409);
        expect(body.code).toBe('import.wrongStep');
        await app.as(office.person).post(`/api/imports/${id}/cancel`).expect(409);
      } finally {
        await other.query('ROLLBACK');
        other.release();
      }
      await office.until(id, 'committed');
      expect(await childrenOf()).toEqual([expect.objectContaining({ name: '周小禾' })]);
    });
  });

  it('of two ledgers with the same child comes in once when both are committed at the same moment', async () => {
    const one = await office.checked(ledgerOf({}));
    const other = await office.checked(ledgerOf({}));
    await Promise.all([office.commit(one.id), office.commit(other.id)]);
    expect(await childrenOf()).toHaveLength(1);
  });
});
