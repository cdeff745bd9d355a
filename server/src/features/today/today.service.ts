import { Injectable } from '@nestjs/common';
import { addDays } from '@tongxin/shared';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConcernsService } from '../care-records/index.js';
import { DutiesService } from '../duties/index.js';
import { EmergencyAccessService } from '../emergency-access/index.js';
import { CareFilesService } from '../students/index.js';
import type { TodayView } from './today.dto.js';

/** Today is made to be read at a glance: nobody works through more than this in a day. */
const AT_MOST = 50;
/** A promise for the coming week is worth knowing of. */
const DAYS_AHEAD = 7;

/** What must I do now: gathers what the other features know. */
@Injectable()
export class TodayService {
  constructor(
    private readonly duties: DutiesService,
    private readonly concerns: ConcernsService,
    private readonly careFiles: CareFilesService,
    private readonly emergencyAccess: EmergencyAccessService,
  ) {}

  async show(viewer: Viewer): Promise<TodayView> {
    const [duties, urgent, followUps, reviews, emergencies] = await Promise.all([
      this.duties.today(viewer, AT_MOST),
      this.concerns.urgent(viewer, { limit: AT_MOST }),
      this.concerns.followUps(viewer, { daysAhead: DAYS_AHEAD, limit: AT_MOST }),
      this.careFiles.reviews(viewer, { until: addDays(viewer.today, DAYS_AHEAD), limit: AT_MOST }),
      this.emergencyAccess.waiting(viewer, AT_MOST),
    ]);
    return { ...duties, urgent: urgent.items, followUps, reviews, emergencies };
  }
}
