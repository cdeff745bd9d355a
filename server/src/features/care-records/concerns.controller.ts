import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { UrgentConcernPage, UrgentConcernQuery } from './concerns.dto.js';
import { ConcernsService } from './concerns.service.js';

@ApiTags('urgent concerns')
@Controller('urgent-concerns')
export class ConcernsController {
  constructor(private readonly concerns: ConcernsService) {}

  @Get()
  @Allows('urgentConcern.view')
  @ApiOkResponse({ type: UrgentConcernPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: UrgentConcernQuery): Promise<UrgentConcernPage> {
    return this.concerns.urgent(viewer, query);
  }

  @Post(':talkId/take')
  @HttpCode(204)
  @Allows('urgentConcern.take')
  @ApiNoContentResponse()
  take(@CurrentViewer() viewer: Viewer, @IdParam('talkId') talkId: string): Promise<void> {
    return this.concerns.take(viewer, talkId);
  }
}
