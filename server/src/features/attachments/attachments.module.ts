import { Module } from '@nestjs/common';
import { AttachmentsController } from './attachments.controller.js';
import { AttachmentsService } from './attachments.service.js';
import { ForgottenBytes } from './forgotten-bytes.job.js';
import { ProposalFiles } from './proposal-files.js';
import { RecordFiles } from './record-files.js';
import { AttachmentUploads } from './uploaded-attachment.js';

@Module({
  controllers: [AttachmentsController],
  providers: [AttachmentsService, AttachmentUploads, RecordFiles, ProposalFiles, ForgottenBytes],
  exports: [RecordFiles],
})
export class AttachmentsModule {}
