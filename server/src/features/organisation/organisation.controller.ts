import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { CursorField, LimitQuery } from '../../platform/fields/fields.js';
import { ClassPage, SchoolPage, StaffPage, TermPage } from './organisation.dto.js';
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

  @Get('terms')
  @Allows('term.view')
  @ApiOkResponse({ type: TermPage })
  listTerms(@CurrentViewer() viewer: Viewer): Promise<TermPage> {
    return this.organisation.listTerms(viewer);
  }

  @Get('classes')
  @Allows('class.view')
  @ApiOkResponse({ type: ClassPage })
  listClasses(@CurrentViewer() viewer: Viewer): Promise<ClassPage> {
    return this.organisation.listClasses(viewer);
  }

  @Get('staff')
  @Allows('staff.view')
  @ApiOkResponse({ type: StaffPage })
  listStaff(@CurrentViewer() viewer: Viewer, @Query() query: ListQuery): Promise<StaffPage> {
    return this.organisation.listStaff(viewer, query);
  }
}
