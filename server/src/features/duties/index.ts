export { DutiesModule } from './duties.module.js';
export { DUTY_ENTITIES, CareStandard, DutyExemption } from './duty.entities.js';
export { DutyView } from './duty.dto.js';
export { DutiesService, type DutiesToday } from './duties.service.js';
