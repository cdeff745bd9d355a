import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  DutyPage,
  DutyQuery,
  DutySummary,
  DutySummaryQuery,
  DutyTrend,
  NeverCaredForPage,
  NeverCaredForQuery,
  TrendQuery,
} from './duty.dto.js';
import { DutiesService } from './duties.service.js';
import { MeetingNames, MeetingNamesRequest } from './meeting.dto.js';
import { MeetingService } from './meeting.service.js';

@ApiTags('duties')
@Controller()
export class DutiesController {
  constructor(
    private readonly duties: DutiesService,
    private readonly meeting: MeetingService,
  ) {}

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

  @Get('duties/trend')
  @Allows('duty.summary')
  @ApiOkResponse({ type: DutyTrend })
  trend(@CurrentViewer() viewer: Viewer, @Query() query: TrendQuery): Promise<DutyTrend> {
    return this.duties.trend(viewer, query);
  }

  @Get('duties/never-cared-for')
  @Allows('duty.view')
  @ApiOkResponse({ type: NeverCaredForPage })
  neverCaredFor(@CurrentViewer() viewer: Viewer, @Query() query: NeverCaredForQuery): Promise<NeverCaredForPage> {
    return this.duties.neverCaredFor(viewer, query);
  }

  /** The names for the page of the meeting; a POST, because each of them leaves a row in the access log. */
  @Post('duties/meeting-names')
  @HttpCode(200)
  @Allows('duty.print')
  @ApiOkResponse({ type: MeetingNames })
  meetingNames(@CurrentViewer() viewer: Viewer, @Body() request: MeetingNamesRequest): Promise<MeetingNames> {
    return this.meeting.names(viewer, request);
  }
}
