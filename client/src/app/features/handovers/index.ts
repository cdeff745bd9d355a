export { HandoverCard } from './parts/handover-card.js';
