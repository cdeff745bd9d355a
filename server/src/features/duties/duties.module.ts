import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/index.js';
import { StudentsModule } from '../students/index.js';
import { BoardAnswers } from './board/board-answers.service.js';
import { BoardKeeping } from './board/board-keeping.job.js';
import { DutyBoard } from './board/duty-board.service.js';
import { ComputedAnswers } from './computed-answers.service.js';
import { DutiesController } from './duties.controller.js';
import { DutiesService } from './duties.service.js';
import { ExemptionsController } from './exemptions.controller.js';
import { ExemptionsService } from './exemptions.service.js';
import { MeetingService } from './meeting.service.js';
import { StandardsController } from './standards.controller.js';
import { StandardsService } from './standards.service.js';

@Module({
  imports: [OrganisationModule, StudentsModule],
  controllers: [DutiesController, StandardsController, ExemptionsController],
  providers: [
    DutyBoard,
    BoardAnswers,
    ComputedAnswers,
    BoardKeeping,
    DutiesService,
    StandardsService,
    ExemptionsService,
    MeetingService,
  ],
  exports: [DutiesService],
})
export class DutiesModule {}
