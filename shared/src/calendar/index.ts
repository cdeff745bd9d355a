export * from './age.js';
export * from './days.js';
