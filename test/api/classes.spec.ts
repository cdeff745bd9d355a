import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, Person } from '../support/world.js';

describe('classes', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Person;
  let teacher: Person;
  let third: AClass;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    third = await app.world.class(school, { grade: 3, number: 1 });
    office = await app.world.person(school, { roles: ['office'] });
    teacher = await app.world.person(school, { heads: [third] });
    await app.world.student(school, { in: third });
    await app.world.student(school, { in: third, careFile: false });
  });
  afterAll(() => app.stop());

  const create = (body: object) => app.as(office).post('/api/classes').send(body);

  it('are created many at once for a school year, named by it, with their head and the number of their pupils', async () => {
    const { body } = await create({
      schoolYear: 2027,
      classes: [
        { grade: 1, number: 1 },
        { grade: 1, number: 2 },
        { grade: 7, number: 1 },
      ],
    }).expect(201);
    expect(body.items.map(({ label, entryYear, stage }: Record<string, unknown>) => [label, entryYear, stage])).toEqual(
      [
        ['一年级1班', 2027, 'primary'],
        ['一年级2班', 2027, 'primary'],
        ['七年级1班', 2027, 'junior'],
      ],
    );
    const { body: present } = await app.as(office).get('/api/classes').expect(200);
    expect(present.items).toEqual([
      expect.objectContaining({
        label: '三年级1班',
        pupils: 2,
        headTeachers: [{ id: teacher.id, name: teacher.name, deputy: false }],
      }),
    ]);
    const { body: next } = await app.as(office).get('/api/classes?schoolYear=2027').expect(200);
    expect(next.items.map(({ label }: { label: string }) => label)).toEqual([
      '一年级1班',
      '一年级2班',
      '四年级1班',
      '七年级1班',
    ]);
  });

  it('tell nobody but who sets them up how many pupils they have', async () => {
    const { body } = await app.as(teacher).get('/api/classes').expect(200);
    expect(body.items[0].pupils).toBeNull();
    await app
      .as(teacher)
      .post('/api/classes')
      .send({ schoolYear: 2026, classes: [{ grade: 1, number: 9 }] })
      .expect(403);
  });

  it('that are there already or stand twice are all named, and none is created', async () => {
    const { body } = await create({
      schoolYear: 2026,
      classes: [
        { grade: 3, number: 1 },
        { grade: 5, number: 1 },
        { grade: 5, number: 1 },
      ],
    }).expect(400);
    expect(body.errors.map(({ pointer, code }: Record<string, string>) => [pointer, code])).toEqual([
      ['/classes/0/number', 'class.taken'],
      ['/classes/2/number', 'class.taken'],
    ]);
    const { body: present } = await app.as(office).get('/api/classes').expect(200);
    expect(present.items).toHaveLength(1);
    await create({ schoolYear: 2026, classes: [] }).expect(400);
    await create({ schoolYear: 2026, classes: [{ grade: 10, number: 1 }] }).expect(400);
  });

  it('take another number, with everybody in them', async () => {
    const { body } = await app
      .as(office)
      .patch(`/api/classes/${third.id}`)
      .set('If-Match', '"1"')
      .send({ number: 4 })
      .expect(200);
    expect(body).toMatchObject({ label: '三年级4班', version: 2, pupils: 2 });
    await app.as(office).patch(`/api/classes/${third.id}`).set('If-Match', '"1"').send({ number: 5 }).expect(412);
    await create({ schoolYear: 2026, classes: [{ grade: 3, number: 5 }] }).expect(201);
    expect(
      (await app.as(office).patch(`/api/classes/${third.id}`).set('If-Match', '"2"').send({ number: 5 }).expect(400))
        .body.errors[0].code,
    ).toBe('class.taken');
  });

  it('go again when they were created by mistake, and stay when somebody is or was in them', async () => {
    const { body } = await create({ schoolYear: 2026, classes: [{ grade: 2, number: 1 }] }).expect(201);
    await app.as(office).delete(`/api/classes/${body.items[0].id}`).set('If-Match', '"1"').expect(204);
    const { body: refused } = await app
      .as(office)
      .delete(`/api/classes/${third.id}`)
      .set('If-Match', '"2"')
      .expect(409);
    expect(refused.code).toBe('class.inUse');
  });

  it('of another school are not there', async () => {
    const stranger = await app.world.person(await app.world.school(), { roles: ['office'] });
    await app.as(stranger).patch(`/api/classes/${third.id}`).set('If-Match', '"2"').send({ number: 7 }).expect(404);
    await app.as(stranger).delete(`/api/classes/${third.id}`).set('If-Match', '"2"').expect(404);
  });
});
