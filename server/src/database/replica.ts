import { Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import { refusePowerfulRole, TooPowerfulError } from './prepare-database.js';
import type { Statement } from './statement.js';

/** A report may be as old as this and no older, in milliseconds. */
const OLDEST = 5_000;
const SAMPLE_EVERY = 1_000;
/** How long a replica that did not answer is not asked again. */
const REST = 5_000;
/** What somebody wrote longer ago is in every report anyway. */
const REMEMBER_WRITES = 60_000;

/** A place in the database's log, as PostgreSQL writes it: `0/16B3748`. */
export type LogPlace = string;

const PLACE = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/;

/** @returns what stands there where it is a place in the log, else null */
export function logPlace(text: string | undefined): LogPlace | null {
  return text !== undefined && PLACE.test(text) ? text : null;
}

function numberOf(place: LogPlace): bigint {
  const [, high, low] = PLACE.exec(place)!;
  return (BigInt(`0x${high!}`) << 32n) + BigInt(`0x${low!}`);
}

/** @returns the later of some places */
export function later(...places: (LogPlace | null)[]): LogPlace | null {
  return places.reduce((one, other) => {
    if (one === null || other === null) return one ?? other;
    return numberOf(one) >= numberOf(other) ? one : other;
  }, null);
}

interface ScopedClient extends pg.PoolClient {
  speaksFor?: string;
}

/**
 * A second PostgreSQL that follows the first and takes reports off it. It answers only where it is known to be new enough: it has everything the
 * first one had written five seconds ago, and everything the asking person has written at all. Otherwise, and whatever goes wrong, the first answers.
 */
export class Replica {
  private readonly logger = new Logger('Replica');
  private readonly writes = new LRUCache<string, LogPlace>({ max: 10_000, ttl: REMEMBER_WRITES });
  private samples: { at: number; place: LogPlace }[] = [];
  private trusted = false;
  private restUntil = 0;
  private sampling: NodeJS.Timeout | undefined;
  /** How many reports came from where, since the start. */
  readonly answered = { replica: 0, primary: 0 };

  private constructor(
    private readonly pool: pg.Pool | null,
    private readonly primary: pg.Pool,
  ) {}

  static none(primary: pg.Pool): Replica {
    return new Replica(null, primary);
  }

  /**
   * @param pool connections to the replica under the application's role
   * @param primary connections to the database it follows
   * @throws TooPowerfulError where the role there may step around row-level security; a replica that does not answer stops nothing
   */
  static async follow(pool: pg.Pool, primary: pg.Pool): Promise<Replica> {
    const replica = new Replica(pool, primary);
    try {
      await replica.sample();
      await replica.trust();
    } catch (error) {
      if (error instanceof TooPowerfulError) throw error;
      replica.logger.warn('the replica does not answer: reports come from the database itself until it does');
    }
    replica.sampling = setInterval(() => void replica.sample().catch(() => undefined), SAMPLE_EVERY).unref();
    return replica;
  }

  /** Whether there is one at all. */
  get set(): boolean {
    return this.pool !== null;
  }

  /** Remembers how far the log was when somebody's change was committed. */
  wrote(accountId: string, place: LogPlace): void {
    this.writes.set(accountId, place);
  }

  /** @returns how far the log was at somebody's last change through this server, or null where that is long ago */
  writtenBy(accountId: string): LogPlace | null {
    return this.writes.get(accountId) ?? null;
  }

  /**
   * @param written how far the log was at the asking person's last change, as far as anybody knows
   * @returns the rows, or null where the database itself has to answer
   */
  async read<Row>(
    schoolId: string,
    { name, text }: Statement,
    values: readonly unknown[],
    written: LogPlace | null,
  ): Promise<Row[] | null> {
    if (!this.pool) return null;
    const rows = await this.tryToRead<Row>(this.pool, schoolId, { name, text }, values, written).catch(() => {
      this.restUntil = performance.now() + REST;
      return null;
    });
    this.answered[rows ? 'replica' : 'primary'] += 1;
    return rows;
  }

  private async tryToRead<Row>(
    pool: pg.Pool,
    schoolId: string,
    statement: Statement,
    values: readonly unknown[],
    written: LogPlace | null,
  ): Promise<Row[] | null> {
    if (performance.now() < this.restUntil) return null;
    const wanted = later(this.wantedNow(), written);
    if (wanted === null || (!this.trusted && !(await this.trust()))) return null;
    const client = (await pool.connect()) as ScopedClient;
    try {
      const { rows } = await client.query<{ behind: boolean }>({
        name: 'replica-new-enough',
        text: `SELECT NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() < $1::pg_lsn AS behind`,
        values: [wanted],
      });
      if (rows[0]?.behind !== false) {
        client.release();
        return null;
      }
      if (client.speaksFor !== schoolId) {
        await client.query(`SELECT set_config('app.school_id', $1, false)`, [schoolId]);
        client.speaksFor = schoolId;
      }
      const answer = await client.query({ name: statement.name, text: statement.text, values: [...values] });
      client.release();
      return answer.rows as Row[];
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** @returns how far the log was five seconds ago; null where nobody knows */
  private wantedNow(): LogPlace | null {
    const now = performance.now();
    const newest = this.samples.at(-1);
    if (!newest || now - newest.at > OLDEST) return null;
    return (this.samples.findLast(({ at }) => at <= now - OLDEST) ?? newest).place;
  }

  private async sample(): Promise<void> {
    const at = performance.now();
    const { rows } = await this.primary.query<{ place: LogPlace }>('SELECT pg_current_wal_lsn()::text AS place');
    this.samples = [...this.samples.slice(-9), { at, place: rows[0]!.place }];
  }

  /** Makes sure that it follows this database and that its role may not step around row-level security. */
  private async trust(): Promise<boolean> {
    await refusePowerfulRole(this.pool!);
    const facts = `SELECT i.created_at::text AS since, d.oid::text AS database FROM installation i, pg_database d WHERE d.datname = current_database()`;
    const [here, there] = await Promise.all([this.primary, this.pool!].map((pool) => pool.query<object>(facts)));
    this.trusted = JSON.stringify(here!.rows) === JSON.stringify(there!.rows);
    if (!this.trusted) {
      this.restUntil = performance.now() + 12 * REST;
      this.logger.error('DATABASE_REPLICA_URL leads to another database: it is not used');
    }
    return this.trusted;
  }

  async stop(): Promise<void> {
    clearInterval(this.sampling);
    await this.pool?.end();
  }
}
