import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { CareFileView, ChangeCareFileRequest, SetUrgencyRequest } from './care-files.dto.js';
import { CareFilesService } from './care-files.service.js';
import {
  AddCategoryRequest,
  CategoryProposals,
  CategoryProposalView,
  CategoryView,
  ChangeAudienceRequest,
  EndCategoryRequest,
  ProposeCategoryRequest,
} from './categories.dto.js';
import { CategoriesService } from './categories.service.js';
import { CategoryProposalsService } from './category-proposals.service.js';

@ApiTags('students')
@Controller('students/:id')
export class CareFilesController {
  constructor(
    private readonly files: CareFilesService,
    private readonly categories: CategoriesService,
    private readonly proposals: CategoryProposalsService,
  ) {}

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

  @Patch('care-file/urgency')
  @Allows('urgency.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: CareFileView })
  setUrgency(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: SetUrgencyRequest,
  ): Promise<CareFileView> {
    return this.files.setUrgency(viewer, id, seen, request);
  }

  @Post('categories')
  @Allows('category.edit')
  @ApiCreatedResponse({ type: CategoryView })
  addCategory(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Body() request: AddCategoryRequest,
  ): Promise<CategoryView> {
    return this.categories.add(viewer, id, request);
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
    return this.categories.end(viewer, id, categoryId, seen, request);
  }

  @Patch('categories/:categoryId/audience')
  @Allows('category.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: CategoryView })
  changeAudience(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @IdParam('categoryId') categoryId: string,
    @SeenVersion() seen: number,
    @Body() request: ChangeAudienceRequest,
  ): Promise<CategoryView> {
    return this.categories.changeAudience(viewer, id, categoryId, seen, request);
  }

  @Get('category-proposals')
  @Allows('student.view')
  @ApiOkResponse({ type: CategoryProposals })
  proposed(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<CategoryProposals> {
    return this.proposals.ofStudent(viewer, id);
  }

  @Post('category-proposals')
  @Allows('category.propose')
  @ApiCreatedResponse({ type: CategoryProposalView })
  proposeCategory(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Body() request: ProposeCategoryRequest,
  ): Promise<CategoryProposalView> {
    return this.proposals.add(viewer, id, request);
  }

  @Post('categories/:categoryId/end-proposals')
  @Allows('category.propose')
  @ApiCreatedResponse({ type: CategoryProposalView })
  proposeEnd(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @IdParam('categoryId') categoryId: string,
    @Body() request: EndCategoryRequest,
  ): Promise<CategoryProposalView> {
    return this.proposals.end(viewer, id, categoryId, request);
  }
}
