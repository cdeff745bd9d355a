import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { Printing } from './printing.service.js';

@ApiTags('students')
@Controller('students/:id')
export class PrintingController {
  constructor(private readonly printing: Printing) {}

  @Post('print')
  @Allows('student.print')
  @HttpCode(204)
  @ApiNoContentResponse()
  file(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<void> {
    return this.printing.file(viewer, id);
  }

  @Post('contact-card/print')
  @Allows('contactCard.view')
  @HttpCode(204)
  @ApiNoContentResponse()
  card(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<void> {
    return this.printing.card(viewer, id);
  }
}
