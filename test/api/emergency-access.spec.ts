import { TestApp } from '../support/test-app.js';
import { TEST_PASSWORD, type AClass, type ASchool, type AStudent, type Person } from '../support/world.js';

describe('emergency access', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let other: AClass;
  let head: Person;
  let otherHead: Person;
  let subject: Person;
  let office: Person;
  let moral: Person;
  let dpo: Person;
  let principal: Person;
  let child: AStudent;
  let stranger: AStudent;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    app.clock.moveTo('2026-11-23T10:00:00+08:00');
    const { world } = app;
    school = await world.school();
    own = await world.class(school, { number: 1 });
    other = await world.class(school, { number: 2 });
    head = await world.person(school, { heads: [own], name: '方老师' });
    otherHead = await world.person(school, { heads: [other], name: '乔老师' });
    subject = await world.person(school, { teaches: [own] });
    office = await world.person(school, { roles: ['office'] });
    moral = await world.person(school, { roles: ['moralEducation'] });
    dpo = await world.person(school, { roles: ['dataProtection'] });
    principal = await world.person(school, { roles: ['principal'] });
    child = await world.student(school, { in: own, name: '苗小青', categories: ['leftBehind', 'psychological'] });
    stranger = await world.student(school, { in: own, name: '苗小壮' });
    await world.guardian(child, { phone: '13912345678' });
    await app
      .as(head)
      .post('/api/talks')
      .send({ studentIds: [child.id], heldOn: '2026-11-20', summary: '他说想妈妈了' })
      .expect(201);
  });
  afterAll(() => app.stop());

  const ask = (person: Person, change: object = {}) =>
    app
      .as(person)
      .post('/api/emergency-access')
      .send({
        student: { name: '苗小青', classId: own.id },
        kind: 'talks',
        reasonCode: 'danger',
        reason: '家长来电说孩子没有回家',
        ...change,
      });
  const acts = async (person: Person): Promise<{ act: string; student_id: string | null; reason: string | null }[]> =>
    (
      await app.owner.query(
        `SELECT act, student_id, reason FROM audit_entries WHERE actor_id = $1 AND act NOT LIKE 'session.%' ORDER BY id`,
        [person.id],
      )
    ).rows;
  const get = (person: Person, path: string) => app.as(person).get(path);

  it('opens one kind of record of one child for an hour, as the head teacher would see it, and no other', async () => {
    await get(otherHead, `/api/students/${child.id}/timeline`).expect(404);
    const { body } = await ask(otherHead).expect(201);
    expect(body).toMatchObject({
      student: { id: child.id, name: '苗小青' },
      kind: 'talks',
      until: '2026-11-23T03:00:00.000Z',
      reviewDueOn: '2026-11-30',
      may: ['look', 'finish'],
    });
    const timeline = await get(otherHead, `/api/students/${child.id}/timeline`).expect(200);
    expect(timeline.body.items[0].talk).toMatchObject({
      summary: '他说想妈妈了',
      mayEdit: false,
      mayVoid: false,
      mayAddend: false,
    });
    for (const path of [
      `/api/students/${child.id}`,
      `/api/students/${child.id}/care-file`,
      `/api/students/${child.id}/contact-card`,
      `/api/students/${stranger.id}/timeline`,
      `/api/students/${child.id}/access-log`,
    ])
      await get(otherHead, path).expect(404);
    app.clock.moveTo('2026-11-23T11:00:01+08:00');
    await get(otherHead, `/api/students/${child.id}/timeline`).expect(404);
  });

  it('shows a file with its categories, and a card with numbers to reveal, and lets nothing be changed', async () => {
    await ask(otherHead, { kind: 'studentFile' }).expect(201);
    const file = (await get(otherHead, `/api/students/${child.id}`).expect(200)).body;
    expect(file.categories.map(({ code }: { code: string }) => code)).toEqual(['leftBehind', 'psychological']);
    expect(file).toMatchObject({ contactCard: null, lastTalk: null, duties: [], may: ['student.view'] });
    await get(otherHead, `/api/students/${child.id}/care-file`).expect(200);
    await app
      .as(otherHead)
      .patch(`/api/students/${child.id}`)
      .set('If-Match', '"1"')
      .send({ name: '新名字' })
      .expect(404);

    await ask(otherHead, { kind: 'contactCard' }).expect(201);
    const card = (await get(otherHead, `/api/students/${child.id}/contact-card`).expect(200)).body;
    expect(card).toMatchObject({ mayEdit: false, editsAtOnce: false, mayReveal: true });
    const phone = card.guardians[0].phones[0];
    const reveal = (body: object) => app.as(otherHead).post(`/api/students/${child.id}/contact-card/reveal`).send(body);
    expect((await reveal({ what: 'phone', id: phone.id, reason: 'call' }).expect(200)).body.value).toBe('13912345678');
    await reveal({ what: 'idNumber', reason: 'other', note: '好奇' }).expect(404);
  });

  it('never puts the child into a list, a search, a count or a duty', async () => {
    const told = async (): Promise<string> => {
      const answers = [
        await app.as(otherHead).post('/api/students/search').send({ query: '苗小青', total: true }),
        await app.as(otherHead).post('/api/students/search').send({ limit: 100, total: true }),
        await get(otherHead, '/api/talks?limit=100'),
        await get(otherHead, '/api/duties?month=2026-11&total=true'),
        await get(otherHead, '/api/duties/summary?month=2026-11'),
      ];
      return JSON.stringify(answers.map(({ body }) => body as unknown));
    };
    const before = await told();
    for (const kind of ['talks', 'studentFile', 'contactCard']) await ask(otherHead, { kind }).expect(201);
    expect(await told()).toBe(before);
    expect((await app.as(otherHead).get(`/api/talks?studentId=${child.id}`)).body.items ?? []).toEqual([]);
  });

  it('is over at the next request when it is finished', async () => {
    const { body } = await ask(otherHead).expect(201);
    await app.as(moral).post(`/api/emergency-access/${body.id}/finish`).expect(403);
    await app.as(head).post(`/api/emergency-access/${body.id}/finish`).expect(404);
    await app.as(otherHead).post(`/api/emergency-access/${body.id}/finish`).expect(200);
    await get(otherHead, `/api/students/${child.id}/timeline`).expect(404);
    expect((await app.as(otherHead).post(`/api/emergency-access/${body.id}/finish`).expect(409)).body.code).toBe(
      'emergency.over',
    );
  });

  it('is written down whatever comes of it, and so is everything looked at', async () => {
    await ask(otherHead, { student: { name: '查无此人', classId: own.id } }).expect(404);
    await ask(otherHead, { student: { name: '苗小', classId: own.id } }).expect(404);
    await ask(otherHead, { student: { name: '苗小青', classId: other.id } }).expect(404);
    await ask(otherHead).expect(201);
    await get(otherHead, `/api/students/${child.id}/timeline`).expect(200);
    expect(await acts(otherHead)).toEqual([
      { act: 'emergencyAccess.asked', student_id: null, reason: 'talks: danger' },
      { act: 'emergencyAccess.asked', student_id: null, reason: 'talks: danger' },
      { act: 'emergencyAccess.asked', student_id: null, reason: 'talks: danger' },
      { act: 'emergencyAccess.asked', student_id: child.id, reason: 'talks: danger' },
      { act: 'emergencyAccess.opened', student_id: child.id, reason: 'talks: danger' },
      { act: 'timeline.opened', student_id: child.id, reason: 'emergency' },
    ]);
  });

  it('is asked for five times a day at most', async () => {
    for (let times = 0; times < 5; times += 1)
      await ask(otherHead, { student: { name: `某人${times}`, classId: own.id } }).expect(404);
    const { body } = await ask(otherHead).expect(429);
    expect(body.code).toBe('emergency.tooOften');
    app.clock.moveTo('2026-11-24T10:00:01+08:00');
    await ask(otherHead).expect(201);
  });

  it('asks for the password again where the sign-in is older than ten minutes', async () => {
    const token = await app.tokenOf(otherHead);
    await app.owner.query(
      `UPDATE sessions SET started_at = started_at - interval '11 minutes' WHERE token_hash = sha256($1::bytea)`,
      [Buffer.from(token)],
    );
    expect((await ask(otherHead).expect(403)).body.code).toBe('emergency.passwordNeeded');
    expect((await ask(otherHead, { password: 'wrong-password' }).expect(400)).body.errors[0]).toMatchObject({
      pointer: '/password',
      code: 'password.wrong',
    });
    await ask(otherHead, { password: TEST_PASSWORD }).expect(201);
  });

  it('tells who may see it anyway that none is needed, and who may not ask that it is not theirs', async () => {
    expect((await ask(head).expect(409)).body.code).toBe('emergency.notNeeded');
    expect((await ask(office, { kind: 'contactCard' }).expect(409)).body.code).toBe('emergency.notNeeded');
    await ask(office, { kind: 'talks' }).expect(201);
    // A subject teacher sees name and class, which is not the file.
    await ask(subject, { kind: 'studentFile' }).expect(201);
    for (const person of [moral, principal, dpo]) await ask(person).expect(403);
  });

  it('takes a reason in words, and a birth date where two of one name are in a class', async () => {
    for (const [change, pointer] of [
      [{ reason: '急' }, '/reason'],
      [{ reasonCode: 'curious' }, '/reasonCode'],
      [{ kind: 'everything' }, '/kind'],
      [{ student: undefined }, '/student'],
    ] as const)
      expect((await ask(otherHead, change).expect(400)).body.errors[0].pointer).toBe(pointer);
    await app.world.student(school, { in: own, name: '苗小青', birthDate: '2018-01-02' });
    expect((await ask(otherHead).expect(409)).body.code).toBe('emergency.severalOfName');
    const { body } = await ask(otherHead, {
      student: { name: '苗小青', classId: own.id, birthDate: '2017-05-04' },
    }).expect(201);
    expect(body.student.id).toBe(child.id);
    expect((await ask(otherHead, { student: undefined, studentId: child.id }).expect(201)).body.id).toBe(body.id);
  });

  describe('is reviewed', () => {
    const review = (person: Person, id: string, change: object = {}, version = 1) =>
      app
        .as(person)
        .post(`/api/emergency-access/${id}/review`)
        .set('If-Match', `"${version}"`)
        .send({ outcome: 'justified', text: '与班主任核实，情况属实', ...change });
    const waiting = async (person: Person): Promise<string[]> =>
      (await get(person, '/api/emergency-access?status=waiting').expect(200)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    const onToday = async (person: Person): Promise<string[]> =>
      (await get(person, '/api/today').expect(200)).body.emergencies.map(({ id }: { id: string }) => id);

    it('by the department or the data-protection officer, who are told at once, as is the head teacher', async () => {
      const { body } = await ask(otherHead).expect(201);
      for (const person of [moral, dpo, principal, head, otherHead]) expect(await waiting(person)).toEqual([body.id]);
      for (const person of [moral, principal, head]) expect(await onToday(person)).toEqual([body.id]);
      expect(await onToday(otherHead)).toEqual([]);
      expect(await waiting(subject)).toEqual([]);
      await get(subject, `/api/emergency-access/${body.id}`).expect(404);
      for (const person of [head, otherHead, principal]) await review(person, body.id).expect(403);
      const reviewed = await review(dpo, body.id).expect(200);
      expect(reviewed.body.review).toMatchObject({ by: { id: dpo.id }, outcome: 'justified' });
      expect((await review(moral, body.id, {}, 2).expect(409)).body.code).toBe('emergency.reviewed');
      for (const person of [moral, dpo, head]) expect(await waiting(person)).toEqual([]);
      expect(await onToday(moral)).toEqual([]);
    });

    it('never by who opened it, and in words', async () => {
      const both = await app.world.person(school, { heads: [other], roles: ['dataProtection'] }).catch(() => null);
      const opener = both ?? (await app.world.person(school, { roles: ['office', 'dataProtection'] }));
      const { body } = await ask(opener).expect(201);
      expect((await review(opener, body.id).expect(409)).body.code).toBe('emergency.own');
      await review(moral, body.id, { text: '好' }).expect(400);
      await review(moral, body.id, {}, 9).expect(412);
    });

    it('and ends at once where it was not justified', async () => {
      const { body } = await ask(otherHead).expect(201);
      await review(moral, body.id, { outcome: 'notJustified', text: '没有紧急情况' }).expect(200);
      await get(otherHead, `/api/students/${child.id}/timeline`).expect(404);
    });

    it('within five school days, and stands out afterwards', async () => {
      const { body } = await ask(otherHead).expect(201);
      expect((await get(dpo, `/api/emergency-access/${body.id}`)).body.overdue).toBe(false);
      app.clock.moveTo('2026-12-01T08:00:00+08:00');
      expect((await get(dpo, `/api/emergency-access/${body.id}`)).body.overdue).toBe(true);
    });
  });
});
