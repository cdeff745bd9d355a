import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataFolderInUseError } from './embedded-postgres-error.js';
import { processLives } from './process-lives.js';

/**
 * That this process, and no other, works on the data folder. It is a lock held by an open connection:
 * PostgreSQL lets go of it by itself the moment the process dies, however it dies.
 */
export interface Ownership {
  /** Settles when the connection is lost, for whatever reason. */
  lost: Promise<void>;
  release(): Promise<void>;
}

const LOCK = 7_086_010_312;
const NAME = 'tongxin-owner-';

/**
 * Takes the data folder for this process.
 * @param url a login of the running cluster, with the database `postgres`.
 * @throws DataFolderInUseError naming the other process where one works on the folder.
 */
export async function takeOwnership(url: string, dataDir: string): Promise<Ownership> {
  const client = new Client({
    ...{ connectionString: url, application_name: `${NAME}${process.pid}` },
    ...{ connectionTimeoutMillis: 10_000, keepAlive: true },
  });
  const lost = new Promise<void>((done) => client.once('end', () => done()));
  client.on('error', () => undefined);
  await client.connect();
  try {
    await lockOrRefuse(client, dataDir);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  // Holding the folder alone keeps no process alive; letting go of it is waited for. Both methods are missing from pg's published types.
  const socket = client as unknown as { ref(): void; unref(): void };
  socket.unref();
  return {
    lost,
    async release() {
      socket.ref();
      await client.end().catch(() => undefined);
    },
  };
}

async function lockOrRefuse(client: Client, dataDir: string): Promise<void> {
  const patience = Date.now() + 5000;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [LOCK]);
    if (rows[0]?.taken) return;
    const holder = await holderOf(client);
    // The connection of a process just killed may stand a moment longer than the process itself.
    if (holder === null || (!processLives(holder) && Date.now() < patience)) {
      await sleep(50);
      continue;
    }
    throw new DataFolderInUseError(
      `Another Tongxin (process ${holder}) already works on the data folder ${dataDir}: stop it first, or set DATA_DIR to another folder.`,
    );
  }
}

async function holderOf(client: Client): Promise<number | null> {
  const { rows } = await client.query<{ application_name: string }>(
    `select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and (l.classid::bigint << 32) | l.objid::bigint = $1`,
    [LOCK],
  );
  return rows[0] ? Number(rows[0].application_name.slice(NAME.length)) : null;
}
