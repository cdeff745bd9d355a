import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

describe('who heads and teaches a class', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Person;
  let department: Person;
  let head: Person;
  let colleague: Person;
  let headed: AClass;
  let free: AClass;
  let child: AStudent;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    headed = await app.world.class(school, { grade: 3, number: 1 });
    free = await app.world.class(school, { grade: 3, number: 2 });
    office = await app.world.person(school, { roles: ['office'] });
    department = await app.world.person(school, { roles: ['moralEducation'] });
    head = await app.world.person(school, { heads: [headed] });
    colleague = await app.world.person(school);
    child = await app.world.student(school, { in: headed });
  });
  afterAll(() => app.stop());

  const give = (person: Person, body: object) => app.as(person).post('/api/assignments').send(body);
  const end = (id: string, version: number, body: object) =>
    app.as(department).post(`/api/assignments/${id}/end`).set('If-Match', `"${version}"`).send(body);

  it('lets the department put in a deputy for an absent head teacher, who sees the class with the next request and no longer than said', async () => {
    await app.as(colleague).get(`/api/students/${child.id}`).expect(403);
    const { body } = await give(department, {
      classId: headed.id,
      staffId: colleague.id,
      role: 'deputy',
      to: '2026-12-04',
    }).expect(201);
    expect(body).toMatchObject({
      proposalId: null,
      assignment: { state: 'current', from: '2026-11-23', to: '2026-12-04', grantedBy: { id: department.id } },
    });
    await app.as(colleague).get(`/api/students/${child.id}`).expect(200);
    await app.as(head).get(`/api/students/${child.id}`).expect(200);
    app.clock.moveTo('2026-12-05T08:00:00+08:00');
    await app.as(colleague).get(`/api/students/${child.id}`).expect(404);
    app.clock.moveTo('2026-11-23T10:00:00+08:00');
  });

  it('takes a class away at once where the post ended yesterday', async () => {
    const { body } = await app.as(department).get(`/api/assignments?staffId=${colleague.id}&state=current`).expect(200);
    const [{ id, version }] = body.items;
    const { body: ended } = await end(id, version, { on: '2026-11-22', reason: '班主任已返岗' }).expect(200);
    expect(ended).toMatchObject({ state: 'ended', endReason: '班主任已返岗' });
    const { status } = await app.as(colleague).get(`/api/students/${child.id}`);
    expect([403, 404]).toContain(status);
    expect((await end(id, version + 1, { on: '2026-11-23' }).expect(409)).body.code).toBe('assignment.ended');
  });

  it('refuses a second head teacher or deputy on the same days at the field', async () => {
    const { body } = await give(department, { classId: headed.id, staffId: colleague.id, role: 'headTeacher' }).expect(
      400,
    );
    expect(body.errors[0]).toMatchObject({
      pointer: '/from',
      code: 'assignment.overlaps',
      params: { from: '2025-09-01', to: null },
    });
    const repeated = await give(department, { classId: headed.id, staffId: head.id, role: 'headTeacher' }).expect(400);
    expect(repeated.body.errors[0]).toMatchObject({ pointer: '/staffId', code: 'assignment.repeated' });
  });

  it('holds one head teacher a class in the database too, and of two given at once one is refused', async () => {
    await expect(app.world.assign(colleague, headed, 'headTeacher', '2026-10-01', null)).rejects.toMatchObject({
      code: '23P01',
      constraint: 'class_posts_apart',
    });
    const others = [await app.world.person(school), await app.world.person(school)];
    const answers = await Promise.all(
      others.map(({ id }) => give(department, { classId: free.id, staffId: id, role: 'headTeacher' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
  });

  it('lets the class pass to another head teacher, who was it until the day before keeping own entries', async () => {
    const next = await app.world.person(school);
    const { body } = await give(department, {
      classId: headed.id,
      staffId: next.id,
      role: 'headTeacher',
      from: '2026-11-24',
      replace: true,
    }).expect(201);
    expect(body.assignment.state).toBe('coming');
    const { body: posts } = await app.as(office).get(`/api/assignments?classId=${headed.id}&state=current`).expect(200);
    expect(posts.items).toEqual([
      expect.objectContaining({ staff: { id: head.id, name: head.name }, to: '2026-11-23' }),
    ]);
    await app.as(next).get(`/api/students/${child.id}`).expect(403);
    app.clock.moveTo('2026-11-24T08:00:00+08:00');
    await app.as(next).get(`/api/students/${child.id}`).expect(200);
    await app.as(head).get(`/api/students/${child.id}`).expect(404);
    app.clock.moveTo('2026-11-23T10:00:00+08:00');
  });

  it('makes what the office gives wait for the department, and nothing counts before', async () => {
    const other = await app.world.person(school);
    const { body } = await give(office, {
      classId: free.id,
      staffId: other.id,
      role: 'subjectTeacher',
      subject: '数学',
      reason: '新学期排课',
    }).expect(201);
    expect(body.assignment).toBeNull();
    const { body: none } = await app.as(office).get(`/api/assignments?staffId=${other.id}`).expect(200);
    expect(none.items).toEqual([]);
    const { body: waiting } = await app.as(department).get(`/api/approvals/${body.proposalId}`).expect(200);
    expect(waiting).toMatchObject({ kind: 'class.assignment', about: '三年级2班' });
    await app.as(office).post(`/api/approvals/${body.proposalId}/approve`).send({}).expect(403);
    await app.as(department).post(`/api/approvals/${body.proposalId}/approve`).send({}).expect(200);
    const { body: given } = await app.as(office).get(`/api/assignments?staffId=${other.id}`).expect(200);
    expect(given.items).toEqual([
      expect.objectContaining({ role: 'subjectTeacher', subject: '数学', state: 'current' }),
    ]);
    expect(
      (await app.as(department).post(`/api/approvals/${body.proposalId}/approve`).send({}).expect(409)).body.code,
    ).toBe('proposal.decided');
  });

  it('keeps a proposal open that cannot be made true any more', async () => {
    const room = await app.world.class(school, { grade: 5, number: 1 });
    const [one, two] = [await app.world.person(school), await app.world.person(school)];
    const { body } = await give(office, { classId: room.id, staffId: one.id, role: 'headTeacher' }).expect(201);
    await give(department, { classId: room.id, staffId: two.id, role: 'headTeacher' }).expect(201);
    const { body: refused } = await app
      .as(department)
      .post(`/api/approvals/${body.proposalId}/approve`)
      .send({})
      .expect(409);
    expect(refused.code).toBe('assignment.overlaps');
  });

  it('gives nobody a class of their own giving', async () => {
    for (const person of [office, department]) {
      const { body } = await give(person, {
        classId: free.id,
        staffId: person.id,
        role: 'subjectTeacher',
        subject: '语文',
      }).expect(400);
      expect(body.errors[0]).toMatchObject({ pointer: '/staffId', code: 'assignment.own' });
    }
    const { body } = await give(office, {
      classId: free.id,
      staffId: department.id,
      role: 'subjectTeacher',
      subject: '品德',
    }).expect(201);
    await app.as(department).post(`/api/approvals/${body.proposalId}/approve`).send({}).expect(403);
  });

  it.each([
    [{ role: 'subjectTeacher' }, '/subject', 'subject.missing'],
    [{ role: 'deputy', subject: '数学' }, '/subject', 'subject.unfit'],
    [{ role: 'deputy', from: '2026-12-10', to: '2026-12-01' }, '/to', 'date.order'],
    [{ role: 'principal' }, '/role', 'field.choice'],
    [{ role: 'deputy', classId: '00000000-0000-7000-8000-000000000000' }, '/classId', 'field.choice'],
    [{ role: 'deputy', staffId: '00000000-0000-7000-8000-000000000000' }, '/staffId', 'field.choice'],
  ])('names what is wrong: %j', async (wrong, pointer, code) => {
    const { body } = await give(department, { classId: free.id, staffId: colleague.id, ...wrong }).expect(400);
    expect(body.errors[0]).toMatchObject({ pointer, code });
  });

  it('is nobody else’s to give or to see, least of all of another school', async () => {
    await give(head, { classId: headed.id, staffId: colleague.id, role: 'deputy' }).expect(403);
    await app.as(head).get('/api/assignments').expect(403);
    const stranger = await app.world.person(await app.world.school(), { roles: ['moralEducation'] });
    const { body } = await app.as(stranger).get('/api/assignments').expect(200);
    expect(body.items).toEqual([]);
    await give(stranger, { classId: free.id, staffId: stranger.id, role: 'deputy' }).expect(400);
  });
});
