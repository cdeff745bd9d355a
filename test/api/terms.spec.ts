import { TestApp } from '../support/test-app.js';
import type { ASchool, Person } from '../support/world.js';

describe('the school’s calendar', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Person;
  let teacher: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    office = await app.world.person(school, { roles: ['office'] });
    teacher = await app.world.person(school, { heads: [await app.world.class(school)] });
  });
  afterAll(() => app.stop());

  const termOf = async (startYear: number, ordinal: number) => {
    const { body } = await app.as(office).get('/api/terms').expect(200);
    return body.items.find(
      (term: { startYear: number; ordinal: number }) => term.startYear === startYear && term.ordinal === ordinal,
    );
  };
  const create = (body: object) => app.as(office).post('/api/terms').send(body);

  describe('terms', () => {
    it('are entered by the office, named by their school year, and seen by everybody', async () => {
      const { body } = await create({ schoolYear: 2027, ordinal: 1, from: '2027-09-01', to: '2028-01-18' }).expect(201);
      expect(body).toMatchObject({ version: 1, schoolYear: '2027–2028学年', startYear: 2027, ordinal: 1 });
      const { body: seen } = await app.as(teacher).get('/api/terms').expect(200);
      expect(seen.items[0]).toMatchObject({ id: body.id, from: '2027-09-01', to: '2028-01-18' });
    });

    it('are entered by nobody else', async () => {
      const request = { schoolYear: 2028, ordinal: 1, from: '2028-09-01', to: '2029-01-18' };
      await app.as(teacher).post('/api/terms').send(request).expect(403);
    });

    it('that share a day are refused at the field, with the other term’s days', async () => {
      const { body } = await create({ schoolYear: 2027, ordinal: 2, from: '2028-01-18', to: '2028-07-01' }).expect(400);
      expect(body.errors).toEqual([
        { pointer: '/from', code: 'term.overlaps', params: { from: '2027-09-01', to: '2028-01-18' } },
      ]);
      const early = await create({ schoolYear: 2026, ordinal: 2, from: '2027-08-02', to: '2027-08-31' }).expect(400);
      expect(early.body.errors[0].code).toBe('term.exists');
    });

    it('that two enter at once are one term', async () => {
      const request = { schoolYear: 2028, ordinal: 1, from: '2028-09-01', to: '2029-01-18' };
      const answers = await Promise.all([create(request), create({ ...request, from: '2028-08-28' })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
    });

    it('are held apart by the database itself, whoever writes', async () => {
      await expect(
        app.owner.query(
          `INSERT INTO terms (school_id, id, school_year, ordinal, from_on, to_on) VALUES ($1, gen_random_uuid(), 2029, 1, '2028-12-01', '2029-12-01')`,
          [school.id],
        ),
      ).rejects.toMatchObject({ code: '23P01', constraint: 'terms_apart' });
    });

    it.each([
      [{ schoolYear: 2029, ordinal: 1, from: '2030-01-10', to: '2029-09-01' }, '/to', 'date.order'],
      [{ schoolYear: 2029, ordinal: 1, from: '2029-07-01', to: '2029-12-01' }, '/from', 'term.outsideYear'],
      [{ schoolYear: 2029, ordinal: 2, from: '2030-02-20', to: '2030-09-20' }, '/to', 'term.outsideYear'],
      [{ schoolYear: 2029, ordinal: 1, from: '2029-09-01', to: '2029-09-10' }, '/to', 'term.tooShort'],
      [{ schoolYear: 2029, ordinal: 1, from: '2029-08-15', to: '2030-08-01' }, '/to', 'term.tooLong'],
      [{ schoolYear: 2029, ordinal: 3, from: '2029-09-01', to: '2030-01-10' }, '/ordinal', 'field.tooLarge'],
      [{ schoolYear: 2029, ordinal: 1, from: '2029-02-30', to: '2030-01-10' }, '/from', 'date.invalid'],
    ])('with a slip of the pen are refused where it stands: %j', async (request, pointer, code) => {
      const { body } = await create(request).expect(400);
      expect(body.errors[0]).toMatchObject({ pointer, code });
    });

    it('keep year and ordinal; their days may be corrected, and the duties follow', async () => {
      const term = await termOf(2026, 1);
      const { body } = await app
        .as(office)
        .patch(`/api/terms/${term.id}`)
        .set('If-Match', `"${term.version}"`)
        .send({ to: '2027-01-25' })
        .expect(200);
      expect(body).toMatchObject({ version: term.version + 1, from: '2026-09-01', to: '2027-01-25' });
      await app.as(office).patch(`/api/terms/${term.id}`).set('If-Match', '"2"').send({ ordinal: 2 }).expect(400);
      const { body: session } = await app.as(teacher).get('/api/session').expect(200);
      expect(session.term.to).toBe('2027-01-25');
    });

    it('that somebody else has corrected meanwhile come back with what they are now', async () => {
      const term = await termOf(2026, 1);
      const { body } = await app
        .as(office)
        .patch(`/api/terms/${term.id}`)
        .set('If-Match', '"1"')
        .send({ to: '2027-01-20' })
        .expect(412);
      expect(body).toMatchObject({
        code: 'version.stale',
        currentVersion: term.version,
        current: { to: '2027-01-25' },
      });
      await app.as(office).patch(`/api/terms/${term.id}`).send({ to: '2027-01-20' }).expect(428);
    });

    it('go again as long as they have not begun', async () => {
      const term = await termOf(2028, 1);
      await app.as(office).delete(`/api/terms/${term.id}`).set('If-Match', '"1"').expect(204);
      const present = await termOf(2026, 1);
      const { body } = await app
        .as(office)
        .delete(`/api/terms/${present.id}`)
        .set('If-Match', `"${present.version}"`)
        .expect(409);
      expect(body.code).toBe('term.begun');
    });

    it('of another school are not there', async () => {
      const stranger = await app.world.person(await app.world.school(), { roles: ['office'] });
      const term = await termOf(2026, 1);
      await app
        .as(stranger)
        .patch(`/api/terms/${term.id}`)
        .set('If-Match', `"${term.version}"`)
        .send({ to: '2027-01-20' })
        .expect(404);
    });
  });

  describe('days off and days worked', () => {
    const enter = (body: object) => app.as(office).post('/api/calendar-exceptions').send(body);

    it('are entered, corrected and taken away', async () => {
      const { body } = await enter({
        kind: 'holiday',
        from: '2026-11-05',
        to: '2026-11-06',
        name: '秋季运动会',
      }).expect(201);
      expect(body).toMatchObject({ version: 1, kind: 'holiday', name: '秋季运动会' });
      const path = `/api/calendar-exceptions/${body.id}`;
      await app.as(office).patch(path).set('If-Match', '"1"').send({ to: '2026-11-05' }).expect(200);
      const { body: days } = await app.as(teacher).get('/api/calendar-exceptions?year=2026').expect(200);
      expect(days.items.map(({ name }: { name: string }) => name)).toEqual(['国庆节', '秋季运动会']);
      await app.as(office).delete(path).set('If-Match', '"2"').expect(204);
      await app.as(office).delete(path).set('If-Match', '"2"').expect(404);
      await app
        .as(teacher)
        .post('/api/calendar-exceptions')
        .send({ kind: 'holiday', from: '2026-11-05', name: '休' })
        .expect(403);
    });

    it('do not lie on one another; a day worked may lie in days off', async () => {
      const { body } = await enter({ kind: 'holiday', from: '2026-10-07', to: '2026-10-08', name: '又一个' }).expect(
        400,
      );
      expect(body.errors[0]).toMatchObject({ pointer: '/from', code: 'calendar.overlaps', params: { name: '国庆节' } });
      await enter({ kind: 'workday', from: '2026-10-06', name: '补课' }).expect(201);
      await enter({ kind: 'holiday', from: '2027-03-05', to: '2027-03-01', name: '倒' }).expect(400);
      await enter({ kind: 'holiday', from: '2027-03-05', name: '' }).expect(400);
    });
  });

  describe('the public holidays that ship with the product', () => {
    it('are shown against the school’s calendar before they are taken over', async () => {
      const { body } = await app.as(teacher).get('/api/public-holidays/2026').expect(200);
      expect(body).toMatchObject({ year: 2026, published: true });
      expect(body.days).toHaveLength(13);
      const national = body.days.find(({ name }: { name: string }) => name === '国庆节');
      expect(national).toMatchObject({ state: 'same', there: null, nameEn: 'National Day' });
      expect(body.days[0]).toMatchObject({ name: '元旦', state: 'new', from: '2026-01-01', to: '2026-01-03' });
      const { body: later } = await app.as(teacher).get('/api/public-holidays/2030').expect(200);
      expect(later.published).toBe(false);
      await app.as(teacher).get('/api/public-holidays/1999').expect(404);
      await app.as(teacher).get('/api/public-holidays/nineteen').expect(404);
    });

    it('are taken over with one press: what is missing comes in, what differs takes the public days, and twice does nothing more', async () => {
      await app
        .as(office)
        .post('/api/calendar-exceptions')
        .send({ kind: 'holiday', from: '2026-05-01', to: '2026-05-03', name: '五一' })
        .expect(201);
      const take = () => app.as(office).post('/api/public-holidays').send({ year: 2026 }).expect(200);
      expect((await take()).body).toEqual({ added: 11, changed: 1 });
      expect((await take()).body).toEqual({ added: 0, changed: 0 });
      const { body } = await app.as(office).get('/api/public-holidays/2026').expect(200);
      expect(new Set(body.days.map(({ state }: { state: string }) => state))).toEqual(new Set(['same']));
      await app.as(teacher).post('/api/public-holidays').send({ year: 2026 }).expect(403);
      const { body: unknown } = await app.as(office).post('/api/public-holidays').send({ year: 2050 }).expect(400);
      expect(unknown.errors[0].code).toBe('calendar.yearUnknown');
    });
  });

  describe('the school itself', () => {
    it('takes another name and time zone, and everybody’s day follows at once', async () => {
      const { body } = await app.as(office).get('/api/schools').expect(200);
      const [before] = body.items;
      const { body: after } = await app
        .as(office)
        .patch(`/api/schools/${school.id}`)
        .set('If-Match', `"${before.version}"`)
        .send({ name: '青山小学', timeZone: 'America/New_York' })
        .expect(200);
      expect(after).toMatchObject({ name: '青山小学', timeZone: 'America/New_York', version: before.version + 1 });
      const { body: session } = await app.as(teacher).get('/api/session').expect(200);
      expect(session).toMatchObject({ today: '2026-11-22', school: { name: '青山小学' } });
      await app
        .as(office)
        .patch(`/api/schools/${school.id}`)
        .set('If-Match', `"${before.version}"`)
        .send({ name: '别的' })
        .expect(412);
      await app
        .as(teacher)
        .patch(`/api/schools/${school.id}`)
        .set('If-Match', '"2"')
        .send({ name: '别的' })
        .expect(403);
    });

    it('refuses a time zone nobody knows, another school, and other stages once children are in classes', async () => {
      const edit = (id: string, body: object) =>
        app.as(office).patch(`/api/schools/${id}`).set('If-Match', '"2"').send(body);
      expect((await edit(school.id, { timeZone: 'Mars/Olympus' }).expect(400)).body.errors[0].code).toBe(
        'timeZone.unknown',
      );
      await edit((await app.world.school()).id, { name: '别的' }).expect(404);
      await app.world.student(school, { in: await app.world.class(school, { grade: 2 }) });
      expect((await edit(school.id, { system: '54' }).expect(409)).body.code).toBe('school.systemInUse');
    });
  });
});
