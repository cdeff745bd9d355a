export { ApprovalsModule } from './approvals.module.js';
export { ApprovalsService } from './approvals.service.js';
