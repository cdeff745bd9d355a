export { OutgoingFiles } from './data/outgoing-files.js';
export { AttachmentPicker } from './parts/attachment-picker.js';
export { Attachments } from './parts/attachments.js';
