import { Module } from '@nestjs/common';
import { DutiesModule } from '../duties/index.js';
import { OrganisationModule } from '../organisation/index.js';
import { HandoversController } from './handovers.controller.js';
import { HandoversService } from './handovers.service.js';

@Module({
  imports: [OrganisationModule, DutiesModule],
  controllers: [HandoversController],
  providers: [HandoversService],
})
export class HandoversModule {}
