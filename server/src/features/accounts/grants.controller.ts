import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { EndGrantRequest, GrantOutcome, GrantPage, GrantQuery, GrantView, NewGrantRequest } from './grants.dto.js';
import { Grants } from './grants.service.js';

@ApiTags('grants')
@Controller('grants')
export class GrantsController {
  constructor(private readonly grants: Grants) {}

  @Get()
  @Allows('grant.view')
  @ApiOkResponse({ type: GrantPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: GrantQuery): Promise<GrantPage> {
    return this.grants.list(viewer, query);
  }

  @Post()
  @Allows('grant.propose')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: GrantOutcome })
  create(@CurrentViewer() viewer: Viewer, @Body() request: NewGrantRequest): Promise<GrantOutcome> {
    return this.grants.create(viewer, request);
  }

  @Post(':id/end')
  @HttpCode(200)
  @Allows('grant.propose')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOkResponse({ type: GrantView })
  end(@CurrentViewer() viewer: Viewer, @IdParam() id: string, @Body() request: EndGrantRequest): Promise<GrantView> {
    return this.grants.end(viewer, id, request);
  }
}
