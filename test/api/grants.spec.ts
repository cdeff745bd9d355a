import { TestApp } from '../support/test-app.js';
import type { ASchool, Person } from '../support/world.js';

describe('posts', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Person;
  let moral: Person;
  let principal: Person;
  let admin: Person;
  let teacher: Person;

  beforeEach(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    office = await app.world.person(school, { roles: ['office'], name: '廖静怡' });
    moral = await app.world.person(school, { roles: ['moralEducation'], name: '施文博' });
    principal = await app.world.person(school, { roles: ['principal'], name: '谭振华' });
    admin = await app.world.person(school, { roles: ['administrator'], name: '龙海波' });
    teacher = await app.world.person(school, { name: '覃志宏' });
  });
  afterEach(() => app.stop());

  const give = (by: Person, role: string, changes: object = {}, expected = 201) =>
    app
      .as(by)
      .post('/api/grants')
      .send({ staffId: teacher.id, role, from: '2026-11-23', ...changes })
      .expect(expected);
  const approve = (by: Person, id: string, expected = 200) =>
    app.as(by).post(`/api/approvals/${id}/approve`).send({}).expect(expected);
  const rolesOf = async (person: Person): Promise<string[]> =>
    (await app.as(person).get('/api/session').expect(200)).body.roles;

  it('with one child count at once where the department gives them, and wait for it where the office asks', async () => {
    const { body } = await give(moral, 'helper');
    expect(body).toMatchObject({
      outcome: 'given',
      proposalId: null,
      grant: { role: 'helper', state: 'running', grantedBy: { name: '施文博' }, proposedBy: null },
    });
    expect(await rolesOf(teacher)).toEqual(['helper']);

    const { body: waits } = await give(office, 'volunteer', { reason: '周末志愿服务' });
    expect(waits).toMatchObject({ outcome: 'waits', grant: null });
    expect(await rolesOf(teacher)).toEqual(['helper']);
    await approve(principal, waits.proposalId, 403);
    await approve(moral, waits.proposalId);
    expect(await rolesOf(teacher)).toEqual(expect.arrayContaining(['helper', 'volunteer']));
    const { body: list } = await app.as(office).get(`/api/grants?staffId=${teacher.id}`).expect(200);
    expect(list.items.find(({ role }: { role: string }) => role === 'volunteer')).toMatchObject({
      grantedBy: { name: '施文博' },
      proposedBy: { name: '廖静怡' },
    });
  });

  it('that see the whole school wait for the principal, and what the principal proposes for the administrator', async () => {
    const { body } = await give(office, 'counsellor');
    expect(body.outcome).toBe('waits');
    await approve(moral, body.proposalId, 403);
    await approve(admin, body.proposalId, 403);
    await approve(principal, body.proposalId);
    expect((await approve(principal, body.proposalId, 409)).body.code).toBe('proposal.decided');

    const { body: principals } = await give(principal, 'dataProtection');
    await approve(principal, principals.proposalId, 403);
    await approve(admin, principals.proposalId);
    const both = await app.world.person(school, { roles: ['principal', 'administrator'] });
    const { body: theirs } = await give(both, 'office');
    expect((await approve(both, theirs.proposalId, 409)).body.code).toBe('proposal.own');
    expect(await rolesOf(teacher)).toEqual(expect.arrayContaining(['counsellor', 'dataProtection']));
  });

  it('are never given by an administrator alone', async () => {
    for (const role of ['office', 'moralEducation', 'principal', 'counsellor', 'administrator', 'dataProtection'])
      expect((await give(admin, role)).body.outcome).toBe('waits');
    expect(await rolesOf(teacher)).toEqual([]);
  });

  it('are given by nobody to themselves, also not by agreeing', async () => {
    for (const person of [office, moral, principal, admin])
      expect((await give(person, 'helper', { staffId: person.id }, 409)).body.code).toBe('grant.self');
    const { body } = await give(office, 'counsellor', { staffId: principal.id });
    await approve(principal, body.proposalId, 403);
  });

  it('do not overlap: not with a post, not with a proposal, and not by two at the same moment', async () => {
    await give(moral, 'helper', { to: '2026-12-31' });
    expect((await give(moral, 'helper', { from: '2026-12-31' }, 409)).body.code).toBe('grant.overlaps');
    await give(moral, 'helper', { from: '2027-01-01', to: '2027-01-31' });
    await give(office, 'counsellor');
    expect((await give(moral, 'counsellor', { from: '2027-03-01' }, 409)).body.code).toBe('grant.proposed');
    const both = await Promise.all([
      app.as(moral).post('/api/grants').send({ staffId: teacher.id, role: 'volunteer', from: '2026-11-23' }),
      app.as(moral).post('/api/grants').send({ staffId: teacher.id, role: 'volunteer', from: '2026-11-24' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    await expect(
      app.owner.query(
        `INSERT INTO role_grants (school_id, id, staff_id, role, from_on) VALUES ($1, gen_random_uuid(), $2, 'volunteer', '2026-12-01')`,
        [school.id, teacher.id],
      ),
    ).rejects.toMatchObject({ code: '23P01', constraint: 'role_grants_never_overlap' });
  });

  it('that overlap by the time of the yes are refused, and the proposal stays open', async () => {
    const { body } = await give(office, 'helper', { from: '2026-12-01' });
    await app.owner.query(
      `INSERT INTO role_grants (school_id, id, staff_id, role, from_on) VALUES ($1, gen_random_uuid(), $2, 'helper', '2026-11-01')`,
      [school.id, teacher.id],
    );
    expect((await approve(moral, body.proposalId, 409)).body.code).toBe('grant.overlaps');
    expect((await app.as(moral).get(`/api/approvals/${body.proposalId}`).expect(200)).body.status).toBe('open');
  });

  it('never begin in the past, nor end before they begin; one agreed to late begins that day', async () => {
    expect((await give(moral, 'helper', { from: '2026-11-22' }, 400)).body.errors[0]).toMatchObject({
      pointer: '/from',
      code: 'grant.past',
    });
    expect((await give(moral, 'helper', { to: '2026-11-22' }, 400)).body.errors[0]).toMatchObject({
      pointer: '/to',
      code: 'date.order',
    });
    const { body } = await give(office, 'helper', { to: '2026-11-30' });
    const { body: short } = await give(office, 'volunteer', { to: '2026-11-24' });
    app.clock.moveTo('2026-11-26T10:00:00+08:00');
    await approve(moral, body.proposalId);
    expect((await approve(moral, short.proposalId, 409)).body.code).toBe('grant.over');
    const { body: list } = await app.as(moral).get(`/api/grants?staffId=${teacher.id}`).expect(200);
    expect(list.items).toMatchObject([{ role: 'helper', from: '2026-11-26', to: '2026-11-30' }]);
  });

  it('end with the next request when they end at once, keep their history, and end only once', async () => {
    const { body } = await give(moral, 'helper');
    const end = (by: Person, on: string) =>
      app.as(by).post(`/api/grants/${body.grant.id}/end`).send({ on, reason: '本学期结束帮扶' });
    await end(principal, '2026-11-22').expect(403);
    const ended = await end(office, '2026-11-22').expect(200);
    expect(ended.body).toMatchObject({ state: 'past', endedBy: { name: '廖静怡' }, endReason: '本学期结束帮扶' });
    expect(await rolesOf(teacher)).toEqual([]);
    expect((await end(office, '2026-11-22').expect(409)).body.code).toBe('grant.ended');
    const { body: again } = await give(moral, 'helper');
    expect(again.grant.state).toBe('running');
    const { body: past } = await app.as(office).get(`/api/grants?staffId=${teacher.id}&state=past`).expect(200);
    expect(past.items).toHaveLength(1);
  });

  it('of another school are not there', async () => {
    const elsewhere = await app.world.person(await app.world.school(), { roles: ['moralEducation', 'office'] });
    const { body } = await give(moral, 'helper');
    await app.as(elsewhere).post(`/api/grants/${body.grant.id}/end`).send({ on: '2026-11-23' }).expect(404);
    const unknown = await app
      .as(elsewhere)
      .post('/api/grants')
      .send({ staffId: teacher.id, role: 'helper', from: '2026-11-23' })
      .expect(400);
    expect(unknown.body.errors[0]).toMatchObject({ pointer: '/staffId', code: 'user.unknown' });
    const { body: list } = await app.as(elsewhere).get('/api/grants').expect(200);
    expect(list.items.every(({ staff }: { staff: { id: string } }) => staff.id === elsewhere.id)).toBe(true);
  });

  it('of the last administrator cannot be ended, also not by two at the same moment', async () => {
    const { rows } = await app.owner.query<{ id: string }>(
      `SELECT id FROM role_grants WHERE school_id = $1 AND role = 'administrator'`,
      [school.id],
    );
    const end = (by: Person, id: string) => app.as(by).post(`/api/grants/${id}/end`).send({ on: '2026-11-22' });
    expect((await end(principal, rows[0]!.id).expect(409)).body.code).toBe('user.lastAdministrator');
    const second = await app.world.person(school, { roles: ['administrator'] });
    const { rows: both } = await app.owner.query<{ id: string; staff_id: string }>(
      `SELECT id, staff_id FROM role_grants WHERE school_id = $1 AND role = 'administrator'`,
      [school.id],
    );
    const of = (person: Person): string => both.find(({ staff_id }) => staff_id === person.id)!.id;
    const answers = await Promise.all([end(principal, of(admin)), end(principal, of(second))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('of an administrator who has not come in yet do not count as another administrator', async () => {
    const { body } = await app
      .as(office)
      .post('/api/users')
      .send({ name: '管慧', roles: ['administrator'] })
      .expect(201);
    await approve(principal, body.roles[0].proposalId);
    const { rows } = await app.owner.query<{ id: string }>(
      `SELECT id FROM role_grants WHERE school_id = $1 AND staff_id = $2`,
      [school.id, admin.id],
    );
    const refused = await app
      .as(principal)
      .post(`/api/grants/${rows[0]!.id}/end`)
      .send({ on: '2026-11-23' })
      .expect(409);
    expect(refused.body.code).toBe('user.lastAdministrator');
  });
});
