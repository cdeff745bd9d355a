import { Module } from '@nestjs/common';
import { OrganisationController } from './organisation.controller.js';
import { OrganisationService } from './organisation.service.js';
import { SchoolContexts } from './school-context.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';

@Module({
  controllers: [SessionController, OrganisationController],
  providers: [SessionService, OrganisationService, SchoolContexts],
  exports: [SchoolContexts],
})
export class OrganisationModule {}
