import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ClassQuery, CreateClassesRequest, EditClassRequest } from './classes.dto.js';
import { ClassesService } from './classes.service.js';
import { ClassPage, ClassView } from './organisation.dto.js';

@ApiTags('organisation')
@Controller('classes')
export class ClassesController {
  constructor(private readonly classes: ClassesService) {}

  @Get()
  @Allows('class.view')
  @ApiOkResponse({ type: ClassPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: ClassQuery): Promise<ClassPage> {
    return this.classes.list(viewer, query.schoolYear);
  }

  @Post()
  @Allows('class.edit')
  @ApiCreatedResponse({ type: ClassPage })
  create(@CurrentViewer() viewer: Viewer, @Body() request: CreateClassesRequest): Promise<ClassPage> {
    return this.classes.create(viewer, request);
  }

  @Patch(':id')
  @Allows('class.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: ClassView })
  edit(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: EditClassRequest,
  ): Promise<ClassView> {
    return this.classes.edit(viewer, id, seen, request);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allows('class.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiNoContentResponse()
  remove(@CurrentViewer() viewer: Viewer, @IdParam() id: string, @SeenVersion() seen: number): Promise<void> {
    return this.classes.remove(viewer, id, seen);
  }
}
