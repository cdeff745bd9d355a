import { LedgerRequest } from './ledger-request.entity.js';

export const LEDGER_ENTITIES = [LedgerRequest];
export { LedgersModule } from './ledgers.module.js';
