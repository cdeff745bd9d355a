import { Body, Controller, Get, HttpCode, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiConflictResponse, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { LedgerFiles, type LedgerFile } from './ledger-files.service.js';
import {
  LedgerPreview,
  LedgerRequestPage,
  LedgerRequestQuery,
  LedgerRequestView,
  LedgerRequestWish,
  LedgerWish,
} from './ledgers.dto.js';
import { LedgersService } from './ledgers.service.js';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const A_WORKBOOK = {
  description: 'A workbook',
  content: { [WORKBOOK]: { schema: { type: 'string', format: 'binary' } } },
} as const;
const A_CONFLICT = {
  description:
    'A second person has to agree first, or nobody has; there are no children, or too many; its time is over',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

@ApiTags('ledgers')
@Controller('ledgers')
export class LedgersController {
  constructor(
    private readonly ledgers: LedgersService,
    private readonly files: LedgerFiles,
  ) {}

  @Post()
  @HttpCode(200)
  @Allows('ledger.export')
  @ApiOkResponse(A_WORKBOOK)
  @ApiConflictResponse(A_CONFLICT)
  async atOnce(
    @CurrentViewer() viewer: Viewer,
    @Body() wish: LedgerWish,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return toSave(await this.files.atOnce(viewer, wish, goneSignal(reply)));
  }

  @Post('preview')
  @HttpCode(200)
  @Allows('ledger.export')
  @ApiOkResponse({ type: LedgerPreview })
  preview(@CurrentViewer() viewer: Viewer, @Body() wish: LedgerWish): Promise<LedgerPreview> {
    return this.ledgers.preview(viewer, wish);
  }

  @Post('requests')
  @Allows('ledger.export')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: LedgerRequestView })
  @ApiConflictResponse(A_CONFLICT)
  request(@CurrentViewer() viewer: Viewer, @Body() wish: LedgerRequestWish): Promise<LedgerRequestView> {
    return this.ledgers.request(viewer, wish);
  }

  @Get('requests')
  @Allows('ledger.export')
  @ApiOkResponse({ type: LedgerRequestPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: LedgerRequestQuery): Promise<LedgerRequestPage> {
    return this.ledgers.list(viewer, query);
  }

  @Post('requests/:id/file')
  @HttpCode(200)
  @Allows('ledger.export')
  @ApiOkResponse(A_WORKBOOK)
  @ApiConflictResponse(A_CONFLICT)
  async agreed(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return toSave(await this.files.agreed(viewer, id, goneSignal(reply)));
  }
}

/** Says when the person is no longer there to take the answer. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** A file to save, never to show in the page. The name as RFC 5987 writes it; old programs get one in plain letters. */
function toSave({ bytes, name, plainName }: LedgerFile): StreamableFile {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return new StreamableFile(bytes, {
    type: WORKBOOK,
    disposition: `attachment; filename="${plainName}"; filename*=UTF-8''${encoded}`,
  });
}
