import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

describe('a care file', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let moral: Person;
  let head: Person;
  let office: Person;
  let subject: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    own = await app.world.class(school);
    moral = await app.world.person(school, { roles: ['moralEducation'], name: '钱老师' });
    head = await app.world.person(school, { heads: [own] });
    office = await app.world.person(school, { roles: ['office'] });
    subject = await app.world.person(school, { teaches: [own] });
  });
  afterAll(() => app.stop());

  const aChild = (careFile = true): Promise<AStudent> =>
    app.world.student(school, { in: own, openedOn: '2026-09-10', careFile });
  const change = (child: AStudent, version: number, body: object, person = moral) =>
    app.as(person).patch(`/api/students/${child.id}/care-file`).set('If-Match', `"${version}"`).send(body);
  const logOf = async (child: AStudent): Promise<string[]> =>
    (
      await app.owner.query<{ act: string }>(`SELECT act FROM audit_entries WHERE student_id = $1 ORDER BY id`, [
        child.id,
      ])
    ).rows.map(({ act }) => act);

  it('rests, opens again and closes, each with its day and reason, and nothing of it is lost', async () => {
    const child = await aChild();
    await change(child, 1, { status: 'paused', on: '2026-10-08', reason: '休学' }).expect(200);
    await change(child, 2, { status: 'open', reason: '复学' }).expect(200);
    const { body, headers } = await change(child, 3, { status: 'closed', reason: '情况好转' }).expect(200);
    expect(headers['etag']).toBe('"4"');
    expect(body).toMatchObject({
      version: 4,
      status: 'closed',
      openedOn: '2026-09-10',
      periods: [
        { status: 'open', from: '2026-09-10', by: null },
        { status: 'paused', from: '2026-10-08', reason: '休学', by: { id: moral.id, name: '钱老师' } },
        { status: 'open', from: '2026-11-23', reason: '复学' },
        { status: 'closed', from: '2026-11-23', reason: '情况好转', at: '2026-11-23T02:00:00.000Z' },
      ],
    });
    const { rows } = await app.owner.query(`SELECT care_status FROM students WHERE id = $1`, [child.id]);
    expect(rows).toEqual([{ care_status: 'closed' }]);
    expect(await logOf(child)).toEqual(['careFile.changed', 'careFile.changed', 'careFile.changed']);
  });

  it('takes no step that makes no sense', async () => {
    const child = await aChild();
    expect((await change(child, 1, { status: 'open', reason: '误' }).expect(409)).body.code).toBe('careFile.wrongStep');
    const transferred = await aChild();
    await change(transferred, 1, { status: 'transferred', reason: '转学', toSchool: '滨河小学' }).expect(200);
    for (const status of ['paused', 'closed', 'transferred'])
      await change(transferred, 2, {
        status,
        reason: '误',
        ...(status === 'transferred' ? { toSchool: '滨河小学' } : {}),
      }).expect(409);
    const pupil = await aChild(false);
    expect((await change(pupil, 1, { status: 'paused', reason: '误' }).expect(409)).body.code).toBe('careFile.missing');
  });

  it('changes neither in the future nor before its last change, nor without a reason', async () => {
    const child = await aChild();
    for (const [body, pointer, code] of [
      [{ status: 'paused', on: '2026-11-24', reason: '误' }, '/on', 'date.future'],
      [{ status: 'paused', on: '2026-09-09', reason: '误' }, '/on', 'date.order'],
      [{ status: 'paused', on: '2026-02-30', reason: '误' }, '/on', 'date.invalid'],
      [{ status: 'paused' }, '/reason', 'field.required'],
    ] as const) {
      const answer = await change(child, 1, body).expect(400);
      expect(answer.body.errors[0]).toMatchObject({ pointer, code });
    }
    const { rows } = await app.owner.query(`SELECT version, status FROM care_files WHERE student_id = $1`, [child.id]);
    expect(rows).toEqual([{ version: 1, status: 'open' }]);
  });

  it('is changed by the department alone, from the version it has seen', async () => {
    const child = await aChild();
    for (const person of [head, office, subject])
      await change(child, 1, { status: 'paused', reason: '误' }, person).expect(403);
    await change(child, 1, { status: 'paused', reason: '休学' }).expect(200);
    const { body } = await change(child, 1, { status: 'closed', reason: '毕业' }).expect(412);
    expect(body).toMatchObject({ currentVersion: 2, current: { version: 2, status: 'paused' } });
    expect(await logOf(child)).toEqual(['careFile.changed', 'careFile.opened']);
  });

  it('is opened by those who see the child’s file, which leaves a row; for a subject teacher there is none', async () => {
    const child = await aChild();
    for (const person of [head, office, moral])
      expect((await app.as(person).get(`/api/students/${child.id}/care-file`).expect(200)).body.status).toBe('open');
    await app.as(subject).get(`/api/students/${child.id}/care-file`).expect(404);
    expect(await logOf(child)).toEqual(['careFile.opened', 'careFile.opened', 'careFile.opened']);
    const pupil = await aChild(false);
    await app.as(moral).get(`/api/students/${pupil.id}/care-file`).expect(404);
    expect(await logOf(pupil)).toEqual([]);
  });

  describe('has categories that', () => {
    const add = (child: AStudent, body: object, person = moral) =>
      app.as(person).post(`/api/students/${child.id}/categories`).send(body);
    const end = (child: AStudent, id: string, version: number, body: object, person = moral) =>
      app.as(person).patch(`/api/students/${child.id}/categories/${id}`).set('If-Match', `"${version}"`).send(body);
    const shown = async (child: AStudent, person: Person): Promise<string[]> =>
      (await app.as(person).post('/api/students/search').send({ limit: 100 })).body.items.find(
        ({ id }: { id: string }) => id === child.id,
      ).categories;

    it('begin on a day and on a basis, and end on a day for a reason', async () => {
      const child = await aChild();
      const { body, headers } = await add(child, { code: 'illness', from: '2026-11-02', basis: '医院证明' }).expect(
        201,
      );
      expect(body).toEqual({
        id: expect.any(String),
        version: 1,
        code: 'illness',
        from: '2026-11-02',
        to: null,
        basis: '医院证明',
        endReason: null,
        audience: 'usual',
      });
      expect(headers['etag']).toBe('"1"');
      expect(await shown(child, moral)).toEqual(['leftBehind', 'illness']);
      const ended = await end(child, body.id, 1, { to: '2026-11-20', reason: '痊愈' }).expect(200);
      expect(ended.body).toEqual({ ...body, version: 2, to: '2026-11-20', endReason: '痊愈' });
      expect(await shown(child, moral)).toEqual(['leftBehind']);
      const again = await add(child, { code: 'illness', from: '2026-11-21' }).expect(201);
      expect(await shown(child, moral)).toEqual(['leftBehind', 'illness']);
      const { rows } = await app.owner.query(
        `SELECT id, from_on, to_on, end_reason, added_by FROM care_categories WHERE student_id = $1 AND code = 'illness' ORDER BY from_on`,
        [child.id],
      );
      expect(rows).toEqual([
        { id: body.id, from_on: '2026-11-02', to_on: '2026-11-20', end_reason: '痊愈', added_by: moral.id },
        { id: again.body.id, from_on: '2026-11-21', to_on: null, end_reason: null, added_by: moral.id },
      ]);
      expect(await logOf(child)).toEqual(['category.added', 'category.ended', 'category.added']);
    });

    it('stand once at a time, and not in the future', async () => {
      const child = await aChild();
      expect((await add(child, { code: 'leftBehind', from: '2026-11-01' }).expect(409)).body.code).toBe(
        'category.open',
      );
      const { body } = await add(child, { code: 'illness', from: '2026-11-02' }).expect(201);
      await end(child, body.id, 1, { to: '2026-11-10', reason: '痊愈' }).expect(200);
      for (const [request, code] of [
        [{ code: 'illness', from: '2026-11-10' }, 'date.order'],
        [{ code: 'illness', from: '2026-11-24' }, 'date.future'],
      ] as const)
        expect((await add(child, request).expect(400)).body.errors[0]).toMatchObject({ pointer: '/from', code });
      expect((await end(child, body.id, 2, { to: '2026-11-11', reason: '误' }).expect(409)).body.code).toBe(
        'category.ended',
      );
      const other = await add(child, { code: 'migrant', from: '2026-11-02' }).expect(201);
      for (const [to, code] of [
        ['2026-11-01', 'date.order'],
        ['2026-11-24', 'date.future'],
      ] as const)
        expect((await end(child, other.body.id, 1, { to, reason: '误' }).expect(400)).body.errors[0]).toMatchObject({
          pointer: '/to',
          code,
        });
      await add(child, { code: 'sad', from: '2026-11-01' }).expect(400);
      await Promise.all([1, 2].map(() => add(child, { code: 'conduct', from: '2026-11-01' })));
      const { rows } = await app.owner.query(
        `SELECT count(*)::int AS times FROM care_categories WHERE student_id = $1 AND code = 'conduct'`,
        [child.id],
      );
      expect(rows).toEqual([{ times: 1 }]);
    });

    it('open the care file of a pupil who had none, and wait where it is closed', async () => {
      const pupil = await aChild(false);
      await add(pupil, { code: 'disability', from: '2026-11-02' }).expect(201);
      const { body } = await app.as(moral).get(`/api/students/${pupil.id}/care-file`).expect(200);
      expect(body).toMatchObject({
        status: 'open',
        openedOn: '2026-11-02',
        periods: [{ status: 'open', from: '2026-11-02', by: { id: moral.id } }],
      });
      await change(pupil, 1, { status: 'closed', reason: '误立' }).expect(200);
      expect((await add(pupil, { code: 'illness', from: '2026-11-02' }).expect(409)).body.code).toBe(
        'careFile.notOpen',
      );
    });

    it('are changed by the department alone, from the version it has seen, and only on their own child', async () => {
      const child = await aChild();
      const other = await aChild();
      const { body } = await add(child, { code: 'migrant', from: '2026-11-02' }).expect(201);
      for (const person of [head, office, subject]) {
        await add(child, { code: 'illness', from: '2026-11-02' }, person).expect(403);
        await end(child, body.id, 1, { to: '2026-11-20', reason: '误' }, person).expect(403);
      }
      await end(other, body.id, 1, { to: '2026-11-20', reason: '误' }).expect(404);
      await end(child, body.id, 2, { to: '2026-11-20', reason: '误' }).expect(412);
      await app
        .as(moral)
        .patch(`/api/students/${child.id}/categories/${body.id}`)
        .send({ to: '2026-11-20', reason: '误' })
        .expect(428);
    });

    it('of psychology and conduct are seen by the head teacher, the department and the principal, not by the office', async () => {
      const child = await aChild();
      await add(child, { code: 'psychological', from: '2026-11-02' }).expect(201);
      await add(child, { code: 'poorFamily', from: '2026-11-03' }).expect(201);
      const principal = await app.world.person(school, { roles: ['principal'] });
      for (const person of [head, moral, principal])
        expect(await shown(child, person)).toEqual(['leftBehind', 'psychological', 'poorFamily']);
      expect(await shown(child, office)).toEqual(['poorFamily']);
      expect(await shown(child, subject)).toEqual([]);
    });
  });
});
