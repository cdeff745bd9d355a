import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  EmergencyPage,
  EmergencyQuery,
  EmergencyView,
  OpenEmergencyRequest,
  ReviewEmergencyRequest,
} from './emergency-access.dto.js';
import { EmergencyAccessService } from './emergency-access.service.js';

@ApiTags('emergency access')
@Controller('emergency-access')
export class EmergencyAccessController {
  constructor(private readonly emergencies: EmergencyAccessService) {}

  @Get()
  @Allows('emergencyAccess.view')
  @ApiOkResponse({ type: EmergencyPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: EmergencyQuery): Promise<EmergencyPage> {
    return this.emergencies.list(viewer, query);
  }

  @Post()
  @Allows('emergencyAccess.open')
  @ApiCreatedResponse({ type: EmergencyView })
  open(@CurrentViewer() viewer: Viewer, @Body() request: OpenEmergencyRequest): Promise<EmergencyView> {
    return this.emergencies.open(viewer, request);
  }

  @Get(':id')
  @Allows('emergencyAccess.view')
  @ApiOkResponse({ type: EmergencyView })
  get(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<EmergencyView> {
    return this.emergencies.get(viewer, id);
  }

  @Post(':id/finish')
  @HttpCode(200)
  @Allows('emergencyAccess.open')
  @ApiOkResponse({ type: EmergencyView })
  finish(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<EmergencyView> {
    return this.emergencies.finish(viewer, id);
  }

  @Post(':id/review')
  @HttpCode(200)
  @Allows('emergencyAccess.review')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: EmergencyView })
  review(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: ReviewEmergencyRequest,
  ): Promise<EmergencyView> {
    return this.emergencies.review(viewer, id, seen, request);
  }
}
