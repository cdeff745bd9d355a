import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  DifferentChildrenRequest,
  MergeCandidatePage,
  MergeChildrenRequest,
  MergePage,
  MergePreview,
  MergeView,
  PreviewMergeRequest,
} from './merge.dto.js';
import { MergesService } from './merges.service.js';

@ApiTags('merges')
@Controller('merges')
export class MergesController {
  constructor(private readonly merges: MergesService) {}

  @Get()
  @Allows('student.merge')
  @ApiOkResponse({ type: MergePage })
  list(@CurrentViewer() viewer: Viewer): Promise<MergePage> {
    return this.merges.list(viewer);
  }

  @Get('candidates')
  @Allows('student.merge')
  @ApiOkResponse({ type: MergeCandidatePage })
  candidates(@CurrentViewer() viewer: Viewer): Promise<MergeCandidatePage> {
    return this.merges.candidates(viewer);
  }

  @Post('preview')
  @HttpCode(200)
  @Allows('student.merge')
  @ApiOkResponse({ type: MergePreview })
  preview(@CurrentViewer() viewer: Viewer, @Body() request: PreviewMergeRequest): Promise<MergePreview> {
    return this.merges.preview(viewer, request);
  }

  @Post()
  @Allows('student.merge')
  @ApiCreatedResponse({ type: MergeView })
  merge(@CurrentViewer() viewer: Viewer, @Body() request: MergeChildrenRequest): Promise<MergeView> {
    return this.merges.merge(viewer, request);
  }

  @Post('different')
  @HttpCode(204)
  @Allows('student.merge')
  @ApiNoContentResponse()
  differ(@CurrentViewer() viewer: Viewer, @Body() request: DifferentChildrenRequest): Promise<void> {
    return this.merges.differ(viewer, request);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Allows('student.merge')
  @ApiOkResponse({ type: MergeView })
  undo(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<MergeView> {
    return this.merges.undo(viewer, id);
  }
}
