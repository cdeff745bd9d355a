import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '@tongxin/migrations';
import { SnakeNaming } from './naming.js';

/** The role the running application takes: may log in, owns nothing, bypasses nothing. */
export const APPLICATION_ROLE = 'tongxin_app';

// Days of care are days, not instants: pg must not make midnight in the server's own time zone out of them.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);
pg.types.setTypeParser(pg.types.builtins.INT8, (number) => Number(number));

/** Done once with every new connection of a pool, before its first statement. */
type OnConnect = (client: pg.ClientBase) => Promise<void>;

/** How a login connects; the application takes its role with the first message, before any statement of ours. */
export function connectionOf(url: string, role: string | null): { connectionString: string; options?: string } {
  const quick = '-c statement_timeout=60000 -c timezone=UTC';
  return { connectionString: url, options: role ? `-c role=${role} ${quick}` : '-c timezone=UTC' };
}

/** The data source of the running application, under the application's role. */
export function applicationSource(
  url: string,
  entities: DataSourceOptions['entities'],
  poolSize: number,
  onConnect?: OnConnect,
): DataSource {
  const { connectionString, options } = connectionOf(url, APPLICATION_ROLE);
  return new DataSource({
    type: 'postgres',
    url: connectionString,
    extra: { options, max: poolSize, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 60_000, onConnect },
    poolErrorHandler: () => undefined,
    entities,
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    installExtensions: false,
  });
}

/** The data source that owns the schema: migrations only. */
export function ownerSource(url: string, entities: DataSourceOptions['entities'] = []): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    extra: { options: connectionOf(url, null).options, max: 2 },
    entities,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    installExtensions: false,
  });
}

/**
 * A pool of plain connections under a role, for prepared reads and for jobs.
 * @param patience how long a connection may take to come about, in milliseconds
 * @param pipeline what is asked together goes out together; not for those who ask in transactions
 */
export function poolAs(
  url: string,
  role: string | null,
  size: number,
  {
    onConnect,
    pipeline = false,
    patience = 5_000,
  }: { onConnect?: OnConnect | undefined; pipeline?: boolean; patience?: number } = {},
): pg.Pool {
  const settings = {
    ...connectionOf(url, role),
    pipeline,
    max: size,
    connectionTimeoutMillis: patience,
    idleTimeoutMillis: 60_000,
  };
  // The pool waits for what onConnect promises; its types do not say so.
  const pool = new pg.Pool(Object.assign(settings, onConnect ? { onConnect } : {}));
  // A lost idle connection is not an accident: the next request opens a new one.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
