import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { NewestFirstQuery } from './access-log.dto.js';
import { StudentChangePage } from './student-history.dto.js';
import { StudentHistoryService } from './student-history.service.js';
import { StudentListService } from './student-list.service.js';
import {
  CreateStudentRequest,
  EditStudentRequest,
  StudentFileView,
  StudentListQuery,
  StudentPage,
  StudentSearchRequest,
} from './students.dto.js';
import { StudentsService } from './students.service.js';

@ApiTags('students')
@Controller('students')
export class StudentsController {
  constructor(
    private readonly students: StudentsService,
    private readonly lists: StudentListService,
    private readonly history: StudentHistoryService,
  ) {}

  @Get()
  @Allows('student.list')
  @ApiOkResponse({ type: StudentPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: StudentListQuery): Promise<StudentPage> {
    return this.lists.find(viewer, query);
  }

  @Post('search')
  @Allows('student.list')
  @HttpCode(200)
  @ApiOkResponse({ type: StudentPage })
  search(@CurrentViewer() viewer: Viewer, @Body() request: StudentSearchRequest): Promise<StudentPage> {
    return this.lists.find(viewer, request);
  }

  @Post()
  @Allows('student.create')
  @ApiCreatedResponse({ type: StudentFileView })
  create(@CurrentViewer() viewer: Viewer, @Body() request: CreateStudentRequest): Promise<StudentFileView> {
    return this.students.create(viewer, request);
  }

  @Get(':id/changes')
  @Allows('student.history')
  @ApiOkResponse({ type: StudentChangePage })
  changes(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Query() query: NewestFirstQuery,
  ): Promise<StudentChangePage> {
    return this.history.open(viewer, id, query);
  }

  @Patch(':id')
  @Allows('student.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: StudentFileView })
  edit(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: EditStudentRequest,
  ): Promise<StudentFileView> {
    return this.students.edit(viewer, id, seen, request);
  }
}
