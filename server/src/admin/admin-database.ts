import pg from 'pg';
import { v7 } from 'uuid';
import type { AppConfig } from '../config/app-config.js';
import { isConnectionFailure } from '../database/connection-failure.js';
import { startEmbeddedPostgres } from '../database/embedded/embedded-postgres.js';
import { prepareDatabase } from '../database/prepare-database.js';
import { Refused } from './refused.js';

/** The two logins of the database at hand. */
export interface Logins {
  readonly ownerUrl: string;
  readonly applicationUrl: string;
}

/**
 * Does work on the prepared database. Without `DATABASE_URL` that is the embedded one.
 * @param alongside whether a running product is worked beside; else it has to be stopped
 * @throws Refused where the database cannot be reached
 */
export async function withDatabase<T>(
  settings: AppConfig,
  { alongside }: { alongside: boolean },
  work: (logins: Logins) => Promise<T>,
): Promise<T> {
  const embedded =
    settings.databaseUrl === null ? await startEmbeddedPostgres({ dataDir: settings.dataDir, alongside }) : null;
  try {
    const ownerUrl = embedded?.url ?? settings.databaseOwnerUrl!;
    const applicationUrl = embedded?.url ?? settings.databaseUrl!;
    await prepareDatabase(ownerUrl, applicationUrl);
    return await work({ ownerUrl, applicationUrl });
  } catch (error) {
    if (isConnectionFailure(error))
      throw new Refused(
        'The database does not answer: is it running, and are DATABASE_URL and DATABASE_OWNER_URL right?',
      );
    throw error;
  } finally {
    await embedded?.stop();
  }
}

/**
 * Does work with the owner's login in one transaction: all of it is kept, or nothing. Where the product is running, it goes on.
 * @throws Refused where the database cannot be reached
 */
export async function withOwner<T>(settings: AppConfig, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  return withDatabase(settings, { alongside: true }, async ({ ownerUrl }) => {
    const owner = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC' });
    await owner.connect();
    try {
      await owner.query('BEGIN');
      const answer = await work(owner);
      await owner.query('COMMIT');
      return answer;
    } finally {
      await owner.end();
    }
  });
}

/** Leaves a row in the access log of a school, in the command's own transaction; the operator has no account, so nobody stands in it. */
export async function traceCommand(
  owner: pg.Client,
  { schoolId, act, subjectId, at }: { schoolId: string; act: string; subjectId: string; at: Date },
): Promise<void> {
  await owner.query(
    `INSERT INTO audit_entries (school_id, id, at, actor_id, act, subject_id) VALUES ($1, $2, $3, NULL, $4, $5)`,
    [schoolId, v7(), at, act, subjectId],
  );
}
