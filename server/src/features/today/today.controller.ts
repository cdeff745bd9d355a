import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { TodayView } from './today.dto.js';
import { TodayService } from './today.service.js';

@ApiTags('today')
@Controller('today')
export class TodayController {
  constructor(private readonly today: TodayService) {}

  @Get()
  @Allows('today.view')
  @ApiOkResponse({ type: TodayView })
  show(@CurrentViewer() viewer: Viewer): Promise<TodayView> {
    return this.today.show(viewer);
  }
}
