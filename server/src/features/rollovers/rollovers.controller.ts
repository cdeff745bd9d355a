import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { RolloverPage, RolloverPreview, RolloverView, RunRolloverRequest } from './rollover.dto.js';
import { RolloversService } from './rollovers.service.js';

@ApiTags('rollovers')
@Controller('rollovers')
export class RolloversController {
  constructor(private readonly rollovers: RolloversService) {}

  @Get()
  @Allows('rollover.view')
  @ApiOkResponse({ type: RolloverPage })
  list(@CurrentViewer() viewer: Viewer): Promise<RolloverPage> {
    return this.rollovers.list(viewer);
  }

  @Get('preview')
  @Allows('rollover.view')
  @ApiOkResponse({ type: RolloverPreview })
  preview(@CurrentViewer() viewer: Viewer): Promise<RolloverPreview> {
    return this.rollovers.preview(viewer);
  }

  @Post()
  @Allows('rollover.run')
  @ApiCreatedResponse({ type: RolloverView })
  run(@CurrentViewer() viewer: Viewer, @Body() request: RunRolloverRequest): Promise<RolloverView> {
    return this.rollovers.run(viewer, request);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Allows('rollover.run')
  @ApiOkResponse({ type: RolloverView })
  undo(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<RolloverView> {
    return this.rollovers.undo(viewer, id);
  }
}
