import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { HouseholdView, LeaveHouseholdRequest, LinkSiblingRequest } from './households.dto.js';
import { Households } from './households.service.js';

@ApiTags('households')
@Controller('students/:id/household')
export class HouseholdsController {
  constructor(private readonly households: Households) {}

  @Get()
  @Allows('household.view')
  @ApiOkResponse({ type: HouseholdView })
  open(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<HouseholdView> {
    return this.households.open(viewer, id);
  }

  @Post('siblings')
  @Allows('household.edit')
  @HttpCode(200)
  @ApiOkResponse({ type: HouseholdView })
  link(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Body() request: LinkSiblingRequest,
  ): Promise<HouseholdView> {
    return this.households.link(viewer, id, request);
  }

  @Post('leave')
  @Allows('household.edit')
  @HttpCode(200)
  @ApiOkResponse({ type: HouseholdView })
  leave(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Body() request: LeaveHouseholdRequest,
  ): Promise<HouseholdView> {
    return this.households.leave(viewer, id, request);
  }
}
