import type pg from 'pg';
import type { DeepPartial, EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { v7 } from 'uuid';
import type { Viewer } from '../platform/access/viewer.js';
import { StaleVersionError } from '../platform/errors/domain-error.js';
import type { Statement } from './statement.js';

/** What is written into the access log beside who, when and for which request. */
export interface Trace {
  readonly studentId?: string | null;
  readonly subjectId?: string | null;
  readonly reason?: string | null;
}

type Versioned = ObjectLiteral & { schoolId: string; id?: string; version: number };

/** One transaction of one viewer. Inside it only this is used; statements go one after the other, never side by side. */
export class Tx {
  constructor(
    private readonly manager: EntityManager,
    readonly viewer: Viewer,
    /** Whether the connection is kept and may be told a statement once for all. */
    private readonly keepsStatements: boolean,
  ) {}

  /** Runs SQL with parameters. @returns the rows */
  async query<Row = Record<string, unknown>>(
    statement: Statement | string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const text = typeof statement === 'string' ? statement : statement.text;
    const result: unknown = await this.manager.query(text, [...values]);
    // TypeORM answers [rows, count] for UPDATE and DELETE, the rows alone for everything else.
    if (/^\s*(update|delete)\b/i.test(text)) return (result as [Row[], number])[0];
    return (result as Row[] | undefined) ?? [];
  }

  /**
   * Runs a statement that takes longer to plan than to run, prepared once per connection under its name like a read. Where the connection is handed
   * out to others it is planned each time.
   * @returns the rows
   */
  async prepared<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (!this.keepsStatements) return this.query(statement, values);
    const client = (await this.manager.queryRunner!.connect()) as pg.PoolClient;
    const { name, text } = statement;
    return (await client.query({ name, text, values: [...values] })).rows as Row[];
  }

  /** Reads entities of the viewer's school. */
  find<E extends ObjectLiteral>(entity: EntityTarget<E>, where: FindOptionsWhere<E>): Promise<E[]> {
    return this.manager.findBy(entity, { ...where, schoolId: this.viewer.schoolId });
  }

  /** Reads one entity of the viewer's school. @returns null where there is none */
  findOne<E extends ObjectLiteral>(entity: EntityTarget<E>, where: FindOptionsWhere<E>): Promise<E | null> {
    return this.manager.findOneBy(entity, { ...where, schoolId: this.viewer.schoolId });
  }

  /** Reads one entity and locks it until the transaction ends. @returns null where there is none */
  findOneForUpdate<E extends ObjectLiteral>(entity: EntityTarget<E>, where: FindOptionsWhere<E>): Promise<E | null> {
    return this.manager.findOne(entity, {
      where: { ...where, schoolId: this.viewer.schoolId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Reads entities and locks them until the transaction ends. */
  findForUpdate<E extends ObjectLiteral>(entity: EntityTarget<E>, where: FindOptionsWhere<E>): Promise<E[]> {
    return this.manager.find(entity, {
      where: { ...where, schoolId: this.viewer.schoolId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Adds rows to the viewer's school. */
  async insert<E extends ObjectLiteral>(
    entity: EntityTarget<E>,
    rows: DeepPartial<E> | DeepPartial<E>[],
  ): Promise<void> {
    const list = (Array.isArray(rows) ? rows : [rows]).map((row) => ({ ...row, schoolId: this.viewer.schoolId }));
    if (list.length > 0)
      await this.manager
        .createQueryBuilder()
        .insert()
        .into(entity)
        .values(list as never)
        .execute();
  }

  /**
   * Adds rows under ids the client may have made: what is there already stays as it is.
   * @returns how many rows are new; the caller compares the stored rows where it is fewer
   */
  async insertOnce<E extends ObjectLiteral>(entity: EntityTarget<E>, rows: DeepPartial<E>[]): Promise<number> {
    const list = rows.map((row) => ({ ...row, schoolId: this.viewer.schoolId }));
    const result = await this.manager
      .createQueryBuilder()
      .insert()
      .into(entity)
      .values(list as never)
      .orIgnore()
      .returning('id')
      .execute();
    return (result.raw as unknown[]).length;
  }

  /** Changes rows of the viewer's school. @returns how many rows it changed */
  async update<E extends ObjectLiteral>(
    entity: EntityTarget<E>,
    where: FindOptionsWhere<E>,
    changes: DeepPartial<E>,
  ): Promise<number> {
    const result = await this.manager.update(entity, { ...where, schoolId: this.viewer.schoolId }, changes as never);
    return result.affected ?? 0;
  }

  /**
   * Changes a row if it is still the version the person has seen.
   * @param row the stored row, loaded in this transaction
   * @param seen the version from If-Match
   * @param current shown to the person when it is stale, so that nothing of theirs is lost
   * @throws StaleVersionError with the present version
   */
  async updateVersion<E extends Versioned>(
    entity: EntityTarget<E>,
    key: FindOptionsWhere<E>,
    row: E,
    seen: number,
    changes: DeepPartial<E>,
    current?: unknown,
  ): Promise<void> {
    const next = { ...changes, version: seen + 1 };
    const changed = row.version === seen ? await this.update(entity, { ...key, version: seen }, next) : 0;
    if (changed === 0) throw new StaleVersionError(row.version, current);
  }

  /** Leaves a row in the access log, in this very transaction: if that fails the act fails. */
  async trace(act: string, about: Trace = {}): Promise<void> {
    const { viewer } = this;
    await this.manager.query(
      `INSERT INTO audit_entries (school_id, id, at, actor_id, act, student_id, subject_id, reason, request_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        viewer.schoolId,
        v7(),
        viewer.now,
        viewer.id,
        act,
        about.studentId ?? null,
        about.subjectId ?? null,
        about.reason ?? null,
        viewer.requestId,
      ],
    );
  }

  /** Asks for background work; it starts only if this transaction commits. `key` makes a second request for the same work replace the first. */
  async enqueue(task: string, payload: Record<string, string>, key: string): Promise<void> {
    await this.manager.query(`SELECT graphile_worker.tongxin_enqueue($1, $2::json, $3)`, [
      task,
      JSON.stringify(payload),
      key,
    ]);
  }
}
