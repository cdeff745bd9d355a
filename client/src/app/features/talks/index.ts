export { TalkSheets } from './data/talk-sheets.js';
export { TalkOutbox, type KeptTalk } from './data/talk-outbox.js';
export { todayAfter } from './data/underway.js';
export { DutyRow } from './parts/duty-row.js';
