import { Module } from '@nestjs/common';
import { OrganisationModule } from '../organisation/index.js';
import { LedgerChildren } from './ledger-children.js';
import { LedgerFiles } from './ledger-files.service.js';
import { LedgerProposals } from './ledger.proposals.js';
import { LedgerQueue } from './ledger-queue.js';
import { LedgersController } from './ledgers.controller.js';
import { LedgersService } from './ledgers.service.js';

@Module({
  imports: [OrganisationModule],
  controllers: [LedgersController],
  providers: [LedgersService, LedgerFiles, LedgerChildren, LedgerQueue, LedgerProposals],
})
export class LedgersModule {}
