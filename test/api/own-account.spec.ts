import { Secret, TOTP } from 'otpauth';
import type { Role } from '@tongxin/shared';
import { TestApp } from '../support/test-app.js';
import { TEST_PASSWORD, type ASchool, type Person } from '../support/world.js';

const WINDOWS_EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0';
const WECHAT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.53';

/** What an authenticator app shows at an instant. */
const codeAt = (secret: string, at: Date | string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: new Date(at).getTime() });

describe('one’s own account', () => {
  let app: TestApp;
  let school: ASchool;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
  });
  afterAll(() => app.stop());
  beforeEach(() => app.clock.moveTo('2026-11-23T10:00:00+08:00'));

  const someone = (...roles: Role[]): Promise<Person> => app.world.person(school, { roles });

  /** Signs in with the password. @returns the session's cookie */
  const signIn = async (person: Person, userAgent = WINDOWS_EDGE): Promise<string> => {
    const { headers } = await app.stranger
      .post('/api/session')
      .set('User-Agent', userAgent)
      .send({ username: person.username, password: TEST_PASSWORD })
      .expect(200);
    return [headers['set-cookie']]
      .flat()
      .find((cookie) => cookie!.startsWith('tongxin-session='))!
      .split(';')[0]!;
  };
  const tryToSignIn = (person: Person, secondFactor?: string) =>
    app.stranger
      .post('/api/session')
      .send({ username: person.username, password: TEST_PASSWORD, ...(secondFactor ? { secondFactor } : {}) });

  /** Turns the second factor on, as a person does. @returns the secret and the ten recovery codes */
  const withSecondFactor = async (person: Person): Promise<{ secret: string; codes: string[] }> => {
    const { body: begun } = await app.as(person).post('/api/session/second-factor').expect(200);
    const code = codeAt(begun.secret, app.clock.now());
    const { body } = await app.as(person).post('/api/session/second-factor/confirm').send({ code }).expect(200);
    return { secret: begun.secret, codes: body.codes };
  };

  const actsOf = async (person: Person): Promise<string[]> =>
    (
      await app.owner.query<{ act: string }>(`SELECT act FROM audit_entries WHERE actor_id = $1 ORDER BY at, id`, [
        person.id,
      ])
    ).rows.map(({ act }) => act);

  describe('the devices', () => {
    it('are shown in plain words, the present one marked, and nobody else’s', async () => {
      const person = await someone('office');
      await signIn(await someone('office'));
      const here = await signIn(person);
      app.clock.moveTo('2026-11-23T10:05:00+08:00');
      await signIn(person, WECHAT);
      const { body } = await app.stranger.get('/api/session/devices').set('Cookie', here).expect(200);
      expect(body.items).toEqual([
        expect.objectContaining({
          browser: 'edge',
          system: 'windows',
          current: true,
          startedAt: '2026-11-23T02:00:00.000Z',
        }),
        expect.objectContaining({ browser: 'wechat', system: 'iPhone', current: false }),
      ]);
      expect(JSON.stringify(body)).not.toMatch(/Mozilla|142/);
    });

    it('are signed out at once: the next request of that device is refused', async () => {
      const person = await someone('office');
      const [here, lost] = [await signIn(person), await signIn(person, WECHAT)];
      const { body } = await app.stranger.get('/api/session/devices').set('Cookie', here).expect(200);
      const { id } = body.items.find((item: { current: boolean }) => !item.current);
      await app.stranger.get('/api/classes').set('Cookie', lost).expect(200);
      await app.stranger.delete(`/api/session/devices/${id}`).set('Cookie', here).expect(204);
      await app.stranger.get('/api/classes').set('Cookie', lost).expect(401);
      await app.stranger.get('/api/classes').set('Cookie', here).expect(200);
      await app.stranger.delete(`/api/session/devices/${id}`).set('Cookie', here).expect(404);
      expect(await actsOf(person)).toContain('session.revoked');
    });

    it('of another person are not there', async () => {
      const [person, other] = [await someone('office'), await someone('office')];
      const theirs = await signIn(other);
      const { body } = await app.stranger.get('/api/session/devices').set('Cookie', theirs).expect(200);
      await app.as(person).delete(`/api/session/devices/${body.items[0].id}`).expect(404);
      await app.stranger.get('/api/session').set('Cookie', theirs).expect(200);
    });

    it('can all be signed out but the present one', async () => {
      const person = await someone('office');
      const [here, ...others] = [await signIn(person), await signIn(person), await signIn(person, WECHAT)];
      const { body } = await app.stranger
        .post('/api/session/devices/end-others')
        .set('Cookie', here)
        .send({})
        .expect(200);
      expect(body).toEqual({ ended: 2 });
      for (const other of others) await app.stranger.get('/api/session').set('Cookie', other).expect(401);
      await app.stranger.get('/api/session').set('Cookie', here).expect(200);
    });
  });

  describe('the second factor', () => {
    it('is set up with a code of the app, and then asked for at every sign-in', async () => {
      const person = await someone('office');
      const { body: begun } = await app.as(person).post('/api/session/second-factor').expect(200);
      expect(begun.uri).toBe(
        `otpauth://totp/Tongxin:${person.username}?issuer=Tongxin&secret=${begun.secret}&algorithm=SHA1&digits=6&period=30`,
      );
      // Begun is not on: who never finishes is not locked out.
      await tryToSignIn(person).expect(200);
      const wrong = await app
        .as(person)
        .post('/api/session/second-factor/confirm')
        .send({ code: '000000' === codeAt(begun.secret, app.clock.now()) ? '000001' : '000000' })
        .expect(400);
      expect(wrong.body.errors).toEqual([{ pointer: '/code', code: 'session.secondFactorWrong', params: {} }]);
      const { body: confirmed } = await app
        .as(person)
        .post('/api/session/second-factor/confirm')
        .send({ code: codeAt(begun.secret, app.clock.now()) })
        .expect(200);
      expect(confirmed.codes).toHaveLength(10);
      for (const code of confirmed.codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect((await app.as(person).get('/api/session/second-factor').expect(200)).body).toEqual({
        since: '2026-11-23T02:00:00.000Z',
        recoveryCodesLeft: 10,
        required: false,
      });

      const { body: needed } = await tryToSignIn(person).expect(401);
      expect(needed.code).toBe('session.secondFactorNeeded');
      app.clock.moveTo('2026-11-23T10:01:00+08:00');
      const { body } = await tryToSignIn(person, codeAt(begun.secret, app.clock.now())).expect(200);
      expect(body).toMatchObject({ user: { id: person.id }, secondFactor: true });
    });

    it('keeps nothing of the codes that could be read, neither in the log nor among first answers', async () => {
      const person = await someone('office');
      const { body: begun } = await app
        .as(person)
        .post('/api/session/second-factor')
        .set('Idempotency-Key', 'begin-1')
        .expect(200);
      const { body } = await app
        .as(person)
        .post('/api/session/second-factor/confirm')
        .set('Idempotency-Key', 'confirm-1')
        .send({ code: codeAt(begun.secret, app.clock.now()) })
        .expect(200);
      for (const table of ['audit_entries', 'idempotency_keys', 'recovery_codes']) {
        const { rows } = await app.owner.query<{ text: string }>(
          `SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM ${table} t`,
        );
        for (const secret of [begun.secret, ...body.codes]) expect(rows[0]!.text).not.toContain(secret);
      }
    });

    it('says nothing of itself before the password is right', async () => {
      const person = await someone('office');
      const { secret } = await withSecondFactor(person);
      app.clock.moveTo('2026-11-23T10:01:00+08:00');
      for (const secondFactor of [undefined, '123456', codeAt(secret, app.clock.now())]) {
        const { body } = await app.stranger
          .post('/api/session')
          .send({ username: person.username, password: 'not this one', ...(secondFactor ? { secondFactor } : {}) })
          .expect(401);
        expect(body.code).toBe('session.refused');
      }
    });

    it('takes a code once: seen over a shoulder it opens nothing', async () => {
      const person = await someone('office');
      const { secret } = await withSecondFactor(person);
      // Neither the code it was set up with …
      expect((await tryToSignIn(person, codeAt(secret, app.clock.now())).expect(401)).body.code).toBe(
        'session.secondFactorWrong',
      );
      app.clock.moveTo('2026-11-23T10:02:00+08:00');
      const code = codeAt(secret, app.clock.now());
      // … nor one that two send at the same moment …
      const together = await Promise.all(Array.from({ length: 4 }, () => tryToSignIn(person, code)));
      expect(together.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
      // … nor an older one that was never used.
      await tryToSignIn(person, codeAt(secret, '2026-11-23T10:01:30+08:00')).expect(401);
    });

    it('takes the code of half a minute ago or ahead, and none further away', async () => {
      const person = await someone('office');
      const { secret } = await withSecondFactor(person);
      app.clock.moveTo('2026-11-23T10:10:00+08:00');
      await tryToSignIn(person, codeAt(secret, '2026-11-23T10:09:00+08:00')).expect(401);
      await tryToSignIn(person, codeAt(secret, '2026-11-23T10:11:00+08:00')).expect(401);
      await tryToSignIn(person, codeAt(secret, '2026-11-23T10:09:30+08:00')).expect(200);
      await tryToSignIn(person, codeAt(secret, '2026-11-23T10:10:30+08:00')).expect(200);
    });

    it('takes a recovery code instead, once, however it is typed', async () => {
      const person = await someone('office');
      const { codes } = await withSecondFactor(person);
      await tryToSignIn(person, codes[0]!.toLowerCase().replaceAll('-', ' ')).expect(200);
      expect((await tryToSignIn(person, codes[0]).expect(401)).body.code).toBe('session.secondFactorWrong');
      await tryToSignIn(person, codes[1]!.replaceAll('-', '').replaceAll('0', 'o').replaceAll('1', 'l')).expect(200);
      const { body } = await app.as(person).get('/api/session/second-factor').expect(200);
      expect(body.recoveryCodesLeft).toBe(8);
      expect(await actsOf(person)).toContain('recoveryCode.used');
    });

    it('makes new recovery codes against the password; the old ones are gone', async () => {
      const person = await someone('office');
      const { codes: old } = await withSecondFactor(person);
      const refused = await app
        .as(person)
        .post('/api/session/second-factor/recovery-codes')
        .send({ password: 'not this one' })
        .expect(400);
      expect(refused.body.errors[0]).toMatchObject({ pointer: '/password', code: 'password.wrong' });
      const { body } = await app
        .as(person)
        .post('/api/session/second-factor/recovery-codes')
        .send({ password: TEST_PASSWORD })
        .expect(200);
      await tryToSignIn(person, old[0]).expect(401);
      await tryToSignIn(person, body.codes[0]).expect(200);
    });

    it('is turned off with the password only, and then no code is asked for', async () => {
      const person = await someone('office');
      const { codes } = await withSecondFactor(person);
      await app.as(person).post('/api/session/second-factor/end').send({ password: 'not this one' }).expect(400);
      await app.as(person).post('/api/session/second-factor/end').send({ password: TEST_PASSWORD }).expect(204);
      await tryToSignIn(person).expect(200);
      const again = await app
        .as(person)
        .post('/api/session/second-factor/end')
        .send({ password: TEST_PASSWORD })
        .expect(409);
      expect(again.body.code).toBe('secondFactor.off');
      // A second factor set up anew knows nothing of the codes of the first.
      await withSecondFactor(person);
      await tryToSignIn(person, codes[0]).expect(401);
    });

    it('cannot be replaced while it is on, nor confirmed where none was begun', async () => {
      const person = await someone('office');
      const nothing = await app
        .as(person)
        .post('/api/session/second-factor/confirm')
        .send({ code: '123456' })
        .expect(409);
      expect(nothing.body.code).toBe('secondFactor.notBegun');
      await withSecondFactor(person);
      expect((await app.as(person).post('/api/session/second-factor').expect(409)).body.code).toBe('secondFactor.on');
    });

    it('is not guessed: after ten wrong codes even the right one has to wait, and the password alone does not help', async () => {
      const person = await someone('office');
      const { secret, codes } = await withSecondFactor(person);
      app.clock.moveTo('2026-11-23T10:01:00+08:00');
      for (let guess = 0; guess < 10; guess += 1) {
        const { body } = await tryToSignIn(person, 'ZZZZ-ZZZZ-ZZZZ-ZZZZ');
        expect(['session.secondFactorWrong', 'session.tooManyAttempts']).toContain(body.code);
      }
      const { body, headers } = await tryToSignIn(person, codeAt(secret, app.clock.now())).expect(429);
      expect(body.code).toBe('session.tooManyAttempts');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      await tryToSignIn(person, codes[0]).expect(429);
    });

    it('does not count a sign-in that only lacked its code', async () => {
      const person = await someone('office');
      const { codes } = await withSecondFactor(person);
      for (let time = 0; time < 15; time += 1) await tryToSignIn(person).expect(401);
      await tryToSignIn(person, codes[0]).expect(200);
    });
  });

  describe('the notice on confidentiality', () => {
    const newcomer = async (...roles: Role[]): Promise<Person> => {
      const person = await someone(...roles);
      await app.owner.query(`UPDATE accounts SET notice_accepted_at = NULL WHERE id = $1`, [person.accountId]);
      return person;
    };

    it('stands before everything but one’s own account', async () => {
      const person = await newcomer('moralEducation');
      expect((await app.as(person).get('/api/session').expect(200)).body.noticeAccepted).toBe(false);
      for (const path of ['/api/classes', '/api/today', '/api/students/0198c0de-0000-7000-8000-000000000000']) {
        expect((await app.as(person).get(path).expect(403)).body.code).toBe('notice.notAccepted');
      }
      await app.as(person).post('/api/students/search').send({}).expect(403);
      for (const path of ['/api/session/devices', '/api/session/second-factor', '/api/session/notice'])
        await app.as(person).get(path).expect(200);
    });

    it('is accepted once, and the day it was stays', async () => {
      const person = await newcomer('office');
      expect((await app.as(person).get('/api/session/notice').expect(200)).body).toEqual({ acceptedAt: null });
      await app.as(person).post('/api/session/notice').send({}).expect(204);
      await app.as(person).get('/api/classes').expect(200);
      app.clock.moveTo('2026-11-23T10:20:00+08:00');
      await app.as(person).post('/api/session/notice').send({}).expect(204);
      expect((await app.as(person).get('/api/session/notice').expect(200)).body).toEqual({
        acceptedAt: '2026-11-23T02:00:00.000Z',
      });
      expect((await actsOf(person)).filter((act) => act === 'notice.accepted')).toHaveLength(1);
    });

    it('does not tell what one may not do: who may not, hears just that', async () => {
      const person = await newcomer('administrator');
      expect((await app.as(person).post('/api/students/search').send({}).expect(403)).body.code).toBe(
        'request.notAllowed',
      );
    });
  });
});

describe('where the operator demands a second factor', () => {
  let app: TestApp;
  let school: ASchool;

  beforeAll(async () => {
    app = await TestApp.start({ settings: { REQUIRE_TOTP: '1' } });
    school = await app.world.school();
  });
  afterAll(() => app.stop());

  it.each<Role>(['office', 'moralEducation', 'principal', 'counsellor', 'administrator', 'dataProtection'])(
    'the %s sets one up before anything else',
    async (role) => {
      const person = await app.world.person(school, { roles: [role] });
      const { body: session } = await app.as(person).get('/api/session').expect(200);
      expect(session).toMatchObject({ secondFactor: false, secondFactorRequired: true });
      expect((await app.as(person).get('/api/terms').expect(403)).body.code).toBe('secondFactor.required');
      const { body: begun } = await app.as(person).post('/api/session/second-factor').expect(200);
      const code = codeAt(begun.secret, app.clock.now());
      await app.as(person).post('/api/session/second-factor/confirm').send({ code }).expect(200);
      await app.as(person).get('/api/terms').expect(200);
      // Turning it off leads back to the beginning.
      await app.as(person).post('/api/session/second-factor/end').send({ password: TEST_PASSWORD }).expect(204);
      await app.as(person).get('/api/terms').expect(403);
    },
  );

  it('asks nothing of whoever only sees their own children', async () => {
    const inClass = await app.world.class(school);
    const person = await app.world.person(school, { heads: [inClass] });
    expect((await app.as(person).get('/api/session').expect(200)).body.secondFactorRequired).toBe(false);
    await app.as(person).get('/api/terms').expect(200);
  });

  it('asks it of the bureau too', async () => {
    const bureau = await app.world.school({ kind: 'bureau' });
    const person = await app.world.person(bureau, { roles: ['bureau'] });
    expect((await app.as(person).get('/api/terms').expect(403)).body.code).toBe('secondFactor.required');
  });
});
