export { VILLAGE_ENTITIES } from './village.entities.js';
export { VillagesModule } from './villages.module.js';
