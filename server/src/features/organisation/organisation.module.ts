import { Module } from '@nestjs/common';
import { AssignmentProposals } from './assignment.proposal.js';
import { AssignmentsController } from './assignments.controller.js';
import { AssignmentsService } from './assignments.service.js';
import { CalendarService } from './calendar.service.js';
import { ClassesController } from './classes.controller.js';
import { ClassesService } from './classes.service.js';
import { OrganisationController } from './organisation.controller.js';
import { OrganisationService } from './organisation.service.js';
import { SchoolContexts } from './school-context.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { TermsController } from './terms.controller.js';
import { TermsService } from './terms.service.js';

@Module({
  controllers: [SessionController, OrganisationController, TermsController, ClassesController, AssignmentsController],
  providers: [
    SessionService,
    OrganisationService,
    SchoolContexts,
    TermsService,
    CalendarService,
    ClassesService,
    AssignmentsService,
    AssignmentProposals,
  ],
  exports: [SchoolContexts],
})
export class OrganisationModule {}
