import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Clock } from '../clock/clock.js';
import { JobsService } from '../jobs/jobs.service.js';

/** Seals what has been written into the access log; the newest block's hash also goes to the log, or cutting off the tail would go unseen. */
@Injectable()
export class AuditService implements OnModuleInit {
  private readonly logger = new Logger('Audit');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.jobs.registerTimed('audit.seal', '* * * * *', () => this.seal());
  }

  /** Puts every finished act since the last block of each school into a new block. */
  async seal(): Promise<void> {
    const blocks = await this.db.beforeViewer<{ school_id: string; height: number; entries: number; hash: Buffer }>(
      'SELECT * FROM app.seal_audit($1)',
      [this.clock.now()],
    );
    for (const block of blocks)
      this.logger.log(
        `sealed school ${block.school_id} block ${block.height} entries ${block.entries} ${block.hash.toString('hex')}`,
      );
  }
}
