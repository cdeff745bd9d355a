import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arrangement } from './arrangement.js';
import { Product } from './product.js';
import { TEST_PASSWORD, type Person } from './world.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

interface Asked {
  readonly cookie?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** @returns the answer of a server, its body read to the end */
export async function ask(url: string, method: string, path: string, asked: Asked = {}): Promise<Answer> {
  const form = asked.body instanceof FormData;
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(asked.cookie ? { Cookie: asked.cookie } : {}),
      ...(asked.body !== undefined && !form ? { 'Content-Type': 'application/json' } : {}),
      ...asked.headers,
    },
    ...(asked.body === undefined ? {} : { body: form ? asked.body : JSON.stringify(asked.body) }),
  });
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.includes('json');
  return { status: answer.status, headers: answer.headers, body: json ? JSON.parse(text) : { text } };
}

/** Two servers as they ship, in processes of their own, on one database and one folder of data. */
export class TwoServers {
  private constructor(
    readonly arranged: Arrangement,
    readonly dataDir: string,
    readonly settings: Record<string, string>,
    readonly servers: [Product, Product],
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<TwoServers> {
    const arranged = await Arrangement.make();
    const dataDir = await mkdtemp(join(tmpdir(), 'tongxin-two-'));
    const all = { DATABASE_URL: arranged.database.url, DATA_DIR: dataDir, BACKUP_AT: 'off', DB_POOL: '4', ...settings };
    const servers = await Promise.all([Product.start(all), Product.start(all)]);
    return new TwoServers(arranged, dataDir, all, servers);
  }

  get one(): string {
    return this.servers[0].url;
  }

  get two(): string {
    return this.servers[1].url;
  }

  /** @returns the cookies of a new session */
  async signIn(url: string, person: Person, secondFactor?: string): Promise<string> {
    const { status, headers } = await ask(url, 'POST', '/api/session', {
      body: { username: person.username, password: TEST_PASSWORD, ...(secondFactor ? { secondFactor } : {}) },
    });
    if (status !== 200) throw new Error(`the sign-in was answered with ${status}`);
    return headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
    await this.arranged.remove();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
