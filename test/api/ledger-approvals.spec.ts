import { LEDGER_COLUMN_GROUPS, LEDGER_FIXED_COLUMNS } from '@tongxin/shared';
import { TakingLedgers } from '../support/taken-ledgers.js';
import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

const BARE = [...LEDGER_FIXED_COLUMNS, ...LEDGER_COLUMN_GROUPS.person];

describe('a large ledger', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let head: Person;
  let office: Person;
  let moral: Person;
  let secondMoral: Person;
  let principal: Person;
  const children: AStudent[] = [];

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    own = await app.world.class(school, { grade: 3, number: 2 });
    head = await app.world.person(school, { heads: [own], name: '周老师' });
    office = await app.world.person(school, { roles: ['office'] });
    moral = await app.world.person(school, { roles: ['moralEducation'], name: '吴主任' });
    secondMoral = await app.world.person(school, { roles: ['moralEducation'] });
    principal = await app.world.person(school, { roles: ['principal'], name: '林校长' });
    for (let made = 0; made < 25; made += 1)
      children.push(await app.world.student(school, { in: own, categories: [made < 3 ? 'orphan' : 'leftBehind'] }));
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    app.clock.moveTo('2026-11-23T10:00:00+08:00');
    await app.owner.query(`UPDATE proposals SET status = 'withdrawn', decided_at = now() WHERE status = 'open'`);
  });

  const by = (person: Person): TakingLedgers => new TakingLedgers(app, person);

  it('of 25 children with the family is not made at once; without it, or of fewer, it is', async () => {
    expect(await by(moral).preview()).toMatchObject({ children: 25, decider: 'principal', tooMany: false });
    await by(moral)
      .tried()
      .expect(409, /ledger.needsSecondPerson/);
    expect((await by(moral).taken({ columns: BARE })).children).toHaveLength(25);
    expect((await by(moral).taken({ filter: { categories: ['orphan'] } })).children).toHaveLength(3);
    await app
      .as(moral)
      .post('/api/ledgers/requests')
      .send({ columns: BARE, reason: '上报' })
      .expect(409, /ledger.needsNobody/);
  });

  it('is decided by the principal where the department asks, else by the department; never by who asked', async () => {
    for (const [asking, deciding, others] of [
      [moral, principal, [moral, secondMoral, office]],
      [office, moral, [principal, office]],
      [head, secondMoral, [principal, head]],
      [principal, moral, [principal, office]],
    ] as const) {
      const { approvalId, decider, status } = await by(asking).ask();
      expect([status, decider]).toEqual(['waiting', asking === moral ? 'principal' : 'moralEducation']);
      for (const other of others) {
        const answer = await app.as(other).post(`/api/approvals/${approvalId}/approve`).send({});
        expect([403, 404, 409]).toContain(answer.status);
      }
      await by(deciding).decide(approvalId, 'approve');
      expect((await by(asking).requests())[0]).toMatchObject({ status: 'ready', fetchesLeft: 3 });
    }
  });

  it('stands in the inbox with its reason, how many, of which and what columns, and without any name of a child', async () => {
    const { approvalId } = await by(moral).ask({
      filter: { classId: own.id, status: 'open' },
      columns: ['sex', 'guardian.name'],
      reason: '冬季送温暖上报',
    });
    const { body } = await app.as(principal).get(`/api/approvals/${approvalId}`).expect(200);
    expect(body).toMatchObject({
      kind: 'ledger.export',
      student: null,
      reason: '冬季送温暖上报',
      may: ['approve', 'sendBack'],
    });
    expect(body.changes.map(({ field, after }: { field: string; after: string }) => [field, after])).toEqual([
      ['ledgerChildren', '25'],
      ['ledgerClass', '三年级2班'],
      ['ledgerStatus', 'open'],
      ['ledgerColumns', 'sequence,name,sex,grade,class,guardian.name'],
    ]);
    for (const { name, id } of children) {
      expect(JSON.stringify(body)).not.toContain(name);
      expect(JSON.stringify(body)).not.toContain(id);
    }
    const count = async (person: Person): Promise<number> =>
      (await app.as(person).get('/api/approvals/count').expect(200)).body.needsYou;
    expect([await count(principal), await count(moral), await count(office)]).toEqual([1, 0, 0]);
  });

  it('is asked for with a reason, and not by words that may name a child', async () => {
    await app
      .as(moral)
      .post('/api/ledgers/requests')
      .send({})
      .expect(400, /\/reason/);
    const answer = await app
      .as(moral)
      .post('/api/ledgers/requests')
      .send({ filter: { query: '学生' }, reason: '上报' })
      .expect(400);
    expect(answer.body.errors).toEqual([{ pointer: '/filter/query', code: 'ledger.queryNotKept', params: {} }]);
  });

  it('may be fetched three times in 72 hours, each time in the access log, and by nobody else', async () => {
    const { id, approvalId } = await by(moral).ask();
    await app
      .as(moral)
      .post(`/api/ledgers/requests/${id}/file`)
      .expect(409, /ledger.waits/);
    await by(principal).decide(approvalId, 'approve');
    await app.as(secondMoral).post(`/api/ledgers/requests/${id}/file`).expect(404);
    await app.as(principal).post(`/api/ledgers/requests/${id}/file`).expect(404);
    for (const left of [2, 1, 0]) {
      expect((await by(moral).fetched(id)).children).toHaveLength(25);
      expect((await by(moral).requests()).find((one) => one.id === id)!.fetchesLeft).toBe(left);
    }
    await app
      .as(moral)
      .post(`/api/ledgers/requests/${id}/file`)
      .expect(409, /ledger.over/);
    const { rows } = await app.owner.query(
      `SELECT count(*)::int AS n, count(student_id)::int AS children FROM audit_entries WHERE act = 'ledger.exported' AND subject_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ n: 78, children: 75 }]);

    const later = await by(moral).ask();
    await by(principal).decide(later.approvalId, 'approve');
    app.clock.moveTo('2026-11-26T10:00:01+08:00');
    await app
      .as(moral)
      .post(`/api/ledgers/requests/${later.id}/file`)
      .expect(409, /ledger.over/);
    expect((await by(moral).requests())[0]).toMatchObject({ id: later.id, status: 'over', decidedBy: '林校长' });
  });

  it('that is sent back or withdrawn is never made', async () => {
    const back = await by(office).ask();
    await by(moral).decide(back.approvalId, 'send-back', { reason: '请只选本学期的' });
    expect((await by(office).requests())[0]).toMatchObject({
      status: 'sentBack',
      decidedBy: '吴主任',
      decisionReason: '请只选本学期的',
      readyUntil: null,
    });
    const taken = await by(office).ask();
    await app.as(office).post(`/api/approvals/${taken.approvalId}/withdraw`).send({}).expect(200);
    expect((await by(office).requests())[0]).toMatchObject({ status: 'withdrawn', decidedBy: null });
    for (const { id } of [back, taken])
      await app
        .as(office)
        .post(`/api/ledgers/requests/${id}/file`)
        .expect(409, /ledger.waits/);
  });

  it('is made with the rights the person has when it is fetched', async () => {
    const former = await app.world.person(school, { heads: [own] });
    const { id, approvalId } = await by(former).ask();
    await by(moral).decide(approvalId, 'approve');
    await app.world.endAssignment(former, own, '2026-11-22');
    app.clock.moveTo('2026-11-23T11:00:00+08:00');
    await app
      .as(former)
      .post(`/api/ledgers/requests/${id}/file`)
      .expect(409, /ledger.empty/);
  });

  it('that has grown as much as would need a second person by itself is asked for again', async () => {
    const wide = await app.world.class(school, { grade: 4, number: 1 });
    const { id, approvalId } = await by(moral).ask();
    await by(principal).decide(approvalId, 'approve');
    for (let made = 0; made < 24; made += 1) await app.world.student(school, { in: wide });
    expect((await by(moral).fetched(id)).children).toHaveLength(49);
    await app.world.student(school, { in: wide });
    await app
      .as(moral)
      .post(`/api/ledgers/requests/${id}/file`)
      .expect(409, /ledger.grown/);
  });

  it('asked for twice with one key is one request', async () => {
    const ask = (): Promise<{ body: { id: string } }> =>
      app.as(moral).post('/api/ledgers/requests').set('Idempotency-Key', 'once').send({ reason: '上报' }).expect(201);
    expect((await ask()).body.id).toBe((await ask()).body.id);
  });
});
