import type {
  ContactCardView,
  CorrectGuardianCardRequest,
  GuardianCardView,
  GuardianLinkList,
  GuardianLinkMade,
} from '@tongxin/shared';
import { CATEGORY_CODES, CATEGORY_WORDS } from '@tongxin/shared';
import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

const A_DAY = 24 * 60 * 60 * 1000;

describe('a link for a guardian', () => {
  let app: TestApp;
  let school: ASchool;
  let ownClass: AClass;
  let office: Person;
  let department: Person;
  let head: Person;
  let address = 1;

  beforeAll(async () => {
    app = await TestApp.start({ settings: { TRUST_PROXY: '1' } });
    school = await app.world.school({ name: '东庄小学' });
    ownClass = await app.world.class(school);
    office = await app.world.person(school, { roles: ['office'] });
    department = await app.world.person(school, { roles: ['moralEducation'] });
    head = await app.world.person(school, { heads: [ownClass] });
  });
  afterAll(() => app.stop());
  beforeEach(() => {
    address += 1;
  });

  /** A child with a father and a grandmother on the card. */
  const aChild = async (): Promise<{ child: AStudent; father: string; fathersPhone: string }> => {
    const child = await app.world.student(school, { in: ownClass, categories: ['orphan', 'psychological'] });
    const father = await app.world.guardian(child, { name: '王大山', phone: '13800001234' });
    await app.world.guardian(child, { name: '李秀英', relationship: 'paternalGrandmother', phone: '0536-1234567' });
    return { child, father: father.id, fathersPhone: father.phoneId };
  };
  const make = async (child: AStudent, body: object = {}): Promise<GuardianLinkMade & { token: string }> => {
    const made = (await app.as(office).post(`/api/students/${child.id}/guardian-links`).send(body).expect(201))
      .body as GuardianLinkMade;
    return { ...made, token: made.url.split('#')[1]! };
  };
  const send = (act: 'open' | 'confirm' | 'correct', body: object) =>
    app.stranger.post(`/api/guardian-card/${act}`).set('X-Forwarded-For', `10.0.0.${address}`).send(body);
  const open = async (token: string): Promise<GuardianCardView> =>
    (await send('open', { token }).expect(200)).body as GuardianCardView;
  const nothing = { phones: [], people: [] } satisfies Partial<CorrectGuardianCardRequest>;
  const list = async (child: AStudent): Promise<GuardianLinkList> =>
    (await app.as(office).get(`/api/students/${child.id}/guardian-links`).expect(200)).body as GuardianLinkList;
  const cardOf = async (child: AStudent): Promise<ContactCardView> =>
    (await app.as(office).get(`/api/students/${child.id}/contact-card`).expect(200)).body as ContactCardView;

  describe('and what it shows', () => {
    it('is the name, the school and the card with masked digits and without the house, and nothing else', async () => {
      const { child } = await aChild();
      const { token } = await make(child);
      const card = await open(token);
      expect(card).toEqual({
        schoolName: '东庄小学',
        studentName: child.name,
        version: 1,
        village: '东庄村',
        address: '东庄村***',
        phones: [],
        people: [
          {
            id: expect.any(String),
            name: '王大山',
            relationship: 'father',
            phones: [{ id: expect.any(String), masked: '138****1234' }],
          },
          {
            id: expect.any(String),
            name: '李秀英',
            relationship: 'paternalGrandmother',
            phones: [{ id: expect.any(String), masked: '0536-***4567' }],
          },
        ],
        expiresAt: '2026-11-30T02:00:00.000Z',
      });
    });

    it('holds no category, no full number, no other child and nobody who has died', async () => {
      const { child } = await aChild();
      const brother = await app.world.student(school, { in: ownClass, categories: ['disability'] });
      await app.world.guardian(brother, { name: '王大山', phone: '13800001234' });
      const mother = await app.world.guardian(child, { name: '赵已故', relationship: 'mother', phone: '13900005678' });
      await app.owner.query(
        `UPDATE guardians SET deceased = true, works_at = '深圳', away_since = '2026-01-01' WHERE id = $1`,
        [mother.id],
      );
      const { token, link } = await make(child, { note: '奶奶家没有智能手机' });
      const { text } = await send('open', { token }).expect(200);
      const words = [...CATEGORY_CODES, ...Object.values(CATEGORY_WORDS).flat().map(String)];
      const canaries = [
        brother.id,
        brother.name,
        child.id,
        '赵已故',
        '13800001234',
        '12号',
        '奶奶家',
        link.id,
        'careFile',
        'status',
        'deceased',
        '深圳',
      ];
      for (const word of [...words, ...canaries]) expect([word, text.includes(word)]).toEqual([word, false]);
    });

    it('leaves rows in the access log: made by the office, opened and used by the link itself', async () => {
      const { child } = await aChild();
      const { token, link } = await make(child);
      const { version } = await open(token);
      await send('confirm', { token, version }).expect(200);
      const { rows } = await app.owner.query(
        `SELECT act, actor_id, subject_id FROM audit_entries WHERE student_id = $1 ORDER BY id`,
        [child.id],
      );
      expect(rows).toEqual([
        { act: 'guardianLink.made', actor_id: office.id, subject_id: link.id },
        { act: 'guardianLink.opened', actor_id: link.id, subject_id: link.id },
        { act: 'guardianLink.confirmed', actor_id: link.id, subject_id: link.id },
      ]);
    });
  });

  describe('that is confirmed', () => {
    it('makes the card fresh, says that a guardian did, and is used up; looking did not use it', async () => {
      const { child } = await aChild();
      const { token } = await make(child);
      expect((await cardOf(child)).stale).toBe(true);
      await open(token);
      const { version } = await open(token);
      expect((await list(child)).items[0]!.state).toBe('opened');
      expect((await send('confirm', { token, version }).expect(200)).body).toEqual({ schoolName: '东庄小学' });
      expect(await cardOf(child)).toMatchObject({
        stale: false,
        verifiedOn: '2026-11-23',
        verifiedBy: null,
        verifiedByGuardian: true,
      });
      expect((await list(child)).items[0]).toMatchObject({ state: 'confirmed', proposalId: null });
      expect((await send('open', { token }).expect(409)).body.code).toBe('guardianLink.used');
      expect((await send('confirm', { token, version: 2 }).expect(409)).body.code).toBe('guardianLink.used');
    });

    it('counts as the duty to make sure of the card, and a colleague’s call afterwards is the colleague’s again', async () => {
      const { child } = await aChild();
      const { token } = await make(child);
      await send('confirm', { token, version: (await open(token)).version }).expect(200);
      const { body } = await app
        .as(department)
        .get(`/api/duties?standard=contactCardVerified&classId=${ownClass.id}&limit=100`)
        .expect(200);
      const duty = (body.items as { student: { id: string }; status: string }[]).find(
        ({ student }) => student.id === child.id,
      );
      expect(duty?.status).toBe('done');
      await app
        .as(office)
        .post(`/api/students/${child.id}/contact-card/verify`)
        .set('If-Match', '"2"')
        .send({})
        .expect(200);
      expect(await cardOf(child)).toMatchObject({ verifiedBy: office.name, verifiedByGuardian: false });
    });

    it('is refused, and not used, where the card has changed since it was seen', async () => {
      const { child } = await aChild();
      const { token } = await make(child);
      const { version } = await open(token);
      await app
        .as(office)
        .post(`/api/students/${child.id}/contact-card/verify`)
        .set('If-Match', '"1"')
        .send({})
        .expect(200);
      await send('confirm', { token, version }).expect(412);
      await send('confirm', { token, version: (await open(token)).version }).expect(200);
    });

    it('is confirmed once, however many press at the same time', async () => {
      const { child } = await aChild();
      const { token } = await make(child);
      const { version } = await open(token);
      const answers = await Promise.all([1, 2, 3].map(() => send('confirm', { token, version })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    });
  });

  describe('that corrects', () => {
    it('changes nothing until the department agrees, then the card and its history say so', async () => {
      const { child, father, fathersPhone } = await aChild();
      const { token } = await make(child, { guardianId: father });
      const { version } = await open(token);
      await send('correct', {
        token,
        version,
        address: '东庄村88号',
        phones: [{ number: '139 1111 2222' }],
        people: [
          { id: father, phones: [{ id: fathersPhone, number: '13700009999' }] },
          { name: '王小姑', relationship: 'aunt', phones: [{ number: '13600008888' }] },
        ],
        message: '白天打小姑的电话',
      }).expect(200);
      expect((await cardOf(child)).guardians[0]!.phones[0]!.masked).toBe('138****1234');
      const [link] = (await list(child)).items;
      expect(link).toMatchObject({ state: 'corrected', guardian: { id: father, name: '王大山' } });

      const proposal = (await app.as(department).get(`/api/approvals/${link!.proposalId}`).expect(200)).body;
      expect(proposal).toMatchObject({
        kind: 'contactCard.guardianCorrection',
        origin: 'guardianLink',
        reason: '白天打小姑的电话',
      });
      await app.as(head).post(`/api/approvals/${link!.proposalId}/approve`).send({}).expect(403);
      await app
        .as(department)
        .post(`/api/approvals/${link!.proposalId}/approve`)
        .set('If-Match', '"1"')
        .send({})
        .expect(200);
      const card = await cardOf(child);
      expect(card.address).toBe('东庄村88号');
      expect(card.phones.map(({ masked }) => masked)).toEqual(['139****2222']);
      expect(card.guardians.map(({ name, phones }) => [name, phones[0]!.masked])).toEqual([
        ['王大山', '137****9999'],
        ['李秀英', '0536-***4567'],
        ['王小姑', '136****8888'],
      ]);
      const { rows } = await app.owner.query(
        `SELECT field, before, after, source, approved_by FROM contact_card_changes WHERE student_id = $1 AND field = 'phone' AND guardian_id = $2`,
        [child.id, father],
      );
      expect(rows).toEqual([
        { field: 'phone', before: '13800001234', after: '13700009999', source: 'guardian', approved_by: department.id },
      ]);
      expect(
        (await app.as(department).post(`/api/approvals/${link!.proposalId}/approve`).send({}).expect(409)).body.code,
      ).toBe('proposal.decided');
    });

    it('can be sent back, and nothing of it comes true', async () => {
      const { child } = await aChild();
      const { token } = await make(child);
      await send('correct', { ...nothing, token, version: (await open(token)).version, address: '假地址1号' }).expect(
        200,
      );
      const { proposalId } = (await list(child)).items[0]!;
      await app
        .as(department)
        .post(`/api/approvals/${proposalId}/send-back`)
        .send({ reason: '电话核实后不属实' })
        .expect(200);
      expect((await cardOf(child)).address).toBe('东庄村12号');
    });

    it('takes nobody off who was not named, and may say that a number or a person is gone', async () => {
      const { child, father, fathersPhone } = await aChild();
      const { token } = await make(child);
      const { version, people } = await open(token);
      await send('correct', {
        ...nothing,
        token,
        version,
        people: [
          { id: father, phones: [{ id: fathersPhone, gone: true }] },
          { id: people[1]!.id, gone: true, phones: [] },
        ],
      }).expect(200);
      const { proposalId } = (await list(child)).items[0]!;
      await app.as(department).post(`/api/approvals/${proposalId}/approve`).send({}).expect(200);
      expect((await cardOf(child)).guardians).toMatchObject([{ name: '王大山', phones: [] }]);
    });

    it('is refused at its fields, and the link is not used', async () => {
      const { child, father } = await aChild();
      const other = await aChild();
      const { token } = await make(child);
      const { version } = await open(token);
      const { body } = await send('correct', {
        token,
        version,
        phones: [{ number: '123' }],
        people: [
          { id: other.father, phones: [] },
          { name: '=1+1', relationship: 'aunt', phones: [{ number: '13800001234' }, { number: '13800001234' }] },
          { phones: [] },
          { id: father, phones: [{ id: other.fathersPhone, number: '13800001235' }] },
        ],
      }).expect(400);
      expect(
        (body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`),
      ).toEqual([
        '/people/0/id guardian.unknown',
        '/people/1/name name.formula',
        '/people/1/phones/1/number phone.repeated',
        '/people/2/name field.required',
        '/people/2/relationship field.required',
        '/people/3/phones/0/id phone.unknown',
        '/phones/0/number phone.invalid',
      ]);
      expect((await send('correct', { ...nothing, token, version }).expect(400)).body.code).toBe(
        'guardianCard.unchanged',
      );
      await send('correct', { ...nothing, token, version, category: 'orphan' }).expect(400);
      await send('correct', { ...nothing, token, version: 7, address: '东庄村1号' }).expect(412);
      await send('confirm', { token, version }).expect(200);
    });
  });

  describe('that is not good', () => {
    it('is guessed, malformed or missing: it is not there, and after 30 guesses the address waits', async () => {
      const guess = 'A'.repeat(43);
      expect((await send('open', { token: guess }).expect(404)).body.code).toBe('guardianLink.unknown');
      expect((await send('open', { token: "' OR 1=1 --" }).expect(404)).body.code).toBe('guardianLink.unknown');
      await send('open', {}).expect(400);
      for (let count = 2; count < 30; count++) await send('open', { token: guess }).expect(404);
      const { body, headers } = await send('open', { token: guess }).expect(429);
      expect(body.code).toBe('session.tooManyAttempts');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    });

    it('is asked for too often: it waits, whoever asks', async () => {
      const { child } = await aChild();
      const { token } = await make(child);
      for (let count = 0; count < 60; count++) await open(token);
      await send('open', { token }).expect(429);
      await app.stranger.post('/api/guardian-card/open').set('X-Forwarded-For', '10.9.9.9').send({ token }).expect(429);
    });

    it('is seven days old: it says so to who holds it', async () => {
      const { child } = await aChild();
      const { token } = await make(child);
      const now = app.clock.now();
      try {
        app.clock.moveTo(new Date(now.getTime() + 7 * A_DAY - 1000).toISOString());
        await open(token);
        app.clock.moveTo(new Date(now.getTime() + 7 * A_DAY).toISOString());
        expect((await send('open', { token }).expect(409)).body.code).toBe('guardianLink.expired');
        expect((await list(child)).items[0]!.state).toBe('expired');
      } finally {
        app.clock.moveTo(now.toISOString());
      }
    });

    it('is revoked: it says so, and is not revoked twice', async () => {
      const { child } = await aChild();
      const { token, link } = await make(child);
      const revoke = () => app.as(office).post(`/api/students/${child.id}/guardian-links/${link.id}/revoke`).send({});
      expect((await revoke().expect(200)).body.state).toBe('revoked');
      expect((await send('open', { token }).expect(409)).body.code).toBe('guardianLink.revoked');
      expect((await revoke().expect(409)).body.code).toBe('guardianLink.over');
    });

    it('comes from another site', async () => {
      const { child } = await aChild();
      const { token } = await make(child);
      await send('open', { token }).set('Sec-Fetch-Site', 'cross-site').expect(403);
    });
  });

  describe('and the school', () => {
    it('keeps no secret of it: neither in the list, nor in any table, nor for a repeated request', async () => {
      const { child } = await aChild();
      const answer = await app
        .as(office)
        .post(`/api/students/${child.id}/guardian-links`)
        .set('Idempotency-Key', 'a-link')
        .send({})
        .expect(201);
      const token = (answer.body as GuardianLinkMade).url.split('#')[1]!;
      expect(answer.body.url).toMatch(/^http:\/\/[^/]+\/g#[\w-]{43}$/);
      expect(JSON.stringify(await list(child))).not.toContain(token);
      const { rows: tables } = await app.owner.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
      );
      for (const { name } of tables) {
        const { rows } = await app.owner.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM "${name}" t WHERE t::text LIKE $1`,
          [`%${token}%`],
        );
        expect([name, rows[0]!.n]).toEqual([name, 0]);
      }
    });

    it('has at most five open ones for a child', async () => {
      const { child } = await aChild();
      const first = await make(child);
      for (let count = 1; count < 5; count++) await make(child);
      const again = () => app.as(office).post(`/api/students/${child.id}/guardian-links`).send({});
      expect((await again().expect(409)).body.code).toBe('guardianLink.tooMany');
      await app
        .as(office)
        .post(`/api/students/${child.id}/guardian-links/${first.link.id}/revoke`)
        .send({})
        .expect(200);
      await again().expect(201);
    });

    it('lets office and department make one, the head teacher look, and nobody else know', async () => {
      const { child } = await aChild();
      const path = `/api/students/${child.id}/guardian-links`;
      await app.as(department).post(path).send({}).expect(201);
      const seen = (await app.as(head).get(path).expect(200)).body as GuardianLinkList;
      expect(seen).toMatchObject({ items: [{ state: 'waiting' }], mayMake: false });
      await app.as(head).post(path).send({}).expect(403);
      await app.as(head).post(`${path}/${seen.items[0]!.id}/revoke`).send({}).expect(403);
      const otherHead = await app.world.person(school, { heads: [await app.world.class(school, { number: 9 })] });
      await app.as(otherHead).get(path).expect(404);
      const elsewhere = await app.world.person(await app.world.school(), { roles: ['office'] });
      await app.as(elsewhere).get(path).expect(404);
      await app.as(elsewhere).post(path).send({}).expect(404);
      await app.as(elsewhere).post(`${path}/${seen.items[0]!.id}/revoke`).send({}).expect(404);
      const teacher = await app.world.person(school, { teaches: [ownClass] });
      await app.as(teacher).get(path).expect(403);
    });

    it('names only somebody of this card', async () => {
      const { child } = await aChild();
      const other = await aChild();
      const { body } = await app
        .as(office)
        .post(`/api/students/${child.id}/guardian-links`)
        .send({ guardianId: other.father })
        .expect(400);
      expect(body.errors).toMatchObject([{ pointer: '/guardianId', code: 'guardian.unknown' }]);
    });
  });
});
