import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersionIfSaid } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  HandoverDetail,
  HandoverNoteView,
  HandoverPage,
  HandoverView,
  WriteHandoverNoteRequest,
} from './handover.dto.js';
import { HandoversService } from './handovers.service.js';

@ApiTags('handovers')
@Controller('handovers')
export class HandoversController {
  constructor(private readonly handovers: HandoversService) {}

  @Get()
  @Allows('handover.view')
  @ApiOkResponse({ type: HandoverPage })
  list(@CurrentViewer() viewer: Viewer): Promise<HandoverPage> {
    return this.handovers.list(viewer);
  }

  @Get(':id')
  @Allows('handover.view')
  @ApiOkResponse({ type: HandoverDetail })
  open(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<HandoverDetail> {
    return this.handovers.open(viewer, id);
  }

  @Put(':id/notes/:studentId')
  @Allows('handover.edit')
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: HandoverNoteView })
  write(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @IdParam('studentId') studentId: string,
    @SeenVersionIfSaid() seen: number | null,
    @Body() request: WriteHandoverNoteRequest,
  ): Promise<HandoverNoteView> {
    return this.handovers.write(viewer, id, studentId, seen, request);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @Allows('handover.edit')
  @ApiOkResponse({ type: HandoverView })
  acknowledge(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<HandoverView> {
    return this.handovers.acknowledge(viewer, id);
  }
}
