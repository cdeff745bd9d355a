import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppConfig } from '../../config/app-config.js';
import { APP_CONFIG } from '../../config/config.module.js';
import { Clock } from '../clock/clock.js';
import { FileStore } from '../files/file-store.js';
import { JobsService } from '../jobs/jobs.service.js';
import { workOff } from './runs.js';

const PATIENCE_AT_STOP_MS = 5_000;

/**
 * Does the backups and test restores that were asked for, beside the queue: a backup may take minutes, and other work shall not wait behind it.
 * Where the server is stopped in the middle, the run is written down as interrupted by whoever looks next.
 */
@Injectable()
export class BackupWorker implements OnModuleInit, BeforeApplicationShutdown {
  /** The task that wakes one of the servers. */
  readonly task = 'operations.work';
  private readonly logger = new Logger('Backup');
  private working: Promise<void> | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly jobs: JobsService,
    private readonly store: FileStore,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this.task, async () => this.begin());
  }

  /** Begins what is waiting, where this server is not at it already, and does not wait for its end. */
  begin(): void {
    this.working ??= this.work().finally(() => (this.working = null));
  }

  /** @returns when nothing is being done any more */
  async idle(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    const settings = { ...this.config, ownerUrl: this.config.databaseOwnerUrl! };
    await workOff(
      settings,
      this.store,
      () => this.clock.now(),
      (kind, failure) => {
        if (failure === null) this.logger.log(`${kind} done`);
        else this.logger.error(`${kind} failed: ${failure}`);
      },
    ).catch(() => this.logger.error('backups cannot be looked after: the database does not answer'));
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.working) await Promise.race([this.working, sleep(PATIENCE_AT_STOP_MS, undefined, { ref: false })]);
  }
}
