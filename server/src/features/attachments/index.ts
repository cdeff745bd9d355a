import { Attachment } from './attachment.entities.js';

export const ATTACHMENT_ENTITIES = [Attachment];
export { AttachmentsModule } from './attachments.module.js';
export { RecordFiles } from './record-files.js';
