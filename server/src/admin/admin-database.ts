import pg from 'pg';
import { v7 } from 'uuid';
import type { AppConfig } from '../config/app-config.js';
import { isConnectionFailure } from '../database/connection-failure.js';
import { startEmbeddedPostgres } from '../database/embedded/embedded-postgres.js';
import { prepareDatabase } from '../database/prepare-database.js';
import { Refused } from './refused.js';

/**
 * Does work with the owner's login in one transaction: all of it is kept, or nothing. Without `DATABASE_URL` that is the embedded database;
 * where the product is running, its server is used and left running.
 * @throws Refused where the database cannot be reached
 */
export async function withOwner<T>(settings: AppConfig, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const embedded =
    settings.databaseUrl === null ? await startEmbeddedPostgres({ dataDir: settings.dataDir, alongside: true }) : null;
  try {
    const ownerUrl = embedded?.url ?? settings.databaseOwnerUrl!;
    await prepareDatabase(ownerUrl, embedded?.url ?? settings.databaseUrl!);
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
