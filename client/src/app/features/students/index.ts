export { TimelineEntry } from './parts/timeline-entry.js';
export { UrgencyMark } from './parts/urgency-mark.js';
