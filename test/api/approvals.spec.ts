import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

interface Item {
  id: string;
  version: number;
  kind: string;
  status: string;
  student: { id: string; name: string } | null;
  fields: string[];
  may: string[];
}

describe('what waits for a second person', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let head: Person;
  let otherHead: Person;
  let office: Person;
  let department: Person;
  let secondDepartment: Person;
  let principal: Person;
  let administrator: Person;
  let subject: Person;
  let elsewhere: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    own = await app.world.class(school, { grade: 3, number: 2 });
    const other = await app.world.class(school, { grade: 3, number: 3 });
    head = await app.world.person(school, { heads: [own], name: '周老师' });
    otherHead = await app.world.person(school, { heads: [other] });
    office = await app.world.person(school, { roles: ['office'] });
    department = await app.world.person(school, { roles: ['moralEducation'], name: '吴主任' });
    secondDepartment = await app.world.person(school, { roles: ['moralEducation'], name: '王主任' });
    principal = await app.world.person(school, { roles: ['principal'] });
    administrator = await app.world.person(school, { roles: ['administrator'] });
    subject = await app.world.person(school, { teaches: [own] });
    elsewhere = await app.world.person(await app.world.school(), { roles: ['moralEducation'] });
  });
  afterAll(() => app.stop());
  beforeEach(() =>
    app.owner.query(`UPDATE proposals SET status = 'withdrawn', decided_at = now() WHERE status = 'open'`),
  );

  const propose = async (person: Person, address = '某县西庄村3号'): Promise<{ child: AStudent; id: string }> => {
    const child = await app.world.student(school, { in: own, address: '某县东庄村12号', village: '东庄村' });
    const { body } = (await app
      .as(person)
      .put(`/api/students/${child.id}/contact-card`)
      .set('If-Match', '"1"')
      .send({ address, village: '东庄村', phones: [], guardians: [], reason: '搬家' })
      .expect(200)) as { body: { waiting: { id: string }[] } };
    return { child, id: body.waiting[0]!.id };
  };
  const list = async (person: Person, query = ''): Promise<Item[]> =>
    ((await app.as(person).get(`/api/approvals${query}`).expect(200)).body as { items: Item[] }).items;
  const count = async (person: Person): Promise<number> =>
    ((await app.as(person).get('/api/approvals/count').expect(200)).body as { needsYou: number }).needsYou;
  const act = (person: Person, id: string, step: string, body: object = {}) =>
    app.as(person).post(`/api/approvals/${id}/${step}`).send(body);
  const logOf = async (child: AStudent): Promise<string[]> =>
    (
      await app.owner.query<{ act: string }>(`SELECT act FROM audit_entries WHERE student_id = $1 ORDER BY id`, [
        child.id,
      ])
    ).rows.map((row) => row.act);

  it('is listed for who decides, who proposed and who may see it, each with what they may do', async () => {
    const { child, id } = await propose(head);
    const may: [Person, string[] | null][] = [
      [department, ['approve', 'sendBack']],
      [head, ['withdraw']],
      [office, []],
      [principal, []],
      [otherHead, null],
      [administrator, null],
      [elsewhere, null],
    ];
    for (const [person, acts] of may) {
      const items = await list(person);
      expect(items.map((item) => item.may)).toEqual(acts === null ? [] : [acts]);
      await app
        .as(person)
        .get(`/api/approvals/${id}`)
        .expect(acts === null ? 404 : 200);
      expect(await count(person)).toBe(acts?.includes('approve') ? 1 : 0);
    }
    expect(await list(department)).toMatchObject([
      { id, kind: 'contactCard.change', status: 'open', student: { id: child.id }, fields: ['address'] },
    ]);
    await app.as(subject).get('/api/approvals').expect(403);
  });

  it('shows no value of a child’s record in a list, and opening one leaves a row', async () => {
    const { child, id } = await propose(head);
    const { text } = await app.as(department).get('/api/approvals').expect(200);
    expect(text).not.toMatch(/西庄村|东庄村|搬家/);
    expect(await logOf(child)).not.toContain('proposal.opened');
    expect((await app.as(department).get(`/api/approvals/${id}`).expect(200)).body).toMatchObject({
      reason: '搬家',
      proposedBy: { name: '周老师' },
      changes: [{ field: 'address', person: null, before: '某县东庄村12号', after: '某县西庄村3号', applied: false }],
    });
    expect(await logOf(child)).toContain('proposal.opened');
  });

  it('is decided once: the second approval is told so', async () => {
    const { id } = await propose(head);
    const answers = await Promise.all([act(department, id, 'approve'), act(secondDepartment, id, 'approve')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('proposal.decided');
    for (const step of ['approve', 'send-back'])
      expect(
        (await act(department, id, step, step === 'approve' ? {} : { reason: '不对' }).expect(409)).body.code,
      ).toBe('proposal.decided');
    expect((await act(head, id, 'withdraw').expect(409)).body.code).toBe('proposal.decided');
  });

  it('is never approved by who proposed it', async () => {
    const both = await app.world.person(school, { heads: [own], name: '冯老师' });
    const { id } = await propose(both);
    await app.world.person(school);
    await app.owner.query(
      `INSERT INTO role_grants (school_id, id, staff_id, role, from_on) VALUES ($1, gen_random_uuid(), $2, 'moralEducation', '2026-09-01')`,
      [school.id, both.id],
    );
    for (const step of ['approve', 'send-back'])
      expect((await act(both, id, step, step === 'approve' ? {} : { reason: '不对' }).expect(409)).body.code).toBe(
        'proposal.own',
      );
    expect((await list(both)).map(({ may }) => may)).toEqual([['withdraw']]);
    expect(await count(both)).toBe(0);
  });

  it('is decided only by the department, and nobody else’s press changes anything', async () => {
    const { child, id } = await propose(head);
    for (const person of [head, office, subject]) await act(person, id, 'approve').expect(403);
    await act(principal, id, 'approve').expect(403);
    for (const person of [administrator, elsewhere]) await act(person, id, 'approve').expect(404);
    await act(otherHead, id, 'withdraw').expect(404);
    await act(department, id, 'withdraw').expect(403);
    expect((await list(department)).map(({ status }) => status)).toEqual(['open']);
    expect(await logOf(child)).toEqual(['proposal.made']);
  });

  it('goes back with a reason, which who proposed it reads', async () => {
    const { id } = await propose(head);
    expect((await act(department, id, 'send-back').expect(400)).body.errors).toMatchObject([
      { pointer: '/reason', code: 'field.required' },
    ]);
    await act(department, id, 'send-back', { reason: '请先核实门牌' }).expect(200);
    expect(await list(head)).toEqual([]);
    expect(await list(head, '?status=decided&limit=1')).toMatchObject([{ id, status: 'sentBack', may: [] }]);
    expect((await app.as(head).get(`/api/approvals/${id}`).expect(200)).body).toMatchObject({
      decisionReason: '请先核实门牌',
      decidedBy: { name: '吴主任' },
    });
  });

  it('is taken back by who proposed it, while nobody has decided', async () => {
    const { child, id } = await propose(head);
    expect((await act(head, id, 'withdraw').expect(200)).body).toMatchObject({ status: 'withdrawn', may: [] });
    expect(await logOf(child)).toEqual(['proposal.made', 'proposal.withdrawn']);
    expect((await app.as(head).get(`/api/students/${child.id}/contact-card`).expect(200)).body).toMatchObject({
      address: '某县东庄村12号',
      waiting: [],
    });
  });

  it('is not decided on what somebody has not seen: a former version is told the present one', async () => {
    const { child, id } = await propose(head);
    await app
      .as(head)
      .put(`/api/students/${child.id}/contact-card`)
      .set('If-Match', '"1"')
      .send({ address: '某县南庄村8号', village: '东庄村', phones: [], guardians: [], reason: '写错了' })
      .expect(200);
    const stale = await app
      .as(department)
      .post(`/api/approvals/${id}/approve`)
      .set('If-Match', '"1"')
      .send({})
      .expect(412);
    expect(stale.body).toMatchObject({ currentVersion: 2, current: { changes: [{ after: '某县南庄村8号' }] } });
    await app.as(department).post(`/api/approvals/${id}/approve`).set('If-Match', '"2"').send({}).expect(200);
  });

  it('answers the same press twice with one decision', async () => {
    const { id } = await propose(head);
    const press = () => act(department, id, 'approve').set('Idempotency-Key', `approve-${id}`);
    expect([(await press()).status, (await press()).status]).toEqual([200, 200]);
  });

  it('is gone from the sight of who proposed it once the child is in another class', async () => {
    const { child, id } = await propose(head);
    await app.world.move(child, await app.world.class(school, { grade: 4, number: 1 }), '2026-11-20');
    expect(await list(head)).toEqual([]);
    await app.as(head).get(`/api/approvals/${id}`).expect(404);
    await act(head, id, 'withdraw').expect(404);
    expect(await list(department)).toHaveLength(1);
  });

  it('is read page by page, the longest waiting first, by kind and by state', async () => {
    const ids: string[] = [];
    for (let minute = 0; minute < 5; minute += 1) {
      app.clock.moveTo(`2026-11-23T10:0${minute}:00+08:00`);
      ids.push((await propose(head)).id);
    }
    app.clock.moveTo('2026-11-23T10:00:00+08:00');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = (await app
        .as(department)
        .get(`/api/approvals?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
        .expect(200)) as { body: { items: Item[]; nextCursor: string | null } };
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(ids);
    expect(await count(department)).toBe(5);
    expect(await list(department, '?kind=category.add')).toEqual([]);
    expect(await list(department, '?kind=contactCard.change')).toHaveLength(5);
    for (const [query, code] of [
      ['?kind=rumour', 'field.choice'],
      ['?status=lost', 'field.choice'],
      ['?limit=0', 'field.tooSmall'],
      ['?cursor=bm8', 'request.cursorInvalid'],
    ]) {
      const { body } = await app.as(department).get(`/api/approvals${query}`).expect(400);
      expect(body.errors[0].code).toBe(code);
    }
  });
});
