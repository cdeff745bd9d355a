import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

interface Phone {
  id: string;
  label: string | null;
  masked: string;
}
interface Card {
  version: number;
  stale: boolean;
  phones: Phone[];
  guardians: { id: string; name: string; phones: Phone[]; callOrder: number; age: number | null }[];
}

describe('a contact card', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let head: Person;
  let office: Person;
  let subject: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    own = await app.world.class(school, { grade: 3, number: 2 });
    head = await app.world.person(school, { heads: [own], name: '周老师' });
    office = await app.world.person(school, { roles: ['office'], name: '孙老师' });
    subject = await app.world.person(school, { teaches: [own] });
  });
  afterAll(() => app.stop());

  const aChild = async (): Promise<{
    child: AStudent;
    father: { id: string; phoneId: string };
    aunt: { id: string; phoneId: string };
  }> => {
    const child = await app.world.student(school, { in: own, address: '某县东庄村12号', village: '东庄村' });
    const father = await app.world.guardian(child, { name: '王大山', awaySince: '2026-03-01' });
    const aunt = await app.world.guardian(child, {
      name: '王秀兰',
      relationship: 'aunt',
      kind: 'entrusted',
      phone: '0536-1234567',
    });
    return { child, father, aunt };
  };
  const path = (child: AStudent): string => `/api/students/${child.id}/contact-card`;
  const put = (person: Person, child: AStudent, version: number, body: object) =>
    app.as(person).put(path(child)).set('If-Match', `"${version}"`).send(body);
  const historyOf = async (child: AStudent): Promise<string[]> =>
    (
      await app.owner.query<{ person: string | null; field: string; before: string | null; after: string | null }>(
        `SELECT person, field, before, after FROM contact_card_changes WHERE student_id = $1 ORDER BY changed_at, id`,
        [child.id],
      )
    ).rows.map(({ person, field, before, after }) => `${person ?? '–'} ${field}: ${before ?? '–'} → ${after ?? '–'}`);
  const logOf = async (child: AStudent): Promise<string[]> =>
    (
      await app.owner.query<{ act: string; reason: string | null }>(
        `SELECT act, reason FROM audit_entries WHERE student_id = $1 ORDER BY id`,
        [child.id],
      )
    ).rows.map(({ act, reason }) => (reason ? `${act} (${reason})` : act));

  describe('that is opened', () => {
    it('shows people in the order to call, phones masked, and leaves a row', async () => {
      const { child, father, aunt } = await aChild();
      const { body, headers } = await app.as(head).get(path(child)).expect(200);
      expect(body).toMatchObject({
        version: 1,
        address: '某县东庄村12号',
        village: '东庄村',
        stale: true,
        verifiedOn: null,
        mayEdit: true,
        mayReveal: true,
        guardians: [
          {
            id: father.id,
            name: '王大山',
            kind: 'guardian',
            relationship: 'father',
            awaySince: '2026-03-01',
            callOrder: 1,
            phones: [{ id: father.phoneId, label: null, masked: '138****1234' }],
          },
          { id: aunt.id, name: '王秀兰', kind: 'entrusted', callOrder: 2, phones: [{ masked: '0536-***4567' }] },
        ],
      });
      expect(headers['etag']).toBe('"1"');
      expect(JSON.stringify(body)).not.toMatch(/13800001234|1234567/);
      expect(await logOf(child)).toEqual(['contactCard.opened']);
    });

    it('shows a subject teacher whom to call and the village, no house and nothing of the family', async () => {
      const { child } = await aChild();
      const dead = await app.world.guardian(child, { name: '李秀', relationship: 'mother' });
      await app.owner.query(`UPDATE guardians SET deceased = true, works_at = '青岛' WHERE id = $1`, [dead.id]);
      const { body } = await app.as(subject).get(path(child)).expect(200);
      expect(body).toMatchObject({ address: '某县东庄村***', village: '东庄村', mayEdit: false, mayReveal: true });
      expect(body.guardians.map(({ name }: { name: string }) => name)).toEqual(['王大山', '王秀兰']);
      for (const person of body.guardians) {
        const {
          id: _id,
          name: _name,
          relationship: _relationship,
          kind: _kind,
          phones: _phones,
          callOrder: _order,
          ...rest
        } = person;
        expect(Object.values(rest).filter((value) => value !== null)).toEqual([]);
      }
      expect((await app.as(head).get(path(child)).expect(200)).body.guardians).toHaveLength(3);
    });
  });

  describe('that is changed', () => {
    it('keeps what was masked, and the old value of every field with source, reason and who', async () => {
      const { child, father, aunt } = await aChild();
      const { body, headers } = await put(office, child, 1, {
        address: '某县西庄村3号',
        village: '西庄村',
        phones: [{ number: '１３９ ００００ ８８８８', label: '本人手表' }],
        guardians: [
          {
            id: aunt.id,
            name: '王秀兰',
            relationship: 'aunt',
            kind: 'entrusted',
            sex: 'female',
            age: 45,
            address: '西庄村5号',
            livesWithChild: true,
            phones: [{ id: aunt.phoneId, label: '家里' }],
          },
          {
            id: father.id,
            name: '王大海',
            relationship: 'father',
            kind: 'guardian',
            birthDate: '1985-02-28',
            awaySince: null,
            worksAt: '青岛',
            unableToCare: true,
            phones: [{ id: father.phoneId, number: '13800004321' }, { number: '+818012345678' }],
          },
        ],
        reason: '家访时核实',
        source: 'homeVisit',
      }).expect(200);
      expect(headers['etag']).toBe('"2"');
      expect(body).toMatchObject({
        version: 2,
        address: '某县西庄村3号',
        village: '西庄村',
        phones: [{ label: '本人手表', masked: '139****8888' }],
        guardians: [
          {
            id: aunt.id,
            callOrder: 1,
            sex: 'female',
            age: 45,
            livesWithChild: true,
            phones: [{ id: aunt.phoneId, label: '家里', masked: '0536-***4567' }],
          },
          {
            id: father.id,
            callOrder: 2,
            name: '王大海',
            birthDate: '1985-02-28',
            age: 41,
            awaySince: null,
            worksAt: '青岛',
            unableToCare: true,
            phones: [{ id: father.phoneId, masked: '138****4321' }, { masked: '+818****5678' }],
          },
        ],
      });
      expect((await historyOf(child)).sort()).toEqual(
        [
          '– address: 某县东庄村12号 → 某县西庄村3号',
          '– village: 东庄村 → 西庄村',
          '– phone: – → 13900008888',
          '– phoneLabel: – → 本人手表',
          '王秀兰 sex: – → female',
          '王秀兰 age: – → 45',
          '王秀兰 address: – → 西庄村5号',
          '王秀兰 livesWithChild: – → true',
          '王秀兰 phoneLabel: – → 家里',
          '王大山 name: 王大山 → 王大海',
          '王大山 birthDate: – → 1985-02-28',
          '王大山 awaySince: 2026-03-01 → –',
          '王大山 worksAt: – → 青岛',
          '王大山 unableToCare: – → true',
          '王大山 phone: 13800001234 → 13800004321',
          '王大山 phone: – → +818012345678',
          '– callOrder: 王大山、王秀兰 → 王秀兰、王大海',
        ].sort(),
      );
      const { rows } = await app.owner.query(
        `SELECT DISTINCT source, reason, changed_by FROM contact_card_changes WHERE student_id = $1`,
        [child.id],
      );
      expect(rows).toEqual([{ source: 'homeVisit', reason: '家访时核实', changed_by: office.id }]);
      expect(await logOf(child)).toEqual(['contactCard.edited']);

      const find = async (query: string): Promise<number> =>
        (
          await app
            .as(head)
            .post('/api/students/search')
            .send({ query, categories: ['leftBehind'] })
        ).body.items.filter(({ id }: { id: string }) => id === child.id).length;
      expect([await find('8888'), await find('4321'), await find('4567')]).toEqual([1, 1, 1]);
      expect(
        (await app.as(head).get(`/api/students?limit=100`)).body.items.find(({ id }: { id: string }) => id === child.id)
          .village,
      ).toBe('西庄村');
    });

    it('keeps in its history who is taken off, with everything that stood there', async () => {
      const { child, aunt } = await aChild();
      const { body } = await put(office, child, 1, {
        address: '某县东庄村12号',
        village: '东庄村',
        phones: [],
        guardians: [
          { id: aunt.id, name: '王秀兰', relationship: 'aunt', kind: 'entrusted', phones: [{ id: aunt.phoneId }] },
        ],
        reason: '登记有误',
      }).expect(200);
      expect(body.guardians.map(({ name }: { name: string }) => name)).toEqual(['王秀兰']);
      expect((await historyOf(child)).sort()).toEqual([
        '王大山 awaySince: 2026-03-01 → –',
        '王大山 kind: guardian → –',
        '王大山 name: 王大山 → –',
        '王大山 phone: 13800001234 → –',
        '王大山 relationship: father → –',
      ]);
      const { rows } = await app.owner.query(
        `SELECT name, removed_at IS NOT NULL AS removed FROM guardians WHERE student_id = $1 ORDER BY name`,
        [child.id],
      );
      expect(rows).toEqual([
        { name: '王大山', removed: true },
        { name: '王秀兰', removed: false },
      ]);
      const changes = await app
        .as(office)
        .get(`${path(child)}/changes`)
        .expect(200);
      expect(changes.body.items.find(({ field }: { field: string }) => field === 'phone')).toMatchObject({
        person: '王大山',
        before: '138****1234',
        after: null,
        by: { id: office.id, name: '孙老师' },
        reason: '登记有误',
        source: null,
      });
      expect(JSON.stringify(changes.body)).not.toContain('13800001234');
    });

    it('stays as it is where the same card is put again, with the age that was shown', async () => {
      const { child, father, aunt } = await aChild();
      await app.owner.query(`UPDATE guardians SET age_stated = 40, age_stated_on = '2024-10-01' WHERE id = $1`, [
        father.id,
      ]);
      const { body } = (await app.as(head).get(path(child)).expect(200)) as { body: Card };
      expect(body.guardians[0]!.age).toBe(42);
      const same = {
        address: '某县东庄村12号',
        village: '东庄村',
        phones: [],
        guardians: [
          {
            id: father.id,
            name: '王大山',
            relationship: 'father',
            kind: 'guardian',
            age: 42,
            awaySince: '2026-03-01',
            phones: [{ id: father.phoneId }],
          },
          {
            id: aunt.id,
            name: '王秀兰',
            relationship: 'aunt',
            kind: 'entrusted',
            phones: [{ id: aunt.phoneId, number: '0536 1234567' }],
          },
        ],
        reason: '核对',
      };
      expect((await put(office, child, 1, same).expect(200)).body.version).toBe(1);
      expect(await historyOf(child)).toEqual([]);
      const older = { ...same, guardians: [{ ...same.guardians[0], age: 43 }, same.guardians[1]] };
      expect((await put(office, child, 1, older).expect(200)).body.guardians[0].age).toBe(43);
      expect(await historyOf(child)).toEqual(['王大山 age: 40 → 43']);
    });

    it('is refused where somebody else was quicker, and both versions can be shown', async () => {
      const { child, father } = await aChild();
      const mine = {
        address: '甲',
        village: null,
        phones: [],
        guardians: [
          { id: father.id, name: '王大山', relationship: 'father', kind: 'guardian', phones: [{ id: father.phoneId }] },
        ],
        reason: '核实',
      };
      const answers = await Promise.all([
        put(office, child, 1, mine),
        put(office, child, 1, { ...mine, address: '乙' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      const [kept, stale] = answers[0].status === 200 ? answers : [answers[1], answers[0]];
      expect(stale.body).toMatchObject({
        code: 'version.stale',
        currentVersion: 2,
        current: { version: 2, address: kept.body.address },
      });
      expect(stale.body.current).not.toHaveProperty('guardians.0.phones.0.number');
      expect((await historyOf(child)).filter((line) => line.includes('address'))).toHaveLength(1);
      expect(await logOf(child)).toEqual(['contactCard.edited', 'contactCard.opened']);
    });

    it('is refused with every wrong field at its place', async () => {
      const { child, father } = await aChild();
      const { body } = await put(office, child, 1, {
        address: null,
        village: null,
        phones: [{ number: '123' }, { number: '13800001111' }, { number: '138-0000-1111' }],
        guardians: [
          {
            name: '王2',
            relationship: 'father',
            kind: 'guardian',
            birthDate: '2027-01-01',
            awaySince: '2026-12-01',
            phones: [{ label: '手机' }],
          },
          {
            id: '0198c0de-0000-7000-8000-000000000000',
            name: '李秀',
            relationship: 'mother',
            kind: 'guardian',
            phones: [{ id: father.phoneId }],
          },
          { name: '李秀', relationship: 'mother', kind: 'guardian', phones: [{ number: '1234567' }] },
        ],
        reason: '核实',
      }).expect(400);
      expect(
        body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`).sort(),
      ).toEqual([
        '/guardians/0/awaySince date.future',
        '/guardians/0/birthDate birthDate.future',
        '/guardians/0/name name.digits',
        '/guardians/0/phones/0/number field.required',
        '/guardians/1/id guardian.unknown',
        '/guardians/1/phones/0/id phone.unknown',
        '/guardians/1/phones/0/number field.required',
        '/guardians/2 guardian.repeated',
        '/guardians/2/phones/0/number phone.invalid',
        '/phones/0/number phone.invalid',
        '/phones/2/number phone.repeated',
      ]);
      expect(JSON.stringify(body)).not.toMatch(/1380000|李秀|1234567/);
      expect(await historyOf(child)).toEqual([]);
    });

    it('is refused with unknown fields, too many people, no reason, or no version', async () => {
      const { child } = await aChild();
      const empty = { address: null, village: null, phones: [], guardians: [], reason: '核实' };
      const guardian = {
        name: '王某某',
        relationship: 'father',
        kind: 'guardian',
        phones: [],
        verifiedOn: '2026-11-01',
      };
      for (const [body, pointer, code] of [
        [{ ...empty, verifiedOn: '2026-11-01' }, '/verifiedOn', 'field.unknown'],
        [{ ...empty, guardians: [guardian] }, '/guardians/0/verifiedOn', 'field.unknown'],
        [{ ...empty, guardians: Array(11).fill(guardian) }, '/guardians', 'field.tooMany'],
        [{ ...empty, reason: undefined }, '/reason', 'field.required'],
        [{ ...empty, reason: ' ' }, '/reason', 'field.required'],
        [{ ...empty, address: undefined }, '/address', 'field.required'],
        [{ ...empty, source: 'rumour' }, '/source', 'field.choice'],
        [{ ...empty, guardians: 'none' }, '/guardians', 'field.type'],
        [{ ...empty, guardians: [null] }, '/guardians/0', 'field.type'],
      ] as const) {
        const answer = await put(office, child, 1, body).expect(400);
        expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
      }
      await app.as(head).put(path(child)).send(empty).expect(428);
      await app.as(head).put(path(child)).set('If-Match', 'one').send(empty).expect(400);
    });

    it('is not changed by a subject teacher or a principal, who see it', async () => {
      const { child } = await aChild();
      const principal = await app.world.person(school, { roles: ['principal'] });
      const empty = { address: null, village: null, phones: [], guardians: [], reason: '核实' };
      for (const person of [subject, principal]) await put(person, child, 1, empty).expect(403);
      expect(await historyOf(child)).toEqual([]);
    });

    it('is read in its history newest first, page by page, and only by those who may', async () => {
      const { child } = await aChild();
      for (let version = 1; version <= 5; version += 1)
        await put(office, child, version, {
          address: `东庄村${version}号`,
          village: null,
          phones: [],
          guardians: [],
          reason: `第${version}次`,
        }).expect(200);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const { body } = (await app
          .as(head)
          .get(`${path(child)}/changes?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
          .expect(200)) as { body: { items: { id: string }[]; nextCursor: string | null } };
        seen.push(...body.items.map(({ id }) => id));
        cursor = body.nextCursor;
      } while (cursor !== null);
      const { rows } = await app.owner.query<{ id: string }>(
        `SELECT id FROM contact_card_changes WHERE student_id = $1 ORDER BY changed_at DESC, id DESC`,
        [child.id],
      );
      expect(seen).toEqual(rows.map(({ id }) => id));
      await app
        .as(subject)
        .get(`${path(child)}/changes`)
        .expect(403);
      const untouched = await app.world.student(school, { in: own });
      expect(
        (
          await app
            .as(head)
            .get(`${path(untouched)}/changes`)
            .expect(200)
        ).body,
      ).toEqual({ items: [], nextCursor: null });
      expect(await logOf(untouched)).toEqual(['contactCard.historyOpened']);
    });
  });

  describe('that is verified', () => {
    const verify = (person: Person, child: AStudent, version: number, body: object = {}) =>
      app
        .as(person)
        .post(`${path(child)}/verify`)
        .set('If-Match', `"${version}"`)
        .send(body);

    it('is fresh until the term ends or the card changes', async () => {
      const { child } = await aChild();
      const { body } = await verify(head, child, 1).expect(200);
      expect(body).toMatchObject({ version: 2, verifiedOn: '2026-11-23', verifiedBy: '周老师', stale: false });
      const empty = { address: '新地址', village: null, phones: [], guardians: [], reason: '搬家' };
      app.clock.moveTo('2026-11-23T11:00:00+08:00');
      expect((await put(office, child, 2, empty).expect(200)).body).toMatchObject({
        verifiedOn: '2026-11-23',
        stale: true,
      });
      app.clock.moveTo('2026-11-23T12:00:00+08:00');
      expect((await verify(office, child, 3).expect(200)).body).toMatchObject({ stale: false, verifiedBy: '孙老师' });
      app.clock.moveTo('2027-01-30T10:00:00+08:00');
      expect((await app.as(head).get(path(child)).expect(200)).body.stale).toBe(false);
      app.clock.moveTo('2027-02-22T10:00:00+08:00');
      expect((await app.as(head).get(path(child)).expect(200)).body.stale).toBe(true);
      app.clock.moveTo('2026-11-23T10:00:00+08:00');
    });

    it('is not fresh where nobody was reached, but the attempt is kept', async () => {
      const { child } = await aChild();
      const { body } = await verify(head, child, 1, { reached: false }).expect(200);
      expect(body).toMatchObject({ version: 1, verifiedOn: null, stale: true });
      const { rows } = await app.owner.query(
        `SELECT reached, verified_on FROM contact_card_verifications WHERE student_id = $1`,
        [child.id],
      );
      expect(rows).toEqual([{ reached: false, verified_on: '2026-11-23' }]);
      expect(await logOf(child)).toEqual(['contactCard.notReached']);
    });

    it('counts once however often one press arrives', async () => {
      const { child } = await aChild();
      const press = () => verify(head, child, 1).set('Idempotency-Key', `press-${child.id}`);
      const answers = [...(await Promise.all([press(), press()])), await press()];
      expect(answers.map(({ status, body }) => `${status} ${body.version}`)).toEqual(['200 2', '200 2', '200 2']);
      const { rows } = await app.owner.query(
        `SELECT count(*)::int AS times FROM contact_card_verifications WHERE student_id = $1`,
        [child.id],
      );
      expect(rows).toEqual([{ times: 1 }]);
    });

    it('may be typed in later, not for the future, and an older visit makes it no older', async () => {
      const { child } = await aChild();
      expect((await verify(head, child, 1, { on: '2026-11-24' }).expect(400)).body.errors[0]).toMatchObject({
        pointer: '/on',
        code: 'date.future',
      });
      expect((await verify(head, child, 1, { on: '2026-11-02' }).expect(200)).body).toMatchObject({
        version: 2,
        verifiedOn: '2026-11-02',
        stale: false,
      });
      expect((await verify(head, child, 2, { on: '2026-10-12' }).expect(200)).body).toMatchObject({
        version: 2,
        verifiedOn: '2026-11-02',
      });
      await verify(head, child, 1).expect(412);
      await app
        .as(head)
        .post(`${path(child)}/verify`)
        .send({})
        .expect(428);
    });
  });

  describe('of which a masked value is revealed', () => {
    const reveal = (person: Person, child: AStudent, body: object) =>
      app
        .as(person)
        .post(`${path(child)}/reveal`)
        .send(body);

    it('gives the phone to call, and one row with who, which and why', async () => {
      const { child, father } = await aChild();
      const { body } = await reveal(head, child, { what: 'phone', id: father.phoneId, reason: 'call' }).expect(200);
      expect(body).toEqual({ value: '13800001234' });
      const { rows } = await app.owner.query(
        `SELECT actor_id, act, subject_id, reason FROM audit_entries WHERE student_id = $1`,
        [child.id],
      );
      expect(rows).toEqual([
        { actor_id: head.id, act: 'contactCard.revealed', subject_id: father.phoneId, reason: 'call' },
      ]);
    });

    it('gives each answer its own row, also to the same request sent again, and keeps the value nowhere', async () => {
      const { child, father } = await aChild();
      for (const _ of [1, 2])
        await reveal(office, child, { what: 'phone', id: father.phoneId, reason: 'other', note: '核对台账' })
          .set('Idempotency-Key', 'again')
          .expect(200);
      expect(await logOf(child)).toEqual([
        'contactCard.revealed (other: 核对台账)',
        'contactCard.revealed (other: 核对台账)',
      ]);
      const { rows } = await app.owner.query(
        `SELECT count(*)::int AS kept FROM idempotency_keys WHERE body LIKE '%13800001234%'`,
      );
      expect(rows).toEqual([{ kept: 0 }]);
    });

    it('gives ID number, student number and address to those who answer for the child', async () => {
      const child = await app.world.student(school, {
        in: own,
        idNumber: '11010519491231002X',
        studentNumber: 'L000000000000000022',
        address: '东庄村7号',
      });
      const mother = await app.world.guardian(child, { name: '李秀', relationship: 'mother' });
      await app.owner.query(`UPDATE guardians SET address = '西庄村1号' WHERE id = $1`, [mother.id]);
      expect((await reveal(head, child, { what: 'idNumber', reason: 'form' }).expect(200)).body.value).toBe(
        '11010519491231002X',
      );
      expect((await reveal(office, child, { what: 'studentNumber', reason: 'verify' }).expect(200)).body.value).toBe(
        'L000000000000000022',
      );
      expect((await reveal(head, child, { what: 'address', reason: 'emergency' }).expect(200)).body.value).toBe(
        '东庄村7号',
      );
      expect(
        (await reveal(head, child, { what: 'address', id: mother.id, reason: 'form' }).expect(200)).body.value,
      ).toBe('西庄村1号');
      expect(await logOf(child)).toEqual([
        'idNumber.revealed (form)',
        'studentNumber.revealed (verify)',
        'contactCard.revealed (emergency)',
        'contactCard.revealed (form)',
      ]);
    });

    it('gives a subject teacher a phone, to call, and nothing else', async () => {
      const { child, father } = await aChild();
      await app.owner.query(`UPDATE students SET id_number = '440524188001010014' WHERE id = $1`, [child.id]);
      for (const body of [
        { what: 'phone', id: father.phoneId, reason: 'form' },
        { what: 'idNumber', reason: 'call' },
        { what: 'studentNumber', reason: 'call' },
        { what: 'address', reason: 'call' },
      ])
        await reveal(subject, child, body).expect(403);
      expect(await logOf(child)).toEqual([]);
      expect(
        (await reveal(subject, child, { what: 'phone', id: father.phoneId, reason: 'call' }).expect(200)).body.value,
      ).toBe('13800001234');
      expect(await logOf(child)).toEqual(['contactCard.revealed (call)']);
    });

    it('gives nothing, and writes nothing, where there is nothing', async () => {
      const { child } = await aChild();
      const { father } = await aChild();
      for (const body of [
        { what: 'idNumber', reason: 'form' },
        { what: 'phone', id: father.phoneId, reason: 'call' },
        { what: 'phone', id: '0198c0de-0000-7000-8000-000000000000', reason: 'call' },
      ]) {
        const answer = await reveal(head, child, body).expect(404);
        expect(answer.body.code).toBe('reveal.nothing');
      }
      expect(await logOf(child)).toEqual([]);
    });

    it('wants to know which phone, and why', async () => {
      const { child, father } = await aChild();
      for (const [body, pointer] of [
        [{ what: 'phone', reason: 'call' }, '/id'],
        [{ what: 'phone', id: father.phoneId }, '/reason'],
        [{ what: 'phone', id: father.phoneId, reason: 'other' }, '/note'],
      ] as const) {
        const answer = await reveal(head, child, body).expect(400);
        expect(answer.body.errors).toEqual([{ pointer, code: 'field.required', params: {} }]);
      }
      await reveal(head, child, { what: 'name', reason: 'call' }).expect(400);
      expect(await logOf(child)).toEqual([]);
    });
  });
});
