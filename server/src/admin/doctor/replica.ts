import type pg from 'pg';
import { APPLICATION_ROLE, poolAs } from '../../database/connections.js';
import { refusePowerfulRole, TooPowerfulError } from '../../database/prepare-database.js';
import { type Finding, look, sizeOf, well, wrong } from './finding.js';

/** More than this, and reports hardly ever come from it. */
const FAR_BEHIND = 64 * 1024 * 1024;

/** The replica that takes reports off the database: it answers, follows, and its role there is as weak as here. */
export async function lookAtReplica(url: string | null, owner: pg.Client): Promise<Finding[]> {
  if (url === null) return [];
  const pool = poolAs(url, APPLICATION_ROLE, 1);
  try {
    await refusePowerfulRole(pool);
    const { rows: now } = await owner.query<{ place: string }>('SELECT pg_current_wal_lsn()::text AS place');
    const { rows } = await pool.query<{ follows: boolean; behind: number | null }>(
      `SELECT pg_is_in_recovery() AS follows, greatest(0, pg_wal_lsn_diff($1::pg_lsn, pg_last_wal_replay_lsn()))::float8 AS behind`,
      [now[0]!.place],
    );
    const { follows, behind } = rows[0]!;
    if (!follows)
      return [
        look(
          'DATABASE_REPLICA_URL leads to a database that follows no other; it is not used.',
          'Set it to a streaming replica of DATABASE_URL, or take it out.',
        ),
      ];
    return (behind ?? 0) > FAR_BEHIND
      ? [
          look(
            `The replica is ${sizeOf(behind!)} behind; reports come from the database itself meanwhile.`,
            'Look at its disk, its network, and pg_stat_replication on the database.',
          ),
        ]
      : [well('The replica follows.')];
  } catch (error) {
    return error instanceof TooPowerfulError
      ? [wrong(`On the replica: ${error.message}`, 'The product does not start like this.')]
      : [
          look(
            'The replica does not answer; reports come from the database itself.',
            'Start it, or take DATABASE_REPLICA_URL out.',
          ),
        ];
  } finally {
    await pool.end();
  }
}
