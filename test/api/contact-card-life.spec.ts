import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

interface Line {
  field: string;
  person: string | null;
  before: string | null;
  after: string | null;
}
interface Waiting {
  id: string;
  applied: boolean;
  own: boolean;
  changes: Line[];
}
interface Change extends Line {
  by: { name: string };
  approvedBy: { name: string } | null;
  unconfirmed: boolean;
  changeId: string | null;
  reason: string | null;
}

const told = ({ field, person, before, after }: Line): string =>
  `${person ?? '–'} ${field}: ${before ?? '–'} → ${after ?? '–'}`;

describe('a contact card that a head teacher changes', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let head: Person;
  let deputy: Person;
  let office: Person;
  let department: Person;
  let principal: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    own = await app.world.class(school, { grade: 3, number: 2 });
    head = await app.world.person(school, { heads: [own], name: '周老师' });
    deputy = await app.world.person(school, { name: '钱老师' });
    await app.world.assign(deputy, own, 'deputy', '2026-09-01', null);
    office = await app.world.person(school, { roles: ['office'], name: '孙老师' });
    department = await app.world.person(school, { roles: ['moralEducation'], name: '吴主任' });
    principal = await app.world.person(school, { roles: ['principal'], name: '郑校长' });
  });
  afterAll(() => app.stop());

  const aChild = async (): Promise<{ child: AStudent; father: { id: string; phoneId: string } }> => {
    const child = await app.world.student(school, { in: own, address: '某县东庄村12号', village: '东庄村' });
    return { child, father: await app.world.guardian(child, { name: '王大山' }) };
  };
  const path = (child: AStudent): string => `/api/students/${child.id}/contact-card`;
  const put = (person: Person, child: AStudent, version: number, body: object) =>
    app
      .as(person)
      .put(path(child))
      .set('If-Match', `"${version}"`)
      .send({ reason: '家访时得知', ...body });
  const wanted = (
    father: { id: string; phoneId: string },
    { number, ...changes }: { number?: string; father?: object; more?: object[]; card?: object } = {},
  ) => ({
    address: '某县东庄村12号',
    village: '东庄村',
    phones: [],
    guardians: [
      {
        id: father.id,
        name: '王大山',
        relationship: 'father',
        kind: 'guardian',
        phones: [{ id: father.phoneId, ...(number ? { number } : {}) }],
        ...changes.father,
      },
      ...(changes.more ?? []),
    ],
    ...changes.card,
  });
  const waitingOf = async (person: Person, child: AStudent): Promise<Waiting[]> =>
    ((await app.as(person).get(path(child)).expect(200)).body as { waiting: Waiting[] }).waiting;
  const historyOf = async (person: Person, child: AStudent): Promise<Change[]> =>
    (
      (
        await app
          .as(person)
          .get(`${path(child)}/changes`)
          .expect(200)
      ).body as { items: Change[] }
    ).items;
  const approve = (person: Person, id: string, body: object = {}) =>
    app.as(person).post(`/api/approvals/${id}/approve`).send(body);

  it('has its phones at once, and everything else waits for the department', async () => {
    const { child, father } = await aChild();
    const { body } = await put(
      head,
      child,
      1,
      wanted(father, { number: '13900005678', father: { worksAt: '青岛' }, card: { address: '某县西庄村3号' } }),
    ).expect(200);
    expect(body).toMatchObject({ version: 2, address: '某县东庄村12号', editsAtOnce: false, mayEdit: true });
    expect(body.applied.map(told)).toEqual(['王大山 phone: 138****1234 → 139****5678']);
    expect(body.proposed.map(told).sort()).toEqual([
      '– address: 某县东庄村12号 → 某县西庄村3号',
      '王大山 worksAt: – → 青岛',
    ]);
    expect(body.guardians[0]).toMatchObject({ worksAt: null, phones: [{ masked: '139****5678' }] });
    for (const person of [head, deputy, office, department, principal]) {
      const waiting = await waitingOf(person, child);
      expect(waiting.map(({ applied, own: mine }) => `${applied} ${mine}`).sort()).toEqual(
        person === head ? ['false true', 'true true'] : ['false false', 'true false'],
      );
    }
  });

  it('is changed at once by the office and by the department', async () => {
    for (const person of [office, department]) {
      const { child, father } = await aChild();
      const { body } = await put(person, child, 1, wanted(father, { card: { address: '某县西庄村3号' } })).expect(200);
      expect(body).toMatchObject({
        version: 2,
        address: '某县西庄村3号',
        editsAtOnce: true,
        waiting: [],
        proposed: [],
      });
      expect(await historyOf(office, child)).toMatchObject([{ approvedBy: null, unconfirmed: false }]);
    }
  });

  it('tells its history who wanted a change and who agreed, and what one save changed stays together', async () => {
    const { child, father } = await aChild();
    await put(head, child, 1, wanted(father, { father: { worksAt: '青岛', livesWithChild: false } })).expect(200);
    const [waiting] = await waitingOf(department, child);
    expect((await approve(department, waiting!.id).expect(200)).body).toMatchObject({
      status: 'approved',
      decidedBy: { name: '吴主任' },
      may: [],
    });
    const history = await historyOf(head, child);
    expect(history.map(told).sort()).toEqual(['王大山 livesWithChild: – → false', '王大山 worksAt: – → 青岛']);
    for (const change of history)
      expect(change).toMatchObject({ by: { name: '周老师' }, approvedBy: { name: '吴主任' }, reason: '家访时得知' });
    expect(new Set(history.map(({ changeId }) => changeId)).size).toBe(1);
    expect(await waitingOf(head, child)).toEqual([]);
    const { body } = await app.as(head).get(path(child)).expect(200);
    expect(body.guardians[0]).toMatchObject({ worksAt: '青岛', livesWithChild: false });
  });

  it('has a new number that asks to be confirmed, with both values in the history, and who agreed once it is', async () => {
    const { child, father } = await aChild();
    await put(head, child, 1, wanted(father, { number: '13900005678' })).expect(200);
    expect(await historyOf(head, child)).toMatchObject([
      { before: '138****1234', after: '139****5678', by: { name: '周老师' }, approvedBy: null, unconfirmed: true },
    ]);
    const [waiting] = await waitingOf(office, child);
    expect(waiting!.changes.map(told)).toEqual(['王大山 phone: 138****1234 → 139****5678']);
    await approve(department, waiting!.id).expect(200);
    expect(await historyOf(head, child)).toMatchObject([{ approvedBy: { name: '吴主任' }, unconfirmed: false }]);
    const { rows } = await app.owner.query(`SELECT number FROM phones WHERE student_id = $1 AND removed_at IS NULL`, [
      child.id,
    ]);
    expect(rows).toEqual([{ number: '13900005678' }]);
  });

  it('gets the old number back where the department sends the new one back, with a row of its own', async () => {
    const { child, father } = await aChild();
    await put(head, child, 1, wanted(father, { number: '13900005678' })).expect(200);
    const [waiting] = await waitingOf(department, child);
    await app.as(department).post(`/api/approvals/${waiting!.id}/send-back`).send({ reason: '号码有误' }).expect(200);
    expect((await app.as(head).get(path(child)).expect(200)).body.guardians[0].phones).toMatchObject([
      { masked: '138****1234' },
    ]);
    expect(
      (await historyOf(head, child)).map((change) => `${change.by.name} ${told(change)} ${change.reason}`),
    ).toEqual([
      '吴主任 王大山 phone: 139****5678 → 138****1234 号码有误',
      '周老师 王大山 phone: 138****1234 → 139****5678 家访时得知',
    ]);
  });

  it('gets a number back that was taken off, and loses one that was added', async () => {
    const { child, father } = await aChild();
    await put(head, child, 1, {
      ...wanted(father),
      guardians: [{ ...wanted(father).guardians[0], phones: [{ number: '13900005678', label: '新号' }] }],
    }).expect(200);
    const [waiting] = await waitingOf(head, child);
    await app.as(head).post(`/api/approvals/${waiting!.id}/withdraw`).expect(200);
    expect((await app.as(head).get(path(child)).expect(200)).body.guardians[0].phones).toMatchObject([
      { masked: '138****1234' },
    ]);
  });

  it('keeps a number that somebody has changed again when the one before is sent back', async () => {
    const { child, father } = await aChild();
    await put(head, child, 1, wanted(father, { number: '13900005678' })).expect(200);
    await put(office, child, 2, wanted(father, { number: '13700001111' })).expect(200);
    const [waiting] = await waitingOf(department, child);
    await app.as(department).post(`/api/approvals/${waiting!.id}/send-back`).send({ reason: '号码有误' }).expect(200);
    expect((await app.as(head).get(path(child)).expect(200)).body.guardians[0].phones).toMatchObject([
      { masked: '137****1111' },
    ]);
  });

  it('lets people come and go only with the department’s yes, their numbers with them', async () => {
    const { child, father } = await aChild();
    const aunt = {
      name: '王秀兰',
      relationship: 'aunt',
      kind: 'entrusted',
      age: 45,
      phones: [{ number: '13600002222' }],
    };
    const { body } = await put(head, child, 1, { ...wanted(father), guardians: [aunt] }).expect(200);
    expect(body.guardians.map(({ name }: { name: string }) => name)).toEqual(['王大山']);
    const [waiting] = await waitingOf(department, child);
    await approve(department, waiting!.id).expect(200);
    const after = (await app.as(head).get(path(child)).expect(200)).body;
    expect(after.guardians).toMatchObject([{ name: '王秀兰', phones: [{ masked: '136****2222' }] }]);
  });

  it('joins what one person proposes twice, and the later word counts', async () => {
    const { child, father } = await aChild();
    await put(head, child, 1, wanted(father, { father: { worksAt: '青岛' } })).expect(200);
    await put(
      head,
      child,
      1,
      wanted(father, { father: { worksAt: '济南' }, card: { address: '某县西庄村3号' } }),
    ).expect(200);
    const waiting = await waitingOf(department, child);
    expect(waiting).toHaveLength(1);
    expect(waiting[0]!.changes.map(told).sort()).toEqual([
      '– address: 某县东庄村12号 → 某县西庄村3号',
      '王大山 worksAt: – → 济南',
    ]);
    await put(deputy, child, 1, wanted(father, { father: { livesWithChild: true } })).expect(200);
    expect(await waitingOf(department, child)).toHaveLength(2);
  });

  it('asks for nothing any more where a number is back to what it was', async () => {
    const { child, father } = await aChild();
    await put(head, child, 1, wanted(father, { number: '13900005678' })).expect(200);
    await put(head, child, 2, wanted(father, { number: '13800001234' })).expect(200);
    expect(await waitingOf(department, child)).toEqual([]);
    expect((await historyOf(head, child)).map(told)).toEqual([
      '王大山 phone: 139****5678 → 138****1234',
      '王大山 phone: 138****1234 → 139****5678',
    ]);
  });

  it('is not overwritten where the same field has changed meanwhile: the department sees both and decides', async () => {
    const { child, father } = await aChild();
    await put(head, child, 1, wanted(father, { father: { worksAt: '青岛', livesWithChild: true } })).expect(200);
    await put(office, child, 1, wanted(father, { father: { worksAt: '济南' } })).expect(200);
    const [waiting] = await waitingOf(department, child);
    const shown = (await app.as(department).get(`/api/approvals/${waiting!.id}`).expect(200)).body;
    expect(shown.changes).toContainEqual(
      expect.objectContaining({ field: 'worksAt', before: null, after: '青岛', overtaken: true, present: '济南' }),
    );
    expect(shown.changes).toContainEqual(expect.objectContaining({ field: 'livesWithChild', overtaken: false }));
    expect((await approve(department, waiting!.id).expect(409)).body.code).toBe('proposal.overtaken');
    expect(await waitingOf(department, child)).toHaveLength(1);
    await approve(department, waiting!.id, { replaceNewer: true }).expect(200);
    expect((await app.as(head).get(path(child)).expect(200)).body.guardians[0]).toMatchObject({
      worksAt: '青岛',
      livesWithChild: true,
    });
    expect((await historyOf(head, child)).map(told)).toContain('王大山 worksAt: 济南 → 青岛');
  });

  it('comes true also where another part of the card has changed meanwhile', async () => {
    const { child, father } = await aChild();
    await put(head, child, 1, wanted(father, { father: { worksAt: '青岛' } })).expect(200);
    await put(office, child, 1, wanted(father, { card: { address: '某县西庄村3号' } })).expect(200);
    const [waiting] = await waitingOf(department, child);
    await approve(department, waiting!.id).expect(200);
    expect((await app.as(head).get(path(child)).expect(200)).body).toMatchObject({
      address: '某县西庄村3号',
      guardians: [{ worksAt: '青岛' }],
    });
  });

  it('needs checking again after a change', async () => {
    const { child, father } = await aChild();
    await app
      .as(head)
      .post(`${path(child)}/verify`)
      .set('If-Match', '"1"')
      .send({})
      .expect(200);
    app.clock.moveTo('2026-11-23T11:00:00+08:00');
    expect((await put(head, child, 2, wanted(father, { number: '13900005678' })).expect(200)).body.stale).toBe(true);
    app.clock.moveTo('2026-11-23T10:00:00+08:00');
  });

  it('is found by whether it needs checking, by those who see cards', async () => {
    const stale = await aChild();
    const fresh = await aChild();
    const changed = await aChild();
    for (const { child } of [fresh, changed])
      await app
        .as(head)
        .post(`${path(child)}/verify`)
        .set('If-Match', '"1"')
        .send({})
        .expect(200);
    app.clock.moveTo('2026-11-23T10:20:00+08:00');
    await put(office, changed.child, 2, wanted(changed.father, { card: { address: '某县西庄村3号' } })).expect(200);
    app.clock.moveTo('2026-11-23T10:00:00+08:00');
    const found = async (person: Person, card: string): Promise<string[]> =>
      (
        (await app.as(person).get(`/api/students?card=${card}&limit=100`).expect(200)).body as {
          items: { id: string }[];
        }
      ).items.map(({ id }) => id);
    for (const person of [head, office]) {
      const [old, sure] = [await found(person, 'stale'), await found(person, 'fresh')];
      expect(old).toEqual(expect.arrayContaining([stale.child.id, changed.child.id]));
      expect(sure).toContain(fresh.child.id);
      expect(old.filter((id) => sure.includes(id))).toEqual([]);
      for (const id of old) {
        const { body } = await app.as(person).get(`/api/students/${id}/contact-card`).expect(200);
        expect(body.stale).toBe(true);
      }
    }
    const volunteer = await app.world.person(school, { roles: ['volunteer'] });
    expect((await app.as(volunteer).get('/api/students?card=stale').expect(400)).body.errors).toMatchObject([
      { pointer: '/card', code: 'filter.notOffered' },
    ]);
  });

  it('leaves a row where it goes on paper, and the whole file is the department’s to print', async () => {
    const { child } = await aChild();
    await app
      .as(head)
      .post(`${path(child)}/print`)
      .expect(204);
    await app.as(department).post(`/api/students/${child.id}/print`).expect(204);
    for (const person of [head, office]) await app.as(person).post(`/api/students/${child.id}/print`).expect(403);
    const stranger = await app.world.person(school, {
      heads: [await app.world.class(school, { grade: 6, number: 9 })],
    });
    await app
      .as(stranger)
      .post(`${path(child)}/print`)
      .expect(404);
    const { rows } = await app.owner.query<{ act: string; actor_id: string }>(
      `SELECT act, actor_id FROM audit_entries WHERE student_id = $1 ORDER BY id`,
      [child.id],
    );
    expect(rows).toEqual([
      { act: 'contactCard.printed', actor_id: head.id },
      { act: 'student.printed', actor_id: department.id },
    ]);
  });

  it('counts how often nobody was reached, until somebody is', async () => {
    const { child } = await aChild();
    const verify = (version: number, body: object) =>
      app
        .as(head)
        .post(`${path(child)}/verify`)
        .set('If-Match', `"${version}"`)
        .send(body)
        .expect(200);
    await verify(1, { reached: false, on: '2026-11-19' });
    await verify(1, { reached: false, on: '2026-11-21' });
    expect((await verify(1, { reached: false, on: '2026-11-20' })).body).toMatchObject({
      attempts: 3,
      lastAttemptOn: '2026-11-21',
      stale: true,
    });
    app.clock.moveTo('2026-11-23T10:30:00+08:00');
    expect((await verify(1, { reached: true })).body).toMatchObject({ attempts: 0, lastAttemptOn: null, stale: false });
    app.clock.moveTo('2026-11-23T10:00:00+08:00');
  });

  describe('with an entrusted guardian', () => {
    const entrusted = { name: '王秀兰', relationship: 'aunt', kind: 'entrusted', phones: [] };
    const save = (child: AStudent, version: number, person: object) =>
      put(office, child, version, {
        address: null,
        village: null,
        phones: [],
        guardians: [{ ...entrusted, ...person }],
      });

    it('refuses one who is not grown up, by birth date or by age', async () => {
      const { child } = await aChild();
      for (const [person, pointer, code] of [
        [{ birthDate: '2008-11-24' }, '/guardians/0/birthDate', 'guardian.entrustedUnderAge'],
        [{ age: 17 }, '/guardians/0/age', 'guardian.entrustedUnderAge'],
        [{ entrustedNoticeOn: '2026-11-24' }, '/guardians/0/entrustedNoticeOn', 'date.future'],
        [
          { entrustedNoticeOn: '2026-09-01', entrustedUntil: '2026-08-31' },
          '/guardians/0/entrustedUntil',
          'date.order',
        ],
      ] as const) {
        const { body } = await save(child, 1, person).expect(400);
        expect(body.errors).toEqual([expect.objectContaining({ pointer, code })]);
      }
      await save(child, 1, { birthDate: '2008-11-23' }).expect(200);
    });

    it('says what is still to get, and is saved without it', async () => {
      const { child } = await aChild();
      const { body } = await save(child, 1, {}).expect(200);
      expect(body.guardians).toMatchObject([{ toGet: ['entrustedNotice', 'entrustedAge'] }]);
      const { id } = body.guardians[0] as { id: string };
      const complete = await save(child, 2, {
        id,
        age: 45,
        entrustedNoticeOn: '2026-09-01',
        entrustedUntil: '2027-07-05',
      }).expect(200);
      expect(complete.body.guardians).toMatchObject([
        { toGet: [], entrustedNoticeOn: '2026-09-01', entrustedUntil: '2027-07-05' },
      ]);
      expect((await historyOf(office, child)).map(told)).toContain('王秀兰 entrustedNoticeOn: – → 2026-09-01');
    });

    it('does not complain about one who stood on the card before', async () => {
      const { child } = await aChild();
      await app.owner.query(
        `UPDATE guardians SET kind = 'entrusted', birth_date = '2012-01-01' WHERE student_id = $1`,
        [child.id],
      );
      const { rows } = await app.owner.query<{ id: string }>(`SELECT id FROM guardians WHERE student_id = $1`, [
        child.id,
      ]);
      await save(child, 1, { id: rows[0]!.id, birthDate: '2012-01-01', worksAt: '青岛' }).expect(200);
    });
  });
});
