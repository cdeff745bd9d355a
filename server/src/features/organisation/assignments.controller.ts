import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  AssignmentOutcome,
  AssignmentPage,
  AssignmentQuery,
  AssignmentView,
  CreateAssignmentRequest,
  EndAssignmentRequest,
} from './assignments.dto.js';
import { AssignmentsService } from './assignments.service.js';

@ApiTags('organisation')
@Controller('assignments')
export class AssignmentsController {
  constructor(private readonly assignments: AssignmentsService) {}

  @Get()
  @Allows('assignment.edit')
  @ApiOkResponse({ type: AssignmentPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: AssignmentQuery): Promise<AssignmentPage> {
    return this.assignments.list(viewer, query);
  }

  @Post()
  @Allows('assignment.edit')
  @ApiCreatedResponse({ type: AssignmentOutcome })
  create(@CurrentViewer() viewer: Viewer, @Body() request: CreateAssignmentRequest): Promise<AssignmentOutcome> {
    return this.assignments.create(viewer, request);
  }

  @Post(':id/end')
  @HttpCode(200)
  @Allows('assignment.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: AssignmentView })
  end(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: EndAssignmentRequest,
  ): Promise<AssignmentView> {
    return this.assignments.end(viewer, id, seen, request);
  }
}
