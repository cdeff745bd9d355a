import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

describe('a search', () => {
  let app: TestApp;
  let school: ASchool;
  let [own, other]: AClass[] = [];
  let moral: Person;
  let head: Person;
  let office: Person;
  let subject: Person;
  const children = new Map<string, AStudent>();

  beforeAll(async () => {
    app = await TestApp.start();
    const { world } = app;
    school = await world.school();
    own = await world.class(school, { grade: 3, number: 2 });
    other = await world.class(school, { grade: 3, number: 3 });
    moral = await world.person(school, { roles: ['moralEducation'] });
    head = await world.person(school, { heads: [own] });
    office = await world.person(school, { roles: ['office'] });
    subject = await world.person(school, { teaches: [own] });
    for (const [name, inClass, phone, categories] of [
      ['单小雨', own, '13800001234', ['leftBehind', 'psychological']],
      ['仇念真', own, '13800005678', ['orphan']],
      ['解晓东', own, '0536-1234567-801', ['learningDifficulty']],
      ['曾可心', other, '13900001234', ['psychological']],
      ['欧阳清远', other, '+818012345678', ['poorFamily']],
      ['阿依古丽·买买提', own, '13700009999', ['migrant']],
      ['𠮷田明', own, '13700008888', ['singleParent']],
      ['吕绿', own, '13700007777', ['illness']],
      ['明小王', own, '13700006666', ['conduct']],
      ['Anna Müller', own, '13700005555', ['migrant']],
    ] as const) {
      const child = await world.student(school, { name, in: inClass, categories: [...categories] });
      await world.guardian(child, { phone });
      children.set(name, child);
    }
    const elsewhere = await world.school();
    await world.student(elsewhere, { name: '单小雨', in: await world.class(elsewhere) });
  });
  afterAll(() => app.stop());

  const find = async (person: Person, request: object): Promise<string[]> => {
    const { body } = await app.as(person).post('/api/students/search').send(request).expect(200);
    return body.items.map(({ name }: { name: string }) => name);
  };

  it.each([
    ['单', '单小雨'],
    ['小雨', '单小雨'],
    ['单小雨', '单小雨'],
    ['shanxiaoyu', '单小雨'],
    ['shan xiao yu', '单小雨'],
    ['danxiaoyu', '单小雨'],
    ['sxy', '单小雨'],
    ['SXY', '单小雨'],
    ['ｓｘｙ', '单小雨'],
    ['qiunian', '仇念真'],
    ['qnz', '仇念真'],
    ['xiexiaod', '解晓东'],
    ['xxd', '解晓东'],
    ['zengk', '曾可心'],
    ['zkx', '曾可心'],
    ['qingyuan', '欧阳清远'],
    ['oyqy', '欧阳清远'],
    ['古丽买', '阿依古丽·买买提'],
    ['古丽·买买提', '阿依古丽·买买提'],
    ['maimaiti', '阿依古丽·买买提'],
    ['ayglmmt', '阿依古丽·买买提'],
    ['𠮷', '𠮷田明'],
    ['𠮷田', '𠮷田明'],
    ['田明', '𠮷田明'],
    ['lvlv', '吕绿'],
    ['lülü', '吕绿'],
    ['lulu', '吕绿'],
    ['anna', 'Anna Müller'],
    ['muller', 'Anna Müller'],
    ['Müller', 'Anna Müller'],
    ['王小', null],
    ['小王', '明小王'],
    ['欧阳qy', '欧阳清远'],
    ['清yuan', '欧阳清远'],
    ['5678', '仇念真, 欧阳清远'],
    ['4567', '解晓东'],
    ['0801', null],
    ['13800005678', '仇念真, 欧阳清远'],
    ['5555', 'Anna Müller'],
    ['zzz', null],
    ['单雨', null],
    ["'; DROP TABLE students; --", null],
    ['%', null],
    ['_', null],
    ['678', null],
    ['{', null],
  ])('for "%s" finds %s', async (query, names) => {
    expect((await find(moral, { query })).sort()).toEqual(names === null ? [] : names.split(', ').sort());
  });

  it('without words is the list', async () => {
    expect((await find(moral, { query: '  ' })).length).toBe(10);
    expect((await find(moral, {})).length).toBe(10);
  });

  it('finds nobody whom the list of the same person does not show', async () => {
    expect(await find(head, { query: '曾可心' })).toEqual([]);
    expect(await find(head, { query: 'zkx' })).toEqual([]);
    expect(await find(head, { query: '1234' })).toEqual(['单小雨']);
    expect(await find(moral, { query: '单小雨' })).toEqual(['单小雨']);
  });

  it('is paged like the list', async () => {
    const first = (
      await app.as(moral).post('/api/students/search').send({ query: 'x', limit: 2, total: true }).expect(200)
    ).body;
    expect(first).toMatchObject({ total: 4, totalCapped: false });
    const second = (
      await app
        .as(moral)
        .post('/api/students/search')
        .send({ query: 'x', limit: 2, cursor: first.nextCursor })
        .expect(200)
    ).body;
    expect(second.nextCursor).toBeNull();
    expect(new Set([...first.items, ...second.items].map(({ id }: { id: string }) => id)).size).toBe(4);
  });

  it('leaves no row in the access log', async () => {
    const { rows } = await app.owner.query(`SELECT count(*)::int AS entries FROM audit_entries WHERE school_id = $1`, [
      school.id,
    ]);
    expect(rows).toEqual([{ entries: 0 }]);
  });

  it('refuses what it does not know', async () => {
    const { body } = await app
      .as(moral)
      .post('/api/students/search')
      .send({ query: 'a'.repeat(61), village: '东' })
      .expect(400);
    expect(body.errors).toEqual([
      expect.objectContaining({ pointer: '/village', code: 'field.unknown' }),
      expect.objectContaining({ pointer: '/query', code: 'field.tooLong' }),
    ]);
    await app
      .as(moral)
      .post('/api/students/search')
      .send({ query: { $gt: '' } })
      .expect(400);
  });

  describe('tells nobody more than they may see', () => {
    it('a subject teacher: name, class, and whether the child needs support in learning', async () => {
      const { body } = await app.as(subject).post('/api/students/search').send({ query: 'xxd' }).expect(200);
      expect(body.items).toEqual([
        {
          id: children.get('解晓东')!.id,
          name: '解晓东',
          sex: null,
          age: null,
          birthMonth: null,
          class: { id: own!.id, label: '三年级2班', labelEn: 'Grade 3, Class 2' },
          categories: [],
          needsLearningSupport: true,
          urgency: null,
          status: null,
          village: null,
        },
      ]);
      expect(await find(subject, { query: '曾' })).toEqual([]);
    });

    it('a subject teacher finds nobody by a phone, a category or a care file', async () => {
      expect(await find(subject, { query: '5678' })).toEqual([]);
      for (const narrowed of [{ categories: ['orphan'] }, { categories: ['psychological'] }, { status: 'closed' }]) {
        const { body } = await app.as(subject).post('/api/students/search').send(narrowed).expect(400);
        expect(body.errors[0]).toMatchObject({ code: 'filter.notOffered' });
      }
    });

    it('a subject teacher’s list does not say who has a care file', async () => {
      const peer = await app.world.student(school, { name: '方正', in: own!, careFile: false });
      expect(await find(subject, { query: '方正' })).toEqual(['方正']);
      expect(await find(head, { query: '方正' })).toEqual([]);
      expect(await find(head, { query: '方正', withoutCareFile: true })).toEqual(['方正']);
      const both = await app.world.person(school, { heads: [own!], teaches: [other!] });
      const peerThere = await app.world.student(school, { name: '方圆', in: other!, careFile: false });
      expect(await find(both, { query: '方' })).toEqual(['方圆']);
      await app.owner.query(`DELETE FROM student_keys WHERE student_id = ANY($1)`, [[peer.id, peerThere.id]]);
      await app.owner.query('DELETE FROM class_assignments WHERE staff_id = $1', [both.id]);
    });

    it('the office: the aid categories, the status and phones, but no other category by any road', async () => {
      const { body } = await app.as(office).post('/api/students/search').send({ query: '单小雨' }).expect(200);
      expect(body.items[0]).toMatchObject({
        categories: [],
        needsLearningSupport: null,
        status: 'open',
        sex: 'male',
        village: '东庄村',
      });
      expect(
        (await app.as(office).post('/api/students/search').send({ query: 'xxd' })).body.items[0].needsLearningSupport,
      ).toBeNull();
      expect(await find(office, { query: '1234' })).toHaveLength(2);
      expect(await find(office, { categories: ['orphan', 'poorFamily'] })).toEqual(['欧阳清远', '仇念真']);
      for (const code of ['psychological', 'conduct', 'leftBehind', 'learningDifficulty']) {
        const refused = await app
          .as(office)
          .post('/api/students/search')
          .send({ categories: [code] })
          .expect(400);
        expect(refused.body.errors).toEqual([{ pointer: '/categories', code: 'filter.notOffered', params: {} }]);
        await app.as(office).get(`/api/students?categories=${code}`).expect(400);
      }
    });

    it('a head teacher who also works in the office finds by psychology in the own class and nowhere else', async () => {
      const both = await app.world.person(school, { roles: ['office'], heads: [own!] });
      expect(await find(both, { categories: ['psychological'] })).toEqual(['单小雨']);
      expect(await find(both, { categories: ['psychological', 'poorFamily'] })).toEqual(['欧阳清远', '单小雨']);
      const { body } = await app.as(both).post('/api/students/search').send({ query: 'zkx' }).expect(200);
      expect(body.items[0].categories).toEqual([]);
    });

    it('somebody of the office who also teaches the class sees no psychology there either', async () => {
      const both = await app.world.person(school, { roles: ['office'], teaches: [own!] });
      const { body } = await app.as(both).post('/api/students/search').send({ query: '单小雨' }).expect(200);
      expect(body.items[0].categories).toEqual([]);
      await app
        .as(both)
        .post('/api/students/search')
        .send({ categories: ['psychological'] })
        .expect(400);
    });

    it('a head teacher: everything of the own class', async () => {
      expect(await find(head, { categories: ['psychological'] })).toEqual(['单小雨']);
      expect(await find(head, { classId: other!.id })).toEqual([]);
    });

    it('a principal sees all, and those without a class nobody', async () => {
      expect(await find(await app.world.person(school, { roles: ['principal'] }), { query: 'zkx' })).toEqual([
        '曾可心',
      ]);
      expect(await find(await app.world.person(school, { roles: ['volunteer'] }), {})).toEqual([]);
      expect(await find(await app.world.person(school, { roles: ['helper'] }), { query: '1234' })).toEqual([]);
      expect(await find(await app.world.person(school, { roles: ['counsellor'] }), {})).toEqual([]);
      for (const role of ['administrator', 'dataProtection'] as const)
        await app
          .as(await app.world.person(school, { roles: [role] }))
          .get('/api/students')
          .expect(403);
    });
  });
});
