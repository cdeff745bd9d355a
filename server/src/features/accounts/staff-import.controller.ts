import { Body, Controller, Get, HttpCode, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allows, CurrentViewer } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { readUploadedLedger } from '../imports/index.js';
import { InvitedStaffView, InviteStaffRequest, StaffListView, TemplateQuery } from './staff-import.dto.js';
import { StaffImport } from './staff-import.service.js';
import { staffTemplate } from './staff-template.js';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const A_FILE = { type: 'string', format: 'binary' } as const;

@ApiTags('users')
@Controller('users/import')
export class StaffImportController {
  constructor(private readonly staff: StaffImport) {}

  @Post()
  @HttpCode(200)
  @Allows('user.invite')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: A_FILE } } })
  @ApiOkResponse({ type: StaffListView })
  async check(@CurrentViewer() viewer: Viewer, @Req() request: FastifyRequest): Promise<StaffListView> {
    return this.staff.check(viewer, (await readUploadedLedger(request)).bytes);
  }

  @Post('commit')
  @Allows('user.invite')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: InvitedStaffView })
  invite(@CurrentViewer() viewer: Viewer, @Body() request: InviteStaffRequest): Promise<InvitedStaffView> {
    return this.staff.invite(viewer, request);
  }

  @Get('template.xlsx')
  @Allows('user.invite')
  @ApiOkResponse({ description: 'A workbook', content: { [WORKBOOK]: { schema: A_FILE } } })
  async template(@Query() { language = 'zh-CN' }: TemplateQuery): Promise<StreamableFile> {
    const bytes = await staffTemplate(language);
    return new StreamableFile(bytes, {
      type: WORKBOOK,
      disposition: 'attachment; filename="tongxin-staff-template.xlsx"',
      length: bytes.length,
    });
  }
}
