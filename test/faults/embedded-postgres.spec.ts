import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  DataFolderInUseError,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../server/src/database/embedded/embedded-postgres.js';

const builtLauncher = new URL('../../server/dist/database/embedded/embedded-postgres.js', import.meta.url).href;

let dataDir: string;
const started: EmbeddedPostgres[] = [];
const owners: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tongxin-embedded-'));
});

afterEach(async () => {
  for (const owner of owners.splice(0)) owner.kill('SIGKILL');
  for (const server of started.splice(0)) await server.stop();
  const left = await postmaster();
  if (left !== null) killIfAlive(left);
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: { say?: (line: string) => void; alongside?: boolean } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...options });
  started.push(server);
  return server;
}

/** Another node process that starts the server on the folder and holds it until it is killed. */
async function startInAnotherProcess(): Promise<{ url: string; kill: () => Promise<void>; pid: number }> {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(builtLauncher)});
    const { url } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    process.send(url);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  owners.push(child);
  const url = await new Promise<string>((done, fail) => {
    child.once('message', (message) => done(message as string));
    child.once('exit', (code) => fail(new Error(`the other process ended with ${code}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    kill: () =>
      new Promise((done) => {
        child.once('exit', () => done());
        child.kill('SIGKILL');
      }),
  };
}

async function ask<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function postmaster(): Promise<number | null> {
  const file = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  return Number(file.split('\n')[0]) || null;
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

async function within<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

describe('the embedded PostgreSQL', () => {
  it('starts on an empty folder with a database in UTF-8 that sorts by code point', async () => {
    const { url, adopted } = await start();
    expect(adopted).toBe(false);
    const rows = await ask(
      url,
      `select current_database() as database, pg_encoding_to_char(encoding) as encoding, datlocprovider::text as provider, datlocale as locale
       from pg_database where datname = current_database()`,
    );
    expect(rows).toEqual([{ database: 'tongxin', encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' }]);
    expect(await ask(url, "select upper('é') as upper, lower('Ä') as lower")).toEqual([{ upper: 'É', lower: 'ä' }]);
  });

  it('keeps what was saved over a stop and a start', async () => {
    const first = await start();
    await ask(first.url, 'create table kept (word text)');
    await ask(first.url, "insert into kept values ('still here')");
    await first.stop();
    await expect(ask(first.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    expect(await postmaster()).toBeNull();

    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'select word from kept')).toEqual([{ word: 'still here' }]);
  });

  it('stops once, however often it is asked', async () => {
    const server = await start();
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(await postmaster()).toBeNull();
  });

  it('listens on this machine only and wants the password', async () => {
    const { url } = await start();
    expect(await ask(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await ask(url, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
    const wrong = new URL(url);
    wrong.password = 'guessed';
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    wrong.password = '';
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow();
    const rules = await ask<{ auth_method: string; address: string }>(
      url,
      'select auth_method, address from pg_hba_file_rules',
    );
    expect(rules).toEqual([{ auth_method: 'scram-sha-256', address: '127.0.0.1' }]);
    const mode = (await stat(join(dataDir, 'postgres', 'tongxin-password'))).mode & 0o777;
    expect(mode.toString(8)).toBe('600');
  });

  it('says neither its password nor what people wrote', async () => {
    const lines: string[] = [];
    const server = await start({ say: (line) => lines.push(line) });
    const { password } = new URL(server.url);
    await ask(server.url, 'create table names (name text unique, year integer)');
    await ask(server.url, "insert into names values ('秘密的话', 1)");
    await expect(ask(server.url, "insert into names values ('秘密的话', 1)")).rejects.toThrow(/unique/);
    await expect(ask(server.url, "select '秘密的话'::integer")).rejects.toThrow(/integer/);
    await server.stop();
    const log = await readFile(join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    for (const text of [log, lines.join('\n')]) {
      expect(text).not.toContain('秘密的话');
      expect(text).not.toContain(password);
    }
  });

  it('is adopted with everything answered after a kill -9 of the product', async () => {
    const other = await startInAnotherProcess();
    await ask(other.url, 'create table answered (number integer)');
    const before = await postmaster();
    await ask(other.url, 'insert into answered select generate_series(1, 1000)');
    await other.kill();

    const server = await start();
    expect(server.adopted).toBe(true);
    expect(server.url).toBe(other.url);
    expect(await postmaster()).toBe(before);
    expect(await ask(server.url, 'select count(*)::integer as count from answered')).toEqual([{ count: 1000 }]);
    await server.stop();
    expect(await postmaster()).toBeNull();
  });

  it('is repaired after a kill -9 of the product and of PostgreSQL', async () => {
    const other = await startInAnotherProcess();
    await ask(other.url, 'create table answered (number integer)');
    await ask(other.url, 'insert into answered select generate_series(1, 1000)');
    await other.kill();
    process.kill((await postmaster())!, 'SIGKILL');

    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await ask(server.url, 'select count(*)::integer as count from answered')).toEqual([{ count: 1000 }]);
  });

  it('comes back at the same address when PostgreSQL alone is killed', async () => {
    const server = await start();
    await ask(server.url, 'create table answered (number integer)');
    await ask(server.url, 'insert into answered values (1)');
    const before = await postmaster();
    process.kill(before!, 'SIGKILL');
    const rows = await within(10, () => ask(server.url, 'select number from answered'));
    expect(rows).toEqual([{ number: 1 }]);
    expect(await postmaster()).not.toBe(before);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(DataFolderInUseError);
  });

  it.each([
    ['belongs to nobody', () => 4_194_300],
    ['belongs to another program now', () => process.pid],
  ])('starts over a stale postmaster.pid whose number %s', async (_case, number) => {
    const first = await start();
    await first.stop();
    const lines = [number(), join(dataDir, 'postgres'), 1, 5432, '', '127.0.0.1', '  5432001         0', 'ready   '];
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), lines.join('\n') + '\n');
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('refuses a second process on the same folder and names the first', async () => {
    const other = await startInAnotherProcess();
    const refusal = startEmbeddedPostgres({ dataDir });
    await expect(refusal).rejects.toThrow(DataFolderInUseError);
    await expect(refusal).rejects.toThrow(
      `Another Tongxin (process ${other.pid}) already works on the data folder ${dataDir}`,
    );
    expect(await ask(other.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('gives exactly one of three that start at once the folder', async () => {
    const attempts = await Promise.allSettled([start(), start(), start()]);
    const refused = attempts.filter((attempt) => attempt.status === 'rejected');
    expect(refused.map((attempt) => (attempt.reason as Error).name)).toEqual([
      'DataFolderInUseError',
      'DataFolderInUseError',
    ]);
    expect(await ask(started[0]!.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('lets a command work beside the running product and leaves its server running', async () => {
    const other = await startInAnotherProcess();
    const command = await start({ alongside: true });
    expect(command.url).toBe(other.url);
    await command.stop();
    expect(await ask(other.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('leaves no half-made folder behind when it was killed while making it', async () => {
    await rm(dataDir, { recursive: true });
    const first = await start();
    await first.stop();
    await writeFile(join(dataDir, 'postgres.new-4194300-0badc0de.password'), 'left');
    await start();
    await expect(stat(join(dataDir, 'postgres.new-4194300-0badc0de.password'))).rejects.toThrow(/ENOENT/);
  });
});
