import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { AskForOperation, OperationRunView, OperationsView } from './operations.dto.js';
import { OperationsService } from './operations.service.js';

/** The installation itself: backups, room, work in hand. No child's data. */
@ApiTags('operations')
@Controller('operations')
export class OperationsController {
  constructor(private readonly operations: OperationsService) {}

  @Get()
  @Allows('operation.view')
  @ApiOkResponse({ type: OperationsView })
  view(@CurrentViewer() viewer: Viewer): Promise<OperationsView> {
    return this.operations.view(viewer);
  }

  @Post('runs')
  @HttpCode(201)
  @Allows('operation.run')
  @ApiCreatedResponse({ type: OperationRunView })
  ask(@CurrentViewer() viewer: Viewer, @Body() request: AskForOperation): Promise<OperationRunView> {
    return this.operations.ask(viewer, request);
  }
}
