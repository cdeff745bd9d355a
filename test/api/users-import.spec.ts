import { aWorkbook, type MadeCell } from '../support/a-workbook.js';
import { TestApp } from '../support/test-app.js';
import type { ASchool, Person } from '../support/world.js';

describe('inviting the staff from a spreadsheet', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    office = await app.world.person(school, { roles: ['office'], name: '廖静怡', username: 'liao' });
  });
  afterAll(() => app.stop());

  const check = (rows: readonly (readonly MadeCell[])[], by: Person = office) =>
    app
      .as(by)
      .post('/api/users/import')
      .attach('file', aWorkbook({ sheets: [{ rows }] }), '教职工.xlsx');

  it('first says what each row would do, and stores nothing', async () => {
    const { body } = await check([
      ['青禾实验小学教职工名单'],
      ['姓名', '用户名', '岗位'],
      ['周小兰', null, '班主任'],
      ['安宜然', 'anyiran', '心理教师'],
      ['管慧', 'LIAO', null],
      ['龙海波', null, '门卫'],
      ['廖静怡', null, null],
      ['周小兰', null, null],
    ]).expect(200);
    expect(body.counts).toEqual({ rows: 6, ready: 2, warnings: 2, errors: 2 });
    expect(body.rows).toMatchObject([
      { sheetRow: 3, name: '周小兰', username: 'zhouxiaolan', usernameSuggested: true, status: 'warning' },
      { name: '安宜然', username: 'anyiran', usernameSuggested: false, roles: ['counsellor'], status: 'ready' },
      { name: '管慧', username: 'liao', status: 'error', problems: [{ code: 'username.taken' }] },
      { name: '龙海波', status: 'error', problems: [{ column: '岗位', code: 'role.unknown' }] },
      { name: '廖静怡', username: 'liaojingyi', status: 'warning', problems: [{ code: 'staff.inSchool' }] },
      { name: '周小兰', username: 'zhouxiaolan2', status: 'ready' },
    ]);
    expect((await app.owner.query('SELECT 1 FROM accounts')).rowCount).toBe(1);
  });

  it('then invites the rows that were looked at, each with its own code; a row that cannot be stays behind', async () => {
    const { body } = await app
      .as(office)
      .post('/api/users/import/commit')
      .send({
        rows: [
          { name: '周小兰', username: 'zhouxiaolan' },
          { name: '安宜然', roles: ['counsellor'] },
          { name: '管慧', username: 'liao' },
          { name: '苗雨晴', username: 'zhouxiaolan' },
        ],
      })
      .expect(201);
    expect(body.items.map(({ problem }: { problem: string | null }) => problem)).toEqual([
      null,
      null,
      'username.taken',
      'username.repeated',
    ]);
    expect(body.items[1].roles).toMatchObject([{ role: 'counsellor', outcome: 'waits' }]);
    const codes = body.items.slice(0, 2).map(({ slip }: { slip: { code: string } }) => slip.code);
    expect(new Set(codes).size).toBe(2);
    await app.stranger
      .post('/api/activation')
      .send({ username: 'zhouxiaolan', code: codes[0], password: 'a password of my own' })
      .expect(204);
    expect((await app.owner.query('SELECT 1 FROM accounts')).rowCount).toBe(3);
  });

  it('tells no code again to a request that was answered before', async () => {
    const send = () =>
      app
        .as(office)
        .post('/api/users/import/commit')
        .set('Idempotency-Key', 'staff-once')
        .send({ rows: [{ name: '滕月娥' }] })
        .expect(201);
    expect((await send()).body.items[0].slip.code).toMatch(/-/);
    const again = (await send()).body.items[0];
    expect(again).toMatchObject({ user: { name: '滕月娥' }, slip: null, problem: null });
  });

  it('refuses what is no workbook or no list of staff, at the file', async () => {
    const disguised = await app
      .as(office)
      .post('/api/users/import')
      .attach('file', Buffer.from('<html>'), 'staff.xlsx')
      .expect(400);
    expect(disguised.body.errors[0]).toMatchObject({ pointer: '/file', code: 'workbook.notAWorkbook' });
    const other = await check([
      ['a', 'b'],
      ['c', 'd'],
    ]).expect(400);
    expect(other.body.errors[0]).toMatchObject({ pointer: '/file', code: 'header.missing' });
  });

  it('gives a list to fill in that it reads itself', async () => {
    for (const language of ['zh-CN', 'en']) {
      const { body } = await app
        .as(office)
        .get(`/api/users/import/template.xlsx?language=${language}`)
        .buffer(true)
        .parse((response, done) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => done(null, Buffer.concat(chunks)));
        })
        .expect(200);
      const read = await app
        .as(office)
        .post('/api/users/import')
        .attach('file', body as Buffer, 'list.xlsx')
        .expect(200);
      expect(read.body.counts.rows).toBe(0);
    }
  });

  it('is the office’s and the administrator’s', async () => {
    const moral = await app.world.person(school, { roles: ['moralEducation'] });
    await check([['姓名'], ['周小兰']], moral).expect(403);
    await app
      .as(moral)
      .post('/api/users/import/commit')
      .send({ rows: [{ name: '周小兰' }] })
      .expect(403);
  });
});
