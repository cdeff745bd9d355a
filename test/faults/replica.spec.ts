import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { todayIn } from '@tongxin/shared';
import { prepareDatabase } from '../../server/src/database/prepare-database.js';
import { adminCommand } from '../support/admin-command.js';
import { newDatabase } from '../support/database.js';
import { Product } from '../support/product.js';
import { onDatabase, StreamingReplica } from '../support/streaming-replica.js';
import { ask } from '../support/two-servers.js';
import { TEST_PASSWORD, World, type AClass, type ASchool, type Person } from '../support/world.js';

const TOKEN = 'a-token-for-metrics';

describe('a replica that answers reports', () => {
  let databases: StreamingReplica;
  let owner: pg.Pool;
  let world: World;
  let settings: Record<string, string>;
  let servers: [Product, Product];
  let school: ASchool;
  let inClass: AClass;
  let head: Person;
  let moral: Person;
  let cookie: string;
  const heldOn = todayIn('Asia/Shanghai', new Date());

  beforeAll(async () => {
    databases = await StreamingReplica.start();
    await prepareDatabase(databases.primaryUrl, databases.primaryUrl);
    await databases.caughtUp();
    settings = {
      DATABASE_URL: databases.primaryUrl,
      DATABASE_REPLICA_URL: databases.replicaUrl,
      DB_POOL: '3',
      BACKUP_AT: 'off',
      METRICS: '1',
      METRICS_TOKEN: TOKEN,
    };
    servers = await Promise.all([Product.start(settings), Product.start(settings)]);
    owner = new pg.Pool({ connectionString: databases.primaryUrl, max: 2, options: '-c timezone=UTC' });
    world = new World(owner);
    school = await world.school();
    inClass = await world.class(school);
    head = await world.person(school, { heads: [inClass] });
    moral = await world.person(school, { roles: ['moralEducation'] });
    cookie = await signIn(servers[0].url, head);
  }, 120_000);
  afterAll(async () => {
    await owner.end();
    await Promise.all(servers.map((server) => server.stop()));
    await databases.stop();
  }, 60_000);

  const signIn = async (url: string, person: Person): Promise<string> => {
    const { headers } = await ask(url, 'POST', '/api/session', {
      body: { username: person.username, password: TEST_PASSWORD },
    });
    return headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
  };
  /** How many reports a server has had from where. */
  const answered = async (server: Product, from: 'replica' | 'primary'): Promise<number> => {
    const { body } = await ask(server.url, 'GET', '/metrics', { headers: { Authorization: `Bearer ${TOKEN}` } });
    return Number(new RegExp(`tongxin_report_reads\\{from="${from}"\\} (\\d+)`).exec(String(body['text']))?.[1] ?? -1);
  };
  const doneOf = async (url: string, cookies: string): Promise<number> => {
    const { status, body } = await ask(url, 'GET', '/api/duties/summary', { cookie: cookies });
    expect(status).toBe(200);
    return (body as { byClass: { done: number }[] }).byClass.reduce((sum, one) => sum + one.done, 0);
  };
  /** Logs a talk with a new child. @returns the cookies a browser has then */
  const logTalk = async (url: string): Promise<string> => {
    const child = await world.student(school, { in: inClass });
    const { status, headers } = await ask(url, 'POST', '/api/talks', {
      cookie,
      body: { studentIds: [child.id], heldOn },
    });
    expect(status).toBe(201);
    const set = headers.getSetCookie().map((one) => one.split(';')[0]!);
    expect(set.some((one) => one.startsWith('tongxin-written='))).toBe(true);
    return [cookie, ...set].join('; ');
  };
  const doctor = () =>
    adminCommand({ ...settings, DATA_DIR: `/tmp/tongxin-${randomBytes(4).toString('hex')}` }, 'doctor');

  it('answers an overview that nobody has just changed', async () => {
    const hers = await signIn(servers[0].url, moral);
    await logTalk(servers[0].url);
    // Whoever reads the board first brings it up to date, in the database itself; then the replica has it too.
    const done = await doneOf(servers[0].url, hers);
    await databases.caughtUp();
    const before = await answered(servers[1], 'replica');
    expect(await doneOf(servers[1].url, hers)).toBe(done);
    expect(await answered(servers[1], 'replica')).toBeGreaterThan(before);
    expect((await doctor()).said).toContain('The replica follows.');
  });

  it('never shows somebody less than they have written, in the same server and in another', async () => {
    await databases.pause();
    try {
      const before = await doneOf(servers[0].url, cookie);
      const cookies = await logTalk(servers[0].url);
      expect(await doneOf(servers[0].url, cookies)).toBe(before + 1);
      const fromPrimary = await answered(servers[1], 'primary');
      expect(await doneOf(servers[1].url, cookies)).toBe(before + 1);
      expect(await answered(servers[1], 'primary')).toBeGreaterThan(fromPrimary);
    } finally {
      await databases.goOn();
    }
  });

  it('is asked no more once it is seconds behind, whoever asks', async () => {
    const hers = await signIn(servers[1].url, moral);
    await databases.pause();
    try {
      const before = await doneOf(servers[0].url, cookie);
      await logTalk(servers[0].url);
      await new Promise((go) => setTimeout(go, 7_500));
      expect(await doneOf(servers[1].url, hers)).toBe(before + 1);
    } finally {
      await databases.goOn();
    }
  }, 30_000);

  it('stops nothing when it is gone, also not a start', async () => {
    await databases.lose();
    expect(await doneOf(servers[0].url, cookie)).toBeGreaterThan(0);
    const third = await Product.start(settings);
    try {
      expect(await doneOf(third.url, cookie)).toBeGreaterThan(0);
      expect((await doctor()).said).toContain('The replica does not answer');
    } finally {
      await third.stop();
    }
  }, 60_000);
});

describe('what is set as a replica', () => {
  it('is refused where the role there may step around row-level security', async () => {
    const database = await newDatabase();
    const powerful = await newDatabase();
    try {
      await onDatabase(powerful.url, (client) => client.query('ALTER TABLE students OWNER TO tongxin_app'));
      const settings = { DATABASE_URL: database.url, DATABASE_REPLICA_URL: powerful.url, BACKUP_AT: 'off' };
      await expect(Product.start(settings)).rejects.toThrow(
        'The application must run as the database role tongxin_app',
      );
    } finally {
      await database.drop();
      await powerful.drop();
    }
  }, 60_000);

  it('is not used where it is another database', async () => {
    const database = await newDatabase();
    const other = await newDatabase();
    const product = await Product.start({
      DATABASE_URL: database.url,
      DATABASE_REPLICA_URL: other.url,
      BACKUP_AT: 'off',
    });
    try {
      expect(product.printed()).toContain('DATABASE_REPLICA_URL leads to another database');
      expect((await ask(product.url, 'GET', '/api/health/ready')).status).toBe(200);
    } finally {
      await product.stop();
      await database.drop();
      await other.drop();
    }
  }, 60_000);
});
