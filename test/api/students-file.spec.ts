import { StudentFiles, type StudentFileView } from '../../server/src/features/students/index.js';
import { TestApp } from '../support/test-app.js';
import { viewerOf } from '../support/viewers.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

describe('a whole file', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let child: AStudent;
  let people: Record<'head' | 'subject' | 'office' | 'moral' | 'principal' | 'other' | 'elsewhere' | 'helper', Person>;

  beforeAll(async () => {
    app = await TestApp.start();
    const { world } = app;
    school = await world.school();
    own = await world.class(school, { grade: 4, number: 1 });
    const elsewhere = await world.school();
    people = {
      head: await world.person(school, { heads: [own], name: '周老师' }),
      subject: await world.person(school, { teaches: [own] }),
      office: await world.person(school, { roles: ['office'] }),
      moral: await world.person(school, { roles: ['moralEducation'] }),
      principal: await world.person(school, { roles: ['principal'] }),
      other: await world.person(school, { heads: [await world.class(school, { grade: 4, number: 2 })] }),
      elsewhere: await world.person(elsewhere, { roles: ['moralEducation'] }),
      helper: await world.person(school, { roles: ['helper'] }),
    };
    child = await world.student(school, {
      name: '曾可心',
      in: own,
      birthDate: '2016-02-29',
      idNumber: '11010519491231002X',
      studentNumber: 'L000000000000000033',
      categories: ['leftBehind', 'poorFamily', 'psychological', 'learningDifficulty'],
      address: '某县东庄村12号',
    });
  });
  afterAll(() => app.stop());

  const open = async (person: Person, of: AStudent = child): Promise<StudentFileView> =>
    app.nest.get(StudentFiles).open(await viewerOf(app, person), of.id);
  const entries = async (of: AStudent = child): Promise<{ act: string; actor_id: string }[]> =>
    (await app.owner.query(`SELECT act, actor_id FROM audit_entries WHERE student_id = $1 ORDER BY id`, [of.id])).rows;

  it('is shown to the head teacher with everything but the numbers in full, and its opening leaves a row', async () => {
    const file = await open(people.head);
    expect(file).toMatchObject({
      name: '曾可心',
      birthDate: '2016-02-29',
      age: 10,
      class: { label: '四年级1班' },
      idNumberMasked: '1101***********X',
      studentNumberMasked: 'L0000***********3',
      needsLearningSupport: true,
      careFile: { status: 'open', openedOn: '2025-09-10', version: 1 },
      leftBehind: { education: false, civilAffairs: false },
      contactCard: { address: '某县东庄村12号', mayEdit: true },
      headTeachers: [{ id: people.head.id, name: '周老师', deputy: false }],
    });
    expect(file.categories!.map(({ code }) => code)).toEqual([
      'learningDifficulty',
      'leftBehind',
      'poorFamily',
      'psychological',
    ]);
    expect(file.may).toEqual([
      'student.view',
      'student.edit',
      'student.history',
      'urgency.edit',
      'category.propose',
      'contactCard.view',
      'contactCard.propose',
      'contactCard.verify',
      'guardianLink.view',
      'household.view',
      'household.edit',
      'contactCard.history',
      'contactCard.reveal',
      'timeline.view',
      'talk.view',
      'talk.create',
      'accessLog.view',
    ]);
    expect(JSON.stringify(file)).not.toMatch(/11010519491231002X|L000000000000000033/);
    expect(await entries()).toEqual([{ act: 'student.opened', actor_id: people.head.id }]);
  });

  it('is to a subject teacher a name, a class, whom to call, and whether the child needs support', async () => {
    const { contactCard, ...file } = await open(people.subject);
    expect(file).toEqual({
      id: child.id,
      version: 1,
      name: '曾可心',
      sex: null,
      birthDate: null,
      age: null,
      class: expect.objectContaining({ label: '四年级1班' }),
      idNumberMasked: null,
      studentNumberMasked: null,
      categories: null,
      needsLearningSupport: true,
      careFile: null,
      leftBehind: null,
      headTeachers: [expect.objectContaining({ id: people.head.id })],
      may: ['student.view', 'contactCard.view', 'contactCard.reveal'],
    });
    expect(contactCard).toMatchObject({ address: '某县东庄村***', mayEdit: false });
  });

  it('names to the office the aid categories and no other, not even by a word beside them', async () => {
    const file = await open(people.office);
    expect(file.categories!.map(({ code }) => code)).toEqual(['poorFamily']);
    expect(file).toMatchObject({
      needsLearningSupport: null,
      leftBehind: null,
      careFile: { status: 'open' },
      idNumberMasked: '1101***********X',
    });
    expect(file.may).not.toContain('talk.view');
    expect(JSON.stringify(file)).not.toMatch(/psychological|leftBehind":\{|learningDifficulty/);
  });

  it('is changed by the department, and only read by the principal', async () => {
    expect((await open(people.moral)).may).toEqual(
      expect.arrayContaining(['careFile.edit', 'category.edit', 'student.edit']),
    );
    const { may } = await open(people.principal);
    expect(may.filter((permission) => permission.endsWith('.edit'))).toEqual([]);
  });

  it('is not there for anybody else, and then no row is left', async () => {
    const before = (await entries()).length;
    for (const who of ['other', 'elsewhere', 'helper'] as const)
      await expect(open(people[who])).rejects.toMatchObject({ status: 404, code: 'request.notFound' });
    expect(await entries()).toHaveLength(before);
  });

  describe('says whether the child is left behind', () => {
    const withParents = async (
      parents: {
        relationship: string;
        awaySince?: string | null;
        unable?: boolean;
        deceased?: boolean;
        kind?: 'guardian' | 'entrusted';
      }[],
      birthDate: string | null = '2016-05-04',
    ): Promise<StudentFileView['leftBehind']> => {
      const one = await app.world.student(school, { in: own, birthDate });
      for (const { relationship, awaySince = null, unable = false, deceased = false, kind = 'guardian' } of parents) {
        const { id } = await app.world.guardian(one, { name: `家长${relationship}`, relationship, awaySince, kind });
        await app.owner.query(`UPDATE guardians SET unable_to_care = $2, deceased = $3 WHERE id = $1`, [
          id,
          unable,
          deceased,
        ]);
      }
      return (await open(people.head, one)).leftBehind;
    };

    it('to education where one parent has been away for three months, to the day', async () => {
      expect(
        await withParents([{ relationship: 'father', awaySince: '2026-08-23' }, { relationship: 'mother' }]),
      ).toEqual({ education: true, civilAffairs: false });
      expect(
        await withParents([{ relationship: 'father', awaySince: '2026-08-24' }, { relationship: 'mother' }]),
      ).toEqual({ education: false, civilAffairs: false });
    });

    it('to civil affairs where both are away, or one and the other cannot care, and the child is under 16', async () => {
      const away = { relationship: 'father', awaySince: '2026-11-01' };
      expect(await withParents([away, { relationship: 'mother', awaySince: '2026-11-01' }])).toEqual({
        education: false,
        civilAffairs: true,
      });
      expect(await withParents([away, { relationship: 'mother', unable: true }])).toMatchObject({ civilAffairs: true });
      expect(await withParents([away, { relationship: 'mother', deceased: true }])).toMatchObject({
        civilAffairs: true,
      });
      expect(await withParents([away, { relationship: 'mother' }])).toMatchObject({ civilAffairs: false });
      expect(await withParents([away, { relationship: 'mother', unable: true }], '2010-11-23')).toMatchObject({
        civilAffairs: false,
      });
    });

    it('by parents alone: a grandmother or an entrusted uncle away makes nobody left behind', async () => {
      expect(
        await withParents([
          { relationship: 'paternalGrandmother', awaySince: '2020-01-01' },
          { relationship: 'uncle', awaySince: '2020-01-01', kind: 'entrusted' },
        ]),
      ).toEqual({ education: false, civilAffairs: false });
    });
  });
});

describe('a child of another class or school', () => {
  it('is not there by any road, and nothing is written', async () => {
    const app = await TestApp.start();
    try {
      const { world } = app;
      const school = await world.school();
      const child = await world.student(school, {
        name: '欧阳清远',
        in: await world.class(school),
        idNumber: '11010519491231002X',
      });
      const { phoneId } = await world.guardian(child);
      const { rows } = await app.owner.query<{ id: string }>(`SELECT id FROM care_categories WHERE student_id = $1`, [
        child.id,
      ]);
      const elsewhere = await world.school();
      const strangers = [
        await world.person(school, { heads: [await world.class(school, { number: 2 })] }),
        await world.person(elsewhere, {
          roles: ['moralEducation', 'office', 'principal'],
          heads: [await world.class(elsewhere)],
        }),
      ];
      const card = { address: null, village: null, phones: [], guardians: [], reason: '核实' };
      const roads: ['get' | 'post' | 'put' | 'patch', string, object?][] = [
        ['patch', '', { name: '新名' }],
        ['get', '/care-file'],
        ['patch', '/care-file', { status: 'closed', reason: '误' }],
        ['post', '/categories', { code: 'illness', from: '2026-11-01' }],
        ['patch', `/categories/${rows[0]!.id}`, { to: '2026-11-20', reason: '误' }],
        ['get', '/contact-card'],
        ['put', '/contact-card', card],
        ['get', '/contact-card/changes'],
        ['post', '/contact-card/verify', {}],
        ['post', '/contact-card/reveal', { what: 'phone', id: phoneId, reason: 'call' }],
        ['post', '/contact-card/reveal', { what: 'idNumber', reason: 'form' }],
        ['get', '/access-log'],
      ];
      for (const person of strangers) {
        for (const [method, road, body] of roads) {
          const send = (id: string) => {
            const request = app.as(person)[method](`/api/students/${id}${road}`).set('If-Match', '"1"');
            return body ? request.send(body) : request;
          };
          const [real, none, malformed] = [
            await send(child.id),
            await send('0198c0de-0000-7000-8000-000000000000'),
            await send('1'),
          ];
          for (const answer of [real, none, malformed])
            expect([method, road, answer.status, answer.body.code]).toEqual([
              method,
              road,
              ...(answer.status === 403 ? [403, 'request.notAllowed'] : [404, 'request.notFound']),
            ]);
          expect([none.status, malformed.status]).toEqual([real.status, real.status]);
        }
        expect((await app.as(person).get('/api/students').expect(200)).body.items).toEqual([]);
        for (const query of ['欧阳', 'oyqy', '1234'])
          expect(
            (await app.as(person).post('/api/students/search').send({ query, total: true, withoutCareFile: true }))
              .body,
          ).toMatchObject({ items: [], total: 0 });
      }
      const { rows: written } = await app.owner.query(`SELECT act FROM audit_entries WHERE student_id = $1`, [
        child.id,
      ]);
      expect(written).toEqual([]);
      const { rows: same } = await app.owner.query(
        `SELECT s.version + c.version + f.version AS versions FROM students s JOIN contact_cards c ON c.student_id = s.id JOIN care_files f ON f.student_id = s.id WHERE s.id = $1`,
        [child.id],
      );
      expect(same).toEqual([{ versions: 3 }]);
    } finally {
      await app.stop();
    }
  });
});

describe('the access log', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let head: Person;
  let child: AStudent;
  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    own = await app.world.class(school);
    head = await app.world.person(school, { heads: [own], name: '周老师' });
    child = await app.world.student(school, { in: own, name: '单小雨' });
    for (let hour = 1; hour <= 5; hour += 1) {
      app.clock.moveTo(`2026-11-23T10:0${hour}:00+08:00`);
      await app.as(head).get(`/api/students/${child.id}/contact-card`).expect(200);
    }
  });
  afterAll(() => app.stop());

  it('of a child tells its head teacher, the department, the principal and the data-protection officer who read what, newest first', async () => {
    for (const person of [
      head,
      await app.world.person(school, { roles: ['moralEducation'] }),
      await app.world.person(school, { roles: ['principal'] }),
      await app.world.person(school, { roles: ['dataProtection'] }),
    ]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const { body } = (await app
          .as(person)
          .get(`/api/students/${child.id}/access-log?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
          .expect(200)) as {
          body: {
            items: { at: string; actor: object; act: string; reason: string | null }[];
            nextCursor: string | null;
          };
        };
        expect(body.items[0]).toMatchObject({
          actor: { id: head.id, name: '周老师' },
          act: 'contactCard.opened',
          reason: null,
        });
        seen.push(...body.items.map(({ at }) => at));
        cursor = body.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual([5, 4, 3, 2, 1].map((minute) => `2026-11-23T02:0${minute}:00.000Z`));
    }
    for (const options of [{ roles: ['office'] as const }, { teaches: [own] }])
      await app
        .as(await app.world.person(school, options as never))
        .get(`/api/students/${child.id}/access-log`)
        .expect(403);
  });

  it('of the school names a child only to whom it is visible', async () => {
    const moral = await app.world.person(school, { roles: ['moralEducation'] });
    const officer = await app.world.person(school, { roles: ['dataProtection'] });
    const one = (await app.as(moral).get('/api/audit?limit=1').expect(200)).body;
    expect(one.items[0]).toMatchObject({
      act: 'contactCard.opened',
      actor: { name: '周老师' },
      student: { id: child.id, name: '单小雨' },
    });
    expect(one.nextCursor).not.toBeNull();
    const theirs = await app.as(officer).get('/api/audit').expect(200);
    expect(theirs.body.items[0].student).toEqual({ id: child.id, name: '单小雨' });
    await app.as(officer).get(`/api/students/${child.id}`).expect(403);
    const elsewhere = await app.world.person(await app.world.school(), { roles: ['principal'] });
    expect((await app.as(elsewhere).get('/api/audit').expect(200)).body.items).toEqual([]);
  });
});
