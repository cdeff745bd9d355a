import { Module } from '@nestjs/common';
import { CareRecordsModule } from '../care-records/index.js';
import { DutiesModule } from '../duties/index.js';
import { EmergencyAccessModule } from '../emergency-access/index.js';
import { StudentsModule } from '../students/index.js';
import { TodayController } from './today.controller.js';
import { TodayService } from './today.service.js';

@Module({
  imports: [CareRecordsModule, DutiesModule, StudentsModule, EmergencyAccessModule],
  controllers: [TodayController],
  providers: [TodayService],
})
export class TodayModule {}
