import type { TodayView } from '@tongxin/shared';
import { TestApp } from '../support/test-app.js';
import { dutySchool, type DutySchool } from '../support/duty-school.js';
import type { AStudent, Person } from '../support/world.js';

describe('today', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());
  beforeEach(() => app.clock.moveTo('2026-11-23T10:00:00+08:00'));

  const today = async (by: Person): Promise<TodayView> => (await app.as(by).get('/api/today').expect(200)).body;
  const log = (by: Person, child: AStudent, body: object = {}) =>
    app
      .as(by)
      .post('/api/talks')
      .send({ studentIds: [child.id], heldOn: '2026-11-23', ...body })
      .expect(201);
  /** A child whose talks of the earlier months of this term have been held. */
  const upToDate = async (at: DutySchool, name: string): Promise<AStudent> => {
    const child = await at.child({ name });
    for (const on of ['2026-09-10', '2026-10-10']) await app.world.talk(child, { by: at.head, on });
    await app.world.verification(child, { by: at.head, on: '2026-09-10' });
    return child;
  };

  it('moves the ring when a talk is logged, and takes the child off the list', async () => {
    const at = await dutySchool(app);
    const [one] = [await upToDate(at, '周一'), await upToDate(at, '郑二'), await at.child({ openedOn: '2026-11-20' })];
    expect(await today(at.head)).toMatchObject({ month: '2026-11', ring: { done: 0, expected: 2 }, dueTotal: 3 });
    await log(at.head, one);
    const after = await today(at.head);
    expect(after.ring).toEqual({ done: 1, expected: 2 });
    expect(after.due.map(({ student }) => student.name)).not.toContain('周一');
    expect(after.dueTotal).toBe(2);
  });

  it('counts the talk logged late into the ring, and no child that is exempt', async () => {
    const at = await dutySchool(app);
    const child = await upToDate(at, '周一');
    await app.world.talk(child, { by: at.head, on: '2026-11-05', typedAt: '2026-11-23T09:00:00+08:00' });
    await app.world.careStatus(await upToDate(at, '郑二'), 'paused', '2026-11-10');
    expect((await today(at.head)).ring).toEqual({ done: 1, expected: 1 });
  });

  it('shows each child once, by its worst duty: overdue before due, nobody ever before long ago', async () => {
    const at = await dutySchool(app);
    await upToDate(at, '应谈');
    const missed = await at.child({ name: '漏谈' });
    await app.world.talk(missed, { by: at.head, on: '2026-09-10' });
    await at.child({ name: '从未' });
    await at.child({ name: '新来', openedOn: '2026-11-02' });
    const { due, dueTotal } = await today(at.head);
    expect(due.map(({ student, status, window }) => [student.name, status, window.from])).toEqual([
      ['从未', 'overdue', '2026-09-01'],
      ['漏谈', 'overdue', '2026-10-01'],
      ['新来', 'due', '2026-11-01'],
      ['应谈', 'due', '2026-11-01'],
    ]);
    expect(dueTotal).toBe(4);
    expect(due[0]).toMatchObject({ neverCaredFor: true, lastOn: null });
    expect(due[1]).toMatchObject({ neverCaredFor: false, lastOn: '2026-09-10' });
  });

  it('forgets what was overdue when the term is over', async () => {
    const at = await dutySchool(app);
    await at.child();
    app.clock.moveTo('2027-01-20T23:59:00+08:00');
    expect((await today(at.head)).dueTotal).toBe(1);
    app.clock.moveTo('2027-01-21T00:00:00+08:00');
    expect(await today(at.head)).toMatchObject({ due: [], dueTotal: 0, ring: null });
  });

  it('shows fifty children at most and says how many there are', async () => {
    const at = await dutySchool(app);
    for (let child = 0; child < 52; child += 1) await at.child();
    const { due, dueTotal, ring } = await today(at.head);
    expect([due.length, dueTotal, ring]).toEqual([50, 52, { done: 0, expected: 52 }]);
  });

  it('has the urgent concerns of the whole school on top for the department, and for nobody else', async () => {
    const at = await dutySchool(app);
    const child = await at.child({ name: '周一' });
    await log(at.head, child, { concern: 'urgent', summary: '不敢回家' });
    expect((await today(at.moral)).urgent).toEqual([
      expect.objectContaining({ student: expect.objectContaining({ name: '周一' }), summary: '不敢回家' }),
    ]);
    for (const role of ['principal', 'office'] as const)
      expect((await today(await app.world.person(at.school, { roles: [role] }))).urgent).toEqual([]);
    expect((await today(at.head)).urgent).toEqual([]);
  });

  it('reminds of what one has promised: due, and for the coming week, until it is done', async () => {
    const at = await dutySchool(app);
    const child = await at.child({ name: '周一' });
    const promised: string[] = [];
    for (const on of ['2026-11-23', '2026-11-30', '2026-12-01']) {
      const { body } = await log(at.head, child, { followUp: { on, text: `约在${on}` } });
      promised.push(body.items[0].id);
    }
    app.clock.moveTo('2026-11-23T12:00:00+08:00');
    const { followUps } = await today(at.head);
    expect(followUps.map(({ talkId, on, text, version }) => [talkId, on, text, version])).toEqual([
      [promised[0], '2026-11-23', '约在2026-11-23', 1],
      [promised[1], '2026-11-30', '约在2026-11-30', 1],
    ]);
    await app.as(at.head).post(`/api/talks/${promised[0]}/follow-up/done`).expect(200);
    await app
      .as(at.head)
      .post(`/api/talks/${promised[1]}/void`)
      .set('If-Match', '"1"')
      .send({ reason: 'mistyped' })
      .expect(200);
    expect((await today(at.head)).followUps).toEqual([]);
    app.clock.moveTo('2026-12-05T10:00:00+08:00');
    expect((await today(at.head)).followUps.map(({ talkId }) => talkId)).toEqual([promised[2]]);
    expect((await today(at.moral)).followUps).toEqual([]);
  });

  it('does not remind a former head teacher of children that are no longer theirs', async () => {
    const at = await dutySchool(app);
    await log(at.head, await at.child(), { followUp: { on: '2026-11-25', text: '再聊' } });
    await app.world.endAssignment(at.head, at.class, '2026-11-23');
    app.clock.moveTo('2026-11-24T10:00:00+08:00');
    expect(await today(at.head)).toMatchObject({ ring: null, due: [], dueTotal: 0, followUps: [] });
  });

  it('tells the office states and no days, and shows nothing of children to helpers and volunteers', async () => {
    const at = await dutySchool(app);
    const child = await at.child({ name: '周一' });
    await app.world.talk(child, { by: at.head, on: '2026-09-10' });
    const office = await today(await app.world.person(at.school, { roles: ['office'] }));
    expect(office).toMatchObject({ ring: null, dueTotal: 1 });
    expect(office.due[0]).toMatchObject({ student: { name: '周一' }, status: 'overdue' });
    expect(office.due[0]).not.toHaveProperty('lastOn');
    for (const role of ['helper', 'volunteer', 'counsellor'] as const)
      expect(await today(await app.world.person(at.school, { roles: [role] }))).toEqual({
        month: '2026-11',
        ring: null,
        reviews: [],
        emergencies: [],
        urgent: [],
        due: [],
        dueTotal: 0,
        followUps: [],
      });
    for (const role of ['administrator', 'dataProtection'] as const)
      await app
        .as(await app.world.person(at.school, { roles: [role] }))
        .get('/api/today')
        .expect(403);
  });
});
