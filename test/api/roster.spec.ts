import type { ImportRowView, ImportView } from '@tongxin/shared';
import { aWorkbook, type MadeCell } from '../support/a-workbook.js';
import { Importing, LEDGER } from '../support/ledgers.js';
import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

const HEADER = ['序号', '学籍号', '姓名', '性别', '出生日期', '身份证号', '年级', '班级', '家庭住址', '备注'];

function roster(rows: MadeCell[][]): Buffer {
  return aWorkbook({ sheets: [{ name: '花名册', rows: [['全校学生花名册'], HEADER, ...rows] }] });
}

describe('the roster of all pupils', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Person;
  let third: AClass;
  let fourth: AClass;
  let inCare: AStudent;
  let peer: AStudent;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    third = await app.world.class(school, { grade: 3, number: 1 });
    fourth = await app.world.class(school, { grade: 3, number: 2 });
    office = await app.world.person(school, { roles: ['office'] });
    inCare = await app.world.student(school, { name: '周小禾', in: third, birthDate: '2017-05-04', sex: 'female' });
    peer = await app.world.student(school, {
      name: '林一帆',
      in: third,
      birthDate: '2017-06-01',
      careFile: false,
      sex: 'male',
    });
  });
  afterAll(() => app.stop());

  const upload = (person: Person, bytes: Buffer) =>
    app
      .as(person)
      .post('/api/imports?kind=roster')
      .attach('file', bytes, { filename: '花名册.xlsx', contentType: LEDGER });
  const rowsOf = async (id: string): Promise<ImportRowView[]> =>
    (await app.as(office).get(`/api/imports/${id}/rows?limit=100`).expect(200)).body.items;

  it('is checked first, asks for no category, and says of each row what would become of it', async () => {
    const bytes = roster([
      ['1', '', '新来的', '女', '2017-09-09', '', '三年级', '1班', '某地', '不相干'],
      ['2', '', '周小禾', '女', '2017-05-04', '', '三年级', '2班', '别的地方12号', '不相干'],
      ['3', '', '林一帆', '男', '2017-06-01', '', '三年级', '1班', '', ''],
      ['4', '', '没性别', '', '2017-06-01', '', '三年级', '1班', '', ''],
      ['5', '', '重复人', '男', '2017-07-07', '', '三年级', '1班', '', ''],
      ['6', '', '重复人', '男', '2017-07-07', '', '三年级', '1班', '', ''],
    ]);
    const { body } = await upload(office, bytes).expect(201);
    expect(body).toMatchObject({ kind: 'roster', status: 'checking' });
    const checked = await new Importing(app, office).until(body.id, 'checked', 'failed');
    expect(checked).toMatchObject({
      status: 'checked',
      counts: { rows: 6, ready: 2, errors: 1, duplicates: 3, updates: 1 },
    });
    expect(checked.columns.filter(({ leftOut }) => leftOut).map(({ header }) => header)).toEqual(['家庭住址', '备注']);
    const rows = await rowsOf(body.id);
    expect(rows.map(({ status, action }) => `${status} ${action}`)).toEqual([
      'ready create',
      'duplicate update',
      'duplicate skip',
      'error create',
      'ready create',
      'duplicate skip',
    ]);
    expect(rows[1]!.duplicateOf!.differences).toEqual([
      expect.objectContaining({ field: 'class', here: '三年级2班', there: '三年级1班' }),
    ]);
  });

  it('once committed has pupils without a care file, and of a child in care has changed the class alone', async () => {
    const [{ id }] = (await app.as(office).get('/api/imports?kind=roster').expect(200)).body.items;
    await app.as(office).post(`/api/imports/${id}/commit`).send({}).expect(200);
    const done: ImportView = await new Importing(app, office).until(id, 'committed');
    expect(done.result).toEqual({ created: 2, updated: 1, skipped: 2, classesCreated: 0 });
    const { rows } = await app.owner.query(
      `SELECT s.name, s.class_id, s.care_status, c.address, c.village FROM students s JOIN contact_cards c ON c.school_id = s.school_id AND c.student_id = s.id
        WHERE s.school_id = $1 ORDER BY s.name`,
      [school.id],
    );
    expect(rows.find(({ name }) => name === '周小禾')).toEqual({
      name: '周小禾',
      class_id: fourth.id,
      care_status: 'open',
      address: '东庄村12号',
      village: '东庄村',
    });
    expect(rows.find(({ name }) => name === '新来的')).toEqual({
      name: '新来的',
      class_id: third.id,
      care_status: null,
      address: null,
      village: null,
    });
    expect(rows).toHaveLength(4);
  });

  it('keeps pupils without a care file out of the search unless somebody asks for all', async () => {
    const find = async (body: object) =>
      (await app.as(office).post('/api/students/search').send(body).expect(200)).body.items;
    expect(await find({ query: '新来的' })).toEqual([]);
    expect(await find({ query: '新来的', withoutCareFile: true })).toHaveLength(1);
    expect((await find({})).map(({ id }: { id: string }) => id)).toEqual([inCare.id]);
  });

  it('brings pupils without a care file up to date, with the history of each field', async () => {
    const bytes = roster([['1', '', '林一帆', '男', '2017-06-01', '110101201706011018', '三年级', '2班', '', '']]);
    const { body } = await upload(office, bytes).expect(201);
    const checked = await new Importing(app, office).until(body.id, 'checked', 'failed');
    expect(checked.counts.updates).toBe(1);
    await app.as(office).post(`/api/imports/${body.id}/commit`).send({}).expect(200);
    await new Importing(app, office).until(body.id, 'committed');
    const { rows } = await app.owner.query(`SELECT field FROM student_changes WHERE student_id = $1 ORDER BY field`, [
      peer.id,
    ]);
    expect(rows.map(({ field }) => field)).toEqual(['classId', 'idNumber']);
  });

  it('needs a name and a class in its header, and no category', async () => {
    const bytes = aWorkbook({
      sheets: [
        {
          name: 'x',
          rows: [
            ['姓名', '性别', '出生日期', '学籍号'],
            ['某人', '男', '2017-01-01', ''],
          ],
        },
      ],
    });
    const { body } = await upload(office, bytes).expect(201);
    const failed = await new Importing(app, office).until(body.id, 'checked', 'failed');
    expect(failed).toMatchObject({
      status: 'failed',
      failure: { code: 'header.fieldMissing', params: { fields: ['class'] } },
    });
  });

  it('has a template of its own, which comes back as it went', async () => {
    const { headers } = await app.as(office).get('/api/imports/template.xlsx?kind=roster&language=zh-CN').expect(200);
    expect(headers['content-disposition']).toContain(encodeURIComponent('学生花名册模板.xlsx'));
  });

  it('is brought in by the office and the department, by nobody else', async () => {
    const teacher = await app.world.person(school, { heads: [third] });
    await upload(teacher, roster([])).expect(403);
    await app
      .as(office)
      .post('/api/imports?kind=everything')
      .attach('file', roster([]), { filename: 'x.xlsx', contentType: LEDGER })
      .expect(400);
  });
});
