import { Client } from 'pg';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, chooseAccount, prepareFolder } from './account.js';
import { type Cluster, openCluster, OWNER_LOGIN } from './cluster.js';
import { DataFolderInUseError, EmbeddedPostgresError } from './embedded-postgres-error.js';
import { type Ownership, takeOwnership } from './ownership.js';
import {
  freePort,
  holdsCluster,
  launchPostmaster,
  readPostmasterFile,
  removeStalePostmasterFile,
  stopPostmaster,
} from './postmaster.js';
import { findPrograms, type Programs } from './programs.js';
import { type ServerLog, serverLog } from './server-log.js';

export { DataFolderInUseError, EmbeddedPostgresError } from './embedded-postgres-error.js';

export interface EmbeddedPostgresOptions {
  /** Folder of the product's data; made where it is missing. PostgreSQL lies in `postgres` below it. */
  dataDir: string;
  /** Whether an answered change survives a power cut. Default true; throw-away databases of tests say false and are faster. */
  durable?: boolean;
  /**
   * For a command beside the running product, such as one of an administrator: where the product works on the folder,
   * its server is used and left running. Default false: such a second process is refused.
   */
  alongside?: boolean;
  /** Told one short line at each step; never a password. */
  say?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** Connection string of the owner login (superuser of this private cluster) for the database `tongxin`. Holds the password: never print it. */
  url: string;
  /** The server was still running from an earlier process that was killed. */
  adopted: boolean;
  /** Ends all connections, stops the server and waits until it is gone. May be called twice. */
  stop(): Promise<void>;
}

interface House {
  dataDir: string;
  programs: Programs;
  account: Account;
  cluster: Cluster;
  log: ServerLog;
  durable: boolean;
  say: (line: string) => void;
}

interface Running {
  pid: number;
  port: number;
  adopted: boolean;
}

const DATABASE = 'tongxin';

/**
 * Starts a private PostgreSQL on the data folder, or adopts the one still running there after the product was killed,
 * or repairs what a crash left. While the product lives, a PostgreSQL that died is started again on the same port.
 * One process at a time: a second one on the same folder is refused.
 * @throws EmbeddedPostgresError with a sentence for the operator; DataFolderInUseError where another process works on the folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const say = options.say ?? (() => undefined);
  const durable = options.durable ?? true;
  const dataDir = resolve(options.dataDir);
  await prepareFolder(dataDir);
  const { account, programs } = await chooseAccount(dataDir, await findPrograms());
  const cluster = await openCluster(dataDir, programs, account, { durable, say });
  const house: House = { dataDir, programs, account, cluster, log: serverLog(dataDir, account), durable, say };
  await house.log.limit();

  let held: { running: Running; ownership: Ownership };
  try {
    held = await bringUpAndOwn(house);
  } catch (error) {
    if (!options.alongside || !(error instanceof DataFolderInUseError)) throw error;
    return { url: urlOf(cluster, (await bringUp(house)).port, DATABASE), adopted: true, stop: () => Promise.resolve() };
  }
  try {
    await ensureDatabase(urlOf(cluster, held.running.port, 'postgres'));
  } catch (error) {
    await held.ownership.release();
    throw error;
  }
  const { port, adopted } = held.running;
  return { url: urlOf(cluster, port, DATABASE), adopted, stop: keepRunning(house, held.running, held.ownership) };
}

async function bringUpAndOwn(house: House, port?: number): Promise<{ running: Running; ownership: Ownership }> {
  for (let attempt = 1; ; attempt++) {
    const running = await bringUp(house, port);
    try {
      const ownership = await takeOwnership(urlOf(house.cluster, running.port, 'postgres'), house.dataDir);
      return { running, ownership };
    } catch (error) {
      // The server we found may be stopped by its owner this very moment.
      if (error instanceof EmbeddedPostgresError || attempt === 20) throw error;
      await sleep(100);
    }
  }
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${OWNER_LOGIN}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

// Finds the server that holds the cluster or starts one, and waits until it takes connections.
async function bringUp(house: House, wantedPort?: number): Promise<Running> {
  const { cluster, log, say } = house;
  let waitingSince: number | null = null;
  for (let attempt = 1; ;) {
    const file = await readPostmasterFile(cluster);
    if (file) {
      const holds = await holdsCluster(file.pid, cluster);
      if (holds !== 'no' && file.ready && (await answers(cluster, file.port))) {
        say(`PostgreSQL: found running, adopted (port ${file.port})`);
        return { pid: file.pid, port: file.port, adopted: true };
      }
      if (holds === 'yes') {
        // It starts, recovers or stops: both end by themselves.
        if (waitingSince === null) say('PostgreSQL: still starting or stopping from before, waiting');
        waitingSince ??= Date.now();
        if (file.ready && Date.now() - waitingSince > 60_000) {
          throw new EmbeddedPostgresError(
            `PostgreSQL (process ${file.pid}) holds ${cluster.folder} but does not answer: stop that process.`,
          );
        }
        await sleep(100);
        continue;
      }
      if (holds === 'no') await removeStalePostmasterFile(cluster, file);
    }
    const began = Date.now();
    const port = wantedPort ?? (await freePort());
    const launched = await launchPostmaster(house.programs, house.account, cluster, log, {
      port,
      durable: house.durable,
    });
    const left = await readyOrEnded(cluster, launched.ended, launched.pid, port);
    if (left === null) {
      say(`PostgreSQL: started in ${((Date.now() - began) / 1000).toFixed(1)} s (port ${port})`);
      return { pid: launched.pid, port, adopted: false };
    }
    // A port taken meanwhile, a second process that was quicker, or the last processes of a killed server: all pass.
    const passes = /could not (?:bind|create any TCP)|lock file|shared memory block/.test(left);
    if (!passes || attempt++ >= 20) throw new EmbeddedPostgresError(whyNotStarted(left, log.path));
    await sleep(100 * Math.min(attempt, 10));
  }
}

function whyNotStarted(left: string, path: string): string {
  const reason = /^.*(?:FATAL|PANIC|error while loading).*$/m.exec(left)?.[0]?.replace(/^.*?(?:FATAL|PANIC):\s*/, '');
  return `PostgreSQL did not start${reason ? ` (${reason})` : ''}: see ${path}`;
}

/** @returns null when the server takes connections, else what it left in its log when it ended. */
async function readyOrEnded(
  cluster: Cluster,
  ended: Promise<string>,
  pid: number,
  port: number,
): Promise<string | null> {
  for (;;) {
    const left = await Promise.race([ended, sleep(15, null)]);
    if (left !== null) return left;
    const file = await readPostmasterFile(cluster);
    if (file?.pid === pid && file.ready && (await answers(cluster, port))) return null;
  }
}

// A connection is the only proof: after a kill the file may name a server that is dead, and the port may be somebody else's.
async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const client = new Client({ connectionString: urlOf(cluster, port, 'postgres'), connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>("select current_setting('data_directory') as folder");
    return process.platform === 'win32' || rows[0]?.folder === cluster.folder;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE} template template0`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

// Starts PostgreSQL again whenever it dies while the product lives; gives back the way to stop both.
function keepRunning(house: House, started: Running, held: Ownership): () => Promise<void> {
  let running = started;
  let ownership = held;
  let stopping: Promise<void> | null = null;
  let repairing: Promise<void> = Promise.resolve();

  const watch = (): void => {
    void ownership.lost.then(() => {
      if (!stopping) repairing = repair();
    });
  };
  const repair = async (): Promise<void> => {
    house.say('PostgreSQL: connection lost, looking after it');
    while (!stopping) {
      try {
        ({ running, ownership } = await bringUpAndOwn(house, running.port));
        return watch();
      } catch (error) {
        house.say(error instanceof EmbeddedPostgresError ? error.message : 'PostgreSQL: not well yet, trying again');
        await sleep(1000);
      }
    }
  };
  watch();
  const hourly = setInterval(() => void house.log.limit().catch(() => undefined), 3_600_000);
  hourly.unref();

  const stop = async (): Promise<void> => {
    clearInterval(hourly);
    await repairing;
    // The folder is let go of last: nobody adopts a server that is being stopped.
    await stopPostmaster(house.programs, house.cluster, running.pid);
    await ownership.release();
    house.say('PostgreSQL: stopped');
  };
  return () => (stopping ??= stop());
}
