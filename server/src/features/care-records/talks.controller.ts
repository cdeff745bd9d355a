import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { TalkChangesService } from './talk-changes.service.js';
import {
  AddAddendumRequest,
  EditTalkRequest,
  RecordedTalks,
  RecordTalkRequest,
  TalkPage,
  TalkQuery,
  TalkView,
  VoidTalkRequest,
} from './talk.dto.js';
import { TalksService } from './talks.service.js';

@ApiTags('talks')
@Controller('talks')
export class TalksController {
  constructor(
    private readonly talks: TalksService,
    private readonly changes: TalkChangesService,
  ) {}

  @Post()
  @Allows('talk.create')
  @ApiCreatedResponse({ type: RecordedTalks })
  record(@CurrentViewer() viewer: Viewer, @Body() request: RecordTalkRequest): Promise<RecordedTalks> {
    return this.talks.record(viewer, request);
  }

  @Get()
  @Allows('talk.view')
  @ApiOkResponse({ type: TalkPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: TalkQuery): Promise<TalkPage> {
    return this.talks.list(viewer, query);
  }

  @Get(':id')
  @Allows('talk.view')
  @ApiOkResponse({ type: TalkView })
  open(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<TalkView> {
    return this.talks.open(viewer, id);
  }

  @Patch(':id')
  @Allows('talk.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: TalkView })
  edit(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: EditTalkRequest,
  ): Promise<TalkView> {
    return this.changes.edit(viewer, id, seen, request);
  }

  @Post(':id/addenda')
  @Allows('talk.create')
  @ApiCreatedResponse({ type: TalkView })
  addAddendum(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Body() request: AddAddendumRequest,
  ): Promise<TalkView> {
    return this.changes.addAddendum(viewer, id, request);
  }

  @Post(':id/void')
  @HttpCode(200)
  @Allows('talk.void')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: TalkView })
  void(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: VoidTalkRequest,
  ): Promise<TalkView> {
    return this.changes.void(viewer, id, seen, request);
  }

  @Post(':id/follow-up/done')
  @HttpCode(200)
  @Allows('talk.create')
  @ApiOkResponse({ type: TalkView })
  finishFollowUp(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<TalkView> {
    return this.changes.finishFollowUp(viewer, id);
  }
}
