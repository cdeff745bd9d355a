import { loadDemo } from '../../server/src/features/demo/index.js';
import { Importing } from '../support/ledgers.js';
import { TestApp } from '../support/test-app.js';
import type { Person } from '../support/world.js';

const PASSWORD = 'a-password-for-the-demo';

describe.each([
  '2027-01-01T09:00:00+08:00',
  '2027-02-28T09:00:00+08:00',
  '2028-02-29T09:00:00+08:00',
  '2027-07-02T09:00:00+08:00',
  '2027-07-15T09:00:00+08:00',
  '2026-09-01T09:00:00+08:00',
  '2026-11-30T23:50:00+08:00',
])('the demo at %s', (at) => {
  let app: TestApp;
  const enter = async (username: string): Promise<string> => {
    const { headers } = await app.stranger.post('/api/session').send({ username, password: PASSWORD }).expect(200);
    return String(headers['set-cookie']).split(';')[0]!;
  };

  beforeAll(async () => {
    app = await TestApp.start({ at });
    await loadDemo({ ownerUrl: app.database.url, now: new Date(at), password: PASSWORD, allowed: true });
  });
  afterAll(() => app.stop());

  it('stands in a term, and head-3-2 heads 三年级2班 with special-group students who are due', async () => {
    const cookie = await enter('head-3-2');
    const session = await app.stranger.get('/api/session').set('Cookie', cookie).expect(200);
    expect(session.body.demo).toBe(true);
    expect(session.body.term).not.toBeNull();
    expect(session.body.headedClasses).toMatchObject([{ label: '三年级2班' }]);
    const { body } = await app.stranger
      .get(`/api/duties?month=${at.slice(0, 7)}&status=due&total=true&limit=100`)
      .set('Cookie', cookie)
      .expect(200);
    const children = new Set(body.items.map(({ student }: { student: { id: string } }) => student.id));
    expect(children.size).toBeGreaterThan(0);
    const { rows } = await app.owner.query(`SELECT 1 FROM students WHERE class_id = $1 AND care_status = 'open'`, [
      session.body.headedClasses[0].id,
    ]);
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(rows.length).toBeLessThanOrEqual(12);
  });

  it('shows the department a child nobody has cared for, and an urgent concern nobody has taken', async () => {
    const cookie = await enter('moral');
    const { body } = await app.stranger
      .get(`/api/duties/summary?month=${at.slice(0, 7)}`)
      .set('Cookie', cookie)
      .expect(200);
    expect(body.neverCaredFor).toBeGreaterThan(0);
    const urgent = await app.stranger.get('/api/urgent-concerns').set('Cookie', cookie).expect(200);
    expect([1, 2]).toContain(urgent.body.items.length);
  });

  it('offers its accounts to the sign-in page', async () => {
    const { body } = await app.stranger.get('/api/demo').expect(200);
    expect(body).toMatchObject({ demo: true, password: 'tongxin-demo' });
    expect(body.accounts).toContainEqual({
      username: 'head-3-2',
      name: '秦素芬',
      role: 'headTeacher',
      school: '青禾实验小学',
      classLabel: '三年级2班',
    });
  });
});

describe('a real ledger in the demo', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
    await loadDemo({ ownerUrl: app.database.url, now: app.clock.now(), password: PASSWORD, allowed: true });
  });
  afterAll(() => app.stop());

  it('meets none of its children again, and every class it names but one', async () => {
    const { rows } = await app.owner.query<Person>(
      `SELECT a.staff_id AS id, a.id AS "accountId", a.school_id AS "schoolId", a.username, s.name FROM accounts a JOIN staff s ON s.id = a.staff_id WHERE a.username = 'office'`,
    );
    const office = new Importing(app, rows[0]!);
    const view = await office.sample('ledger-60.xlsx');
    expect(view.counts.duplicates).toBe(1);
    expect(view.unknownClasses).toHaveLength(1);
    const duplicates = await office.rows(view.id, '&status=duplicate');
    expect(duplicates.map(({ duplicateOf }) => duplicateOf?.studentId ?? null)).toEqual([null]);
  });
});
