import type { CareStandardView, StandardPreview } from '@tongxin/shared';
import { TestApp } from '../support/test-app.js';
import { dutySchool, type DutySchool } from '../support/duty-school.js';
import type { Person } from '../support/world.js';

/** The sentence every school begins with, as the department may change it. */
const TALK = {
  who: 'headTeacher',
  every: 'month',
  categories: null as string[] | null,
  asksInHolidays: false,
  window: { part: 'whole', days: null } as { part: string; days: number | null },
  graceDays: 0,
};
const CARD = { ...TALK, who: 'headTeacherOrOffice', every: 'term' };
const FROM = '2026-12-01';

describe('care standards', () => {
  let app: TestApp;
  let at: DutySchool;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    app.clock.moveTo('2026-11-23T10:00:00+08:00');
    at = await dutySchool(app);
  });

  const list = async (by: Person = at.moral): Promise<CareStandardView[]> =>
    (await app.as(by).get('/api/care-standards').expect(200)).body.items;
  const ruleOf = async (code: string): Promise<CareStandardView> => (await list()).find((one) => one.code === code)!;
  const change = async (body: object, code = 'monthlyTalk') =>
    app
      .as(at.moral)
      .post(`/api/care-standards/${(await ruleOf(code)).ruleId}/versions`)
      .send(body);

  it('are read by those who follow them, with the windows in which they ask, and changed by the department only', async () => {
    const talk = await ruleOf('monthlyTalk');
    expect(talk).toMatchObject({
      title: '每月谈心谈话',
      whom: 'specialGroup',
      window: { part: 'whole', days: null },
      graceDays: 0,
      minimumSchoolDays: 10,
      status: 'inForce',
      createdBy: null,
    });
    expect(talk.windows.slice(0, 3).map(({ from, to }) => `${from} ${to}`)).toEqual([
      '2026-09-01 2026-09-30',
      '2026-10-01 2026-10-31',
      '2026-11-01 2026-11-30',
    ]);
    expect(await list(at.head)).toHaveLength(2);
    for (const role of ['principal', 'office', 'volunteer'] as const) {
      const person = await app.world.person(at.school, { roles: [role] });
      await app
        .as(person)
        .post('/api/care-standards')
        .send({ ...TALK, code: 'monthlyTalk', from: FROM })
        .expect(403);
    }
    await app
      .as(at.head)
      .post('/api/care-standards/preview')
      .send({ ...TALK, code: 'monthlyTalk', from: FROM })
      .expect(403);
    const elsewhere = await app.world.person(await app.world.school(), { roles: ['moralEducation'] });
    await app
      .as(elsewhere)
      .post(`/api/care-standards/${talk.ruleId}/versions`)
      .send({ ...TALK, from: FROM })
      .expect(404);
  });

  it('change from a month on: the months before are asked as they were, the months after as they are now', async () => {
    const orphan = await at.child({ categories: ['orphan'] });
    const other = await at.child();
    const { body } = await change({ ...TALK, categories: ['orphan'], from: FROM });
    expect(body).toMatchObject({ status: 'coming', from: FROM, to: null, categories: ['orphan'], version: 1 });
    expect(body.createdBy).toMatchObject({ name: at.moral.name });
    const versions = (await list()).filter(({ code }) => code === 'monthlyTalk');
    expect(versions.map(({ from, to }) => [from, to])).toEqual([
      ['2025-09-01', '2026-11-30'],
      [FROM, null],
    ]);
    expect(new Set(versions.map(({ ruleId }) => ruleId)).size).toBe(1);
    app.clock.moveTo('2027-01-10T10:00:00+08:00');
    expect([await at.talk(orphan, '2026-11'), await at.talk(other, '2026-11')]).toEqual(['overdue', 'overdue']);
    expect([await at.talk(orphan, '2026-12'), await at.talk(other, '2026-12')]).toEqual(['overdue', null]);
    // A duty names the rule, whatever version of it asks.
    const rules = (await at.duties('month=2026-11&standard=monthlyTalk')).concat(
      await at.duties('month=2026-12&standard=monthlyTalk'),
    );
    expect(new Set(rules.map((one) => (one.standard as { id?: string }).id))).toEqual(new Set([body.ruleId]));
  });

  it('never change what is past, nor in the middle of a month', async () => {
    for (const [from, code] of [
      ['2026-11-01', 'standard.past'],
      ['2026-11-23', 'standard.past'],
      ['2026-12-15', 'standard.firstOfMonth'],
    ]) {
      const { body, status } = await change({ ...TALK, from });
      expect([status, body.errors[0]]).toEqual([400, { pointer: '/from', code, params: {} }]);
    }
    await app
      .as(at.moral)
      .post('/api/care-standards')
      .send({ ...CARD, every: 'month', code: 'contactCardVerified', from: '2026-11-22' })
      .expect(400);
  });

  it('wait for the change that is announced already; it can be corrected or withdrawn until it comes', async () => {
    const { body: coming } = await change({ ...TALK, graceDays: 3, from: FROM });
    expect((await change({ ...TALK, from: '2027-03-01' })).body.code).toBe('standard.changeWaits');
    const edit = (version: number, body: object) =>
      app.as(at.moral).patch(`/api/care-standards/${coming.id}`).set('If-Match', `"${version}"`).send(body);
    await app
      .as(at.moral)
      .patch(`/api/care-standards/${coming.id}`)
      .send({ ...TALK, from: FROM })
      .expect(428);
    const { body: later } = await edit(1, { ...TALK, graceDays: 5, from: '2027-03-01' }).expect(200);
    expect(later).toMatchObject({ graceDays: 5, from: '2027-03-01', version: 2 });
    expect((await ruleOf('monthlyTalk')).to).toBe('2027-02-28');
    const stale = await edit(1, { ...TALK, from: FROM }).expect(412);
    expect(stale.body).toMatchObject({ currentVersion: 2, current: { graceDays: 5 } });

    const withdraw = (version: number) =>
      app.as(at.moral).post(`/api/care-standards/${coming.id}/withdraw`).set('If-Match', `"${version}"`);
    const { body: left } = await withdraw(2).expect(200);
    expect(left.items.filter((one: CareStandardView) => one.code === 'monthlyTalk')).toHaveLength(1);
    expect((await ruleOf('monthlyTalk')).to).toBeNull();
    await withdraw(3).expect(404);

    const { body: again } = await change({ ...TALK, from: FROM });
    app.clock.moveTo('2026-12-02T10:00:00+08:00');
    expect(
      (
        await app
          .as(at.moral)
          .patch(`/api/care-standards/${again.id}`)
          .set('If-Match', '"1"')
          .send({ ...TALK, from: '2027-03-01' })
      ).body.code,
    ).toBe('standard.inForce');
  });

  it('stand side by side for different categories only; a child of both has a duty by each', async () => {
    await change({ ...TALK, categories: ['orphan', 'illness'], from: FROM });
    const create = (body: object) =>
      app
        .as(at.moral)
        .post('/api/care-standards')
        .send({ ...TALK, code: 'monthlyTalk', from: FROM, ...body });
    expect((await create({}).expect(409)).body.code).toBe('standard.overlaps');
    expect((await create({ categories: ['illness', 'conduct'] }).expect(409)).body.code).toBe('standard.overlaps');
    await create({ categories: ['leftBehind'] }).expect(201);
    // Another rhythm asks for another thing.
    await create({ every: 'term' }).expect(201);
    const both = await at.child({ categories: ['orphan', 'leftBehind'] });
    const duties = (await at.duties('month=2026-12&standard=monthlyTalk')).filter(
      ({ student }) => student.id === both.id,
    );
    expect(duties.map(({ window, standard }) => `${window.from} ${standard.title}`).sort()).toEqual([
      '2026-09-01 每学期谈心谈话',
      '2026-12-01 每月谈心谈话',
      '2026-12-01 每月谈心谈话',
    ]);
    const { body } = await app.as(at.moral).get('/api/duties/summary?month=2026-12').expect(200);
    const total = await app.as(at.moral).get('/api/duties?month=2026-12&standard=monthlyTalk&status=due&total=true');
    expect(body.byStandard.find((one: { code: string }) => one.code === 'monthlyTalk').due).toBe(total.body.total);
  });

  it('ask by urgency too: of the categories named, whoever is so urgent on the last day of the window, or today while it is open', async () => {
    const { body } = await change({ ...TALK, urgencies: ['raised', 'high'], from: FROM });
    expect(body).toMatchObject({ whom: 'urgencies', categories: null, urgencies: ['raised', 'high'] });
    const [usual, raised, calmed, later, tooLate, again] = [
      await at.child(),
      await at.child(),
      await at.child(),
      await at.child(),
      await at.child(),
      await at.child(),
    ];
    const urgency: typeof app.world.urgency = (...said) => app.world.urgency(...said);
    await urgency(raised, 'raised', '2026-11-20', at.head);
    // A review that says the same again begins nothing anew.
    await urgency(raised, 'high', '2026-12-28', at.head);
    await urgency(calmed, 'high', '2026-11-20', at.head);
    await urgency(later, 'high', '2026-12-18', at.head);
    await urgency(tooLate, 'high', '2026-12-21', at.head);
    // What was urgent once and is again begins again.
    await urgency(again, 'high', '2026-11-20', at.head);
    await urgency(again, 'normal', '2026-12-07', at.head);
    await urgency(again, 'high', '2026-12-21', at.head);
    app.clock.moveTo('2026-12-22T10:00:00+08:00');
    const all = [usual, raised, calmed, later, tooLate, again];
    const states = async (month: string) => Promise.all(all.map((child) => at.talk(child, month)));
    expect(await states('2026-12')).toEqual([null, 'due', 'due', 'due', 'exempt new', 'exempt new']);
    // The month before the change asked for everybody, and still does.
    expect(await states('2026-11')).toEqual(Array(6).fill('overdue'));
    await urgency(calmed, 'normal', '2026-12-22', at.head);
    expect(await states('2026-12')).toEqual([null, 'due', null, 'due', 'exempt new', 'exempt new']);
    app.clock.moveTo('2027-01-04T10:00:00+08:00');
    await urgency(raised, 'normal', '2027-01-04', at.head);
    expect(await states('2026-12')).toEqual([null, 'overdue', null, 'overdue', 'exempt new', 'exempt new']);
    expect(await states('2027-01')).toEqual([null, null, null, 'due', 'due', 'due']);
  });

  it('ask, where categories and urgencies are named, for children who have both only', async () => {
    const [both, orphan, urgent] = [
      await at.child({ categories: ['orphan'] }),
      await at.child({ categories: ['orphan'] }),
      await at.child(),
    ];
    for (const child of [both, urgent]) await app.world.urgency(child, 'high', '2026-10-12', at.head);
    const sentence = { ...TALK, categories: ['orphan'], urgencies: ['high'], from: FROM };
    const { ruleId } = await ruleOf('monthlyTalk');
    const { body: preview } = await app
      .as(at.moral)
      .post('/api/care-standards/preview')
      .send({ ...sentence, code: 'monthlyTalk', ruleId })
      .expect(200);
    expect(preview).toMatchObject({ expected: 1, before: 3, removed: { total: 2 } });
    expect((await change(sentence)).body.whom).toBe('categoriesAndUrgencies');
    expect(await Promise.all([both, orphan, urgent].map((child) => at.talk(child, '2026-12')))).toEqual([
      'due',
      null,
      null,
    ]);
    // A sentence that names no urgency any more asks whatever the urgency.
    const coming = (await list()).find(({ status }) => status === 'coming')!;
    const { body: edited } = await app
      .as(at.moral)
      .patch(`/api/care-standards/${coming.id}`)
      .set('If-Match', '"1"')
      .send({ ...TALK, categories: ['orphan'], from: FROM })
      .expect(200);
    expect(edited).toMatchObject({ whom: 'categories', urgencies: null });
    expect(await at.talk(orphan, '2026-12')).toBe('due');
  });

  it('stand side by side for different urgencies, of which a child has one', async () => {
    await change({ ...TALK, urgencies: ['high'], from: FROM });
    const create = (body: object) =>
      app
        .as(at.moral)
        .post('/api/care-standards')
        .send({ ...TALK, code: 'monthlyTalk', from: FROM, ...body });
    expect((await create({}).expect(409)).body.code).toBe('standard.overlaps');
    expect((await create({ categories: ['orphan'] }).expect(409)).body.code).toBe('standard.overlaps');
    expect((await create({ urgencies: ['raised', 'high'] }).expect(409)).body.code).toBe('standard.overlaps');
    const { body } = await create({ urgencies: ['raised'], window: { part: 'lastDays', days: 20 } }).expect(201);
    const child = await at.child();
    await app.world.urgency(child, 'raised', '2026-11-20', at.head);
    app.clock.moveTo('2026-12-20T10:00:00+08:00');
    const asked = async () =>
      (await at.duties('month=2026-12&standard=monthlyTalk')).map((one) => [
        (one.standard as { id?: string }).id === body.ruleId,
        one.status,
      ]);
    expect(await asked()).toEqual([[true, 'due']]);
    // From one urgency to the other the child is asked by the other rule, and by none where too few days are left.
    await app.world.urgency(child, 'high', '2026-12-20', at.head);
    expect(await asked()).toEqual([[false, 'exempt']]);
  });

  it('by urgency tell nobody of it from whom it is withheld: no duty, no number, whatever their other roles', async () => {
    const elsewhere = await app.world.class(at.school, { grade: 4, number: 1 });
    const people = {
      office: await app.world.person(at.school, { roles: ['office'] }),
      'subject teacher in the office': await app.world.person(at.school, { teaches: [at.class], roles: ['office'] }),
      'other head teacher in the office': await app.world.person(at.school, { heads: [elsewhere], roles: ['office'] }),
      'subject teacher': await app.world.person(at.school, { teaches: [at.class] }),
      volunteer: await app.world.person(at.school, { roles: ['volunteer'] }),
      head: at.head,
      principal: await app.world.person(at.school, { roles: ['principal'] }),
    };
    const child = await at.child();
    await app.owner.query(
      `UPDATE care_standards SET urgencies = '{raised,high}', categories = CASE WHEN code = 'monthlyTalk' THEN '{leftBehind,hardship}'::text[] END WHERE school_id = $1`,
      [at.school.id],
    );
    const told = async (person: Person): Promise<string> => {
      const roads = [
        '/api/duties?month=2026-11&total=true',
        '/api/duties?month=2026-11&neverDone=true',
        '/api/duties?term=true&status=due&status=overdue',
        '/api/duties/summary?month=2026-11',
        '/api/duties/trend?month=2026-11',
        '/api/today',
        `/api/students/${child.id}`,
        `/api/students/${child.id}/timeline`,
        '/api/care-standards',
      ];
      const answers: string[] = [];
      for (const road of roads) {
        const { status, body } = await app.as(person).get(road);
        const { instance: _instance, ...said } = body as Record<string, unknown>;
        answers.push(`${road} ${status} ${JSON.stringify(said)}`);
      }
      return answers.join('\n');
    };
    const everybody = async (): Promise<Record<string, string>> => {
      const all: Record<string, string> = {};
      for (const [who, person] of Object.entries(people)) all[who] = await told(person);
      return all;
    };
    const before = await everybody();
    await app.world.urgency(child, 'high', '2026-10-12', at.head);
    const after = await everybody();
    expect(Object.keys(people).filter((who) => before[who] !== after[who])).toEqual(['head', 'principal']);
    expect(JSON.parse(after['head']!.split('\n')[0]!.split(' 200 ')[1]!).total).toBe(2);
  });

  it('name every part that does not go with the others', async () => {
    const refused = async (body: object): Promise<string[]> => {
      const answer = await app
        .as(at.moral)
        .post('/api/care-standards')
        .send({ ...TALK, code: 'monthlyTalk', from: FROM, ...body })
        .expect(400);
      return answer.body.errors.map((one: { pointer: string; code: string }) => `${one.pointer} ${one.code}`);
    };
    expect(await refused({ who: 'headTeacherOrOffice' })).toEqual(['/who field.choice']);
    expect(await refused({ every: 'term', asksInHolidays: true })).toEqual(['/asksInHolidays standard.onlyMonthly']);
    expect(await refused({ categories: [] })).toEqual(['/categories field.tooFew']);
    expect(await refused({ urgencies: [] })).toEqual(['/urgencies field.tooFew']);
    expect(await refused({ urgencies: ['normal'] })).toEqual(['/urgencies field.choice']);
    expect(await refused({ urgencies: ['high', 'high'] })).toEqual(['/urgencies field.repeated']);
    expect(await refused({ window: { part: 'lastDays', days: 7 } })).toEqual(['/window/days field.tooSmall']);
    expect(await refused({ window: { part: 'fromDay', days: 25 } })).toEqual(['/window/days field.tooLarge']);
    expect(await refused({ window: { part: 'fromDay' } })).toEqual(['/window/days field.required']);
    expect(await refused({ window: { part: 'whole', days: 3 } })).toEqual(['/window/days field.unknown']);
    expect(await refused({ graceDays: 15 })).toEqual(['/graceDays field.tooLarge']);
    expect(await refused({ every: 'week' })).toEqual(['/every field.choice']);
  });

  it('ask in a part of the month, and late in it is not overdue before its grace is over', async () => {
    await change({ ...TALK, window: { part: 'fromDay', days: 10 }, graceDays: 3, from: FROM });
    const [early, inTime, late, none] = [await at.child(), await at.child(), await at.child(), await at.child()];
    const talk = (child: typeof early, on: string, typed: string) =>
      app.world.talk(child, { by: at.head, on, typedAt: `${typed}T12:00:00+08:00` });
    await talk(early, '2026-12-05', '2026-12-05');
    await talk(inTime, '2026-12-30', '2027-01-03');
    await talk(late, '2026-12-30', '2027-01-04');
    app.clock.moveTo('2027-01-03T10:00:00+08:00');
    expect(await at.talk(none, '2026-12')).toBe('due');
    app.clock.moveTo('2027-01-04T10:00:00+08:00');
    expect([
      await at.talk(early, '2026-12'),
      await at.talk(inTime, '2026-12'),
      await at.talk(late, '2026-12'),
      await at.talk(none, '2026-12'),
    ]).toEqual(['overdue', 'done', 'late', 'overdue']);
    // Grace is for typing: what is done after the window does not satisfy it.
    await talk(none, '2027-01-02', '2027-01-02');
    expect(await at.talk(none, '2026-12')).toBe('overdue');
  });

  it('count the head teacher’s own look at a card only where the head teacher is asked', async () => {
    const office = await app.world.person(at.school, { roles: ['office'] });
    const [byOffice, byHead] = [await at.child(), await at.child()];
    await app.world.verification(byOffice, { by: office, on: '2026-10-12' });
    await app.world.verification(byHead, { by: at.head, on: '2026-10-12' });
    expect([await at.card(byOffice, '2026-11'), await at.card(byHead, '2026-11')]).toEqual(['done', 'done']);
    expect((await change({ ...CARD, who: 'headTeacher', from: FROM }, 'contactCardVerified')).status).toBe(201);
    expect([await at.card(byOffice, '2026-11'), await at.card(byHead, '2026-11')]).toEqual(['due', 'done']);
  });

  it('are given up after a day that has not passed, and taken up again until then; what was asked before stays', async () => {
    const child = await at.child();
    const talk = await ruleOf('monthlyTalk');
    const end = (version: number, on: string | null) =>
      app.as(at.moral).post(`/api/care-standards/${talk.id}/end`).set('If-Match', `"${version}"`).send({ on });
    expect((await end(1, '2026-11-22').expect(400)).body.errors[0].code).toBe('standard.past');
    await end(1, '2026-11-23').expect(200);
    await end(1, '2026-11-30').expect(412);
    expect([await at.talk(child, '2026-10'), await at.talk(child, '2026-11')]).toEqual(['overdue', null]);
    await end(2, null).expect(200);
    expect(await at.talk(child, '2026-11')).toBe('due');
    await end(3, '2026-11-30').expect(200);
    app.clock.moveTo('2026-12-05T10:00:00+08:00');
    expect([await at.talk(child, '2026-11'), await at.talk(child, '2026-12')]).toEqual(['overdue', null]);
    expect((await end(4, null).expect(409)).body.code).toBe('standard.ended');
    expect((await change({ ...TALK, from: '2027-03-01' })).body.code).toBe('standard.ended');
  });

  it('are tried before they are saved: who becomes due, class by class, and what that changes', async () => {
    const second = await app.world.class(at.school, { grade: 4, number: 1 });
    await at.child({ name: '安一', categories: ['orphan'] });
    await at.child({ name: '白二', categories: ['orphan', 'illness'], in: second });
    await at.child({ name: '陈三', in: second });
    await at.child({ name: '丁四', categories: ['illness'], in: null });
    await app.world.careStatus(await at.child({ name: '付五', categories: ['orphan'] }), 'paused', '2026-11-01');
    const { ruleId } = await ruleOf('monthlyTalk');
    const preview = async (body: object): Promise<StandardPreview> =>
      (
        await app
          .as(at.moral)
          .post('/api/care-standards/preview')
          .send({ ...TALK, code: 'monthlyTalk', from: FROM, ...body })
          .expect(200)
      ).body;
    const narrower = await preview({ ruleId, categories: ['orphan'] });
    expect(narrower.windows.map(({ from, to }) => `${from} ${to}`)).toEqual([
      '2026-12-01 2026-12-31',
      '2027-01-01 2027-01-20',
      '2027-03-01 2027-03-31',
      '2027-04-01 2027-04-30',
      '2027-05-01 2027-05-31',
      '2027-06-01 2027-06-30',
    ]);
    expect(narrower).toMatchObject({ expected: 2, exempt: 1, before: 4, several: 0 });
    expect(
      narrower.byClass.map((one) => [one.class?.label ?? null, one.headTeacher, one.expected, one.before]),
    ).toEqual([
      ['三年级2班', at.head.name, 1, 1],
      ['四年级1班', null, 1, 2],
      [null, null, 0, 1],
    ]);
    expect(narrower.added).toEqual({ total: 0, items: [] });
    expect(narrower.removed.items.map(({ name }) => name)).toEqual(['陈三', '丁四']);

    const beside = await preview({ categories: ['illness'], every: 'term' });
    expect(beside).toMatchObject({ expected: 2, before: null, several: 2, overlaps: false });
    expect(await preview({ categories: ['illness'] })).toMatchObject({ overlaps: true });
    expect(beside.added.items.map(({ name }) => name)).toEqual(['白二', '丁四']);
    const { body: saved } = await change({ ...TALK, categories: ['orphan'], from: FROM });
    const asked = await at.duties('month=2026-12&standard=monthlyTalk&status=due');
    expect(saved.windows[0]).toEqual(narrower.windows[0]);
    expect(asked).toHaveLength(narrower.expected);
    // Nothing of a preview is kept.
    const { rows } = await app.owner.query(`SELECT act FROM audit_entries WHERE school_id = $1`, [at.school.id]);
    expect(rows.filter(({ act }) => act.startsWith('careStandard')).map(({ act }) => act)).toEqual([
      'careStandard.changed',
    ]);
  });

  it('say so where a sentence asks for nothing', async () => {
    const { body } = await app
      .as(at.moral)
      .post('/api/care-standards/preview')
      .send({ ...TALK, code: 'monthlyTalk', from: '2028-09-01' })
      .expect(200);
    expect(body).toMatchObject({ windows: [], expected: 0, byClass: [] });
  });

  it('are changed by one at a time: of two who change the same at once, one is told', async () => {
    const answers = await Promise.all([
      change({ ...TALK, graceDays: 1, from: FROM }),
      change({ ...TALK, graceDays: 2, from: FROM }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await list()).filter(({ code }) => code === 'monthlyTalk')).toHaveLength(2);
  });
});
