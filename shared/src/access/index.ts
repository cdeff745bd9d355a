export * from './roles.js';
export * from './policy.js';
export * from './viewer.js';
