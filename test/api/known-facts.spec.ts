import { setTimeout as sleep } from 'node:timers/promises';
import { Changes } from '../../server/src/database/changes.js';
import { Database } from '../../server/src/database/database.js';
import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, Person } from '../support/world.js';

/** Counts what the application asks the database from now on. */
function questionsOf(app: TestApp): { who: number; school: number } {
  const db = app.nest.get(Database);
  const asked = { who: 0, school: 0 };
  const { beforeViewer, read } = db;
  db.beforeViewer = ((text: string, values?: readonly unknown[]) => {
    if (text.includes('app.viewer_of(')) asked.who += 1;
    return beforeViewer.call(db, text, values);
  }) as typeof db.beforeViewer;
  db.read = ((...given: Parameters<typeof read>) => {
    if (/^(school-calendar|care-standards)$/.test(given[1].name)) asked.school += 1;
    return read.apply(db, given);
  }) as typeof db.read;
  return asked;
}

describe('what every request asks for', () => {
  let app: TestApp;
  let school: ASchool;
  let inClass: AClass;
  let head: Person;
  let administrator: Person;
  let office: Person;
  let asked: { who: number; school: number };

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    inClass = await app.world.class(school);
    head = await app.world.person(school, { heads: [inClass] });
    administrator = await app.world.person(school, { roles: ['administrator'] });
    office = await app.world.person(school, { roles: ['office'] });
    await app.world.student(school, { in: inClass });
    asked = questionsOf(app);
  });
  afterAll(() => app.stop());

  it('is asked once for many requests of one person at the same time', async () => {
    await app.tokenOf(head);
    const before = { ...asked };
    await Promise.all(Array.from({ length: 20 }, () => app.as(head).get('/api/duties').expect(200)));
    // Twenty requests take less than a few seconds; each second asks once.
    expect(asked.who - before.who).toBeLessThan(10);
    expect(asked.school - before.school).toBeLessThan(20);
  });

  it('is told of by whichever table decides it', async () => {
    const { rows } = await app.owner.query<{ body: string; told: string[] }>(
      `SELECT pg_get_functiondef('app.viewer_of(bytea, timestamptz)'::regprocedure) AS body,
              array(SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'tell\\_%') AS told`,
    );
    const tables = [...rows[0]!.body.matchAll(/\b(?:FROM|JOIN|UPDATE) ([a-z_]+)\b/g)].map(([, table]) => table!);
    expect(tables).toContain('role_grants');
    expect(rows[0]!.told).toEqual(expect.arrayContaining([...new Set(tables)]));
    expect(rows[0]!.told).toEqual(expect.arrayContaining(['terms', 'calendar_exceptions', 'care_standards']));
  });

  it('counts on the very next request: a session that was ended, thirty times', async () => {
    for (let round = 0; round < 30; round += 1) {
      const person = await app.world.person(school);
      const cookie = `tongxin-session=${await app.tokenOf(person)}`;
      await app.stranger.get('/api/session').set('Cookie', cookie).expect(200);
      await app.stranger.delete('/api/session').set('Cookie', cookie).expect(204);
      await app.stranger.get('/api/session').set('Cookie', cookie).expect(401);
    }
  });

  it('counts on the very next request: an account that is switched off and on again, twenty times', async () => {
    const person = await app.world.person(school, { heads: [inClass] });
    for (let round = 0; round < 20; round += 1) {
      const cookie = `tongxin-session=${await app.tokenOf(person)}`;
      if (round === 0) await app.stranger.get('/api/session').set('Cookie', cookie).expect(200);
      const disabled = round % 2 === 0;
      await app
        .as(administrator)
        .patch(`/api/users/${person.id}`)
        .set('If-Match', `"${round + 1}"`)
        .send({ disabled })
        .expect(200);
      // Switched on again, the old session stays over.
      await app.stranger.get('/api/session').set('Cookie', cookie).expect(401);
    }
  });

  it('counts on the very next request: a day off', async () => {
    const days = Array.from({ length: 10 }, (_, index) => `2026-12-${String(index + 10)}`);
    for (const day of days) {
      await app.as(head).get('/api/duties').expect(200);
      const before = asked.school;
      await app
        .as(office)
        .post('/api/calendar-exceptions')
        .send({ kind: 'holiday', from: day, name: '校庆' })
        .expect(201);
      await app.as(head).get('/api/duties').expect(200);
      expect(asked.school).toBeGreaterThan(before);
    }
  });

  it('follows the clock of the school although nothing was changed', async () => {
    const todayOf = async (): Promise<string> => (await app.as(head).get('/api/session').expect(200)).body.today;
    try {
      app.clock.moveTo('2026-11-23T23:59:50+08:00');
      expect(await todayOf()).toBe('2026-11-23');
      app.clock.moveTo('2026-11-24T00:00:00+08:00');
      expect(await todayOf()).toBe('2026-11-24');
    } finally {
      app.clock.moveTo('2026-11-23T10:00:00+08:00');
    }
  });

  it('is asked anew each time while nobody tells, and kept again once they do', async () => {
    const changes = app.nest.get(Changes);
    await app.as(head).get('/api/session').expect(200);
    const missed = new Promise<void>((done) => changes.subscribe((change) => change === null && done()));
    await app.owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN tongxin_known'`,
    );
    await missed;
    expect(changes.heard).toBe(false);
    const before = asked.who;
    await app.as(head).get('/api/session').expect(200);
    await app.as(head).get('/api/session').expect(200);
    expect(asked.who - before).toBe(2);
    while (!changes.heard) await sleep(20);
    await app.as(head).get('/api/session').expect(200);
  });
});

describe('behind a pooler that hands out another connection each time', () => {
  it('nothing is kept, for nobody could tell', async () => {
    const app = await TestApp.start({ settings: { DB_CONTEXT: 'transaction' } });
    try {
      const asked = questionsOf(app);
      const person = await app.world.person(await app.world.school());
      for (let request = 0; request < 3; request += 1) await app.as(person).get('/api/session').expect(200);
      expect(asked.who).toBe(3);
    } finally {
      await app.stop();
    }
  });
});
