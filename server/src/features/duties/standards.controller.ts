import { Body, Controller, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  CareStandardPage,
  CareStandardView,
  ChangeStandardRequest,
  CreateStandardRequest,
  EndStandardRequest,
  PreviewStandardRequest,
  StandardPreview,
} from './standards.dto.js';
import { StandardsService } from './standards.service.js';

@ApiTags('duties')
@Controller('care-standards')
export class StandardsController {
  constructor(private readonly standards: StandardsService) {}

  @Get()
  @Allows('careStandard.view')
  @ApiOkResponse({ type: CareStandardPage })
  list(@CurrentViewer() viewer: Viewer): Promise<CareStandardPage> {
    return this.standards.list(viewer);
  }

  /** A new rule. */
  @Post()
  @Allows('careStandard.edit')
  @ApiCreatedResponse({ type: CareStandardView })
  create(@CurrentViewer() viewer: Viewer, @Body() request: CreateStandardRequest): Promise<CareStandardView> {
    return this.standards.create(viewer, request);
  }

  /** Who becomes due by a sentence; nothing is saved. */
  @Post('preview')
  @HttpCode(200)
  @Allows('careStandard.edit')
  @ApiOkResponse({ type: StandardPreview })
  preview(@CurrentViewer() viewer: Viewer, @Body() request: PreviewStandardRequest): Promise<StandardPreview> {
    return this.standards.preview(viewer, request);
  }

  /** A rule changes from a month on: a new version of it. The id is the rule's. */
  @Post(':id/versions')
  @Allows('careStandard.edit')
  @ApiCreatedResponse({ type: CareStandardView })
  change(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Body() request: ChangeStandardRequest,
  ): Promise<CareStandardView> {
    return this.standards.change(viewer, id, request);
  }

  /** Corrects a version that is still to come. */
  @Patch(':id')
  @Allows('careStandard.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: CareStandardView })
  edit(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: ChangeStandardRequest,
  ): Promise<CareStandardView> {
    return this.standards.edit(viewer, id, seen, request);
  }

  /** Takes back a version that is still to come; the one before goes on. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Allows('careStandard.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: CareStandardPage })
  withdraw(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
  ): Promise<CareStandardPage> {
    return this.standards.withdraw(viewer, id, seen);
  }

  /** Gives a rule up after a day. The id and the version are those of its last version. */
  @Post(':id/end')
  @HttpCode(200)
  @Allows('careStandard.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: CareStandardView })
  end(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: EndStandardRequest,
  ): Promise<CareStandardView> {
    return this.standards.end(viewer, id, seen, request);
  }
}
