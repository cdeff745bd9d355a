import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/index.js';
import { StudentsModule } from '../students/index.js';
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
  providers: [DutiesService, StandardsService, ExemptionsService, MeetingService],
  exports: [DutiesService],
})
export class DutiesModule {}
