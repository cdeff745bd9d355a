import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/index.js';
import { ActivationController } from './activation.controller.js';
import { ActivationService } from './activation.service.js';
import { Codes } from './codes.js';
import { GrantsController } from './grants.controller.js';
import { Grants } from './grants.service.js';
import { PasswordResetProposals } from './password-reset.proposals.js';
import { RoleGrantProposals } from './role-grant.proposals.js';
import { StaffImportController } from './staff-import.controller.js';
import { StaffImport } from './staff-import.service.js';
import { UserCodes } from './user-codes.service.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [OrganisationModule],
  controllers: [StaffImportController, UsersController, GrantsController, ActivationController],
  providers: [
    UsersService,
    StaffImport,
    UserCodes,
    Codes,
    Grants,
    ActivationService,
    PasswordResetProposals,
    RoleGrantProposals,
  ],
})
export class AccountsModule {}
