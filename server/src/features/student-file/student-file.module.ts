import { Module } from '@nestjs/common';
import { CareRecordsModule } from '../care-records/index.js';
import { DutiesModule } from '../duties/index.js';
import { StudentsModule } from '../students/index.js';
import { StudentFileController } from './student-file.controller.js';
import { StudentFileService } from './student-file.service.js';

@Module({
  imports: [StudentsModule, CareRecordsModule, DutiesModule],
  controllers: [StudentFileController],
  providers: [StudentFileService],
})
export class StudentFileModule {}
