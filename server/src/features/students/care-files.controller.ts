import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { AddCategoryRequest, CareFileView, ChangeCareFileRequest, EndCategoryRequest } from './care-files.dto.js';
import { CareFilesService } from './care-files.service.js';
import { CategoryView } from './students.dto.js';

@ApiTags('students')
@Controller('students/:id')
export class CareFilesController {
  constructor(private readonly files: CareFilesService) {}

  @Get('care-file')
  @Allows('student.view')
  @ApiOkResponse({ type: CareFileView })
  open(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<CareFileView> {
    return this.files.open(viewer, id);
  }

  @Patch('care-file')
  @Allows('careFile.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: CareFileView })
  change(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: ChangeCareFileRequest,
  ): Promise<CareFileView> {
    return this.files.change(viewer, id, seen, request);
  }

  @Post('categories')
  @Allows('category.edit')
  @ApiCreatedResponse({ type: CategoryView })
  addCategory(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Body() request: AddCategoryRequest,
  ): Promise<CategoryView> {
    return this.files.addCategory(viewer, id, request);
  }

  @Patch('categories/:categoryId')
  @Allows('category.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: CategoryView })
  endCategory(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @IdParam('categoryId') categoryId: string,
    @SeenVersion() seen: number,
    @Body() request: EndCategoryRequest,
  ): Promise<CategoryView> {
    return this.files.endCategory(viewer, id, categoryId, seen, request);
  }
}
