import { TestApp } from '../support/test-app.js';
import { TEST_PASSWORD } from '../support/world.js';

describe('guessing a password', () => {
  let app: TestApp;

  beforeEach(async () => {
    app = await TestApp.start();
    const school = await app.world.school();
    await app.world.person(school, { roles: ['office'], username: 'zhou' });
  });
  afterEach(() => app.stop());

  const signIn = (password: string, cookie = '') =>
    app.stranger.post('/api/session').set('Cookie', cookie).send({ username: 'zhou', password });

  it('is stopped after ten failures, says how long to wait, and does not tell a right password from a wrong one then', async () => {
    for (let failure = 0; failure < 10; failure += 1) await signIn(`guess ${failure}`).expect(401);
    const wrong = await signIn('guess 11').expect(429);
    const right = await signIn(TEST_PASSWORD).expect(429);
    expect(wrong.body.code).toBe('session.tooManyAttempts');
    expect(Number(wrong.headers['retry-after'])).toBeGreaterThan(0);
    expect(right.body.code).toBe('session.tooManyAttempts');
  });

  it('does not lock the teacher out of the device she has signed in on before', async () => {
    const { headers } = await signIn(TEST_PASSWORD).expect(200);
    const device = ([headers['set-cookie']].flat() as string[])
      .find((cookie) => cookie.startsWith('tongxin-device='))!
      .split(';')[0]!;
    await Promise.all(Array.from({ length: 40 }, (_, guess) => signIn(`guess ${guess}`)));
    await signIn(TEST_PASSWORD).expect(429);
    await signIn(TEST_PASSWORD, device).expect(200);
  });

  it('does not count what was right', async () => {
    for (let time = 0; time < 15; time += 1) await signIn(TEST_PASSWORD).expect(200);
  });
});

describe('changing one’s own password', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
    const school = await app.world.school();
    await app.world.person(school, { roles: ['office'], username: 'zhou' });
  });
  afterAll(() => app.stop());

  const cookieOf = async (password: string): Promise<string> => {
    const { headers } = await app.stranger.post('/api/session').send({ username: 'zhou', password }).expect(200);
    return ([headers['set-cookie']].flat() as string[])
      .find((cookie) => cookie.startsWith('tongxin-session='))!
      .split(';')[0]!;
  };

  it('needs the present one, and ends every other session at once', async () => {
    const here = await cookieOf(TEST_PASSWORD);
    const elsewhere = await cookieOf(TEST_PASSWORD);
    const change = (currentPassword: string, newPassword: string) =>
      app.stranger.post('/api/session/password').set('Cookie', here).send({ currentPassword, newPassword });

    expect((await change('wrong', 'another long one').expect(400)).body.errors).toEqual([
      { pointer: '/currentPassword', code: 'password.wrong', params: {} },
    ]);
    expect((await change(TEST_PASSWORD, 'short').expect(400)).body.errors).toEqual([
      { pointer: '/newPassword', code: 'password.tooShort', params: { min: 10 } },
    ]);
    expect((await change(TEST_PASSWORD, 'my name is zhou').expect(400)).body.errors[0].code).toBe(
      'password.containsName',
    );

    await change(TEST_PASSWORD, 'another long one').expect(204);
    await app.stranger.get('/api/session').set('Cookie', here).expect(200);
    await app.stranger.get('/api/session').set('Cookie', elsewhere).expect(401);
    await app.stranger.post('/api/session').send({ username: 'zhou', password: TEST_PASSWORD }).expect(401);
    await cookieOf('another long one');
  });
});

describe('a session', () => {
  it('is over after 30 minutes without a request, and after 10 hours in any case', async () => {
    const app = await TestApp.start({ at: '2026-11-23T08:00:00+08:00' });
    try {
      const school = await app.world.school();
      await app.world.person(school, { roles: ['office'], username: 'zhou' });
      const signIn = async (): Promise<string> =>
        (
          [
            (await app.stranger.post('/api/session').send({ username: 'zhou', password: TEST_PASSWORD }).expect(200))
              .headers['set-cookie'],
          ].flat() as string[]
        )
          .find((cookie) => cookie.startsWith('tongxin-session='))!
          .split(';')[0]!;
      let cookie = await signIn();
      app.clock.moveTo('2026-11-23T08:29:00+08:00');
      await app.stranger.get('/api/session').set('Cookie', cookie).expect(200);
      app.clock.moveTo('2026-11-23T09:00:00+08:00');
      await app.stranger.get('/api/session').set('Cookie', cookie).expect(401);

      app.clock.moveTo('2026-11-23T09:00:00+08:00');
      cookie = await signIn();
      let rotated = 0;
      for (let minutes = 25; minutes < 600; minutes += 25) {
        app.clock.moveTo(new Date(Date.parse('2026-11-23T09:00:00+08:00') + minutes * 60_000).toISOString());
        const { headers } = await app.stranger.get('/api/session').set('Cookie', cookie).expect(200);
        const set: string | string[] = (headers['set-cookie'] as string[] | undefined) ?? [];
        const next = [set].flat().find((one) => one.startsWith('tongxin-session='));
        if (next) {
          rotated += 1;
          cookie = next.split(';')[0]!;
        }
      }
      expect(rotated).toBeGreaterThan(5);
      app.clock.moveTo('2026-11-23T19:00:01+08:00');
      await app.stranger.get('/api/session').set('Cookie', cookie).expect(401);
    } finally {
      await app.stop();
    }
  });

  it('reads the password’s account no more once it is disabled', async () => {
    const app = await TestApp.start();
    try {
      const school = await app.world.school();
      const person = await app.world.person(school, { roles: ['office'], username: 'zhou' });
      await app.as(person).get('/api/session').expect(200);
      await app.owner.query(`UPDATE accounts SET disabled_at = now() WHERE id = $1`, [person.accountId]);
      await app.as(person).get('/api/session').expect(401);
      await app.stranger.post('/api/session').send({ username: 'zhou', password: TEST_PASSWORD }).expect(401);
    } finally {
      await app.stop();
    }
  });

  it('follows a change of role on the next request', async () => {
    const app = await TestApp.start();
    try {
      const school = await app.world.school();
      const person = await app.world.person(school, { roles: ['office'] });
      await app.as(person).get('/api/staff').expect(200);
      await app.owner.query(`UPDATE role_grants SET to_on = '2026-11-22' WHERE staff_id = $1`, [person.id]);
      await app.as(person).get('/api/staff').expect(403);
    } finally {
      await app.stop();
    }
  });
});
