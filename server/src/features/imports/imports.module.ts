import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/index.js';
import { StudentsModule } from '../students/index.js';
import { CheckLedgerJob } from './check-ledger.job.js';
import { CommitLedgerJob } from './commit-ledger.job.js';
import { ImportExpiry } from './import-expiry.job.js';
import { ImportProgress } from './import-progress.js';
import { ImportRowsController } from './import-rows.controller.js';
import { ImportRowsService } from './import-rows.service.js';
import { ImportsController } from './imports.controller.js';
import { ImportsService } from './imports.service.js';
import { JobViewers } from './job-viewers.js';
import { LedgerDocuments } from './ledger-documents.service.js';

@Module({
  imports: [OrganisationModule, StudentsModule],
  controllers: [ImportsController, ImportRowsController],
  providers: [
    ImportsService,
    ImportRowsService,
    LedgerDocuments,
    JobViewers,
    ImportProgress,
    CheckLedgerJob,
    CommitLedgerJob,
    ImportExpiry,
  ],
})
export class ImportsModule {}
