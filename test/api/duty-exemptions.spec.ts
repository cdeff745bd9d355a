import type { ExemptionView } from '@tongxin/shared';
import { TestApp } from '../support/test-app.js';
import { dutySchool, type DutySchool } from '../support/duty-school.js';
import type { AStudent, Person } from '../support/world.js';

const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };

describe('exemptions', () => {
  let app: TestApp;
  let at: DutySchool;
  let child: AStudent;
  let talk: string;
  let card: string;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    app.clock.moveTo('2026-11-23T10:00:00+08:00');
    at = await dutySchool(app);
    child = await at.child({ name: '周安' });
    const { body } = await app.as(at.moral).get('/api/care-standards').expect(200);
    const rule = (code: string) => body.items.find((one: { code: string }) => one.code === code).ruleId;
    [talk, card] = [rule('monthlyTalk'), rule('contactCardVerified')];
  });

  const grant = (body: object = {}, by: Person = at.moral) =>
    app
      .as(by)
      .post('/api/duty-exemptions')
      .send({ studentId: child.id, standardId: talk, ...NOVEMBER, reason: '住院治疗', ...body });
  const end = (one: ExemptionView, body: object, by: Person = at.moral) =>
    app.as(by).post(`/api/duty-exemptions/${one.id}/end`).set('If-Match', `"${one.version}"`).send(body);

  it('excuse a child from the windows that end in their days, with a reason, and from nothing else', async () => {
    const { body } = await grant().expect(201);
    expect(body).toMatchObject({
      student: { name: '周安' },
      standard: { id: talk, code: 'monthlyTalk' },
      ...NOVEMBER,
      reason: '住院治疗',
      current: true,
      endedOn: null,
    });
    expect([await at.talk(child, '2026-11'), await at.talk(child, '2026-12')]).toEqual(['exempt excused', 'due']);
    expect(await at.card(child, '2026-11')).toBe('due');
    await grant({ standardId: card, from: '2026-09-01', to: '2027-01-20' }).expect(201);
    expect(await at.card(child, '2026-11')).toBe('exempt excused');
    const { body: summary } = await app.as(at.moral).get('/api/duties/summary?month=2026-11').expect(200);
    expect(summary.byStandard.map((one: { exempt: number }) => one.exempt)).toEqual([1, 1]);
  });

  it('outlast a change of the standard', async () => {
    await grant({ to: '2026-12-31' }).expect(201);
    await app
      .as(at.moral)
      .post(`/api/care-standards/${talk}/versions`)
      .send({
        who: 'headTeacher',
        every: 'month',
        categories: null,
        asksInHolidays: false,
        window: { part: 'whole' },
        graceDays: 2,
        from: '2026-12-01',
      })
      .expect(201);
    expect([await at.talk(child, '2026-12'), await at.talk(child, '2027-01')]).toEqual(['exempt excused', 'due']);
  });

  it('are refused without a reason, twice, outside any window, for a term that is over, for a closed file', async () => {
    expect((await grant({ reason: ' ' }).expect(400)).body.errors[0]).toMatchObject({ pointer: '/reason' });
    const code = async (body: object, status: number): Promise<string> => {
      const answer = (await grant(body).expect(status)).body;
      return answer.errors?.[0].code ?? answer.code;
    };
    expect(await code({ from: '2026-11-05', to: '2026-11-20' }, 400)).toBe('exemption.noWindow');
    expect(await code({ from: '2027-02-01', to: '2027-02-28' }, 400)).toBe('exemption.noWindow');
    expect(await code({ from: '2026-05-01', to: '2026-06-30' }, 400)).toBe('exemption.termOver');
    expect(await code({ from: '2026-11-30', to: '2026-11-01' }, 400)).toBe('date.order');
    expect(await code({ standardId: child.id }, 400)).toBe('standard.unknown');
    await grant().expect(201);
    expect(await code({ from: '2026-10-01' }, 409)).toBe('exemption.exists');
    const closed = await at.child();
    await app.world.careStatus(closed, 'closed', '2026-11-10');
    expect(await code({ studentId: closed.id }, 409)).toBe('careFile.notOpen');
    const pupil = await app.world.student(at.school, { in: at.class, careFile: false });
    expect(await code({ studentId: pupil.id }, 409)).toBe('careFile.missing');
    await app.owner.query(`UPDATE care_standards SET categories = '{orphan}' WHERE school_id = $1`, [at.school.id]);
    expect(await code({ studentId: (await at.child()).id }, 400)).toBe('exemption.noWindow');
  });

  it('are ended from a day on, and what ended before stays excused', async () => {
    const { body } = await grant({ from: '2026-10-01', to: '2027-01-20' }).expect(201);
    app.clock.moveTo('2026-12-10T10:00:00+08:00');
    await end(body, { reason: '' }).expect(400);
    const { body: ended } = await end(body, { reason: '出院' }).expect(200);
    expect(ended).toMatchObject({ endedOn: '2026-12-10', endReason: '出院', current: false, version: 2 });
    expect([await at.talk(child, '2026-11'), await at.talk(child, '2026-12')]).toEqual(['exempt excused', 'due']);
    expect((await end(ended, { reason: '再' }).expect(409)).body.code).toBe('exemption.ended');
    await end(body, { reason: '再' }).expect(412);
    await grant({ from: '2026-12-01', to: '2026-12-31' }).expect(201);
  });

  it('are taken back altogether where they were a mistake', async () => {
    const { body } = await grant({ from: '2026-10-01', to: '2026-11-30' }).expect(201);
    expect(await at.talk(child, '2026-10')).toBe('exempt excused');
    await end(body, { from: '2026-09-30', reason: '选错' }).expect(400);
    await end(body, { from: '2026-10-01', reason: '选错学生' }).expect(200);
    expect([await at.talk(child, '2026-10'), await at.talk(child, '2026-11')]).toEqual(['overdue', 'due']);
    await grant().expect(201);
  });

  it('are granted by the department, seen by the child’s head teacher and the principal, and by nobody else', async () => {
    const other = await app.world.class(at.school, { grade: 5, number: 1 });
    const otherHead = await app.world.person(at.school, { heads: [other] });
    const principal = await app.world.person(at.school, { roles: ['principal'] });
    const office = await app.world.person(at.school, { roles: ['office'] });
    const elsewhere = await app.world.person(await app.world.school(), { roles: ['moralEducation'] });
    for (const by of [at.head, principal, office]) await grant({}, by).expect(403);
    await grant({}, elsewhere).expect(404);
    const { body } = await grant().expect(201);
    const seen = async (by: Person): Promise<number> =>
      (await app.as(by).get('/api/duty-exemptions?total=true').expect(200)).body.total;
    expect([await seen(at.moral), await seen(principal), await seen(at.head)]).toEqual([1, 1, 1]);
    expect([await seen(otherHead), await seen(elsewhere)]).toEqual([0, 0]);
    await app.as(office).get('/api/duty-exemptions').expect(403);
    for (const by of [otherHead, elsewhere]) {
      await app.as(by).get(`/api/duty-exemptions/${body.id}`).expect(404);
    }
    await end(body, { reason: '不' }, at.head).expect(403);
    await app.as(at.head).get(`/api/duty-exemptions/${body.id}`).expect(200);
  });

  it('keep the reason out of lists: opening one leaves a row in the access log', async () => {
    const { body } = await grant().expect(201);
    const count = async (): Promise<number> =>
      (
        await app.owner.query(
          `SELECT count(*)::int AS n FROM audit_entries WHERE school_id = $1 AND act = 'exemption.opened'`,
          [at.school.id],
        )
      ).rows[0].n;
    const before = await count();
    const { text } = await app.as(at.head).get(`/api/duty-exemptions?studentId=${child.id}`).expect(200);
    expect(text).not.toContain('住院');
    expect(await count()).toBe(before);
    const opened = await app.as(at.head).get(`/api/duty-exemptions/${body.id}`).expect(200);
    expect(opened.body.reason).toBe('住院治疗');
    expect(await count()).toBe(before + 1);
  });

  it('are listed newest first, page after page, and narrowed to those that still count', async () => {
    const children = [child, await at.child(), await at.child()];
    for (const [index, one] of children.entries()) {
      app.clock.moveTo(`2026-11-23T10:0${index}:00+08:00`);
      await grant({ studentId: one.id }).expect(201);
    }
    const first = await app.as(at.moral).get('/api/duty-exemptions?limit=2&total=true').expect(200);
    expect(first.body.total).toBe(3);
    const next = await app.as(at.moral).get(`/api/duty-exemptions?limit=2&cursor=${first.body.nextCursor}`).expect(200);
    const order = [...first.body.items, ...next.body.items].map((one: ExemptionView) => one.student.id);
    expect(order).toEqual(children.map(({ id }) => id).reverse());
    await app.as(at.moral).get('/api/duty-exemptions?cursor=x').expect(400);
    app.clock.moveTo('2026-12-01T10:00:00+08:00');
    expect((await app.as(at.moral).get('/api/duty-exemptions?current=true').expect(200)).body.items).toEqual([]);
  });

  it('are granted once where two grant the same at the same time', async () => {
    const answers = await Promise.all([grant(), grant()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});
