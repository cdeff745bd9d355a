import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '@tongxin/migrations';
import { SnakeNaming } from './naming.js';

/** The role the running application takes: may log in, owns nothing, bypasses nothing. */
export const APPLICATION_ROLE = 'tongxin_app';

// Days of care are days, not instants: pg must not make midnight in the server's own time zone out of them.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);
pg.types.setTypeParser(pg.types.builtins.INT8, (number) => Number(number));

/** How a login connects; the application takes its role with the first message, before any statement of ours. */
function connection(url: string, role: string | null): { connectionString: string; options?: string } {
  const quick = '-c statement_timeout=60000 -c timezone=UTC';
  return { connectionString: url, options: role ? `-c role=${role} ${quick}` : '-c timezone=UTC' };
}

/** The data source of the running application, under the application's role. */
export function applicationSource(url: string, entities: DataSourceOptions['entities'], poolSize: number): DataSource {
  const { connectionString, options } = connection(url, APPLICATION_ROLE);
  return new DataSource({
    type: 'postgres',
    url: connectionString,
    extra: { options, max: poolSize, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 60_000 },
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
    extra: { options: connection(url, null).options, max: 2 },
    entities,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    installExtensions: false,
  });
}

/** A pool of plain connections under a role, for prepared reads and for jobs. */
export function poolAs(url: string, role: string | null, size: number): pg.Pool {
  const pool = new pg.Pool({
    ...connection(url, role),
    max: size,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
  });
  // A lost idle connection is not an accident: the next request opens a new one.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
