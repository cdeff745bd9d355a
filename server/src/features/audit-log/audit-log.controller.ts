import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { AuditExportQuery, AuditPage, AuditQuery, AuditSeal } from './audit-log.dto.js';
import { AuditLogService } from './audit-log.service.js';

const A_TABLE = {
  description: 'The access log as comma-separated values',
  content: { 'text/csv': { schema: { type: 'string', format: 'binary' } } },
};

@ApiTags('access log')
@Controller('audit')
export class AuditLogController {
  constructor(private readonly log: AuditLogService) {}

  @Get()
  @Allows('audit.view')
  @ApiOkResponse({ type: AuditPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: AuditQuery): Promise<AuditPage> {
    return this.log.list(viewer, query);
  }

  @Get('export.csv')
  @Allows('audit.export')
  @ApiOkResponse(A_TABLE)
  async export(@CurrentViewer() viewer: Viewer, @Query() query: AuditExportQuery): Promise<StreamableFile> {
    return new StreamableFile(await this.log.export(viewer, query), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="access-log.csv"',
    });
  }

  @Get('seal')
  @Allows('audit.verify')
  @ApiOkResponse({ type: AuditSeal })
  seal(@CurrentViewer() viewer: Viewer): Promise<AuditSeal> {
    return this.log.seal(viewer);
  }
}
