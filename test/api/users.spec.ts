import { TestApp } from '../support/test-app.js';
import { TEST_PASSWORD, type ASchool, type Person } from '../support/world.js';

const PASSWORD = 'a password of my own';

describe('inviting a colleague', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    office = await app.world.person(school, { roles: ['office'], name: '廖静怡', username: 'office' });
    admin = await app.world.person(school, { roles: ['administrator'], username: 'admin' });
  });
  afterAll(() => app.stop());

  const activate = (username: string, code: string, password = PASSWORD) =>
    app.stranger.post('/api/activation').send({ username, code, password });

  it('makes an account with a user name from pinyin and a code that lives three days, and no password', async () => {
    const { body } = await app.as(office).post('/api/users').send({ name: '单丽君' }).expect(201);
    expect(body.user).toMatchObject({
      name: '单丽君',
      username: 'shanlijun',
      state: 'invited',
      passwordSet: false,
      activatedOn: null,
      code: { purpose: 'activation', expired: false },
      roles: [],
    });
    expect(body.slip).toMatchObject({
      name: '单丽君',
      username: 'shanlijun',
      school: school.name,
      purpose: 'activation',
    });
    expect(body.slip.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(Date.parse(body.slip.expiresAt) - app.clock.now().getTime()).toBe(72 * 3_600_000);
    const second = await app.as(office).post('/api/users').send({ name: '单丽君' }).expect(201);
    expect(second.body.user.username).toBe('shanlijun2');
    await app.stranger.post('/api/session').send({ username: 'shanlijun', password: '' }).expect(400);
    await app.stranger.post('/api/session').send({ username: 'shanlijun', password: 'anything' }).expect(401);
  });

  it('lets the colleague come in with the code as typed by hand, once, and sign in with the own password', async () => {
    const { body } = await app.as(office).post('/api/users').send({ name: '安宜然', username: 'An.Yiran' }).expect(201);
    expect(body.user.username).toBe('an.yiran');
    await activate('an.yiran', ` ${body.slip.code.toLowerCase().replace('-', ' ')} `).expect(204);
    await app.stranger.post('/api/session').send({ username: 'an.yiran', password: PASSWORD }).expect(200);
    const shown = await app.as(office).get(`/api/users/${body.user.id}`).expect(200);
    expect(shown.body).toMatchObject({ state: 'active', passwordSet: true, activatedOn: '2026-11-23', code: null });
    expect(shown.body.lastSignInOn).toBe('2026-11-23');
    const again = await activate('an.yiran', body.slip.code).expect(409);
    expect(again.body.code).toBe('code.used');
  });

  it('stores the code nowhere, tells it once, and never again to a repeated request', async () => {
    const send = () =>
      app.as(office).post('/api/users').set('Idempotency-Key', 'invite-once').send({ name: '滕月娥' }).expect(201);
    const first = await send();
    const second = await send();
    expect(second.body.user.id).toBe(first.body.user.id);
    expect(second.body.slip).toBeNull();
    const plain = first.body.slip.code.replace('-', '') as string;
    const { rows: tables } = await app.owner.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    for (const { name } of tables) {
      const { rows } = await app.owner.query(
        `SELECT 1 FROM "${name}" t WHERE position($1 in t::text) > 0 OR position($2 in t::text) > 0`,
        [plain, first.body.slip.code],
      );
      expect([name, rows.length]).toEqual([name, 0]);
    }
    const shown = await app.as(office).get(`/api/users/${first.body.user.id}`).expect(200);
    expect(JSON.stringify(shown.body)).not.toContain(first.body.slip.code);
  });

  it('refuses an expired code, and a new one ends the older', async () => {
    const { body } = await app.as(office).post('/api/users').send({ name: '尤建平' }).expect(201);
    const newer = await app.as(office).post(`/api/users/${body.user.id}/code`).send({}).expect(200);
    expect(newer.body).toMatchObject({ outcome: 'made', proposalId: null, slip: { purpose: 'activation' } });
    expect((await activate('youjianping', body.slip.code).expect(409)).body.code).toBe('code.revoked');
    const made = app.clock.now();
    app.clock.moveTo(new Date(made.getTime() + 72 * 3_600_000).toISOString());
    try {
      expect((await activate('youjianping', newer.body.slip.code).expect(409)).body.code).toBe('code.expired');
    } finally {
      app.clock.moveTo(made.toISOString());
    }
    await activate('youjianping', newer.body.slip.code).expect(204);
  });

  it('makes new codes for several who have never been in, and leaves out who has come in meanwhile', async () => {
    const invited = [];
    for (const name of ['荣海生', '柯敏']) invited.push((await app.as(office).post('/api/users').send({ name })).body);
    await activate('kemin', invited[1].slip.code).expect(204);
    const userIds = invited.map(({ user }) => user.id as string);
    const { body } = await app.as(office).post('/api/users/codes').send({ userIds }).expect(200);
    expect(body.slips).toMatchObject([{ username: 'ronghaisheng', purpose: 'activation' }]);
    expect((await activate('ronghaisheng', invited[0].slip.code).expect(409)).body.code).toBe('code.revoked');
    await activate('ronghaisheng', body.slips[0].code).expect(204);
    await app.stranger.post('/api/session').send({ username: 'kemin', password: PASSWORD }).expect(200);
    await app.as(office).post('/api/users/codes').send({ userIds: [] }).expect(400);
  });

  it('answers an unknown user name, a guessed code and somebody else’s code alike', async () => {
    const { body: one } = await app.as(office).post('/api/users').send({ name: '苗雨晴' }).expect(201);
    const { body: other } = await app.as(office).post('/api/users').send({ name: '龙海波' }).expect(201);
    const answers = [
      await activate('nobody-here', one.slip.code),
      await activate(one.user.username, 'AAAAA-AAAAA'),
      await activate(one.user.username, other.slip.code),
      await activate(one.user.username, 'no code at all'),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(body.errors).toEqual([{ pointer: '/code', code: 'code.refused', params: {} }]);
    }
    await activate(one.user.username, one.slip.code).expect(204);
  });

  it('stops guessing after ten wrong codes for one user name, also for the right code', async () => {
    const { body } = await app.as(office).post('/api/users').send({ name: '管慧' }).expect(201);
    for (let guess = 0; guess < 10; guess += 1) await activate('guanhui', `AAAAA-AAAA${guess}`).expect(400);
    const refused = await activate('guanhui', body.slip.code).expect(429);
    expect(refused.body.code).toBe('session.tooManyAttempts');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    for (let guess = 0; guess < 10; guess += 1) await activate('nobody-at-all', `AAAAA-AAAA${guess}`).expect(400);
    await activate('nobody-at-all', 'AAAAA-AAAAA').expect(429);
  });

  it('wants a password that is long enough and does not hold the user name, and keeps the code for the next try', async () => {
    const { body } = await app.as(office).post('/api/users').send({ name: '汪秀珍' }).expect(201);
    const code = body.slip.code as string;
    expect((await activate('wangxiuzhen', code, 'short').expect(400)).body.errors[0]).toMatchObject({
      pointer: '/password',
      code: 'password.tooShort',
    });
    expect((await activate('wangxiuzhen', code, 'I am WangXiuzhen').expect(400)).body.errors[0].code).toBe(
      'password.containsName',
    );
    await activate('wangxiuzhen', code).expect(204);
  });

  it('lets one of two who use a code at the same moment come in', async () => {
    const { body } = await app.as(office).post('/api/users').send({ name: '卢春燕' }).expect(201);
    const answers = await Promise.all([
      activate('luchunyan', body.slip.code, 'the first password'),
      activate('luchunyan', body.slip.code, 'the other password'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('refuses a user name that is taken or cannot be, and a name that is none', async () => {
    const invite = (body: object) => app.as(office).post('/api/users').send(body).expect(400);
    expect((await invite({ name: '周小兰', username: 'office' })).body.errors).toEqual([
      { pointer: '/username', code: 'username.taken', params: {} },
    ]);
    expect((await invite({ name: '周小兰', username: '小兰' })).body.errors[0].code).toBe('username.invalid');
    expect((await invite({ name: '7号', username: 'seven' })).body.errors[0]).toMatchObject({
      pointer: '/name',
      code: 'name.digits',
    });
    expect((await invite({ name: '周小兰', roles: ['headTeacher'] })).body.errors[0].code).toBe('field.choice');
  });

  it('suggests a free user name without putting the name into an address', async () => {
    const { body } = await app.as(office).post('/api/users/username').send({ name: '单丽君' }).expect(200);
    expect(body).toEqual({ username: 'shanlijun3' });
  });

  it('is the office’s and the administrator’s, and nobody else’s', async () => {
    for (const role of ['moralEducation', 'principal', 'counsellor', 'dataProtection'] as const) {
      const person = await app.world.person(school, { roles: [role] });
      await app.as(person).post('/api/users').send({ name: '周小兰' }).expect(403);
    }
    await app.as(admin).post('/api/users').send({ name: '冉晓红' }).expect(201);
  });

  it('lists colleagues by page, by role and state, and finds them by name or user name in the body', async () => {
    const grade = await app.world.class(school, { grade: 3, number: 2 });
    const head = await app.world.person(school, { name: '顾宁远', username: 'head-3-2', heads: [grade] });
    const first = await app.as(office).get('/api/users?limit=3').expect(200);
    const second = await app.as(office).get(`/api/users?limit=3&cursor=${first.body.nextCursor}`).expect(200);
    const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(6);
    expect(Buffer.from(first.body.nextCursor, 'base64url').toString()).not.toMatch(/\p{Script=Han}/u);

    const heads = await app.as(office).get('/api/users?role=headTeacher').expect(200);
    expect(heads.body.items).toHaveLength(1);
    expect(heads.body.items[0]).toMatchObject({
      id: head.id,
      state: 'active',
      classes: [{ class: { label: '三年级2班' }, role: 'headTeacher', from: '2025-09-01', to: null }],
    });
    const offices = await app.as(office).get('/api/users?role=office').expect(200);
    expect(offices.body.items.map(({ username }: { username: string }) => username)).toEqual(['office']);
    expect(offices.body.items[0].roles).toMatchObject([{ role: 'office', from: '2025-09-01', to: null }]);

    for (const query of ['宁远', 'head-3']) {
      const found = await app.as(office).post('/api/users/search').send({ query }).expect(200);
      expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([head.id]);
    }
    const invited = await app.as(office).post('/api/users/search').send({ state: 'invited' }).expect(200);
    expect(invited.body.items.every(({ state }: { state: string }) => state === 'invited')).toBe(true);
    await app.as(head).get('/api/users').expect(403);
  });

  it('shows nobody of another school', async () => {
    const elsewhere = await app.world.person(await app.world.school(), { roles: ['office', 'administrator'] });
    await app.as(elsewhere).get(`/api/users/${office.id}`).expect(404);
    await app.as(elsewhere).post(`/api/users/${office.id}/code`).send({}).expect(404);
    await app
      .as(elsewhere)
      .patch(`/api/users/${office.id}`)
      .set('If-Match', '"1"')
      .send({ disabled: true })
      .expect(404);
    const { body } = await app.as(elsewhere).get('/api/users').expect(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([elsewhere.id]);
  });
});

describe('an account', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Person;
  let admin: Person;

  beforeEach(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    office = await app.world.person(school, { roles: ['office'] });
    admin = await app.world.person(school, { roles: ['administrator'] });
  });
  afterEach(() => app.stop());

  it('that is switched off ends every session and code at once, and can be switched on again', async () => {
    const teacher = await app.world.person(school, { username: 'teacher' });
    await app.as(teacher).get('/api/session').expect(200);
    const off = await app
      .as(office)
      .patch(`/api/users/${teacher.id}`)
      .set('If-Match', '"1"')
      .send({ disabled: true })
      .expect(200);
    expect(off.body).toMatchObject({ state: 'disabled', version: 2 });
    expect(off.body.may).toContain('enable');
    await app.as(teacher).get('/api/session').expect(401);
    await app.stranger.post('/api/session').send({ username: 'teacher', password: TEST_PASSWORD }).expect(401);
    expect((await app.as(office).post(`/api/users/${teacher.id}/code`).send({}).expect(409)).body.code).toBe(
      'user.disabled',
    );
    await app.as(office).patch(`/api/users/${teacher.id}`).set('If-Match', '"2"').send({ disabled: false }).expect(200);
    await app.stranger.post('/api/session').send({ username: 'teacher', password: TEST_PASSWORD }).expect(200);
  });

  it('of an invited colleague that is switched off cannot be entered with its code', async () => {
    const { body } = await app.as(office).post('/api/users').send({ name: '周小兰' }).expect(201);
    await app
      .as(office)
      .patch(`/api/users/${body.user.id}`)
      .set('If-Match', '"1"')
      .send({ disabled: true })
      .expect(200);
    const refused = await app.stranger
      .post('/api/activation')
      .send({ username: 'zhouxiaolan', code: body.slip.code, password: PASSWORD })
      .expect(400);
    expect(refused.body.errors[0].code).toBe('code.refused');
  });

  it('is renamed by who has seen its newest version', async () => {
    const teacher = await app.world.person(school, { name: '周小兰' });
    const edit = (version: number, name: string) =>
      app.as(office).patch(`/api/users/${teacher.id}`).set('If-Match', `"${version}"`).send({ name });
    await edit(1, '周晓兰').expect(200);
    const stale = await edit(1, '周小岚').expect(412);
    expect(stale.body).toMatchObject({ code: 'version.stale', currentVersion: 2, current: { name: '周晓兰' } });
    await app.as(office).patch(`/api/users/${teacher.id}`).send({ name: '周小岚' }).expect(428);
  });

  it('that sees the whole school is switched off by the administrator only, and nobody’s own', async () => {
    const principal = await app.world.person(school, { roles: ['principal'] });
    const off = (by: Person, whom: Person) =>
      app.as(by).patch(`/api/users/${whom.id}`).set('If-Match', '"1"').send({ disabled: true });
    expect((await off(office, principal).expect(403)).body.code).toBe('user.wideRole');
    expect((await off(admin, admin).expect(409)).body.code).toBe('user.self');
    await off(admin, principal).expect(200);
  });

  it('of the last administrator cannot be switched off, also not by two at the same moment', async () => {
    const second = await app.world.person(school, { roles: ['administrator'] });
    const answers = await Promise.all([
      app.as(admin).patch(`/api/users/${second.id}`).set('If-Match', '"1"').send({ disabled: true }),
      app.as(second).patch(`/api/users/${admin.id}`).set('If-Match', '"1"').send({ disabled: true }),
    ]);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(answers.length - refused.length).toBe(1);
    for (const { status, body } of refused) {
      expect([401, 409]).toContain(status);
      if (status === 409) expect(body.code).toBe('user.lastAdministrator');
    }
    const { rows } = await app.owner.query(
      `SELECT 1 FROM accounts a JOIN role_grants g ON g.staff_id = a.staff_id WHERE g.role = 'administrator' AND a.disabled_at IS NULL`,
    );
    expect(rows).toHaveLength(1);
  });

  it('of a teacher who forgot the password is reset by the office alone: the old password and every session end, the code lives an hour', async () => {
    const teacher = await app.world.person(school, { username: 'teacher' });
    await app.as(teacher).get('/api/session').expect(200);
    const { body } = await app.as(office).post(`/api/users/${teacher.id}/code`).send({}).expect(200);
    expect(body).toMatchObject({ outcome: 'made', slip: { username: 'teacher', purpose: 'reset' } });
    expect(Date.parse(body.slip.expiresAt) - app.clock.now().getTime()).toBe(3_600_000);
    await app.as(teacher).get('/api/session').expect(401);
    await app.stranger.post('/api/session').send({ username: 'teacher', password: TEST_PASSWORD }).expect(401);
    const activation = { username: 'teacher', code: body.slip.code, password: PASSWORD };
    const made = app.clock.now();
    app.clock.moveTo(new Date(made.getTime() + 3_600_000).toISOString());
    expect((await app.stranger.post('/api/activation').send(activation).expect(409)).body.code).toBe('code.expired');
    app.clock.moveTo(made.toISOString());
    await app.stranger.post('/api/activation').send(activation).expect(204);
    await app.stranger.post('/api/session').send({ username: 'teacher', password: PASSWORD }).expect(200);
    const { rows } = await app.owner.query<{ act: string; subject_id: string; reason: string | null }>(
      `SELECT act, subject_id, reason FROM audit_entries WHERE subject_id = $1 ORDER BY at, id`,
      [teacher.accountId],
    );
    expect(rows.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['account.resetMade', 'account.passwordReset', 'session.started']),
    );
    expect(JSON.stringify(rows)).not.toContain(body.slip.code);
  });

  it('is never given a code by its own person', async () => {
    expect((await app.as(office).post(`/api/users/${office.id}/code`).send({}).expect(409)).body.code).toBe(
      'user.self',
    );
    expect((await app.as(admin).post(`/api/users/${admin.id}/code`).send({}).expect(409)).body.code).toBe('user.self');
  });
});

describe('resetting the password of somebody who reads closed records', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Person;
  let principal: Person;
  let admin: Person;

  beforeEach(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    office = await app.world.person(school, { roles: ['office'] });
    principal = await app.world.person(school, { roles: ['principal'] });
    admin = await app.world.person(school, { roles: ['administrator'] });
  });
  afterEach(() => app.stop());

  const ask = (by: Person, whom: Person, expected = 200) =>
    app.as(by).post(`/api/users/${whom.id}/code`).send({ reason: '本人到办公室当面提出' }).expect(expected);
  const approve = (by: Person, id: string, expected = 200) =>
    app.as(by).post(`/api/approvals/${id}/approve`).send({}).expect(expected);

  it('needs a second person; whoever asked then makes the code, once, and closed records stay shut for a day', async () => {
    for (const role of ['counsellor', 'moralEducation'] as const) {
      const person = await app.world.person(school, { roles: [role], username: `a-${role.toLowerCase()}` });
      const { body: waits } = await ask(office, person);
      expect(waits).toMatchObject({ outcome: 'waits', slip: null });
      expect((await ask(office, person)).body.proposalId).toBe(waits.proposalId);
      await app.as(person).get('/api/session').expect(200);

      await approve(principal, waits.proposalId);
      expect((await approve(admin, waits.proposalId, 409)).body.code).toBe('proposal.decided');
      const shown = await app.as(office).get(`/api/users/${person.id}`).expect(200);
      expect(shown.body).toMatchObject({ resetNeedsSecondPerson: true, reset: { status: 'agreed', own: true } });
      expect(shown.body.may).toContain('makeCode');

      const { body: made } = await ask(office, person);
      expect(made).toMatchObject({ outcome: 'made', slip: { purpose: 'reset' } });
      await app.as(person).get('/api/session').expect(401);
      const { rows } = await app.owner.query<{ from: Date }>(
        'SELECT closed_records_from AS "from" FROM accounts WHERE id = $1',
        [person.accountId],
      );
      expect(rows[0]!.from.getTime() - app.clock.now().getTime()).toBe(24 * 3_600_000);
      expect((await ask(office, person)).body.outcome).toBe('waits');
    }
  });

  it('is not agreed to by who asked, by whom it concerns, or by somebody whose post it is not', async () => {
    const counsellor = await app.world.person(school, { roles: ['counsellor'] });
    const both = await app.world.person(school, { roles: ['office', 'principal'] });
    const { body: own } = await ask(both, counsellor);
    expect((await approve(both, own.proposalId, 409)).body.code).toBe('proposal.own');
    const moral = await app.world.person(school, { roles: ['moralEducation'] });
    await approve(moral, own.proposalId, 404);
    const { body: forPrincipal } = await ask(office, principal);
    await approve(principal, forPrincipal.proposalId, 403);
    await approve(admin, forPrincipal.proposalId);
    expect((await ask(office, principal)).body.outcome).toBe('made');
  });

  it('covers the administrator, whose yes could stand in for the second person’s', async () => {
    expect((await ask(office, admin)).body.outcome).toBe('waits');
  });

  it('is asked for anew when a day has passed since the yes, or another colleague comes for the code', async () => {
    const counsellor = await app.world.person(school, { roles: ['counsellor'] });
    const { body } = await ask(office, counsellor);
    await approve(principal, body.proposalId);
    const colleague = await app.world.person(school, { roles: ['office'] });
    const { body: other } = await ask(colleague, counsellor);
    expect(other.outcome).toBe('waits');
    expect(other.proposalId).not.toBe(body.proposalId);
    app.clock.moveTo(new Date(app.clock.now().getTime() + 24 * 3_600_000 + 1000).toISOString());
    expect((await ask(office, counsellor)).body.outcome).toBe('waits');
  });

  it('makes one code where two ask for it at the same moment', async () => {
    const counsellor = await app.world.person(school, { roles: ['counsellor'] });
    const { body } = await ask(office, counsellor);
    await approve(principal, body.proposalId);
    const answers = await Promise.all([ask(office, counsellor), ask(office, counsellor)]);
    expect(answers.map(({ body: one }) => one.outcome).sort()).toEqual(['made', 'waits']);
  });

  it('asks nobody else for somebody who has never been in', async () => {
    const { body } = await app
      .as(office)
      .post('/api/users')
      .send({ name: '苗雨晴', roles: ['counsellor'] })
      .expect(201);
    expect(body.roles).toMatchObject([{ role: 'counsellor', outcome: 'waits' }]);
    await approve(principal, body.roles[0].proposalId);
    const again = await app.as(office).post(`/api/users/${body.user.id}/code`).send({}).expect(200);
    expect(again.body).toMatchObject({ outcome: 'made', slip: { purpose: 'activation' } });
  });
});
