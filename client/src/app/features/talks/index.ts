export { TalkSheets, type LogTalkStart, type ShowTalk } from './data/talk-sheets.js';
export { TalkOutbox, type KeptTalk, type TalkUnderway } from './data/talk-outbox.js';
export { type NamedStudent, type TalkDraft } from './data/talk-draft.js';
export { todayAfter } from './data/underway.js';
export { DutyRow } from './parts/duty-row.js';
