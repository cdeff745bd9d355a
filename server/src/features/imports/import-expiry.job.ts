import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Clock } from '../../platform/clock/clock.js';
import { JobsService } from '../../platform/jobs/jobs.service.js';

/** An uploaded ledger is kept for 30 days: then its file and its rows go, committed or not. */
@Injectable()
export class ImportExpiry implements OnModuleInit {
  private readonly logger = new Logger('Imports');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.jobs.registerTimed('imports.expire', '17 * * * *', () => this.expire());
  }

  async expire(): Promise<void> {
    const gone = await this.db.beforeViewer<{ import_id: string }>('SELECT * FROM app.expire_imports($1)', [
      this.clock.now(),
    ]);
    for (const { import_id } of gone) this.logger.log(`import ${import_id} has expired`);
  }
}
