import type { DutySummary, DutyTrend } from '@tongxin/shared';
import { TestApp } from '../support/test-app.js';
import { dutySchool, type DutySchool } from '../support/duty-school.js';
import type { AClass, Person } from '../support/world.js';

const ASKED = ['due', 'done', 'late', 'overdue'];

describe('the summary of duties', () => {
  let app: TestApp;
  let at: DutySchool;
  let second: AClass;
  let secondHead: Person;
  let orphaned: AClass;

  beforeAll(async () => {
    app = await TestApp.start();
    const { world } = app;
    at = await dutySchool(app);
    second = await world.class(at.school, { grade: 4, number: 1 });
    secondHead = await world.person(at.school, { heads: [second], name: '四班老师' });
    orphaned = await world.class(at.school, { grade: 6, number: 1 });
    const [done, late, none, paused] = [await at.child(), await at.child(), await at.child(), await at.child()];
    const [fresh, moved] = [await at.child({ openedOn: '2026-10-28' }), await at.child()];
    await world.talk(done, { by: at.head, on: '2026-10-10' });
    await world.talk(done, { by: at.head, on: '2026-11-10' });
    await world.talk(late, { by: at.head, on: '2026-10-31', typedAt: '2026-11-01T08:00:00+08:00' });
    await world.careStatus(paused, 'paused', '2026-10-20');
    await world.move(moved, second, '2026-11-03');
    await world.talk(moved, { by: secondHead, on: '2026-11-12' });
    await world.talk(fresh, { by: at.moral, on: '2026-11-02' });
    for (const child of [done, moved]) await world.verification(child, { by: at.head, on: '2026-09-20' });
    await at.child({ in: second });
    await at.child({ in: orphaned });
    await at.child({ in: null });
    const gone = await at.child({ in: second });
    await world.careStatus(gone, 'closed', '2026-08-20');
    void none;
  });
  afterAll(() => app.stop());
  beforeEach(() => app.clock.moveTo('2026-11-23T10:00:00+08:00'));

  const summary = async (query: string, by = at.moral): Promise<DutySummary> =>
    (await app.as(by).get(`/api/duties/summary?${query}`).expect(200)).body;
  const total = async (query: string, by = at.moral): Promise<number> =>
    (await app.as(by).get(`/api/duties?total=true&limit=1&${query}`).expect(200)).body.total;
  const never = async (by = at.moral, query = ''): Promise<number> =>
    (await app.as(by).get(`/api/duties/never-cared-for?total=true&limit=1${query}`).expect(200)).body.total;
  const states = (...some: string[]): string => some.map((status) => `status=${status}`).join('&');

  it.each(['2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02', '2026-08', '2025-12'])(
    'has no number in %s that its list does not have',
    async (month) => {
      for (const by of [at.moral, at.head]) {
        const shown = await summary(`month=${month}`, by);
        for (const row of shown.byStandard) {
          const list = (filter: string) => total(`month=${month}&standard=${row.code}&${filter}`, by);
          expect(row).toEqual({
            code: row.code,
            expected: await list(states(...ASKED)),
            done: await list(states('done', 'late')),
            overdue: await list(states('overdue')),
            due: await list(states('due')),
            exempt: await list(states('exempt')),
          });
        }
        for (const row of shown.byClass) {
          const which = row.class ? `classId=${row.class.id}` : 'withoutClass=true';
          const list = (filter: string) => total(`month=${month}&${which}&${filter}`, by);
          expect(row).toMatchObject({
            expected: await list(states(...ASKED)),
            done: await list(states('done', 'late')),
            overdue: await list(states('overdue')),
            due: await list(states('due')),
          });
        }
        for (const point of shown.trend) {
          const list = (filter: string) => total(`month=${point.month}&standard=monthlyTalk&${filter}`, by);
          expect(point).toEqual({
            month: point.month,
            expected: await list(states(...ASKED)),
            done: await list(states('done', 'late')),
          });
        }
        for (const row of shown.byClass) {
          const which = row.class ? `classId=${row.class.id}` : 'withoutClass=true';
          const list = (filter: string) => total(`month=${month}&standard=contactCardVerified&${which}&${filter}`, by);
          expect(row.exempt).toBe(await total(`month=${month}&${which}&status=exempt`, by));
          expect(row.cards).toEqual({
            fresh: await list(states('done', 'late')),
            stale: await list(states('due', 'overdue')),
            never: await list(`${states('due', 'overdue')}&neverDone=true`),
          });
        }
        expect(shown.neverCaredFor).toBe(await never(by));
      }
    },
    60_000,
  );

  it('adds up: a month’s talks by standard are those of its classes, and cards are fresh or stale', async () => {
    const shown = await summary('month=2026-10&standard=monthlyTalk');
    expect(shown.byStandard).toEqual([{ code: 'monthlyTalk', expected: 7, done: 2, overdue: 5, due: 0, exempt: 2 }]);
    expect(shown.byClass.map((row) => [row.class?.label ?? null, row.headTeacher, row.expected, row.done])).toEqual([
      ['三年级2班', at.head.name, 4, 2],
      ['四年级1班', '四班老师', 1, 0],
      ['六年级1班', null, 1, 0],
      [null, null, 1, 0],
    ]);
    const cards = await summary('month=2026-11');
    const asked = await total(`month=2026-11&standard=contactCardVerified&${states(...ASKED)}`);
    expect(cards.cards).toEqual({ fresh: 2, stale: asked - 2, never: asked - 2 });
  });

  it('shows the months that asked for talks, the last six of them, without the holidays between', async () => {
    const { trend } = await summary('month=2026-11');
    expect(trend.map(({ month }) => month)).toEqual(['2026-04', '2026-05', '2026-06', '2026-09', '2026-10', '2026-11']);
  });

  it('makes a trend of this school year and the last, whose every figure is the length of its list', async () => {
    const { body } = await app.as(at.moral).get('/api/duties/trend?month=2026-11').expect(200);
    expect(
      body.years.map((year: DutyTrend['years'][number]) => [year.schoolYear, year.months.map(({ month }) => month)]),
    ).toEqual([
      [2025, ['2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-03', '2026-04', '2026-05', '2026-06']],
      [2026, ['2026-09', '2026-10', '2026-11']],
    ]);
    for (const by of [at.moral, secondHead]) {
      const { years }: DutyTrend = (await app.as(by).get('/api/duties/trend?month=2026-11').expect(200)).body;
      for (const { month, expected, done } of years.flatMap(({ months }) => months)) {
        const list = (filter: string) => total(`month=${month}&standard=monthlyTalk&${filter}`, by);
        expect([month, expected, done]).toEqual([
          month,
          await list(states(...ASKED)),
          await list(states('done', 'late')),
        ]);
      }
    }
  });

  it('counts whom nobody has ever reached whatever is asked: also where no standard asks for the child', async () => {
    const own = await dutySchool(app);
    const reached = await own.child({ name: '安一' });
    await app.world.talk(reached, { by: own.head, on: '2026-10-10', kind: 'homeVisit' });
    await own.child({ name: '白二' });
    await own.child({ name: '陈三', in: null, openedOn: '2026-11-20' });
    await app.world.careStatus(await own.child({ name: '丁四' }), 'paused', '2026-10-01');
    await app.owner.query(`UPDATE care_standards SET to_on = '2025-09-02' WHERE school_id = $1`, [own.school.id]);
    const { body } = await app.as(own.moral).get('/api/duties/summary?month=2026-11').expect(200);
    expect(body).toMatchObject({ byStandard: [], neverCaredFor: 2 });
    const names = async (query: string, by = own.moral): Promise<string[]> =>
      (await app.as(by).get(`/api/duties/never-cared-for?${query}`).expect(200)).body.items.map(
        (one: { student: { name: string } }) => one.student.name,
      );
    // Whose class nobody heads first, then the longest on file.
    expect(await names('')).toEqual(['陈三', '白二']);
    expect(await names('withoutClass=true')).toEqual(['陈三']);
    expect(await names(`classId=${own.class.id}`)).toEqual(['白二']);
    expect(await names('', own.head)).toEqual(['白二']);
    const office = await app.world.person(own.school, { roles: ['office'] });
    expect(await names('', office)).toEqual([]);
    const first = await app.as(own.moral).get('/api/duties/never-cared-for?limit=1').expect(200);
    expect(await names(`limit=1&cursor=${first.body.nextCursor}`)).toEqual(['白二']);
    await app.as(own.moral).get('/api/duties/never-cared-for?cursor=x').expect(400);
  });

  it('lists what is overdue in the whole term in one go', async () => {
    const own = await dutySchool(app);
    await own.child();
    const { body } = await app.as(own.moral).get('/api/duties?term=true&status=overdue&total=true').expect(200);
    expect(body.total).toBe(2);
    expect(body.items.map((one: { window: { from: string } }) => one.window.from).sort()).toEqual([
      '2026-09-01',
      '2026-10-01',
    ]);
  });

  it('prints the names the department asks for, one row in the access log for each child', async () => {
    const own = await dutySchool(app);
    const overdue = await own.child({ name: '安一' });
    await app.world.talk(overdue, { by: own.moral, on: '2026-10-10' });
    const never = await own.child({ name: '白二', in: null, openedOn: '2026-11-20' });
    const fine = await own.child({ name: '陈三' });
    for (const on of ['2026-09-10', '2026-10-10']) await app.world.talk(fine, { by: own.head, on });
    for (const by of [own.head, await app.world.person(own.school, { roles: ['principal'] })])
      await app.as(by).post('/api/duties/meeting-names').send({ month: '2026-10' }).expect(403);
    const { body } = await app.as(own.moral).post('/api/duties/meeting-names').send({ month: '2026-10' }).expect(200);
    expect(body).toMatchObject({
      month: '2026-10',
      total: 2,
      children: [
        { student: { name: '安一' }, headTeacher: { name: own.head.name }, overdue: 1, neverCaredFor: false },
        { student: { name: '白二', class: null }, headTeacher: null, overdue: 0, neverCaredFor: true },
      ],
    });
    const { rows } = await app.owner.query(
      `SELECT student_id AS id, reason FROM audit_entries WHERE school_id = $1 AND act = 'overview.printed'`,
      [own.school.id],
    );
    expect(rows.map(({ id }) => id).sort()).toEqual([overdue.id, never.id].sort());
    expect(rows.every(({ reason }) => reason === '2026-10')).toBe(true);
  });

  it('keeps whom nobody has ever reached in sight in the holidays', async () => {
    app.clock.moveTo('2026-08-10T10:00:00+08:00');
    const shown = await summary('month=2026-08');
    expect(shown.byStandard).toEqual([]);
    expect(shown.neverCaredFor).toBeGreaterThan(0);
  });

  it('shows a head teacher the own class only, and the office no word of whom nobody has reached', async () => {
    const own = await summary('month=2026-11', secondHead);
    expect(own.byClass.map((row) => row.class?.id)).toEqual([second.id]);
    const office = await app.world.person(at.school, { roles: ['office'] });
    const theirs = await summary('month=2026-11', office);
    const departments = await summary('month=2026-11');
    expect(theirs).not.toHaveProperty('neverCaredFor');
    expect(theirs.byStandard).toEqual(departments.byStandard);
    // That nobody ever verified a card tells of days: the office sees that it is to verify.
    expect(theirs.byClass.map(({ cards }) => cards)).toEqual(
      departments.byClass.map(({ cards: { fresh, stale } }) => ({ fresh, stale })),
    );
    expect(await total('month=2026-11&neverDone=true', office)).toBe(0);
    const principal = await app.world.person(at.school, { roles: ['principal'] });
    expect(await summary('month=2026-11', principal)).toEqual(departments);
  });

  it('is of one school, and not for volunteers or subject teachers', async () => {
    const elsewhere = await app.world.person(await app.world.school(), { roles: ['moralEducation'] });
    const theirs = await summary('month=2026-11', elsewhere);
    expect(theirs).toMatchObject({ byClass: [], neverCaredFor: 0, cards: { fresh: 0, stale: 0 } });
    for (const role of ['volunteer', 'helper', 'counsellor', 'administrator'] as const)
      await app
        .as(await app.world.person(at.school, { roles: [role] }))
        .get('/api/duties/summary')
        .expect(403);
    await app.as(at.moral).get('/api/duties/summary?month=2026-00').expect(400);
  });
});
