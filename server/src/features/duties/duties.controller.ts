import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { CareStandardPage, DutyPage, DutyQuery, DutySummary, DutySummaryQuery } from './duty.dto.js';
import { DutiesService } from './duties.service.js';

@ApiTags('duties')
@Controller()
export class DutiesController {
  constructor(private readonly duties: DutiesService) {}

  @Get('care-standards')
  @Allows('careStandard.view')
  @ApiOkResponse({ type: CareStandardPage })
  standards(@CurrentViewer() viewer: Viewer): Promise<CareStandardPage> {
    return this.duties.standards(viewer);
  }

  @Get('duties')
  @Allows('duty.view')
  @ApiOkResponse({ type: DutyPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: DutyQuery): Promise<DutyPage> {
    return this.duties.list(viewer, query);
  }

  @Get('duties/summary')
  @Allows('duty.summary')
  @ApiOkResponse({ type: DutySummary })
  summary(@CurrentViewer() viewer: Viewer, @Query() query: DutySummaryQuery): Promise<DutySummary> {
    return this.duties.summary(viewer, query);
  }
}
