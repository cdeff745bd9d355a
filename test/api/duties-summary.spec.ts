import type { DutySummary } from '@tongxin/shared';
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
        expect(shown.neverCaredFor).toBe(await total(`month=${month}&neverCaredFor=true`, by));
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
    expect(theirs).not.toHaveProperty('neverCaredFor');
    expect(theirs.byStandard).toEqual((await summary('month=2026-11')).byStandard);
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
