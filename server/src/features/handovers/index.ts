export { HandoversModule } from './handovers.module.js';
export { HANDOVER_ENTITIES } from './handover.entities.js';
