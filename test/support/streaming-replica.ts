import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../server/src/database/embedded/embedded-postgres.js';

/** Does something on a connection of its own. */
export async function onDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A real PostgreSQL and another that follows it by streaming: copied while the first one ran, as an operator would. */
export class StreamingReplica {
  private constructor(
    private readonly folder: string,
    private readonly primary: EmbeddedPostgres,
    private replica: EmbeddedPostgres | null,
  ) {}

  static async start(): Promise<StreamingReplica> {
    const folder = await mkdtemp(join(tmpdir(), 'tongxin-replica-'));
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    const primary = await startEmbeddedPostgres({ dataDir: first });
    const data = join(first, 'postgres');
    await appendFile(join(data, 'pg_hba.conf'), 'host replication all 127.0.0.1/32 scram-sha-256\n');
    await mkdir(second, { recursive: true });
    await onDatabase(primary.url, async (client) => {
      await client.query('SELECT pg_reload_conf()');
      await client.query(`SELECT pg_backup_start('replica', true)`);
      await cp(data, join(second, 'postgres'), {
        recursive: true,
        preserveTimestamps: true,
        filter: (path) => !/postmaster\.(pid|opts)$/.test(path),
      });
      const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
      await writeFile(join(second, 'postgres', 'backup_label'), rows[0]!.labelfile);
    });
    const { port, username, password } = new URL(primary.url);
    await appendFile(
      join(second, 'postgres', 'postgresql.auto.conf'),
      `primary_conninfo = 'host=127.0.0.1 port=${port} user=${username} password=${password}'\n`,
    );
    await writeFile(join(second, 'postgres', 'standby.signal'), '');
    return new StreamingReplica(folder, primary, await startEmbeddedPostgres({ dataDir: second }));
  }

  get primaryUrl(): string {
    return this.primary.url;
  }

  get replicaUrl(): string {
    return this.replica!.url;
  }

  /** Lets the replica fall behind from now on. */
  async pause(): Promise<void> {
    await onDatabase(this.replicaUrl, (client) => client.query('SELECT pg_wal_replay_pause()'));
  }

  async goOn(): Promise<void> {
    await onDatabase(this.replicaUrl, (client) => client.query('SELECT pg_wal_replay_resume()'));
  }

  /** Waits until the replica has everything that is written now. */
  async caughtUp(): Promise<void> {
    const { rows } = await onDatabase(this.primaryUrl, (client) =>
      client.query<{ place: string }>('SELECT pg_current_wal_insert_lsn()::text AS place'),
    );
    await onDatabase(this.replicaUrl, async (client) => {
      for (;;) {
        const { rows: seen } = await client.query<{ there: boolean }>(
          'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS there',
          [rows[0]!.place],
        );
        if (seen[0]!.there) return;
        await client.query('SELECT pg_sleep(0.02)');
      }
    });
  }

  /** Stops the replica as if its machine were gone. */
  async lose(): Promise<void> {
    await this.replica?.stop();
    this.replica = null;
  }

  async stop(): Promise<void> {
    await this.replica?.stop();
    await this.primary.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
