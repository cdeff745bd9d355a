export { NightlyBackup } from './nightly-backup.job.js';
export { OperationsModule } from './operations.module.js';
