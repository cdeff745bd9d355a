import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { TimelinePage, TimelineQuery } from './timeline.dto.js';
import { TimelineService } from './timeline.service.js';

@ApiTags('students')
@Controller('students')
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  @Get(':id/timeline')
  @Allows('timeline.view')
  @ApiOkResponse({ type: TimelinePage })
  open(@CurrentViewer() viewer: Viewer, @IdParam() id: string, @Query() query: TimelineQuery): Promise<TimelinePage> {
    return this.timeline.open(viewer, id, query);
  }
}
