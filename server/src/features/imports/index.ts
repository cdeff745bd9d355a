export { ImportsModule } from './imports.module.js';
export { IMPORT_ENTITIES } from './import.entities.js';
export { ImportExpiry } from './import-expiry.job.js';
