import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  EndExemptionRequest,
  ExemptionPage,
  ExemptionQuery,
  ExemptionView,
  GrantExemptionRequest,
} from './exemptions.dto.js';
import { ExemptionsService } from './exemptions.service.js';

@ApiTags('duties')
@Controller('duty-exemptions')
export class ExemptionsController {
  constructor(private readonly exemptions: ExemptionsService) {}

  @Get()
  @Allows('exemption.view')
  @ApiOkResponse({ type: ExemptionPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: ExemptionQuery): Promise<ExemptionPage> {
    return this.exemptions.list(viewer, query);
  }

  @Get(':id')
  @Allows('exemption.view')
  @ApiOkResponse({ type: ExemptionView })
  open(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<ExemptionView> {
    return this.exemptions.open(viewer, id);
  }

  @Post()
  @Allows('exemption.edit')
  @ApiCreatedResponse({ type: ExemptionView })
  grant(@CurrentViewer() viewer: Viewer, @Body() request: GrantExemptionRequest): Promise<ExemptionView> {
    return this.exemptions.grant(viewer, request);
  }

  /** The child is asked again, from a day on. */
  @Post(':id/end')
  @HttpCode(200)
  @Allows('exemption.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: ExemptionView })
  end(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: EndExemptionRequest,
  ): Promise<ExemptionView> {
    return this.exemptions.end(viewer, id, seen, request);
  }
}
