import { Injectable } from '@nestjs/common';
import { todayIn } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import { jobViewer, type Viewer } from '../../platform/access/viewer.js';
import { Clock } from '../../platform/clock/clock.js';

const SCHOOL_OF_JOB = {
  name: 'school-of-job',
  text: `SELECT time_zone AS "timeZone", system AS "schoolSystem" FROM schools WHERE school_id = $1`,
};

/** Who works when nobody is there: the product itself, for one school, in the name of whoever asked. */
@Injectable()
export class JobViewers {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** @returns null where the school is gone */
  async of(schoolId: string, actorId: string): Promise<Viewer | null> {
    const now = this.clock.now();
    const before = jobViewer({ schoolId, actorId, timeZone: 'UTC', schoolSystem: '63', today: '', now });
    const [school] = await this.db.read<Pick<Viewer, 'timeZone' | 'schoolSystem'>>(before, SCHOOL_OF_JOB, [schoolId]);
    return school ? jobViewer({ schoolId, actorId, ...school, today: todayIn(school.timeZone, now), now }) : null;
  }
}
