import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { AppConfig } from '../../config/app-config.js';
import { startEmbeddedPostgres } from '../../database/embedded/embedded-postgres.js';
import { fileStoreOf } from '../../platform/files/files.providers.js';
import type { Logins } from '../admin-database.js';
import { lookAtDatabase } from './database.js';
import { type Finding, look, wrong } from './finding.js';
import { lookAtBackups, lookAtFiles } from './keeping.js';
import { lookAtMachine, lookAtMail, lookAtReach } from './machine.js';
import { lookAtReplica } from './replica.js';
import { lookAtServers } from './servers.js';

const MARKS = { well: 'well   ', look: 'look   ', wrong: 'WRONG  ' } as const;

/**
 * Looks whether everything is as it should be. Changes nothing; works beside the running product, and where the database is away.
 * @returns a line for each finding, with the next step, and whether nothing is wrong
 */
export async function examine(settings: AppConfig, now: () => Date): Promise<{ lines: string[]; sound: boolean }> {
  const found: Finding[] = [
    ...(await lookAtMachine(settings)),
    ...lookAtReach(settings),
    ...(await lookAtMail(settings.mail?.url ?? null)),
  ];
  if (settings.databaseUrl === null && !(await stat(join(settings.dataDir, 'postgres')).catch(() => null)))
    found.push(look('There is no embedded database yet.', 'The first start makes it: npm start'));
  else found.push(...(await withWhatIsThere(settings, (logins) => lookInside(settings, logins, now))));

  const count = (level: Finding['level']): number => found.filter((one) => one.level === level).length;
  return {
    lines: [
      ...found.flatMap(({ level, what, next }) => [`${MARKS[level]}${what}`, ...(next ? [`       → ${next}`] : [])]),
      count('wrong') > 0
        ? `${count('wrong')} wrong, ${count('look')} to look at.`
        : count('look') > 0
          ? `Nothing is wrong; ${count('look')} to look at.`
          : 'Everything is as it should be.',
    ],
    sound: count('wrong') === 0,
  };
}

/** The database as it stands: nothing is prepared or brought up to date. */
async function withWhatIsThere(settings: AppConfig, work: (logins: Logins) => Promise<Finding[]>): Promise<Finding[]> {
  if (settings.databaseUrl !== null)
    return work({ ownerUrl: settings.databaseOwnerUrl!, applicationUrl: settings.databaseUrl });
  let embedded;
  try {
    embedded = await startEmbeddedPostgres({ dataDir: settings.dataDir, alongside: true });
  } catch (error) {
    return [wrong((error as Error).message, 'Look into DATA_DIR/postgres.log.')];
  }
  try {
    return await work({ ownerUrl: embedded.url, applicationUrl: embedded.url });
  } finally {
    await embedded.stop();
  }
}

async function lookInside(settings: AppConfig, logins: Logins, now: () => Date): Promise<Finding[]> {
  const owner = new pg.Client({
    connectionString: logins.ownerUrl,
    options: '-c timezone=UTC',
    connectionTimeoutMillis: 10_000,
  });
  owner.on('error', () => undefined);
  try {
    await owner.connect();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return [
      wrong(
        `The database does not answer (${code ?? message}).`,
        'Is it running, and are DATABASE_URL and DATABASE_OWNER_URL right? 28P01 means a wrong password, 3D000 a database that is not there.',
      ),
    ];
  }
  try {
    const database = await lookAtDatabase(owner, logins, now);
    // Before the schema is there, there is nothing kept either.
    const { rows } = await owner.query<{ ready: boolean }>(
      `SELECT to_regclass('public.operation_runs') IS NOT NULL AND to_regclass('public.attachments') IS NOT NULL AS ready`,
    );
    if (!rows[0]?.ready) return database;
    return [
      ...database,
      ...(await lookAtServers(settings, owner)),
      ...(await lookAtReplica(settings.databaseReplicaUrl, owner)),
      ...(await lookAtBackups(settings, owner, now())),
      ...(await lookAtFiles(fileStoreOf(settings), owner)),
    ];
  } finally {
    await owner.end().catch(() => undefined);
  }
}
