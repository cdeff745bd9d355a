import { Body, Controller, Get, HttpCode, Post, Put, Query, Req, StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import {
  Allows,
  CurrentViewer,
  IdParam,
  SeenVersion,
  SeenVersionIfSaid,
} from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  AssignColumnsRequest,
  CommitImportRequest,
  DocumentQuery,
  ImportPage,
  ImportListQuery,
  ImportView,
  TemplateQuery,
  UploadQuery,
} from './imports.dto.js';
import { ImportsService } from './imports.service.js';
import { LedgerDocuments, type LedgerDocument } from './ledger-documents.service.js';
import { readUploadedLedger } from './uploaded-ledger.js';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const A_FILE = { type: 'string', format: 'binary' } as const;
const A_PROBLEM = {
  description: 'There are no rows: before the check, and after the 30 days',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const A_WORKBOOK = { description: 'A workbook', content: { [WORKBOOK]: { schema: A_FILE } } };

@ApiTags('imports')
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly documents: LedgerDocuments,
  ) {}

  @Get()
  @Allows('import.view')
  @ApiOkResponse({ type: ImportPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: ImportListQuery): Promise<ImportPage> {
    return this.imports.list(viewer, query);
  }

  @Post()
  @Allows('import.create')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: A_FILE } } })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: ImportView })
  async upload(
    @CurrentViewer() viewer: Viewer,
    @Query() { kind }: UploadQuery,
    @Req() request: FastifyRequest,
  ): Promise<ImportView> {
    return this.imports.upload(viewer, await readUploadedLedger(request), kind);
  }

  @Get('template.xlsx')
  @Allows('import.view')
  @ApiOkResponse(A_WORKBOOK)
  async template(@CurrentViewer() viewer: Viewer, @Query() { language, kind }: TemplateQuery): Promise<StreamableFile> {
    return attachment(await this.documents.template(viewer, language ?? 'zh-CN', kind ?? 'ledger'));
  }

  @Get(':id')
  @Allows('import.view')
  @ApiOkResponse({ type: ImportView })
  get(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<ImportView> {
    return this.imports.get(viewer, id);
  }

  @Get(':id/errors.xlsx')
  @Allows('import.view')
  @ApiOkResponse(A_WORKBOOK)
  @ApiConflictResponse(A_PROBLEM)
  async errors(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Query() { language }: DocumentQuery,
  ): Promise<StreamableFile> {
    return attachment(await this.documents.errors(viewer, id, language ?? 'zh-CN'));
  }

  @Put(':id/columns')
  @Allows('import.create')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: ImportView })
  assignColumns(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: AssignColumnsRequest,
  ): Promise<ImportView> {
    return this.imports.assignColumns(viewer, id, seen, request);
  }

  @Post(':id/commit')
  @HttpCode(200)
  @Allows('import.create')
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: ImportView })
  commit(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersionIfSaid() seen: number | null,
    @Body() request: CommitImportRequest = {},
  ): Promise<ImportView> {
    return this.imports.commit(viewer, id, seen, request);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Allows('import.create')
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: ImportView })
  cancel(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersionIfSaid() seen: number | null,
  ): Promise<ImportView> {
    return this.imports.cancel(viewer, id, seen);
  }
}

/** A file to save, never to show in the page; old programs get a name in plain letters. */
function attachment({ bytes, name, plainName }: LedgerDocument): StreamableFile {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return new StreamableFile(bytes, {
    type: WORKBOOK,
    disposition: `attachment; filename="${plainName}"; filename*=UTF-8''${encoded}`,
    length: bytes.length,
  });
}
