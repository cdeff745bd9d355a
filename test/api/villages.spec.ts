import { TestApp } from '../support/test-app.js';
import type { ASchool, AStudent, Person } from '../support/world.js';

describe('the register of villages', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Person;
  let teacher: Person;
  let child: AStudent;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    office = await app.world.person(school, { roles: ['office'] });
    const inClass = await app.world.class(school);
    teacher = await app.world.person(school, { heads: [inClass] });
    child = await app.world.student(school, { in: inClass, village: '东 庄村' });
    await app.world.student(school, { in: inClass, village: '东庄村' });
    await app.world.student(school, { in: inClass, village: '老东庄' });
    await app.world.student(school, { in: inClass, village: '西河村' });
    await app.world.student(school, { in: inClass, village: null });
  });
  afterAll(() => app.stop());

  const add = (body: object) => app.as(office).post('/api/villages').send(body);
  const list = async (person: Person) => (await app.as(person).get('/api/villages?limit=100').expect(200)).body.items;

  it('shows what stands on cards and in no register yet, what stands there most first', async () => {
    const { body } = await app.as(office).get('/api/villages/unregistered').expect(200);
    expect(body.items).toEqual([
      { name: '东 庄村', cards: 1 },
      { name: '东庄村', cards: 1 },
      { name: '老东庄', cards: 1 },
      { name: '西河村', cards: 1 },
    ]);
    await app.as(teacher).get('/api/villages/unregistered').expect(403);
  });

  it('takes a village with the names it goes by and where it lies, and finds its cards', async () => {
    const { body } = await add({
      name: '东庄村',
      aliases: ['老东庄'],
      town: '青山镇',
      latitude: 36.7012,
      longitude: 118.5021,
    }).expect(201);
    expect(body).toMatchObject({
      version: 1,
      town: '青山镇',
      latitude: 36.7012,
      longitude: 118.5021,
      cards: 3,
      otherwise: 2,
    });
    const { body: left } = await app.as(office).get('/api/villages/unregistered').expect(200);
    expect(left.items).toEqual([{ name: '西河村', cards: 1 }]);
  });

  it('tells everybody the villages, and nobody but who keeps it how many children live there', async () => {
    expect(await list(teacher)).toEqual([
      expect.objectContaining({ name: '东庄村', aliases: ['老东庄'], cards: null, otherwise: null }),
    ]);
    await app.as(teacher).post('/api/villages').send({ name: '南岭村' }).expect(403);
  });

  it.each(['东庄村', ' 东 庄 村 ', '东庄村（）', '老　东庄'])(
    'refuses a village twice, however it is spaced: %s',
    async (name) => {
      const { body } = await add({ name }).expect(400);
      expect(body.errors).toEqual([{ pointer: '/name', code: 'village.taken', params: {} }]);
    },
  );

  it('refuses it also as another’s alias, and when two enter it at once', async () => {
    const { body } = await add({ name: '南岭村', aliases: ['东庄村'] }).expect(400);
    expect(body.errors[0]).toMatchObject({ pointer: '/aliases/0', code: 'village.taken' });
    const answers = await Promise.all([add({ name: '北坡村' }), add({ name: '北 坡村' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
  });

  it.each([
    [{ latitude: 36 }, '/longitude', 'village.coordinates'],
    [{ latitude: 91, longitude: 118 }, '/latitude', 'field.tooLarge'],
    [{ latitude: 36, longitude: -181 }, '/longitude', 'field.tooSmall'],
    [{ latitude: '36', longitude: 118 }, '/latitude', 'field.type'],
    [{ name: '—（）' }, '/name', 'field.required'],
  ])('refuses places that are none: %j', async (wrong, pointer, code) => {
    const { body } = await add({ name: '某村', ...wrong }).expect(400);
    expect(body.errors[0]).toMatchObject({ pointer, code });
  });

  it('writes the village on cards as it does itself, with the old writing in their history and the card as fresh as before', async () => {
    const [village] = (await list(office)).filter(({ name }: { name: string }) => name === '东庄村');
    await app.world.verification(child, { by: teacher, on: '2026-10-10' });
    await app.owner.query(
      `UPDATE contact_cards SET verified_on = '2026-10-10', changed_on = '2026-09-01' WHERE student_id = $1`,
      [child.id],
    );
    const { body } = await app
      .as(office)
      .post(`/api/villages/${village.id}/write`)
      .send({ reason: '统一写法' })
      .expect(200);
    expect(body).toEqual({ cards: 2 });
    const { body: card } = await app.as(office).get(`/api/students/${child.id}/contact-card`).expect(200);
    expect(card).toMatchObject({ village: '东庄村', verifiedOn: '2026-10-10', version: 2 });
    const { body: history } = await app.as(office).get(`/api/students/${child.id}/contact-card/changes`).expect(200);
    expect(history.items[0]).toMatchObject({
      field: 'village',
      before: '东 庄村',
      after: '东庄村',
      reason: '统一写法',
    });
    expect((await app.as(office).post(`/api/villages/${village.id}/write`).send({}).expect(200)).body).toEqual({
      cards: 0,
    });
    await app.as(teacher).post(`/api/villages/${village.id}/write`).send({}).expect(403);
  });

  it('keeps the name a village had among those it goes by', async () => {
    const [village] = (await list(office)).filter(({ name }: { name: string }) => name === '东庄村');
    const { body } = await app
      .as(office)
      .patch(`/api/villages/${village.id}`)
      .set('If-Match', `"${village.version}"`)
      .send({ name: '东庄社区', town: null })
      .expect(200);
    expect(body).toMatchObject({
      name: '东庄社区',
      aliases: ['老东庄', '东庄村'],
      town: null,
      version: 2,
      cards: 3,
      otherwise: 3,
    });
    await app.as(office).patch(`/api/villages/${village.id}`).set('If-Match', '"1"').send({ name: '东庄' }).expect(412);
  });

  it('loses a village taken out of it, and the cards keep theirs', async () => {
    const { body } = await add({ name: '西河村' }).expect(201);
    await app.as(office).delete(`/api/villages/${body.id}`).set('If-Match', '"1"').expect(204);
    const { body: left } = await app.as(office).get('/api/villages/unregistered').expect(200);
    expect(left.items).toContainEqual({ name: '西河村', cards: 1 });
    const stranger = await app.world.person(await app.world.school(), { roles: ['office'] });
    expect(await list(stranger)).toEqual([]);
  });
});
