import type pg from 'pg';
import type { AppConfig } from '../../config/app-config.js';
import { sha256 } from '../crypto/tokens.js';
import type { FileStore } from '../files/file-store.js';

const PREFIX = 'tongxin-server';

/** What a running server shows of itself to the others: the store its files lie in, and the settings in which servers may not differ. Never a value. */
export interface ServerMark {
  readonly store: string;
  readonly settings: string;
}

/** @returns the name of the connection by which a running server is known to others */
export async function markOf(config: AppConfig, store: FileStore): Promise<string> {
  const { secureCookies, requireSecondFactor, publicUrl, backupKeyFile } = config;
  const settings = sha256(JSON.stringify([secureCookies, requireSecondFactor, publicUrl, backupKeyFile !== null]));
  return [PREFIX, await store.identity(), settings.toString('hex').slice(0, 8)].join('/');
}

/** @returns the mark of every server that is at work on this database */
export async function serversAtWork(database: Pick<pg.Pool | pg.Client, 'query'>): Promise<ServerMark[]> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT application_name AS name FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '${PREFIX}/%'`,
  );
  return rows.map(({ name }) => {
    const [, store = '', settings = ''] = name.split('/');
    return { store, settings };
  });
}
