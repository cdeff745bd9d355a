import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { v7 } from 'uuid';
import { todayIn } from '@tongxin/shared';
import { adminCommand } from '../support/admin-command.js';
import { dataFile } from '../support/data-file.js';
import { newDatabase } from '../support/database.js';
import { Product } from '../support/product.js';
import { RoundRobin } from '../support/round-robin.js';
import { aPicture } from '../support/some-files.js';
import { ask, TwoServers, type Answer } from '../support/two-servers.js';
import { TEST_PASSWORD, type AClass, type ASchool, type AStudent, type Person } from '../support/world.js';

/** Word of a change comes from one server to the other within milliseconds, and what is kept ends after a second whatever happens. */
async function untilItCounts(asked: () => Promise<Answer>, status: number): Promise<void> {
  for (let time = 0; time < 200; time += 1) {
    if ((await asked()).status === status) return;
    await sleep(10);
  }
  throw new Error(`never answered with ${status}`);
}

const alternately = (servers: readonly string[], index: number): string => servers[index % servers.length]!;

describe('two servers on one database', () => {
  let two: TwoServers;
  let both: string[];
  let school: ASchool;
  let inClass: AClass;
  let head: Person;
  let office: Person;
  let child: AStudent;
  const heldOn = todayIn('Asia/Shanghai', new Date());

  beforeAll(async () => {
    two = await TwoServers.start();
    both = [two.one, two.two];
    const { world } = two.arranged;
    school = await world.school();
    inClass = await world.class(school);
    head = await world.person(school, { heads: [inClass] });
    office = await world.person(school, { roles: ['office'] });
    child = await world.student(school, { in: inClass });
  });
  afterAll(() => two.stop());

  const countOf = async (text: string, values: unknown[]): Promise<number> =>
    (await two.arranged.owner.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${text}`, values)).rows[0]!
      .count;

  it('know each other’s sessions, and a session that one of them ended', async () => {
    const cookie = await two.signIn(two.one, head);
    for (let time = 0; time < 4; time += 1)
      expect((await ask(alternately(both, time), 'GET', '/api/session', { cookie })).status).toBe(200);
    expect((await ask(two.one, 'DELETE', '/api/session', { cookie })).status).toBe(204);
    expect((await ask(two.one, 'GET', '/api/session', { cookie })).status).toBe(401);
    await untilItCounts(() => ask(two.two, 'GET', '/api/session', { cookie }), 401);
  });

  it('know a device that was signed out on the other', async () => {
    const [here, there] = [await two.signIn(two.one, head), await two.signIn(two.two, head)];
    expect((await ask(two.two, 'GET', '/api/session', { cookie: there })).status).toBe(200);
    const ended = await ask(two.one, 'POST', '/api/session/devices/end-others', { cookie: here, body: {} });
    expect(ended.status).toBe(200);
    await untilItCounts(() => ask(two.two, 'GET', '/api/session', { cookie: there }), 401);
    expect((await ask(two.two, 'GET', '/api/session', { cookie: here })).status).toBe(200);
  });

  it('know what somebody may no longer do since the other was told', async () => {
    const administrator = await two.arranged.world.person(school, { roles: ['administrator'] });
    const [cookie, hers] = [await two.signIn(two.one, administrator), await two.signIn(two.two, office)];
    expect((await ask(two.two, 'GET', '/api/imports', { cookie: hers })).status).toBe(200);
    await two.arranged.owner.query(`UPDATE role_grants SET to_on = '2025-09-30' WHERE staff_id = $1`, [office.id]);
    for (const server of both) await untilItCounts(() => ask(server, 'GET', '/api/imports', { cookie: hers }), 403);
    await two.arranged.owner.query(`UPDATE role_grants SET to_on = NULL WHERE staff_id = $1`, [office.id]);
    for (const server of both) await untilItCounts(() => ask(server, 'GET', '/api/imports', { cookie: hers }), 200);
    const changed = await ask(two.one, 'PATCH', `/api/users/${office.id}`, {
      cookie,
      headers: { 'If-Match': '"1"' },
      body: { disabled: true },
    });
    expect(changed.status).toBe(200);
    await untilItCounts(() => ask(two.two, 'GET', '/api/session', { cookie: hers }), 401);
    await two.arranged.owner.query(`UPDATE accounts SET disabled_at = NULL WHERE id = $1`, [office.accountId]);
  });

  it('do a request that comes twenty times at once to both of them a single time, and answer it the same', async () => {
    const cookie = await two.signIn(two.one, head);
    const key = v7();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, time) =>
        ask(alternately(both, time), 'POST', '/api/talks', {
          cookie,
          headers: { 'Idempotency-Key': key },
          body: { studentIds: [child.id], heldOn, summary: `二十次 ${key}` },
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await countOf(`care_records WHERE details->>'summary' = $1`, [`二十次 ${key}`])).toBe(1);
  });

  it('take an id that a client made once, whichever of them it comes to', async () => {
    const cookie = await two.signIn(two.one, head);
    const id = v7();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, time) =>
        ask(alternately(both, time), 'POST', '/api/talks', { cookie, body: { id, studentIds: [child.id], heldOn } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(await countOf('care_records WHERE entry_id = $1', [id])).toBe(1);
    const other = await ask(two.two, 'POST', '/api/talks', {
      cookie,
      body: { id, studentIds: [child.id], heldOn, summary: '别的话' },
    });
    expect(other.status).toBe(409);
  });

  it('let one of two people change what both have seen, and tell the other', async () => {
    const cookie = await two.signIn(two.one, office);
    const path = `/api/students/${child.id}`;
    const seen = (await ask(two.two, 'GET', path, { cookie })).headers.get('etag')!;
    const answers = await Promise.all(
      both.map((server, index) =>
        ask(server, 'PATCH', path, {
          cookie,
          headers: { 'If-Match': seen },
          body: { name: `李小${'山河'[index]}` },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('count what was saved through the other: today, the month, the inbox', async () => {
    const pupil = await two.arranged.world.student(school, { in: inClass });
    const cookie = await two.signIn(two.one, head);
    const countedOf = async (server: string): Promise<unknown> => {
      const today = await ask(server, 'GET', '/api/today', { cookie });
      const summary = await ask(server, 'GET', '/api/duties/summary', { cookie });
      expect([today.status, summary.status]).toEqual([200, 200]);
      return [today.body['ring'], summary.body];
    };
    const before = await countedOf(two.two);
    await ask(two.one, 'POST', '/api/talks', { cookie, body: { studentIds: [pupil.id], heldOn } });
    const [one, other] = [await countedOf(two.one), await countedOf(two.two)];
    expect(other).toEqual(one);
    expect(other).not.toEqual(before);
  });

  it('find the file that came in through the other', async () => {
    const cookie = await two.signIn(two.one, office);
    const orphan = await two.arranged.world.student(school, { in: inClass, categories: ['orphan'] });
    const { rows } = await two.arranged.owner.query<{ id: string }>(
      `SELECT id FROM care_categories WHERE student_id = $1`,
      [orphan.id],
    );
    const body = new FormData();
    body.set('subjectKind', 'careCategory');
    body.set('subjectId', rows[0]!.id);
    body.set('file', new Blob([new Uint8Array(await aPicture('png'))]), '证明.png');
    const added = await ask(two.one, 'POST', '/api/attachments', { cookie, body });
    expect(added.status).toBe(201);
    const read = await ask(two.two, 'GET', `/api/attachments/${String(added.body['id'])}/content`, { cookie });
    expect(read.status).toBe(200);
  });

  it('count wrong passwords together', async () => {
    const person = await two.arranged.world.person(school);
    const guess = (index: number): Promise<Answer> =>
      ask(alternately(both, index), 'POST', '/api/session', {
        body: { username: person.username, password: `guess ${index}` },
      });
    for (let failure = 0; failure < 10; failure += 1) expect((await guess(failure)).status).toBe(401);
    for (const index of [10, 11]) expect((await guess(index)).status).toBe(429);
  });

  it('take a code of the second factor once, also when both are shown it at the same moment', async () => {
    const person = await two.arranged.world.person(school);
    const cookie = await two.signIn(two.one, person);
    const begun = await ask(two.one, 'POST', '/api/session/second-factor', { cookie });
    const codeAt = (step: number): string =>
      new TOTP({ secret: Secret.fromBase32(String(begun.body['secret'])) }).generate({ timestamp: step * 30_000 });
    const now = Math.floor(Date.now() / 30_000);
    // The code before is still taken; the present one is then the first that nobody has seen.
    const confirmed = await ask(two.two, 'POST', '/api/session/second-factor/confirm', {
      cookie,
      body: { code: codeAt(now - 1) },
    });
    expect(confirmed.status).toBe(200);
    const answers = await Promise.all(
      both.map((server) =>
        ask(server, 'POST', '/api/session', {
          body: { username: person.username, password: TEST_PASSWORD, secondFactor: codeAt(now) },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('take a one-time code once', async () => {
    const person = await two.arranged.world.person(school);
    const administrator = await two.arranged.world.person(school, { roles: ['administrator'] });
    const cookie = await two.signIn(two.one, administrator);
    const made = await ask(two.one, 'POST', `/api/users/${person.id}/code`, { cookie, body: {} });
    const { code } = made.body['slip'] as { code: string };
    const answers = await Promise.all(
      both.map((server) =>
        ask(server, 'POST', '/api/activation', {
          body: { username: person.username, code, password: `a-new-password-${server.length}` },
        }),
      ),
    );
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(1);
  });

  it('commit a ledger once that was sent to one of them, while the other works', async () => {
    const other = await two.arranged.world.school();
    const clerk = await two.arranged.world.person(other, { roles: ['office'] });
    const cookie = await two.signIn(two.one, clerk);
    const body = new FormData();
    body.set('file', new Blob([await readFile(dataFile('ledger-1200.xlsx'))]), 'ledger-1200.xlsx');
    const { id } = (await ask(two.one, 'POST', '/api/imports', { cookie, body })).body as { id: string };
    const until = async (status: string): Promise<void> => {
      for (let time = 0; ; time += 1) {
        const found = await ask(alternately(both, time), 'GET', `/api/imports/${id}`, { cookie });
        if (found.body['status'] === status) return;
        if (time === 1200) throw new Error(`never ${status}`);
        await sleep(50);
      }
    };
    await until('checked');
    const commits = await Promise.all(
      both.map((server) => ask(server, 'POST', `/api/imports/${id}/commit`, { cookie, body: { createClasses: true } })),
    );
    expect(commits.some(({ status }) => status < 300)).toBe(true);
    await until('committed');
    expect(await countOf('students WHERE school_id = $1', [other.id])).toBe(1200);
    expect(await countOf(`audit_entries WHERE school_id = $1 AND act = 'import.committed'`, [other.id])).toBe(1);
  }, 120_000);
});

describe('background work of two servers', () => {
  let two: TwoServers;
  beforeEach(async () => {
    two = await TwoServers.start();
  });
  afterEach(() => two.stop());

  const namesHeld = async (): Promise<number> =>
    (
      await two.arranged.owner.query<{ held: number }>(
        `SELECT count(*)::int AS held FROM pg_locks l JOIN pg_database d ON d.oid = l.database
          WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()`,
      )
    ).rows[0]!.held;

  it('is taken over by the other where one is killed in the middle of it', async () => {
    const { world, owner } = two.arranged;
    await two.servers[1].kill();
    const school = await world.school();
    const cookie = await two.signIn(two.one, await world.person(school, { roles: ['office'] }));
    const body = new FormData();
    body.set('file', new Blob([await readFile(dataFile('ledger-1200.xlsx'))]), 'ledger-1200.xlsx');
    const { id } = (await ask(two.one, 'POST', '/api/imports', { cookie, body })).body as { id: string };
    const until = async (text: string, values: unknown[]): Promise<void> => {
      for (let time = 0; (await owner.query(text, values)).rowCount === 0; time += 1) {
        if (time === 1200) throw new Error('nobody did it');
        await sleep(50);
      }
    };
    await until(`SELECT 1 FROM imports WHERE id = $1 AND status = 'checked'`, [id]);
    const open = await owner.connect();
    await open.query('BEGIN; LOCK TABLE students IN EXCLUSIVE MODE');
    await ask(two.one, 'POST', `/api/imports/${id}/commit`, { cookie, body: { createClasses: true } });
    await until(`SELECT 1 FROM pg_locks WHERE relation = 'students'::regclass AND NOT granted`, []);
    const other = await Product.start(two.settings);
    try {
      await two.servers[0].kill();
      await open.query('COMMIT');
      open.release();
      await until(`SELECT 1 FROM imports WHERE id = $1 AND status = 'committed'`, [id]);
      const { rows } = await owner.query<{ students: number }>(`SELECT count(*)::int AS students FROM students`);
      expect(rows[0]!.students).toBe(1200);
      expect((await ask(other.url, 'GET', `/api/imports/${id}`, { cookie })).body['status']).toBe('committed');
    } finally {
      await other.stop();
    }
  }, 120_000);

  it('is not taken from a server whose connections broke: it takes its name anew', async () => {
    expect(await namesHeld()).toBe(2);
    await two.arranged.owner.query(
      `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database()`,
    );
    for (let time = 0; (await namesHeld()) < 2; time += 1) {
      if (time === 600) throw new Error('the names were not taken again');
      await sleep(50);
    }
  });
});

describe('the doctor', () => {
  it('says where two servers do not see the same files', async () => {
    const two = await TwoServers.start();
    const elsewhere = await mkdtemp(join(tmpdir(), 'tongxin-elsewhere-'));
    try {
      const well = await adminCommand(two.settings, 'doctor');
      expect(well.said).toContain('2 servers work on this database and see the same files.');
      const third = await Product.start({ ...two.settings, DATA_DIR: elsewhere, REQUIRE_TOTP: '1' });
      const ill = await adminCommand(two.settings, 'doctor');
      await third.stop();
      expect(ill.code).toBe(1);
      expect(ill.said).toContain('their attached files do not lie in the same place');
      expect(ill.said).toContain('3 servers work on this database with different settings.');
    } finally {
      await two.stop();
      await rm(elsewhere, { recursive: true, force: true });
    }
  }, 120_000);
});

describe('two servers behind whoever spreads requests', () => {
  it('lose no request when one after the other is stopped and started anew', async () => {
    const two = await TwoServers.start({ DRAIN_SECONDS: '1', TRUST_PROXY: '1' });
    const third = await Product.start(two.settings);
    const proxy = await RoundRobin.before(two.one, two.two, third.url);
    try {
      const { world, owner } = two.arranged;
      const school = await world.school();
      const inClass = await world.class(school);
      const head = await world.person(school, { heads: [inClass] });
      const child = await world.student(school, { in: inClass });
      const cookie = await two.signIn(proxy.url, head);
      const heldOn = todayIn('Asia/Shanghai', new Date());
      const statuses: number[] = [];
      let stopped = false;
      const work = Array.from({ length: 4 }, async () => {
        while (!stopped) {
          const written = await ask(proxy.url, 'POST', '/api/talks', {
            cookie,
            body: { studentIds: [child.id], heldOn },
          });
          const read = await ask(proxy.url, 'GET', '/api/session', { cookie });
          statuses.push(written.status, read.status);
        }
      });
      for (const server of two.servers) {
        const before = statuses.length;
        expect(await server.stop()).toBe(0);
        while (statuses.length < before + 20) await sleep(10);
      }
      stopped = true;
      await Promise.all(work);
      expect([...new Set(statuses)].sort()).toEqual([200, 201]);
      const { rows } = await owner.query<{ talks: number }>(`SELECT count(*)::int AS talks FROM care_records`);
      expect(rows[0]!.talks).toBe(statuses.filter((status) => status === 201).length);
    } finally {
      await proxy.stop();
      await third.stop();
      await two.stop();
    }
  }, 120_000);

  it('say that they are not ready from the moment they are asked to stop, and answer all the same', async () => {
    const two = await TwoServers.start({ DRAIN_SECONDS: '2' });
    try {
      const person = await two.arranged.world.person(await two.arranged.world.school());
      const cookie = await two.signIn(two.one, person);
      const gone = two.servers[0].stop();
      await untilItCounts(() => ask(two.one, 'GET', '/api/health/ready'), 503);
      const answer = await ask(two.one, 'GET', '/api/session', { cookie });
      expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
      expect(await gone).toBe(0);
      expect((await ask(two.two, 'GET', '/api/health/ready')).status).toBe(200);
    } finally {
      await two.stop();
    }
  });
});

describe('two servers that start at the same moment', () => {
  it('bring an empty database to its schema once', async () => {
    const database = await newDatabase('empty');
    const settings = { DATABASE_URL: database.url, BACKUP_AT: 'off' };
    const servers = await Promise.all([Product.start(settings), Product.start(settings)]);
    try {
      const steps = servers.map((server) => /database: \d+ steps of the schema done/.test(server.printed()));
      expect(steps.sort()).toEqual([false, true]);
      for (const { url } of servers) expect((await ask(url, 'GET', '/api/health/ready')).status).toBe(200);
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
      await database.drop();
    }
  }, 120_000);
});
