export * from './access/index.js';
export * from './codes/index.js';
export * from './calendar/index.js';
// Stands here by itself because the types of the wire name a day too.
export type { Day } from './calendar/index.js';
export * from './api.js';
