import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/index.js';
import { EmergencyAccessController } from './emergency-access.controller.js';
import { EmergencyAccessService } from './emergency-access.service.js';

@Module({
  imports: [OrganisationModule],
  controllers: [EmergencyAccessController],
  providers: [EmergencyAccessService],
  exports: [EmergencyAccessService],
})
export class EmergencyAccessModule {}
