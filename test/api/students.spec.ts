import { idNumberCheckCharacter, type StudentListItem, type StudentPage } from '@tongxin/shared';
import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, Person } from '../support/world.js';

/** A made-up ID number that is right in itself. */
function idNumber(birthDate: string, sequence: string): string {
  const digits = `370707${birthDate.replaceAll('-', '')}${sequence}`;
  return digits + idNumberCheckCharacter(digits);
}

describe('a child', () => {
  let app: TestApp;
  let school: ASchool;
  let [own, other]: AClass[] = [];
  let head: Person;
  let office: Person;
  let moral: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    own = await app.world.class(school, { grade: 3, number: 2 });
    other = await app.world.class(school, { grade: 3, number: 3 });
    head = await app.world.person(school, { heads: [own], name: '周老师' });
    office = await app.world.person(school, { roles: ['office'] });
    moral = await app.world.person(school, { roles: ['moralEducation'] });
  });
  afterAll(() => app.stop());

  const changesOf = async (id: string): Promise<unknown[]> =>
    (
      await app.owner.query(
        `SELECT field, before, after, changed_by FROM student_changes WHERE student_id = $1 ORDER BY changed_at, id`,
        [id],
      )
    ).rows;
  const logOf = async (id: string): Promise<string[]> =>
    (
      await app.owner.query<{ act: string }>(`SELECT act FROM audit_entries WHERE student_id = $1 ORDER BY at, id`, [
        id,
      ])
    ).rows.map(({ act }) => act);

  describe('that is new', () => {
    it('is added by the moral-education department with categories, care file, class and card', async () => {
      const number = idNumber('2018-03-14', '102');
      const { body, headers } = await app
        .as(moral)
        .post('/api/students')
        .send({
          name: ' 单　小雨 ',
          sex: 'female',
          idNumber: number.toLowerCase(),
          classId: own!.id,
          categories: [{ code: 'orphan', from: '2026-09-01', basis: '民政认定' }, { code: 'psychological' }],
          address: '某县东庄村12号',
          village: '东庄村',
        })
        .expect(201);
      expect(body).toMatchObject({
        version: 1,
        name: '单小雨',
        birthDate: '2018-03-14',
        age: 8,
        class: { id: own!.id, label: '三年级2班' },
        idNumberMasked: `3707***********${number.slice(-1)}`,
        categories: [
          { code: 'orphan', from: '2026-09-01', to: null, basis: '民政认定' },
          { code: 'psychological', from: '2026-11-23', to: null },
        ],
        careFile: { status: 'open', openedOn: '2026-11-23' },
        contactCard: { version: 1, address: '某县东庄村12号', village: '东庄村', stale: true, guardians: [] },
        headTeachers: [{ id: head.id, name: '周老师', deputy: false }],
      });
      expect(headers['etag']).toBe('"1"');
      expect(JSON.stringify(body)).not.toContain(number);
      expect(await logOf(body.id)).toEqual(['student.created']);
      const { rows } = await app.owner.query(`SELECT code, restricted FROM care_categories WHERE student_id = $1`, [
        body.id,
      ]);
      expect(rows).toEqual(
        expect.arrayContaining([
          { code: 'orphan', restricted: false },
          { code: 'psychological', restricted: true },
        ]),
      );
    });

    it('is added by the office without a care file: categories are for the department to decide', async () => {
      const { body } = await app.as(office).post('/api/students').send({ name: '仇念真', sex: 'male' }).expect(201);
      expect(body).toMatchObject({ careFile: null, categories: [], class: null });
      await app
        .as(office)
        .post('/api/students')
        .send({ name: '仇念安', sex: 'male', categories: [{ code: 'orphan' }] })
        .expect(403);
    });

    it('is not added by a head teacher', async () => {
      await app.as(head).post('/api/students').send({ name: '仇念平', sex: 'male' }).expect(403);
    });

    it('is added once, however often the same request arrives', async () => {
      const send = () =>
        app.as(office).post('/api/students').set('Idempotency-Key', 'once').send({ name: '仇念乐', sex: 'male' });
      const answers = await Promise.all([send(), send(), send()]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      await app
        .as(office)
        .post('/api/students')
        .set('Idempotency-Key', 'once')
        .send({ name: '仇念', sex: 'male' })
        .expect(422);
    });

    it('takes its ID number from a student number that contains it', async () => {
      const number = idNumber('2017-01-02', '331');
      const { body } = await app
        .as(office)
        .post('/api/students')
        .send({ name: '解晓东', sex: 'male', studentNumber: `G${number}` })
        .expect(201);
      expect(body).toMatchObject({
        birthDate: '2017-01-02',
        studentNumberMasked: `G3707***********${number.slice(-1)}`,
      });
      const { body: problem } = await app
        .as(office)
        .post('/api/students')
        .send({ name: '解晓西', sex: 'male', idNumber: number })
        .expect(409);
      expect(problem.code).toBe('idNumber.taken');
    });

    it('is refused with every wrong field named, and nothing of it repeated', async () => {
      const { body } = await app
        .as(moral)
        .post('/api/students')
        .send({
          name: '=1+1',
          sex: 'male',
          birthDate: '2026-12-01',
          idNumber: '370707201803141020',
          studentNumber: 'X1',
          classId: '0198c0de-0000-7000-8000-000000000000',
          categories: [{ code: 'orphan' }, { code: 'orphan' }, { code: 'illness', from: '2027-01-01' }],
        })
        .expect(400);
      expect(
        body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`).sort(),
      ).toEqual([
        '/birthDate birthDate.future',
        '/categories/1/code category.open',
        '/categories/2/from date.future',
        '/classId class.unknown',
        '/idNumber idNumber.checkCharacter',
        '/name name.formula',
        '/studentNumber studentNumber.invalid',
      ]);
      expect(JSON.stringify(body)).not.toMatch(/1\+1|3707|X1/);
    });

    it('is refused with a field nobody knows', async () => {
      const { body } = await app
        .as(moral)
        .post('/api/students')
        .send({ name: '仇念真', sex: 'male', careStatus: 'open', categories: [{ code: 'orphan', restricted: false }] })
        .expect(400);
      expect(body.errors).toEqual(
        expect.arrayContaining([
          { pointer: '/careStatus', code: 'field.unknown', params: {} },
          { pointer: '/categories/0/restricted', code: 'field.unknown', params: {} },
        ]),
      );
    });

    it('does not go into a class that has graduated', async () => {
      const graduated = await app.world.class(school, { grade: 7, number: 1 });
      const { body } = await app
        .as(moral)
        .post('/api/students')
        .send({ name: '仇念真', sex: 'male', classId: graduated.id })
        .expect(400);
      expect(body.errors[0]).toMatchObject({ pointer: '/classId', code: 'class.graduated' });
    });

    it('with an ID number that is on file already is refused without saying whose it is', async () => {
      const number = idNumber('2016-06-06', '115');
      const hidden = await app.world.student(school, { name: '曾可心', in: other!, idNumber: number });
      const { body } = await app
        .as(office)
        .post('/api/students')
        .send({ name: '曾可言', sex: 'male', idNumber: number })
        .expect(409);
      expect(body).toMatchObject({
        code: 'idNumber.taken',
        errors: [{ pointer: '/idNumber', code: 'idNumber.taken', params: {} }],
      });
      const mine = await app.world.student(school, { in: own! });
      const { body: seen } = await app
        .as(head)
        .patch(`/api/students/${mine.id}`)
        .set('If-Match', '"1"')
        .send({ idNumber: number })
        .expect(409);
      expect(JSON.stringify([body, seen])).not.toMatch(new RegExp(`${hidden.id}|曾可心|${number}`));
    });
  });

  describe('whose details change', () => {
    it('keeps every old value with who changed it', async () => {
      const child = await app.world.student(school, { name: '王小明', in: own!, birthDate: '2017-05-04' });
      const number = idNumber('2017-05-05', '217');
      const { body, headers } = await app
        .as(head)
        .patch(`/api/students/${child.id}`)
        .set('If-Match', '"1"')
        .send({
          name: '曾小明',
          sex: 'female',
          birthDate: '2017-05-05',
          idNumber: number,
          studentNumber: 'L000000000000000011',
        })
        .expect(200);
      expect(body).toMatchObject({ version: 2, name: '曾小明', sex: 'female', birthDate: '2017-05-05' });
      expect(headers['etag']).toBe('"2"');
      expect(await changesOf(child.id)).toEqual([
        { field: 'name', before: '王小明', after: '曾小明', changed_by: head.id },
        { field: 'sex', before: 'male', after: 'female', changed_by: head.id },
        { field: 'birthDate', before: '2017-05-04', after: '2017-05-05', changed_by: head.id },
        { field: 'idNumber', before: null, after: number, changed_by: head.id },
        { field: 'studentNumber', before: null, after: 'L000000000000000011', changed_by: head.id },
      ]);
      expect(await logOf(child.id)).toEqual(['student.edited']);
      const { rows } = await app.owner.query(`SELECT reason FROM audit_entries WHERE student_id = $1`, [child.id]);
      expect(JSON.stringify(rows)).not.toMatch(/小明|3707/);

      const found = await app.as(head).post('/api/students/search').send({ query: 'zengxiaoming' }).expect(200);
      expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([child.id]);
      const gone = await app.as(head).post('/api/students/search').send({ query: 'wangxiaoming' }).expect(200);
      expect(gone.body.items).toEqual([]);
    });

    it('may lose a value, and stays the same version where nothing changes', async () => {
      const child = await app.world.student(school, { in: own!, birthDate: '2017-05-04' });
      const cleared = await app
        .as(office)
        .patch(`/api/students/${child.id}`)
        .set('If-Match', '"1"')
        .send({ birthDate: null })
        .expect(200);
      expect(cleared.body).toMatchObject({ version: 2, birthDate: null, age: null });
      const same = await app
        .as(office)
        .patch(`/api/students/${child.id}`)
        .set('If-Match', '"2"')
        .send({ birthDate: null, name: child.name })
        .expect(200);
      expect(same.body.version).toBe(2);
    });

    it('needs the version somebody has seen: none is 428, an old one 412 with what there is now', async () => {
      const child = await app.world.student(school, { name: '王小安', in: own! });
      const { body: missing } = await app
        .as(head)
        .patch(`/api/students/${child.id}`)
        .send({ name: '王小宁' })
        .expect(428);
      expect(missing.code).toBe('version.missing');
      await app
        .as(office)
        .patch(`/api/students/${child.id}`)
        .set('If-Match', '"1"')
        .send({ name: '王大安' })
        .expect(200);
      const { body } = await app
        .as(head)
        .patch(`/api/students/${child.id}`)
        .set('If-Match', '"1"')
        .send({ name: '王小宁' })
        .expect(412);
      expect(body).toMatchObject({ code: 'version.stale', currentVersion: 2, current: { version: 2, name: '王大安' } });
      // What a stale version shows has been read, and the log says so.
      expect(await logOf(child.id)).toEqual(['student.edited', 'student.opened']);
      expect(await changesOf(child.id)).toHaveLength(1);
    });

    it('is changed by one of two who save at the same moment, and the other is told', async () => {
      const child = await app.world.student(school, { in: own! });
      const answers = await Promise.all(
        [head, office].map((person, index) =>
          app
            .as(person)
            .patch(`/api/students/${child.id}`)
            .set('If-Match', '"1"')
            .send({ name: `王小${index === 0 ? '山' : '水'}` }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    });
  });

  describe('who moves to another class', () => {
    it('is moved by the office from a day on, and was in the old one until the day before', async () => {
      const child = await app.world.student(school, { in: own!, openedOn: '2026-09-01' });
      const { body } = await app
        .as(office)
        .patch(`/api/students/${child.id}`)
        .set('If-Match', '"1"')
        .send({ classId: other!.id, movedOn: '2026-11-02' })
        .expect(200);
      expect(body.class).toMatchObject({ id: other!.id, label: '三年级3班' });
      const { rows } = await app.owner.query(
        `SELECT class_id, from_on, to_on FROM class_memberships WHERE student_id = $1 ORDER BY from_on`,
        [child.id],
      );
      expect(rows).toEqual([
        { class_id: own!.id, from_on: '2026-09-01', to_on: '2026-11-01' },
        { class_id: other!.id, from_on: '2026-11-02', to_on: null },
      ]);
      expect(await changesOf(child.id)).toEqual([
        { field: 'classId', before: own!.id, after: other!.id, changed_by: office.id },
      ]);
      await app.as(head).get(`/api/students/${child.id}/contact-card`).expect(404);
    });

    it('is not moved by the head teacher, neither away nor out of all classes', async () => {
      const child = await app.world.student(school, { in: own! });
      for (const classId of [other!.id, null])
        await app.as(head).patch(`/api/students/${child.id}`).set('If-Match', '"1"').send({ classId }).expect(403);
      await app
        .as(head)
        .patch(`/api/students/${child.id}`)
        .set('If-Match', '"1"')
        .send({ classId: own!.id, name: '王小林' })
        .expect(200);
    });

    it('moves neither in the future nor before the present class began', async () => {
      const child = await app.world.student(school, { in: own!, openedOn: '2026-09-01' });
      const move = (movedOn: string) =>
        app.as(office).patch(`/api/students/${child.id}`).set('If-Match', '"1"').send({ classId: other!.id, movedOn });
      expect((await move('2026-11-24').expect(400)).body.errors[0]).toMatchObject({
        pointer: '/movedOn',
        code: 'date.future',
      });
      expect((await move('2026-08-31').expect(400)).body.errors[0]).toMatchObject({
        pointer: '/movedOn',
        code: 'date.order',
      });
      const { rows } = await app.owner.query(`SELECT class_id FROM class_memberships WHERE student_id = $1`, [
        child.id,
      ]);
      expect(rows).toEqual([{ class_id: own!.id }]);
    });

    it('corrects the class where it moves on the very day that one began, leaves, and comes back', async () => {
      const child = await app.world.student(school, { in: own!, openedOn: '2026-11-23' });
      const patch = (version: number, body: object) =>
        app.as(office).patch(`/api/students/${child.id}`).set('If-Match', `"${version}"`).send(body).expect(200);
      await patch(1, { classId: other!.id });
      await patch(2, { classId: null });
      app.clock.moveTo('2026-11-25T10:00:00+08:00');
      await patch(3, { classId: own!.id });
      app.clock.moveTo('2026-11-23T10:00:00+08:00');
      const { rows } = await app.owner.query(
        `SELECT class_id, from_on, to_on FROM class_memberships WHERE student_id = $1 ORDER BY from_on`,
        [child.id],
      );
      expect(rows).toEqual([
        { class_id: other!.id, from_on: '2026-11-23', to_on: '2026-11-23' },
        { class_id: own!.id, from_on: '2026-11-25', to_on: null },
      ]);
    });
  });
});

describe('the list of children', () => {
  let app: TestApp;
  let school: ASchool;
  let [own, other]: AClass[] = [];
  let head: Person;
  let moral: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    own = await app.world.class(school, { grade: 3, number: 2 });
    other = await app.world.class(school, { grade: 3, number: 3 });
    head = await app.world.person(school, { heads: [own] });
    moral = await app.world.person(school, { roles: ['moralEducation'] });
    for (const [name, inClass] of [
      ['张安', own],
      ['李安', own],
      ['单小雨', own],
      ['王小明', own],
      ['王小明', own],
      ['王小明', other],
      ['曾可', other],
    ] as const)
      await app.world.student(school, { name, in: inClass, birthDate: '2017-05-04' });
    await app.world.student(school, { name: '方远', in: own, careFile: false });
  });
  afterAll(() => app.stop());

  const all = async (person: Person, limit: number, query = ''): Promise<StudentListItem[]> => {
    const items: StudentListItem[] = [];
    let cursor: string | null = null;
    do {
      const path: string = `/api/students?limit=${limit}${query}${cursor ? `&cursor=${cursor}` : ''}`;
      const page = (await app.as(person).get(path).expect(200)).body as StudentPage;
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  };

  it('stands in the order of the names and gives each child once, whatever the size of the page', async () => {
    const whole = await all(moral, 100);
    expect(whole.map(({ name }) => name)).toEqual(['李安', '单小雨', '王小明', '王小明', '王小明', '曾可', '张安']);
    for (const limit of [1, 2, 3, 7]) {
      const paged = await all(moral, limit);
      expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    }
  });

  it('keeps its place when a child is added before it', async () => {
    const first = (await app.as(moral).get('/api/students?limit=3').expect(200)).body;
    await app.world.student(school, { name: '安宁', in: own });
    const second = (await app.as(moral).get(`/api/students?limit=3&cursor=${first.nextCursor}`).expect(200)).body;
    expect(second.items[0].name).toBe('王小明');
    expect(second.items[0].id).not.toBe(first.items[2].id);
    await app.owner.query(`UPDATE students SET care_status = NULL WHERE name = '安宁'`);
  });

  it('has no name in its cursor, because cursors stand in URLs', async () => {
    const { body } = await app.as(moral).get('/api/students?limit=1').expect(200);
    expect(Buffer.from(body.nextCursor, 'base64url').toString()).toBe(JSON.stringify([body.items[0].id]));
    for (const cursor of ['x', 'WyJhIl0', 'WzFd']) {
      const { body: problem } = await app.as(moral).get(`/api/students?cursor=${cursor}`).expect(400);
      expect(problem.errors).toEqual([{ pointer: '/cursor', code: 'request.cursorInvalid', params: {} }]);
    }
  });

  it('tells two of one name in a class apart by the month they were born in, and nobody else', async () => {
    for (const limit of [1, 2, 100]) {
      const months = (await all(head, limit)).map(({ name, birthMonth }) => `${name} ${birthMonth}`);
      expect(months.filter((line) => line.startsWith('王小明'))).toEqual(['王小明 2017-05', '王小明 2017-05']);
      expect(months.filter((line) => line.endsWith('null'))).toEqual(
        expect.arrayContaining(['李安 null', '张安 null']),
      );
    }
    const inOther = await all(moral, 100, `&classId=${other!.id}`);
    expect(inOther.map(({ name, birthMonth }) => `${name} ${birthMonth}`)).toEqual(['王小明 null', '曾可 null']);
    const { body } = await app.as(head).post('/api/students/search').send({ query: '王小明', limit: 1 }).expect(200);
    expect(body.items[0].birthMonth).toBe('2017-05');
  });

  it('holds those who have or had a care file, and all pupils only where asked', async () => {
    expect((await all(head, 100)).map(({ name }) => name)).not.toContain('方远');
    const everybody = await all(head, 100, '&withoutCareFile=true');
    expect(everybody.find(({ name }) => name === '方远')).toMatchObject({ status: null, categories: [] });
    const closed = await app.world.student(school, { name: '林一', in: own });
    await app.owner.query(`UPDATE care_files SET status = 'closed' WHERE student_id = $1`, [closed.id]);
    expect((await all(head, 100)).map(({ name }) => name)).toContain('林一');
    expect((await all(head, 100, '&status=closed')).map(({ name }) => name)).toEqual(['林一']);
    expect((await all(head, 100, '&status=open')).map(({ name }) => name)).not.toContain('林一');
    expect((await all(head, 100, '&status=any')).map(({ name }) => name)).toContain('林一');
  });

  it('is narrowed by class and by categories of today', async () => {
    const ill = await app.world.student(school, { name: '何青', in: own, categories: ['illness', 'migrant'] });
    const over = await app.world.student(school, { name: '何白', in: own, categories: ['illness'] });
    await app.owner.query(`UPDATE care_categories SET to_on = '2026-11-22' WHERE student_id = $1`, [over.id]);
    expect((await all(moral, 100, '&categories=illness')).map(({ id }) => id)).toEqual([ill.id]);
    expect((await all(moral, 100, '&categories=illness&categories=orphan')).map(({ id }) => id)).toEqual([ill.id]);
    expect((await all(moral, 100, `&categories=illness&classId=${other!.id}`)).map(({ id }) => id)).toEqual([]);
    expect((await all(moral, 100)).find(({ id }) => id === over.id)).toMatchObject({ categories: [] });
  });

  it('counts only where asked, and up to a thousand', async () => {
    const { body } = await app.as(moral).get(`/api/students?limit=1&total=true&classId=${other!.id}`).expect(200);
    expect(body).toMatchObject({ total: 2, totalCapped: false });
    expect((await app.as(moral).get('/api/students?limit=1').expect(200)).body.total).toBeUndefined();
  });

  it('refuses a name in its URL, and sizes and choices it does not have', async () => {
    for (const [query, pointer, code] of [
      ['query=王', '/query', 'field.unknown'],
      ['name=王', '/name', 'field.unknown'],
      ['limit=0', '/limit', 'field.tooSmall'],
      ['limit=101', '/limit', 'field.tooLarge'],
      ['status=gone', '/status', 'field.choice'],
      ['categories=sad', '/categories', 'field.choice'],
      ['classId=3-2', '/classId', 'id.invalid'],
    ]) {
      const { body } = await app
        .as(moral)
        .get(`/api/students?${encodeURI(query!)}`)
        .expect(400);
      expect(body.errors).toEqual([expect.objectContaining({ pointer, code })]);
    }
  });
});
