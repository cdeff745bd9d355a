import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Clock } from '../clock/clock.js';
import { JobsService } from '../jobs/jobs.service.js';

/** Forgets, every hour, what is kept for a while only: first answers to repeated requests, counters of failures, dead sessions. */
@Injectable()
export class HousekeepingService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.jobs.registerTimed('housekeeping.forget', '17 * * * *', () => this.forget());
  }

  async forget(): Promise<void> {
    await this.db.beforeViewer('SELECT app.forget_what_is_over($1)', [this.clock.now()]);
  }
}
