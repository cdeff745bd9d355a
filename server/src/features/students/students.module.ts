import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/index.js';
import { StudentAccess } from './student-access.js';
import { StudentWriter } from './student-writer.js';

@Module({
  imports: [OrganisationModule],
  providers: [StudentAccess, StudentWriter],
  exports: [StudentAccess, StudentWriter],
})
export class StudentsModule {}
