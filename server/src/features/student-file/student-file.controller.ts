import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { StudentView } from './student-file.dto.js';
import { StudentFileService } from './student-file.service.js';

@ApiTags('students')
@Controller('students')
export class StudentFileController {
  constructor(private readonly files: StudentFileService) {}

  @Get(':id')
  @Allows('student.view')
  @ApiOkResponse({ type: StudentView })
  open(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<StudentView> {
    return this.files.open(viewer, id);
  }
}
