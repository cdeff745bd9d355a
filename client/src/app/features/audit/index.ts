export { EmergencyRow } from './parts/emergency-row.js';
