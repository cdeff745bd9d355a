export { MergesModule } from './merges.module.js';
export { MERGE_ENTITIES } from './merge.entities.js';
