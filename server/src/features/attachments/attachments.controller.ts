import { Body, Controller, Get, HttpCode, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { FILE_KINDS } from '../../platform/files/file-kind.js';
import { AttachmentList, AttachmentSubjectQuery, AttachmentView, RemoveAttachmentRequest } from './attachments.dto.js';
import { AttachmentsService } from './attachments.service.js';
import { AttachmentUploads } from './uploaded-attachment.js';

const A_FILE = { type: 'string', format: 'binary' } as const;
const AN_UPLOAD = {
  type: 'object' as const,
  required: ['subjectKind', 'subjectId', 'file'],
  properties: { subjectKind: { type: 'string' }, subjectId: { type: 'string', format: 'uuid' }, file: A_FILE },
};
const THE_FILE = {
  description: 'The file, to be saved',
  content: Object.fromEntries(Object.values(FILE_KINDS).map(({ mediaType }) => [mediaType, { schema: A_FILE }])),
};
const A_CONFLICT = {
  description: 'The record has as many files as it may have, or the file is removed already',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

@ApiTags('attachments')
@Controller('attachments')
export class AttachmentsController {
  constructor(
    private readonly attachments: AttachmentsService,
    private readonly uploads: AttachmentUploads,
  ) {}

  @Get()
  @Allows('attachment.view')
  @ApiOkResponse({ type: AttachmentList })
  list(@CurrentViewer() viewer: Viewer, @Query() subject: AttachmentSubjectQuery): Promise<AttachmentList> {
    return this.attachments.list(viewer, subject);
  }

  @Post()
  @Allows('attachment.add')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: AN_UPLOAD })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: AttachmentView })
  @ApiConflictResponse(A_CONFLICT)
  add(@CurrentViewer() viewer: Viewer, @Req() request: FastifyRequest): Promise<AttachmentView> {
    return this.uploads.with(request, (upload) => this.attachments.add(viewer, upload));
  }

  @Get(':id/content')
  @Allows('attachment.view')
  @ApiOkResponse(THE_FILE)
  async content(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { name, mediaType, size, bytes } = await this.attachments.open(viewer, id);
    // A file of a stranger's making: saved, never shown as a page of ours, and nothing in it may run.
    void reply
      .header('Content-Security-Policy', "default-src 'none'; sandbox")
      .header('X-Content-Type-Options', 'nosniff');
    return new StreamableFile(bytes, { type: mediaType, length: size, disposition: toSave(name) });
  }

  @Post(':id/remove')
  @HttpCode(200)
  @Allows('attachment.add')
  @ApiOkResponse({ type: AttachmentView })
  @ApiConflictResponse(A_CONFLICT)
  remove(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Body() { reason }: RemoveAttachmentRequest,
  ): Promise<AttachmentView> {
    return this.attachments.remove(viewer, id, reason);
  }
}

/** The name as RFC 5987 writes it; old programs get one in plain letters. */
function toSave(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="file${name.slice(name.lastIndexOf('.'))}"; filename*=UTF-8''${encoded}`;
}
