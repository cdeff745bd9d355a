import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { v7 } from 'uuid';
import type { AppConfig } from '../../config/app-config.js';
import { APP_CONFIG } from '../../config/config.module.js';
import { Database } from '../../database/database.js';
import { BackupWorker } from '../../platform/backup/backup-worker.js';
import { Clock } from '../../platform/clock/clock.js';
import { JobsService } from '../../platform/jobs/jobs.service.js';
import { lastDue } from './nightly.js';

/** Asks for the night's backup when its time has come, also when the server slept through it; of several servers one makes it. */
@Injectable()
export class NightlyBackup implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: JobsService,
    private readonly worker: BackupWorker,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  onModuleInit(): void {
    this.jobs.registerTimed('operations.nightly', '*/5 * * * *', async () => void (await this.look()));
  }

  /** Begins what is due and what is waiting; does nothing otherwise. @returns whether a night's backup was asked for */
  async look(): Promise<boolean> {
    const { backupAt } = this.config;
    const now = this.clock.now();
    let asked = false;
    if (backupAt !== null) {
      const [facts] = await this.db.beforeViewer<{ time_zone: string | null }>(
        'SELECT time_zone FROM app.installation_facts()',
      );
      const due = lastDue(backupAt, facts?.time_zone ?? 'UTC', now);
      const [answer] = await this.db.beforeViewer<{ asked: boolean | null }>(
        'SELECT app.ask_for_nightly($1, $2, $3) AS asked',
        [v7(), due, now],
      );
      asked = answer?.asked === true;
    }
    const [newest] = await this.db.beforeViewer<{ status: string }>('SELECT status FROM app.operation_runs(1)');
    if (newest && ['waiting', 'running'].includes(newest.status)) this.worker.begin();
    return asked;
  }
}
