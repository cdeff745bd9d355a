import { CARE_FILE_REASONS, CARE_FILE_STATUSES, type CareFileStatus } from '@tongxin/shared';
import { aWorkbook } from '../support/a-workbook.js';
import { Importing } from '../support/ledgers.js';
import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

describe('the life of a care file', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let moral: Person;
  let head: Person;
  let otherHead: Person;
  let office: Person;
  let principal: Person;
  let subject: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    own = await app.world.class(school);
    const other = await app.world.class(school, { number: 2 });
    moral = await app.world.person(school, { roles: ['moralEducation'], name: '钱老师' });
    head = await app.world.person(school, { heads: [own], name: '方老师' });
    otherHead = await app.world.person(school, { heads: [other] });
    office = await app.world.person(school, { roles: ['office'] });
    principal = await app.world.person(school, { roles: ['principal'] });
    subject = await app.world.person(school, { teaches: [own] });
  });
  afterAll(() => app.stop());

  const aChild = (careFile = true): Promise<AStudent> =>
    app.world.student(school, { in: own, openedOn: '2026-09-10', careFile });
  const change = (child: AStudent, version: number, body: object, person = moral) =>
    app.as(person).patch(`/api/students/${child.id}/care-file`).set('If-Match', `"${version}"`).send(body);
  const setUrgency = (child: AStudent, version: number, body: object, person = head) =>
    app.as(person).patch(`/api/students/${child.id}/care-file/urgency`).set('If-Match', `"${version}"`).send(body);
  const fileOf = async (child: AStudent, person = moral) =>
    (await app.as(person).get(`/api/students/${child.id}/care-file`).expect(200)).body;

  describe('goes from state to state', () => {
    const ALLOWED: Record<CareFileStatus, readonly CareFileStatus[]> = {
      open: ['paused', 'closed', 'transferred'],
      paused: ['open', 'closed', 'transferred'],
      closed: ['open'],
      transferred: ['open'],
    };
    it.each(CARE_FILE_STATUSES)('from %s as the table says and no other way', async (from) => {
      for (const to of CARE_FILE_STATUSES) {
        const child = await aChild();
        let version = 1;
        if (from !== 'open') await change(child, version++, step(from)).expect(200);
        const answer = await change(child, version, step(to));
        expect([from, to, answer.status]).toEqual([from, to, ALLOWED[from].includes(to) ? 200 : 409]);
        if (answer.status === 409) expect(answer.body.code).toBe('careFile.wrongStep');
      }
    });

    const step = (status: CareFileStatus): object => ({
      status,
      reasonCode: CARE_FILE_REASONS[status][0],
      ...(status === 'transferred' ? { toSchool: '滨河小学' } : {}),
    });

    it('to another school with its name and the day, and comes back with the child', async () => {
      const child = await aChild();
      await change(child, 1, {
        status: 'transferred',
        reasonCode: 'changedSchool',
        toSchool: '滨河小学',
        on: '2026-11-16',
      }).expect(200);
      const { body } = await change(child, 2, {
        status: 'open',
        reasonCode: 'backAtSchool',
        reason: '随父母返回',
      }).expect(200);
      expect(body.periods.slice(1)).toMatchObject([
        {
          status: 'transferred',
          from: '2026-11-16',
          reasonCode: 'changedSchool',
          reason: null,
          toSchool: '滨河小学',
          by: { name: '钱老师' },
        },
        { status: 'open', from: '2026-11-23', reasonCode: 'backAtSchool', reason: '随父母返回', toSchool: null },
      ]);
    });

    it('for a reason that fits, in words where it is another, and with a receiving school only when it goes', async () => {
      const child = await aChild();
      for (const [body, pointer, code] of [
        [{ status: 'paused', reasonCode: 'graduated' }, '/reasonCode', 'careFile.reasonUnfit'],
        [{ status: 'paused', reasonCode: 'other' }, '/reason', 'field.required'],
        [{ status: 'transferred', reasonCode: 'changedSchool' }, '/toSchool', 'field.required'],
        [{ status: 'closed', reasonCode: 'graduated', toSchool: '滨河小学' }, '/toSchool', 'field.unknown'],
        [{ status: 'closed', reasonCode: 'nonsense' }, '/reasonCode', 'field.choice'],
        [{ status: 'paused', reasonCode: 'sickLeave', on: '2026-11-24' }, '/on', 'date.future'],
      ] as const)
        expect((await change(child, 1, body).expect(400)).body.errors[0]).toMatchObject({ pointer, code });
      expect((await fileOf(child)).version).toBe(1);
    });
  });

  describe('is more or less urgent', () => {
    it('for a reason, until a day on which somebody looks again, and every step is kept', async () => {
      const child = await aChild();
      await setUrgency(child, 1, { level: 'high', reason: '奶奶住院，无人照看', reviewOn: '2026-12-01' }).expect(200);
      await setUrgency(child, 2, { level: 'raised', reason: '姑姑接手照看', reviewOn: '2026-12-20' }, moral).expect(
        200,
      );
      const { body } = await setUrgency(child, 3, { level: 'normal', reason: '奶奶已出院' }).expect(200);
      expect(body).toMatchObject({
        version: 4,
        urgency: 'normal',
        reviewOn: null,
        urgencies: [
          { level: 'normal', reason: '奶奶已出院', reviewOn: null, from: '2026-11-23', by: { name: '方老师' } },
          { level: 'raised', reviewOn: '2026-12-20', by: { name: '钱老师' } },
          { level: 'high', reason: '奶奶住院，无人照看', reviewOn: '2026-12-01' },
        ],
      });
      const { rows } = await app.owner.query(
        `SELECT act, reason FROM audit_entries WHERE student_id = $1 AND act = 'urgency.set' ORDER BY id`,
        [child.id],
      );
      expect(rows.map(({ reason }) => reason)).toEqual(['high', 'raised', 'normal']);
    });

    it('with a day that lies ahead and not too far, and none where it is as usual', async () => {
      const child = await aChild();
      for (const [body, code] of [
        [{ level: 'high', reason: '急' }, 'field.required'],
        [{ level: 'high', reason: '急', reviewOn: '2026-11-23' }, 'urgency.reviewNotAhead'],
        [{ level: 'raised', reason: '急', reviewOn: '2027-07-01' }, 'urgency.reviewTooFar'],
        [{ level: 'normal', reason: '缓', reviewOn: '2026-12-01' }, 'field.unknown'],
      ] as const)
        expect((await setUrgency(child, 1, body).expect(400)).body.errors[0]).toMatchObject({
          pointer: '/reviewOn',
          code,
        });
      await setUrgency(child, 1, { level: 'high', reason: ' ', reviewOn: '2026-12-01' }).expect(400);
    });

    it('by its head teacher and the department alone, from the version they have seen, while it is open or rests', async () => {
      const child = await aChild();
      const body = { level: 'raised', reason: '情绪低落', reviewOn: '2026-12-01' };
      for (const [person, status] of [
        [office, 403],
        [principal, 403],
        [subject, 403],
        [otherHead, 404],
      ] as const)
        await setUrgency(child, 1, body, person).expect(status);
      await setUrgency(child, 2, body).expect(412);
      await change(child, 1, { status: 'closed', reasonCode: 'situationImproved' }).expect(200);
      expect((await setUrgency(child, 2, body).expect(409)).body.code).toBe('careFile.notOpen');
      expect((await setUrgency(await aChild(false), 1, body).expect(409)).body.code).toBe('careFile.missing');
    });

    it('no more once the file is closed, which is kept too', async () => {
      const child = await aChild();
      await setUrgency(child, 1, { level: 'high', reason: '急', reviewOn: '2026-12-01' }).expect(200);
      const { body } = await change(child, 2, { status: 'closed', reasonCode: 'graduated' }).expect(200);
      expect(body).toMatchObject({
        urgency: 'normal',
        reviewOn: null,
        urgencies: [{ level: 'normal' }, { level: 'high' }],
      });
    });

    it('to those who care for the child, in list, filter and file, and to nobody else', async () => {
      const child = await aChild();
      await setUrgency(child, 1, { level: 'high', reason: '急', reviewOn: '2026-11-28' }).expect(200);
      const listed = async (person: Person) =>
        (await app.as(person).post('/api/students/search').send({ limit: 100 }).expect(200)).body.items.find(
          ({ id }: { id: string }) => id === child.id,
        ).urgency;
      const whole = async (person: Person) =>
        (await app.as(person).get(`/api/students/${child.id}`).expect(200)).body.careFile;
      for (const person of [head, moral, principal]) {
        expect(await listed(person)).toBe('high');
        expect(await whole(person)).toMatchObject({ urgency: 'high', reviewOn: '2026-11-28' });
        const found = await app.as(person).post('/api/students/search').send({ urgency: 'raised' }).expect(200);
        expect(found.body.items.map(({ id }: { id: string }) => id)).toContain(child.id);
      }
      expect(await listed(office)).toBeNull();
      expect(await whole(office)).toMatchObject({ urgency: null, reviewOn: null });
      expect(await fileOf(child, office)).toMatchObject({ urgency: null, reviewOn: null, urgencies: null });
      expect(await listed(subject)).toBeNull();
      for (const person of [office, subject])
        expect(
          (await app.as(person).post('/api/students/search').send({ urgency: 'high' }).expect(400)).body.errors[0],
        ).toMatchObject({ pointer: '/urgency', code: 'filter.notOffered' });
    });

    it('on Today of the head teacher and the department, when somebody is to look again', async () => {
      const soon = await aChild();
      const late = await aChild();
      await setUrgency(soon, 1, { level: 'raised', reason: '观察', reviewOn: '2026-11-29' }).expect(200);
      await setUrgency(late, 1, { level: 'raised', reason: '观察', reviewOn: '2026-12-15' }).expect(200);
      const reviews = async (person: Person): Promise<string[]> =>
        (await app.as(person).get('/api/today').expect(200)).body.reviews.map(
          ({ student }: { student: { id: string } }) => student.id,
        );
      for (const person of [head, moral]) {
        expect(await reviews(person)).toContain(soon.id);
        expect(await reviews(person)).not.toContain(late.id);
      }
      for (const person of [office, principal, otherHead, subject]) expect(await reviews(person)).toEqual([]);
    });
  });

  describe('keeps what the child was called and numbered before', () => {
    const edit = (child: AStudent, version: number, body: object, person = moral) =>
      app.as(person).patch(`/api/students/${child.id}`).set('If-Match', `"${version}"`).send(body);
    const history = (child: AStudent, person = moral) => app.as(person).get(`/api/students/${child.id}/changes`);

    it('masked, with who and why, for those who may know, and opening it leaves a row', async () => {
      const child = await app.world.student(school, { in: own, idNumber: '370784201703120026' });
      await edit(child, 1, { idNumber: '370784201703120042', numberReason: 'mistyped', sex: 'female' }, office).expect(
        200,
      );
      const { body } = await history(child).expect(200);
      const number = body.items.find(({ field }: { field: string }) => field === 'idNumber');
      expect(number).toMatchObject({ before: '3707***********6', after: '3707***********2', reason: 'mistyped' });
      for (const [person, status] of [
        [head, 200],
        [office, 200],
        [principal, 200],
        [subject, 403],
        [otherHead, 404],
      ] as const)
        await history(child, person).expect(status);
      const { rows } = await app.owner.query(
        `SELECT count(*)::int AS times FROM audit_entries WHERE student_id = $1 AND act = 'student.historyOpened'`,
        [child.id],
      );
      expect(rows).toEqual([{ times: 4 }]);
    });

    it('by which a ledger still means it, unless it was never its own; and the old number does not come back', async () => {
      const moved = await app.world.student(school, { in: own, studentNumber: 'L370000201700000001', name: '苗青' });
      const mistyped = await app.world.student(school, { in: own, studentNumber: 'L370000201700000003', name: '苗壮' });
      await edit(moved, 1, { studentNumber: 'L370000201700000002', numberReason: 'newNumber' }).expect(200);
      await edit(mistyped, 1, { studentNumber: 'L370000201700000004', numberReason: 'mistyped' }).expect(200);
      const importing = new Importing(app, office);
      const { id } = await importing.checked(
        aWorkbook({
          sheets: [
            {
              rows: [
                ['姓名', '性别', '出生日期', '班级', '类别', '学籍号', '住址'],
                ['苗青', '男', '2016-01-01', '三年级1班', '留守', 'L370000201700000001', '新村8号'],
                ['苗壮', '男', '2016-01-02', '三年级1班', '留守', 'L370000201700000003', '新村9号'],
              ],
            },
          ],
        }),
      );
      const rows = await importing.rows(id);
      expect(rows.map(({ duplicateOf }) => duplicateOf?.studentId ?? null)).toEqual([moved.id, null]);
      expect(rows[0]!.duplicateOf!.differences.map(({ field }) => field)).not.toContain('studentNumber');
    });

    it('and a number typed wrongly can be taken away', async () => {
      const child = await app.world.student(school, { in: own, idNumber: '370784201605080016' });
      await edit(child, 1, { idNumber: null, numberReason: 'mistyped' }).expect(200);
      const { rows } = await app.owner.query(
        `SELECT before, after, reason FROM student_changes WHERE student_id = $1 AND field = 'idNumber'`,
        [child.id],
      );
      expect(rows).toEqual([{ before: '370784201605080016', after: null, reason: 'mistyped' }]);
    });
  });

  describe('has categories that a head teacher', () => {
    const propose = (child: AStudent, body: object, person = head) =>
      app.as(person).post(`/api/students/${child.id}/category-proposals`).send(body);
    const proposeEnd = (child: AStudent, category: string, body: object, person = head) =>
      app.as(person).post(`/api/students/${child.id}/categories/${category}/end-proposals`).send(body);
    const waiting = async (child: AStudent, person: Person) =>
      (await app.as(person).get(`/api/students/${child.id}/category-proposals`).expect(200)).body.items;
    const decide = (id: string, act: string, body: object = {}, person = moral) =>
      app.as(person).post(`/api/approvals/${id}/${act}`).send(body);
    const codes = async (child: AStudent, person = moral): Promise<string[]> =>
      (await app.as(person).get(`/api/students/${child.id}`).expect(200)).body.categories
        .filter(({ to }: { to: string | null }) => to === null)
        .map(({ code }: { code: string }) => code);

    it('proposes on a basis and the department makes so, in the name of who proposed', async () => {
      const child = await aChild();
      const { body } = await propose(child, { code: 'singleParent', from: '2026-11-10', basis: '离婚证复印件' }).expect(
        201,
      );
      expect(body).toMatchObject({
        kind: 'category.add',
        status: 'open',
        code: 'singleParent',
        on: '2026-11-10',
        reason: '离婚证复印件',
        own: true,
      });
      expect(await codes(child)).toEqual(['leftBehind']);
      expect((await waiting(child, moral))[0]).toMatchObject({ id: body.id, own: false, by: { name: '方老师' } });
      const shown = await app.as(moral).get(`/api/approvals/${body.id}`).expect(200);
      expect(shown.body.changes).toMatchObject([
        { field: 'category', before: null, after: 'singleParent' },
        { field: 'from', after: '2026-11-10' },
        { field: 'basis', after: '离婚证复印件' },
      ]);
      await decide(body.id, 'approve').expect(200);
      expect(await codes(child)).toEqual(['leftBehind', 'singleParent']);
      const { rows } = await app.owner.query(
        `SELECT added_by, basis FROM care_categories WHERE student_id = $1 AND code = 'singleParent'`,
        [child.id],
      );
      expect(rows).toEqual([{ added_by: head.id, basis: '离婚证复印件' }]);
      expect(await waiting(child, head)).toEqual([]);
      expect((await decide(body.id, 'approve').expect(409)).body.code).toBe('proposal.decided');
    });

    it('proposes for a pupil without care file, which opens when it is agreed to', async () => {
      const pupil = await aChild(false);
      const { body } = await propose(pupil, { code: 'illness', from: '2026-11-10', basis: '住院证明' }).expect(201);
      await decide(body.id, 'approve').expect(200);
      expect((await fileOf(pupil)).openedOn).toBe('2026-11-10');
    });

    it('proposes to end, and reads why it came back', async () => {
      const child = await aChild();
      const [category] = (await app.as(head).get(`/api/students/${child.id}`)).body.categories;
      const { body } = await proposeEnd(child, category.id, { to: '2026-11-20', reason: '父亲已返乡' }).expect(201);
      await decide(body.id, 'send-back', { reason: '请补务工返乡证明' }).expect(200);
      expect(await codes(child)).toEqual(['leftBehind']);
      expect(await waiting(child, head)).toMatchObject([{ status: 'sentBack', decisionReason: '请补务工返乡证明' }]);
      const again = await proposeEnd(child, category.id, { to: '2026-11-20', reason: '证明已补' }).expect(201);
      await decide(again.body.id, 'approve').expect(200);
      expect(await codes(child)).toEqual([]);
    });

    it('proposes once at a time, of the own class alone, and nothing that is there already', async () => {
      const child = await aChild();
      const body = { code: 'migrant', from: '2026-11-10', basis: '居住证' };
      await propose(child, body).expect(201);
      expect((await propose(child, body).expect(409)).body.code).toBe('category.proposed');
      expect((await propose(child, { ...body, code: 'leftBehind' }).expect(409)).body.code).toBe('category.open');
      expect(
        (await propose(child, { ...body, code: 'orphan', from: '2026-11-24' }).expect(400)).body.errors[0].code,
      ).toBe('date.future');
      await propose(child, { code: 'orphan', from: '2026-11-10' }).expect(400);
      for (const [person, status] of [
        [otherHead, 404],
        [office, 403],
        [subject, 403],
        [moral, 403],
      ] as const)
        await propose(child, { ...body, code: 'orphan' }, person).expect(status);
    });

    it('does not decide on, nor does the office or the principal', async () => {
      const child = await aChild();
      const { body } = await propose(child, { code: 'migrant', from: '2026-11-10', basis: '居住证' }).expect(201);
      await decide(body.id, 'approve', {}, head).expect(403);
      await decide(body.id, 'approve', {}, office).expect(403);
      await decide(body.id, 'approve', {}, principal).expect(403);
      await decide(body.id, 'approve', {}, otherHead).expect(403);
      expect(await codes(child)).toEqual(['leftBehind']);
    });

    it('may have been overtaken with: what cannot become so any more stays open to be sent back', async () => {
      const child = await aChild();
      const { body } = await propose(child, { code: 'migrant', from: '2026-11-10', basis: '居住证' }).expect(201);
      await app
        .as(moral)
        .post(`/api/students/${child.id}/categories`)
        .send({ code: 'migrant', from: '2026-11-12' })
        .expect(201);
      expect((await decide(body.id, 'approve').expect(409)).body.code).toBe('category.open');
      await decide(body.id, 'send-back', { reason: '已登记' }).expect(200);
    });

    it('takes back while nobody has decided', async () => {
      const child = await aChild();
      const { body } = await propose(child, { code: 'migrant', from: '2026-11-10', basis: '居住证' }).expect(201);
      await decide(body.id, 'withdraw', {}, head).expect(200);
      expect(await waiting(child, head)).toEqual([]);
    });
  });
});
