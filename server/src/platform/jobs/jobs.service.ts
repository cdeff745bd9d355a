import { randomUUID } from 'node:crypto';
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
  private alive: pg.PoolClient | null = null;

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
    const workerId = `worker-${randomUUID()}`;
    this.alive = await this.pool.connect();
    this.alive.on('error', () => undefined);
    await this.alive.query(`SELECT pg_advisory_lock(hashtextextended($1, 0))`, [workerId]);
    this.registerTimed('jobs.release-of-the-dead', '* * * * *', () => this.releaseOfTheDead());
    await this.releaseOfTheDead();
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
    await this.runner?.stop().catch(() => undefined);
    this.alive?.release(true);
    await this.pool.end();
  }

  /** A server that was killed still holds its jobs; who no longer holds its own lock is dead, and its jobs are taken over at once. */
  private async releaseOfTheDead(): Promise<void> {
    const client = await this.pool.connect();
    try {
      const { rows } = await client.query<{ worker: string }>(
        `SELECT DISTINCT locked_by AS worker FROM graphile_worker.jobs WHERE locked_by IS NOT NULL`,
      );
      for (const { worker } of rows) {
        const { rows: tried } = await client.query<{ dead: boolean }>(
          `SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS dead`,
          [worker],
        );
        if (!tried[0]?.dead) continue;
        await client.query(`SELECT graphile_worker.force_unlock_workers(ARRAY[$1])`, [worker]);
        await client.query(`SELECT pg_advisory_unlock(hashtextextended($1, 0))`, [worker]);
      }
    } finally {
      client.release();
    }
  }
}
