import { TestApp } from '../support/test-app.js';
import { TEST_PASSWORD, type Person } from '../support/world.js';

describe('signing in', () => {
  let app: TestApp;
  let teacher: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    const school = await app.world.school();
    const inClass = await app.world.class(school, { grade: 3, number: 2 });
    teacher = await app.world.person(school, { heads: [inClass], username: 'zhou' });
  });
  afterAll(() => app.stop());

  it('says who one is, what one heads and which term it is', async () => {
    const { body, headers } = await app.stranger
      .post('/api/session')
      .send({ username: 'zhou', password: TEST_PASSWORD })
      .expect(200);
    expect(body).toMatchObject({
      user: { id: teacher.id, username: 'zhou' },
      roles: ['headTeacher'],
      headedClasses: [{ label: '三年级2班', labelEn: 'Grade 3, Class 2' }],
      term: { schoolYear: '2026–2027学年', ordinal: 1 },
      today: '2026-11-23',
      demo: false,
    });
    expect(String(headers['set-cookie'])).toMatch(/tongxin-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/);
  });

  it('answers a wrong password and an unknown name alike', async () => {
    const wrong = await app.stranger
      .post('/api/session')
      .send({ username: 'zhou', password: 'not this one' })
      .expect(401);
    const nobody = await app.stranger
      .post('/api/session')
      .send({ username: 'nobody', password: 'not this one' })
      .expect(401);
    expect(wrong.body).toMatchObject({ code: 'session.refused', status: 401 });
    expect({ ...wrong.body, instance: '' }).toEqual({ ...nobody.body, instance: '' });
    expect(wrong.headers['content-type']).toContain('application/problem+json');
  });

  it('answers a stranger 401 for every path under /api, also one that does not exist', async () => {
    for (const path of ['/api/classes', '/api/nothing', '/api']) {
      const { body, headers } = await app.stranger.get(path).expect(401);
      expect(body.code).toBe('session.required');
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['x-request-id']).toBe(body.instance);
    }
  });

  it('is over after signing out', async () => {
    const { headers } = await app.stranger
      .post('/api/session')
      .send({ username: 'zhou', password: TEST_PASSWORD })
      .expect(200);
    const cookie = String(headers['set-cookie']).split(';')[0]!;
    await app.stranger.get('/api/session').set('Cookie', cookie).expect(200);
    await app.stranger.delete('/api/session').set('Cookie', cookie).expect(204);
    await app.stranger.get('/api/session').set('Cookie', cookie).expect(401);
  });

  it('is refused from another site', async () => {
    const { body } = await app.stranger
      .post('/api/session')
      .set('Sec-Fetch-Site', 'cross-site')
      .send({ username: 'zhou', password: TEST_PASSWORD })
      .expect(403);
    expect(body.code).toBe('request.crossOrigin');
    await app.stranger
      .post('/api/session')
      .set('Origin', 'https://elsewhere.example')
      .send({ username: 'zhou', password: TEST_PASSWORD })
      .expect(403);
  });

  it('names every field that is missing or unknown', async () => {
    const { body } = await app.stranger.post('/api/session').send({ username: 'zhou', role: 'principal' }).expect(400);
    expect(body.errors).toEqual(
      expect.arrayContaining([
        { pointer: '/password', code: 'field.required', params: {} },
        { pointer: '/role', code: 'field.unknown', params: {} },
      ]),
    );
  });
});
