export * from './roles.js';
export * from './policy.js';
export * from './viewer.js';
export * from './first-screen.js';
