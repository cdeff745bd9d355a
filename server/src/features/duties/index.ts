export { DutiesModule } from './duties.module.js';
export { DUTY_ENTITIES } from './duty.entities.js';
export { DutyStandard, DutyView, DutyWindowView } from './duty.dto.js';
export { DutiesService } from './duties.service.js';
export type { DutyRow } from './duty-view.js';
