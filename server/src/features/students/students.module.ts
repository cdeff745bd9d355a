import { Module } from '@nestjs/common';
import { AttachmentsModule } from '../attachments/index.js';
import { OrganisationModule } from '../organisation/index.js';
import { AccessLogController } from './access-log.controller.js';
import { AccessLogService } from './access-log.service.js';
import { StudentAttachmentKinds } from './attachment-kinds.js';
import { CardChanges } from './card-changes.service.js';
import { CardHistoryService } from './card-history.service.js';
import { CardProposals } from './card-proposals.service.js';
import { CareFilesController } from './care-files.controller.js';
import { CareFilesService } from './care-files.service.js';
import { CategoriesService } from './categories.service.js';
import { CategoryProposalsService } from './category-proposals.service.js';
import { ContactCardsController } from './contact-cards.controller.js';
import { ContactCardsService } from './contact-cards.service.js';
import { GuardianCards } from './guardian-cards.service.js';
import { HouseholdsController } from './households.controller.js';
import { Households } from './households.service.js';
import { PrintingController } from './printing.controller.js';
import { Printing } from './printing.service.js';
import { RevealService } from './reveal.service.js';
import { StudentAccess } from './student-access.js';
import { StudentFiles } from './student-files.js';
import { StudentHistoryService } from './student-history.service.js';
import { StudentListService } from './student-list.service.js';
import { StudentWriter } from './student-writer.js';
import { StudentsController } from './students.controller.js';
import { StudentsService } from './students.service.js';

@Module({
  imports: [OrganisationModule, AttachmentsModule],
  controllers: [
    StudentsController,
    CareFilesController,
    ContactCardsController,
    HouseholdsController,
    PrintingController,
    AccessLogController,
  ],
  providers: [
    StudentAccess,
    StudentAttachmentKinds,
    StudentWriter,
    StudentFiles,
    StudentListService,
    StudentsService,
    CareFilesService,
    CategoriesService,
    CategoryProposalsService,
    StudentHistoryService,
    ContactCardsService,
    CardHistoryService,
    CardProposals,
    CardChanges,
    GuardianCards,
    Households,
    Printing,
    RevealService,
    AccessLogService,
  ],
  exports: [GuardianCards, StudentAccess, StudentWriter, StudentFiles, CareFilesService],
})
export class StudentsModule {}
