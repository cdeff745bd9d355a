import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A server under load, in a process of its own. */
export interface RunningServer {
  readonly baseUrl: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const TOP = fileURLToPath(new URL('../../', import.meta.url));

/** The product as it ships: its own start file with the flags its launcher gives it, on the database of the bench. */
export async function startProduct(databaseUrl: string, dataDir: string, port?: number): Promise<RunningServer> {
  const { FLAGS, ENVIRONMENT } = (await import(
    pathToFileURL(join(TOP, 'server/launch/process-settings.mjs')).href
  )) as { FLAGS: readonly string[]; ENVIRONMENT: Record<string, string> };
  return start([...FLAGS, join(TOP, 'server/dist/main.js')], '/api/health/ready', port, {
    ...ENVIRONMENT,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    DEMO: '0',
    BACKUP_AT: 'off',
    LOG_LEVEL: 'warn',
    NODE_ENV: 'test',
  });
}

/** The product with its demo, for the browser. */
export async function startDemo(dataDir: string): Promise<RunningServer> {
  return start([join(TOP, 'server/dist/main.js')], '/api/health/ready', undefined, {
    DATA_DIR: dataDir,
    BACKUP_AT: 'off',
    LOG_LEVEL: 'warn',
  });
}

/** The raw limit: Node's own http and pg, nothing else. */
export async function startLimit(databaseUrl: string): Promise<RunningServer> {
  return start([fileURLToPath(new URL('limit-server.js', import.meta.url))], '/', undefined, {
    DATABASE_URL: databaseUrl,
  });
}

async function start(
  args: readonly string[],
  ready: string,
  wanted: number | undefined,
  settings: Record<string, string>,
): Promise<RunningServer> {
  const port = wanted ?? (await freePort());
  const child = spawn(process.execPath, args, {
    cwd: TOP,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: String(port), ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (text: Buffer) => (complaints = (complaints + text.toString()).slice(-4000)));
  const baseUrl = `http://127.0.0.1:${port}`;
  for (let waited = 0; ; waited += 50) {
    if (child.exitCode !== null || waited > 60_000) throw new Error(`${args.at(-1)} did not start: ${complaints}`);
    if (await answers(`${baseUrl}${ready}`)) break;
    await sleep(50);
  }
  return { baseUrl, pid: child.pid!, stop: () => end(child) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const slow = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(slow);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
