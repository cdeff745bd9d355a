import { TestApp } from '../support/test-app.js';
import type { Person } from '../support/world.js';

describe('every answer', () => {
  let app: TestApp;
  let person: Person;
  beforeAll(async () => {
    app = await TestApp.start();
    person = await app.world.person(await app.world.school(), { roles: ['office'] });
  });
  afterAll(() => app.stop());

  it('carries the security headers, for the page as for the API', async () => {
    for (const answer of [
      await app.as(person).get('/api/classes').expect(200),
      await app.stranger.get('/'),
      await app.stranger.get('/api/nothing'),
    ]) {
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      const policy = String(answer.headers['content-security-policy']);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("object-src 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect(policy).not.toMatch(/style-src [^;]*unsafe/);
    }
  });

  it('has a nonce of its own', async () => {
    const nonceOf = async (): Promise<string> =>
      /'nonce-([^']+)'/.exec(String((await app.stranger.get('/')).headers['content-security-policy']))![1]!;
    expect(await nonceOf()).not.toBe(await nonceOf());
  });

  it('is a problem document for a path that does not exist, with nothing of the path in it', async () => {
    const { body, headers } = await app.as(person).get('/api/students-of-mr-wang').expect(404);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toEqual({
      type: 'urn:tongxin:problem:request.notFound',
      title: 'Not found',
      status: 404,
      code: 'request.notFound',
      instance: expect.any(String),
    });
    await app.as(person).post('/api/students-of-mr-wang').send({}).expect(404);
  });

  describe('to a body that cannot be taken', () => {
    const send = (type: string, body: string) =>
      app.as(person).post('/api/session/password').set('Content-Type', type).send(body);

    it('is 400 where the JSON is cut short, without an echo of it', async () => {
      const { body } = await send('application/json', '{"currentPassword": "geheim').expect(400);
      expect(body.code).toBe('request.malformed');
      expect(JSON.stringify(body)).not.toContain('geheim');
    });
    it.each([
      '[]',
      '"text"',
      '7',
      'null',
      '{"__proto__": {"admin": true}}',
      '{"constructor": {"prototype": {"admin": true}}}',
    ])('is 400 for %s', async (text) => {
      await send('application/json', text).expect(400);
      expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    });
    it('is 415 for text, forms and an unknown type', async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
        expect((await send(type, 'currentPassword=x').expect(415)).body.code).toBe('request.mediaType');
      }
    });
    it('is 413 where it is too large', async () => {
      const { body } = await send(
        'application/json',
        JSON.stringify({ currentPassword: 'x'.repeat(300_000), newPassword: 'y' }),
      ).expect(413);
      expect(body.code).toBe('request.tooLarge');
    });
    it('is 400 where a query has a field nobody knows, or a limit that is none', async () => {
      expect((await app.as(person).get('/api/staff?all=true').expect(400)).body.errors).toEqual([
        { pointer: '/all', code: 'field.unknown', params: {} },
      ]);
      expect((await app.as(person).get('/api/staff?limit=1000').expect(400)).body.errors[0].code).toBe(
        'field.tooLarge',
      );
      expect((await app.as(person).get('/api/staff?cursor=bm9wZQ').expect(400)).body.errors[0].code).toBe(
        'request.cursorInvalid',
      );
    });
  });
});
