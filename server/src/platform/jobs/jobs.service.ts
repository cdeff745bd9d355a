import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import {
  Logger as WorkerLogger,
  parseCronItems,
  run,
  type Runner,
  type RunnerOptions,
  type TaskList,
} from 'graphile-worker';
import pg from 'pg';

/** How long after a failure the name's lock is asked for again. */
const AGAIN_MILLISECONDS = 500;

/** How often a server looks whether another has died at its work. */
const LOOK_MILLISECONDS = 5_000;

export const JOBS_POOL = Symbol('jobs pool');

/** What a job is given: ids only, never a child's data. */
export type JobPayload = Readonly<Record<string, string>>;

/** How much background work there is, as an operator asks for it. */
export interface QueueState {
  readonly waiting: number;
  /** Given up after its last attempt. */
  readonly failed: number;
  /** Since when the oldest piece of work could have begun. */
  readonly oldestAt: Date | null;
}

interface Timed {
  readonly task: string;
  readonly every: string;
}

/**
 * Background work, kept in PostgreSQL: it survives a crash, and of several servers one does it.
 * Features register their tasks while the modules are put together; the queue starts when all are there.
 */
@Injectable()
export class JobsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly tasks: TaskList = {};
  private readonly timed: Timed[] = [];
  private runner: Runner | null = null;
  private readonly workerId = `worker-${randomUUID()}`;
  /** Who was without its lock at the last look. */
  private missed: ReadonlySet<string> = new Set();
  private alive: pg.PoolClient | null = null;
  private stopping = false;
  private looking: NodeJS.Timeout | undefined;

  constructor(@Inject(JOBS_POOL) private readonly pool: pg.Pool) {}

  /** @param task name of the work, as given to `tx.enqueue` */
  register(task: string, work: (payload: JobPayload) => Promise<void>): void {
    this.tasks[task] = async (payload) => work((payload ?? {}) as JobPayload);
  }

  /** Work done again and again. @param every five cron fields, in UTC */
  registerTimed(task: string, every: string, work: () => Promise<void>): void {
    this.tasks[task] = async () => work();
    this.timed.push({ task, every });
  }

  /** @returns figures only; what the work is about stays in the queue */
  async state(): Promise<QueueState> {
    const { rows } = await this.pool.query<{ waiting: number; failed: number; oldest: Date | null }>(
      `SELECT count(*) FILTER (WHERE attempts < max_attempts)::int AS waiting, count(*) FILTER (WHERE attempts >= max_attempts)::int AS failed,
              min(run_at) FILTER (WHERE attempts < max_attempts AND run_at <= now()) AS oldest
         FROM graphile_worker.jobs`,
    );
    const { waiting, failed, oldest } = rows[0]!;
    return { waiting, failed, oldestAt: oldest };
  }

  async onApplicationBootstrap(): Promise<void> {
    const { workerId } = this;
    await this.holdName();
    await this.releaseOfTheDead(true);
    // Beside the queue: whoever is busy with long work still notices that another server has died.
    this.looking = setInterval(
      () => void this.releaseOfTheDead(false).catch(() => undefined),
      LOOK_MILLISECONDS,
    ).unref();
    const options: RunnerOptions & { workerId: string } = {
      pgPool: this.pool,
      taskList: this.tasks,
      parsedCronItems: parseCronItems(
        this.timed.map(({ task, every }) => ({
          task,
          match: every,
          identifier: task,
          options: { backfillPeriod: 0, maxAttempts: 1 },
        })),
      ),
      // One at a time under a name of its own, so that the name's lock tells whether it lives.
      concurrency: 1,
      workerId,
      pollInterval: 2_000,
      noHandleSignals: true,
      logger: new WorkerLogger(() => (level, message) => {
        // Only which task failed: the message of an error may quote what was in the work.
        if (String(level) === 'error')
          this.logger.error(/task \d+ \([\w.-]+\)/i.exec(message)?.[0] ?? 'the queue of background work has a problem');
      }),
    };
    this.runner = await run(options);
    this.runner.promise.catch(() => this.logger.error('the queue of background work has stopped'));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.looking);
    await this.runner?.stop().catch(() => undefined);
    const { alive } = this;
    this.alive = null;
    alive?.release(true);
    await this.pool.end();
  }

  /**
   * Holds the lock of this server's name for as long as it lives. The lock goes with its connection: after the database was away it is taken anew,
   * or the others would take a living server for dead and its work for their own.
   */
  private async holdName(): Promise<void> {
    const client = await this.pool.connect();
    const lost = (): void => {
      if (this.alive !== client) return;
      this.alive = null;
      client.release(true);
      void this.holdNameAgain();
    };
    client.on('error', lost);
    client.on('end', lost);
    try {
      await client.query(`SELECT pg_advisory_lock(hashtextextended($1, 0))`, [this.workerId]);
      if (this.stopping) client.release(true);
      else this.alive = client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  private async holdNameAgain(): Promise<void> {
    while (!this.stopping) {
      const held = await this.holdName().then(
        () => true,
        () => false,
      );
      if (held) return;
      await sleep(AGAIN_MILLISECONDS, undefined, { ref: false });
    }
  }

  /**
   * A server that was killed still holds its jobs; who no longer holds its own lock is dead, and its jobs are taken over.
   * @param atOnce without a second look; otherwise a server counts as dead that was without its lock twice, for one whose connection broke takes it anew
   */
  private async releaseOfTheDead(atOnce: boolean): Promise<void> {
    const client = await this.pool.connect();
    try {
      const { rows } = await client.query<{ worker: string }>(
        `SELECT DISTINCT locked_by AS worker FROM graphile_worker.jobs WHERE locked_by IS NOT NULL AND locked_by <> $1`,
        [this.workerId],
      );
      const missed = new Set<string>();
      for (const { worker } of rows) {
        const { rows: tried } = await client.query<{ dead: boolean }>(
          `SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS dead`,
          [worker],
        );
        if (!tried[0]?.dead) continue;
        if (atOnce || this.missed.has(worker))
          await client.query(`SELECT graphile_worker.force_unlock_workers(ARRAY[$1])`, [worker]);
        else missed.add(worker);
        await client.query(`SELECT pg_advisory_unlock(hashtextextended($1, 0))`, [worker]);
      }
      this.missed = missed;
    } finally {
      client.release();
    }
  }
}
