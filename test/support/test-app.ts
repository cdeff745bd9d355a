import 'reflect-metadata';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConsoleLogger } from '@nestjs/common';
import pg from 'pg';
import request from 'supertest';
import { v7 } from 'uuid';
import { createApp } from '../../server/src/app.setup.js';
import { Changes } from '../../server/src/database/changes.js';
import { readConfig } from '../../server/src/config/app-config.js';
import { newDatabase, type TestDatabase } from './database.js';
import { assertBoardsAgree } from './duty-boards.js';
import { InterfaceCheck, type InterfaceDocument } from './interface-check.js';
import { TestClock } from './test-clock.js';
import { World, type Person } from './world.js';

/** Tests stand on a Monday in the first term, unless they say otherwise. */
export const A_MONDAY = '2026-11-23T10:00:00+08:00';

const UUIDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The real application on a private copy of the migrated database. */
export class TestApp {
  private readonly tokens = new Map<string, string>();

  private constructor(
    readonly nest: NestFastifyApplication,
    readonly database: TestDatabase,
    /** The owner's connection: for arranging and for looking underneath, never for what is tested. */
    readonly owner: pg.Pool,
    readonly clock: TestClock,
    readonly world: World,
    private readonly described: InterfaceCheck,
    /** The installation's own folder: attached files lie in `files`. */
    readonly folder: string,
  ) {}

  static async start({
    at = A_MONDAY,
    settings = {},
  }: { at?: string; settings?: Record<string, string> } = {}): Promise<TestApp> {
    const database = await newDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'tongxin-test-'));
    const config = readConfig({
      DATABASE_URL: database.url,
      DEMO: '0',
      DB_POOL: '5',
      PORT: '0',
      LOG_LEVEL: 'silent',
      // No night comes while tests run.
      BACKUP_AT: 'off',
      DATA_DIR: folder,
      ...settings,
    });
    const clock = new TestClock(new Date(at));
    const nest = await createApp(config, { clock, logger: process.env['TEST_LOG'] ? new ConsoleLogger() : false });
    const document = (await request(nest.getHttpServer()).get('/api/openapi.json').expect(200))
      .body as InterfaceDocument;
    const owner = new pg.Pool({ connectionString: database.url, max: 3, options: '-c timezone=UTC' });
    owner.on('error', () => undefined);
    untilHeard(owner, nest.get(Changes));
    return new TestApp(nest, database, owner, clock, new World(owner), new InterfaceCheck(document), folder);
  }

  /** Ends it. Whatever a suite did, the duties kept for its schools must be those computed anew. */
  async stop(): Promise<void> {
    try {
      await assertBoardsAgree(this.nest, this.owner);
    } finally {
      await this.nest.close();
      await this.owner.end();
      await this.database.drop();
      await rm(this.folder, { recursive: true, force: true });
    }
  }

  /** Requests of a signed-in person: `app.as(person).get('/api/students')`. Every answer is held against the interface document. The session is a real row; only the password is skipped. */
  as(person: Person): Record<Method, (path: string) => request.Test> {
    const send =
      (method: Method) =>
      (path: string): request.Test => {
        const test = request(this.nest.getHttpServer())[method](path);
        test.expect((response) => {
          this.described.assertDescribed(method, path, response);
          this.refuseStrangersChild(person, path, response);
        });
        // supertest sends when awaited; the session row is written before that.
        const original = test.then.bind(test);
        test.then = ((resolve: never, reject: never) =>
          this.tokenOf(person).then((token) => {
            test.set('Cookie', `tongxin-session=${token}`);
            return original(resolve, reject);
          }, reject)) as typeof test.then;
        return test;
      };
    return { get: send('get'), post: send('post'), put: send('put'), patch: send('patch'), delete: send('delete') };
  }

  /** No answer ever names a child of another school, in whatever suite it is asked for; an id the person typed into the address themselves is no news. */
  private refuseStrangersChild(person: Person, path: string, response: request.Response): void {
    for (const [id] of (response.text ?? '').matchAll(UUIDS)) {
      const schoolId = this.world.schoolOfStudent.get(id);
      if (schoolId !== undefined && schoolId !== person.schoolId && !path.includes(id))
        throw new Error(`${path} names a child of another school`);
    }
  }

  /** Requests of a stranger. */
  get stranger(): ReturnType<typeof request> {
    return request(this.nest.getHttpServer());
  }

  /** A session's token, also for a browser's cookie. A new one where the clock has moved past the old one's life. */
  async tokenOf(person: Person): Promise<string> {
    const now = this.clock.now();
    const key = `${person.accountId} ${now.toISOString().slice(0, 15)}`;
    const known = this.tokens.get(key);
    if (known) return known;
    const token = randomBytes(32).toString('base64url');
    await this.owner.query(
      `INSERT INTO sessions (id, account_id, token_hash, rotated_at, started_at, seen_at) VALUES ($1, $2, $3, $4, $4, $4)`,
      [v7(), person.accountId, createHash('sha256').update(token).digest(), now],
    );
    this.tokens.set(key, token);
    return token;
  }
}

/** What servers keep for a second; whoever changes it behind the product's back waits here until the product has been told. */
const KEPT =
  /\b(accounts|calendar_exceptions|care_standards|class_assignments|emergency_accesses|role_grants|schools|staff|terms)\b|\bUPDATE sessions\b/;

/** A change by the owner is answered when the application has heard of it: what comes through one channel comes in order. */
function untilHeard(owner: pg.Pool, changes: Changes): void {
  const query = owner.query.bind(owner) as (text: string, values?: unknown[]) => Promise<pg.QueryResult>;
  const waiting = new Map<string, () => void>();
  changes.subscribe((change) => {
    for (const [id, go] of waiting) if (change === null || change.id === id) go();
  });
  const changed = async (text: string, values?: unknown[]): Promise<pg.QueryResult> => {
    const result = await query(text, values);
    if (!changes.heard || !KEPT.test(text) || /^\s*select\b/i.test(text)) return result;
    const id = v7();
    const heard = new Promise<void>((go) => waiting.set(id, go));
    await query(`SELECT pg_notify('tongxin_known', $1)`, [`test ${id}`]);
    await heard;
    waiting.delete(id);
    return result;
  };
  owner.query = changed as typeof owner.query;
}
