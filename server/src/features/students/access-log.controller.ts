import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { AccessLogPage, NewestFirstQuery } from './access-log.dto.js';
import { AccessLogService } from './access-log.service.js';

@ApiTags('access log')
@Controller()
export class AccessLogController {
  constructor(private readonly log: AccessLogService) {}

  @Get('students/:id/access-log')
  @Allows('accessLog.view')
  @ApiOkResponse({ type: AccessLogPage })
  ofStudent(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Query() query: NewestFirstQuery,
  ): Promise<AccessLogPage> {
    return this.log.ofStudent(viewer, id, query);
  }
}
