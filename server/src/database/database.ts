import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Viewer } from '../platform/access/viewer.js';
import { KeyReusedError, UnavailableError } from '../platform/errors/domain-error.js';
import { Changes } from './changes.js';
import { isConnectionFailure } from './connection-failure.js';
import { later, Replica } from './replica.js';
import type { Statement } from './statement.js';
import { Tx } from './transaction.js';

export const READ_POOL = Symbol('read pool');
export const DATABASE_CONTEXT = Symbol('database context');

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const SPEAK_FOR = { name: 'speak-for', text: `SELECT set_config('app.school_id', $1, false)` };

interface ScopedClient extends pg.PoolClient {
  /** The school this connection was last told to speak for. */
  speaksFor?: string;
}

/**
 * The only door to the data. Whoever comes through it says for whom; PostgreSQL's row-level security then shows that school's rows and no others.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  constructor(
    private readonly source: DataSource,
    @Inject(READ_POOL) private readonly reads: pg.Pool,
    @Inject(DATABASE_CONTEXT) private readonly context: 'connection' | 'transaction',
    private readonly changes: Changes,
    private readonly replica: Replica,
  ) {}

  /**
   * Runs work in one transaction of one viewer: all of it is kept, or nothing.
   * Where the request carries an Idempotency-Key, the work is done once and its answer given again.
   * @throws UnavailableError when the database does not answer, KeyReusedError when the key came with another body
   */
  async as<T>(viewer: Viewer, work: (tx: Tx) => Promise<T>): Promise<T> {
    return unavailableWhenLost(async () => {
      const runner = this.source.createQueryRunner();
      try {
        const client = (await runner.connect()) as pg.PoolClient;
        await runner.query(`BEGIN; ${contextOf(viewer)}`);
        // Written by hand so that BEGIN and the context are one message; TypeORM must know that a transaction is open.
        (runner as { isTransactionActive: boolean }).isTransactionActive = true;
        try {
          const tx = new Tx(runner.manager, viewer, this.context === 'connection');
          const answer = viewer.retryKey ? await once(tx, viewer.retryKey, () => work(tx)) : await work(tx);
          if (this.replica.set) await this.commitAndRemember(client, viewer);
          else await runner.query('COMMIT');
          return answer;
        } catch (error) {
          await runner.query('ROLLBACK').catch(() => undefined);
          throw error;
        } finally {
          (runner as { isTransactionActive: boolean }).isTransactionActive = false;
        }
      } finally {
        await runner.release();
      }
    });
  }

  /**
   * Runs one prepared statement for a viewer without opening a transaction. The statement may leave its access-log row itself (one statement is all or nothing);
   * anything that takes more than one goes through {@link as}.
   * @returns its rows
   */
  async read<Row>(viewer: Viewer, statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (this.context === 'transaction')
      return this.as({ ...viewer, retryKey: null }, (tx) => tx.query<Row>(statement, values));
    return unavailableWhenLost(async () => {
      const client = (await this.reads.connect()) as ScopedClient;
      try {
        const result = await ask(client, checkedId(viewer.schoolId), statement, values);
        if (this.replica.set && mayWrite(statement)) await this.remember(client, viewer);
        client.release();
        return result.rows as Row[];
      } catch (error) {
        client.release(true);
        throw error;
      }
    });
  }

  /** Whether reports may come from elsewhere. */
  get hasReplica(): boolean {
    return this.replica.set;
  }

  /**
   * As {@link read}, for an overview or a report: the replica answers where there is one that is new enough, also for what the viewer has just written.
   * Never for what decides who may see what.
   */
  async readReport<Row>(viewer: Viewer, statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (this.replica.set) {
      const written = later(this.replica.writtenBy(viewer.accountId), viewer.writtenAt ?? null);
      const rows = await this.replica.read<Row>(checkedId(viewer.schoolId), statement, values, written);
      if (rows) return rows;
    }
    return this.read(viewer, statement, values);
  }

  /** Commits, and remembers how far the log was then where anything was written. */
  private async commitAndRemember(client: pg.PoolClient, { accountId }: Viewer): Promise<void> {
    const answers = (await client.query(
      'SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS wrote; COMMIT; SELECT pg_current_wal_insert_lsn()::text AS place',
    )) as unknown as [pg.QueryResult<{ wrote: boolean }>, pg.QueryResult, pg.QueryResult<{ place: string }>];
    if (answers[0].rows[0]?.wrote) this.replica.wrote(accountId, answers[2].rows[0]!.place);
  }

  /** As after a commit, for a statement that is its own transaction. */
  private async remember(client: pg.PoolClient, { accountId }: Viewer): Promise<void> {
    const { rows } = await client.query<{ place: string }>('SELECT pg_current_wal_insert_lsn()::text AS place');
    this.replica.wrote(accountId, rows[0]!.place);
  }

  /** Calls one of the few named functions that answer before a viewer exists: accounts, sessions, health. @returns its rows */
  async beforeViewer<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const name = nameOf(text);
    return unavailableWhenLost(async () => (await this.reads.query({ name, text, values: [...values] })).rows as Row[]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.changes.stop();
    await this.replica.stop();
    await this.reads.end();
    await this.source.destroy();
  }
}

/**
 * Tells the connection for whom it speaks, where it last spoke for another school, and asks; both go out in one message, so that a city's
 * many schools on few connections cost no second journey. Should the first fail, the connection is thrown away together with the answer.
 */
async function ask(
  client: ScopedClient,
  schoolId: string,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<pg.QueryResult> {
  const { stream } = client.connection;
  stream.cork();
  const told = client.speaksFor === schoolId ? null : client.query({ ...SPEAK_FOR, values: [schoolId] });
  const answer = client.query({ name, text, values: [...values] });
  stream.uncork();
  client.speaksFor = schoolId;
  return (await Promise.all([answer, told]))[0];
}

/** @returns whether a single statement may leave something behind; one that merely may is taken for one that does */
function mayWrite({ text }: Statement): boolean {
  return /\b(?:INSERT|UPDATE|DELETE)\b/i.test(text);
}

const names = new Map<string, string>();

/** A short name for a statement that is always the same text, so that it is prepared once on each connection. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `before-viewer-${names.size}`;
  names.set(text, name);
  return name;
}

function contextOf(viewer: Viewer): string {
  return `SET LOCAL app.school_id = '${checkedId(viewer.schoolId)}'; SET LOCAL app.person_id = '${checkedId(viewer.id)}'; SET LOCAL app.roles = '${viewer.roles.join(',')}'`;
}

function checkedId(id: string): string {
  if (!UUID.test(id)) throw new Error('a viewer without a valid id');
  return id;
}

async function unavailableWhenLost<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isConnectionFailure(error)) throw new UnavailableError();
    throw error;
  }
}

/** The first request with a key does the work and leaves its answer in the same transaction; a second one waits for it and gets that answer. */
async function once<T>(tx: Tx, retry: NonNullable<Viewer['retryKey']>, work: () => Promise<T>): Promise<T> {
  const { schoolId, id, now } = tx.viewer;
  const mine = await tx.query(
    `INSERT INTO idempotency_keys (school_id, staff_id, key, request_hash, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING key`,
    [schoolId, id, retry.key, retry.bodyHash, now],
  );
  if (mine.length === 0) {
    const [first] = await tx.query<{ request_hash: Buffer; body: string }>(
      `SELECT request_hash, body FROM idempotency_keys WHERE school_id = $1 AND staff_id = $2 AND key = $3`,
      [schoolId, id, retry.key],
    );
    if (!first || !first.request_hash.equals(retry.bodyHash)) throw new KeyReusedError();
    return JSON.parse(first.body) as T;
  }
  const answer = await work();
  await tx.query(`UPDATE idempotency_keys SET body = $4 WHERE school_id = $1 AND staff_id = $2 AND key = $3`, [
    schoolId,
    id,
    retry.key,
    JSON.stringify(answer ?? null),
  ]);
  return answer;
}
