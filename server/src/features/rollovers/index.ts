export { RolloversModule } from './rollovers.module.js';
export { ROLLOVER_ENTITIES } from './rollover.entities.js';
