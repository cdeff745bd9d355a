import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { todayIn, type SchoolSystem } from '@tongxin/shared';
import { Database } from '../../../database/database.js';
import { jobViewer } from '../../../platform/access/viewer.js';
import { Clock } from '../../../platform/clock/clock.js';
import { JobsService } from '../../../platform/jobs/jobs.service.js';
import { DutiesService } from '../duties.service.js';

interface SchoolAtWork {
  readonly id: string;
  readonly time_zone: string;
  readonly system: SchoolSystem;
}

/** Brings every school's board into the new day soon after its midnight, so that the first person of the morning need not wait for it. */
@Injectable()
export class BoardKeeping implements OnModuleInit {
  private readonly logger = new Logger('Duties');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly duties: DutiesService,
    private readonly jobs: JobsService,
  ) {}

  /** Schools lie in many time zones; one whose board is up to date costs a look at it. */
  onModuleInit(): void {
    this.jobs.registerTimed('duties.keep-boards', '4,19,34,49 * * * *', () => this.keepAll());
  }

  async keepAll(): Promise<void> {
    const schools = await this.db.beforeViewer<SchoolAtWork>('SELECT * FROM app.schools_at_work()');
    for (const school of schools) {
      try {
        await this.keep(school);
      } catch (error) {
        // One school's trouble keeps no other school waiting; whoever reads its duties computes them.
        this.logger.error(`the duty board of school ${school.id} could not be filled: ${(error as Error).name}`);
      }
    }
  }

  async keep({ id: schoolId, time_zone: timeZone, system }: SchoolAtWork): Promise<void> {
    const now = this.clock.now();
    const today = todayIn(timeZone, now);
    await this.duties.keepBoard(jobViewer({ schoolId, actorId: schoolId, timeZone, schoolSystem: system, today, now }));
  }
}
