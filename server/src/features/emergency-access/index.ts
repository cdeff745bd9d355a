import { EmergencyAccess } from './emergency-access.entities.js';

export const EMERGENCY_ACCESS_ENTITIES = [EmergencyAccess];
export { EmergencyAccessModule } from './emergency-access.module.js';
export { EmergencyAccessService } from './emergency-access.service.js';
export { EmergencyView } from './emergency-access.dto.js';
