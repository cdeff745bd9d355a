import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/index.js';
import { DutiesController } from './duties.controller.js';
import { DutiesService } from './duties.service.js';

@Module({
  imports: [OrganisationModule],
  controllers: [DutiesController],
  providers: [DutiesService],
  exports: [DutiesService],
})
export class DutiesModule {}
