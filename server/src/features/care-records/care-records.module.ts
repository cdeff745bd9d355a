import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/index.js';
import { StudentsModule } from '../students/index.js';
import { ConcernsController } from './concerns.controller.js';
import { ConcernsService } from './concerns.service.js';
import { TalkChangesService } from './talk-changes.service.js';
import { TalksController } from './talks.controller.js';
import { TalksService } from './talks.service.js';
import { TimelineController } from './timeline.controller.js';
import { TimelineService } from './timeline.service.js';

@Module({
  imports: [OrganisationModule, StudentsModule],
  controllers: [TalksController, TimelineController, ConcernsController],
  providers: [TalksService, TalkChangesService, TimelineService, ConcernsService],
  exports: [TalksService, ConcernsService],
})
export class CareRecordsModule {}
