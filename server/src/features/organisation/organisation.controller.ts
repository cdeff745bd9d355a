import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { CursorField, LimitQuery } from '../../platform/fields/fields.js';
import { EditSchoolRequest, SchoolPage, SchoolView, StaffPage } from './organisation.dto.js';
import { OrganisationService } from './organisation.service.js';

export class ListQuery {
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

@ApiTags('organisation')
@Controller()
export class OrganisationController {
  constructor(private readonly organisation: OrganisationService) {}

  @Get('schools')
  @Allows('school.view')
  @ApiOkResponse({ type: SchoolPage })
  listSchools(@CurrentViewer() viewer: Viewer): Promise<SchoolPage> {
    return this.organisation.listSchools(viewer);
  }

  @Patch('schools/:id')
  @Allows('school.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: SchoolView })
  editSchool(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: EditSchoolRequest,
  ): Promise<SchoolView> {
    return this.organisation.editSchool(viewer, id, seen, request);
  }

  @Get('staff')
  @Allows('staff.view')
  @ApiOkResponse({ type: StaffPage })
  listStaff(@CurrentViewer() viewer: Viewer, @Query() query: ListQuery): Promise<StaffPage> {
    return this.organisation.listStaff(viewer, query);
  }
}
