import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { prepareDatabase } from '../../server/src/database/prepare-database.js';
import { FolderStore } from '../../server/src/platform/files/folder-store.js';
import type { BackupSettings } from '../../server/src/platform/backup/runs.js';
import { newDatabase, type TestDatabase } from './database.js';
import { World } from './world.js';

/** A database and a folder of data, as one installation has them; without a server. */
export class Installation {
  private constructor(
    readonly database: TestDatabase,
    readonly dataDir: string,
    readonly store: FolderStore,
  ) {}

  /** @param url of the owner's login where it is not the tests' own */
  static async make(url?: (database: TestDatabase) => string): Promise<Installation> {
    const database = await newDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'tongxin-installation-'));
    const ownerUrl = url?.(database) ?? database.url;
    return new Installation({ ...database, url: ownerUrl }, dataDir, new FolderStore(join(dataDir, 'files')));
  }

  /** As {@link make}, on a database that nobody has prepared yet, for a login of its own that owns it and may do no more. */
  static async bare(login: { name: string; password: string }): Promise<Installation> {
    const database = await newDatabase('empty');
    await asServer(async (client) => {
      await client.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} OWNER TO ${login.name}`);
    });
    const url = new URL(database.url);
    url.username = login.name;
    url.password = login.password;
    await prepareDatabase(url.toString(), url.toString());
    const dataDir = await mkdtemp(join(tmpdir(), 'tongxin-installation-'));
    return new Installation({ ...database, url: url.toString() }, dataDir, new FolderStore(join(dataDir, 'files')));
  }

  get settings(): BackupSettings {
    return {
      ownerUrl: this.database.url,
      backupDir: join(this.dataDir, 'backups'),
      backupKeep: 14,
      backupKeyFile: null,
    };
  }

  /** Does something as the owner, on a connection that is closed again: a restore wants to be alone. */
  async owner<T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> {
    const pool = new pg.Pool({ connectionString: this.database.url, max: 2, options: '-c timezone=UTC' });
    pool.on('error', () => undefined);
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  }

  arrange<T>(work: (world: World, pool: pg.Pool) => Promise<T>): Promise<T> {
    return this.owner((pool) => work(new World(pool), pool));
  }

  async remove(): Promise<void> {
    await this.database.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Does something as the login of the tests, in the database where nothing lies. */
export async function asServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(process.env['TEST_DATABASE_URL']!);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
