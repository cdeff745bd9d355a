import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFile, readlink, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, invoke } from './account.js';
import { cannotRun, type Cluster, postgresEnvironment } from './cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { processLives } from './process-lives.js';
import type { Programs } from './programs.js';
import type { ServerLog } from './server-log.js';

/** What `postmaster.pid` says about the server that holds a cluster. */
export interface PostmasterFile {
  pid: number;
  port: number;
  /** The server says it takes connections. */
  ready: boolean;
}

/** Reads `postmaster.pid`; null where there is none or it is not written to its end yet. */
export async function readPostmasterFile(cluster: Cluster): Promise<PostmasterFile | null> {
  const lines = (await readFile(join(cluster.folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3]) || 0, ready: lines[7]?.trim() === 'ready' };
}

/**
 * Removes a `postmaster.pid` whose server is gone but whose number belongs to a zombie or to another process now: PostgreSQL would refuse to start.
 * A number nobody has is left to PostgreSQL, which removes the file itself without getting in a second process's way.
 */
export async function removeStalePostmasterFile(cluster: Cluster, file: PostmasterFile): Promise<void> {
  if (!processLives(file.pid)) return;
  const now = await readPostmasterFile(cluster);
  if (now?.pid === file.pid) await rm(join(cluster.folder, 'postmaster.pid'), { force: true });
}

/**
 * Whether the process is the PostgreSQL of this cluster: alive, no zombie, and not somebody else who was given the same number.
 * `unknown` where the system does not let us look.
 */
export async function holdsCluster(pid: number, cluster: Cluster): Promise<'yes' | 'no' | 'unknown'> {
  if (!processLives(pid)) return 'no';
  if (process.platform === 'linux') return holdsClusterOnLinux(pid, cluster);
  if (process.platform === 'win32') return 'unknown';
  try {
    const said = execFileSync('ps', ['-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return !said.startsWith('Z') && said.includes('postgres') && said.includes(cluster.folder) ? 'yes' : 'no';
  } catch {
    return processLives(pid) ? 'unknown' : 'no';
  }
}

async function holdsClusterOnLinux(pid: number, cluster: Cluster): Promise<'yes' | 'no' | 'unknown'> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    if (name !== 'postgres' || state === 'Z' || state === 'X') return 'no';
    return (await readlink(`/proc/${pid}/cwd`)) === cluster.folder ? 'yes' : 'no';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'unknown' : 'no';
  }
}

/** A port nobody listens on at this moment, on the loopback address. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

/** How PostgreSQL is started: it listens on the loopback address only, and its log holds no statement, parameter or value. */
export function serverSettings(port: number, durable: boolean): string[] {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    logging_collector: 'off',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_statement: 'none',
    log_checkpoints: 'off',
    ...(durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: 0 }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A PostgreSQL process just started; it runs in a session of its own, so that Ctrl+C at the product's terminal does not reach it. */
export interface Launched {
  pid: number;
  /** Settles when the process ends, with what it left in the log. */
  ended: Promise<string>;
}

/** Starts PostgreSQL on the cluster. Does not wait until it takes connections. */
export async function launchPostmaster(
  programs: Programs,
  account: Account,
  cluster: Cluster,
  log: ServerLog,
  options: { port: number; durable: boolean },
): Promise<Launched> {
  const { file, args, uid, gid } = invoke(account, programs.postgres, [
    '-D',
    cluster.folder,
    ...serverSettings(options.port, options.durable),
  ]);
  const before = await log.size();
  const descriptor = log.openForAppending();
  let child: ChildProcess;
  try {
    child = spawn(file, args, {
      ...{ uid, gid, cwd: '/', detached: true, windowsHide: true },
      env: postgresEnvironment,
      stdio: ['ignore', descriptor, descriptor],
    });
  } finally {
    log.closeDescriptor(descriptor);
  }
  child.unref();
  const ended = new Promise<string>((done, fail) => {
    child.on('error', (error) => fail(cannotRun(programs.postgres, error)));
    child.on('exit', () => void log.since(before).then(done, fail));
  });
  ended.catch(() => undefined);
  if (child.pid === undefined) await ended;
  return { pid: child.pid ?? 0, ended };
}

/**
 * Stops the PostgreSQL of a cluster and waits until it is gone: connections are ended, what was answered is on disk.
 * After 30 s without success it is stopped at once; the next start then recovers from the log of changes.
 */
export async function stopPostmaster(programs: Programs, cluster: Cluster, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    execFileSync(programs.pgCtl, ['stop', '-D', cluster.folder, '-m', 'fast', '-w', '-t', '30'], { stdio: 'ignore' });
    return;
  }
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 5],
  ] as const) {
    if ((await holdsCluster(pid, cluster)) === 'no') return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw new EmbeddedPostgresError(`PostgreSQL (process ${pid}) belongs to another account and was left running.`);
    }
    const deadline = Date.now() + seconds * 1000;
    while (Date.now() < deadline) {
      if ((await holdsCluster(pid, cluster)) === 'no') return;
      await sleep(20);
    }
  }
}
