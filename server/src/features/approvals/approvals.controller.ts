import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam, SeenVersionIfSaid } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  ApprovalCount,
  ApprovalPage,
  ApprovalQuery,
  ApprovalView,
  ApproveRequest,
  SendBackRequest,
} from './approvals.dto.js';
import { ApprovalsService } from './approvals.service.js';

@ApiTags('approvals')
@Controller('approvals')
export class ApprovalsController {
  constructor(private readonly approvals: ApprovalsService) {}

  @Get()
  @Allows('approval.view')
  @ApiOkResponse({ type: ApprovalPage })
  list(@CurrentViewer() viewer: Viewer, @Query() query: ApprovalQuery): Promise<ApprovalPage> {
    return this.approvals.list(viewer, query);
  }

  @Get('count')
  @Allows('approval.view')
  @ApiOkResponse({ type: ApprovalCount })
  count(@CurrentViewer() viewer: Viewer): Promise<ApprovalCount> {
    return this.approvals.count(viewer);
  }

  @Get(':id')
  @Allows('approval.view')
  @ApiOkResponse({ type: ApprovalView })
  open(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<ApprovalView> {
    return this.approvals.open(viewer, id);
  }

  @Post(':id/approve')
  @Allows('approval.decide')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: ApprovalView })
  approve(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersionIfSaid() seen: number | null,
    @Body() { replaceNewer = false }: ApproveRequest,
  ): Promise<ApprovalView> {
    return this.approvals.approve(viewer, id, seen, replaceNewer);
  }

  @Post(':id/send-back')
  @Allows('approval.decide')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: ApprovalView })
  sendBack(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersionIfSaid() seen: number | null,
    @Body() { reason }: SendBackRequest,
  ): Promise<ApprovalView> {
    return this.approvals.sendBack(viewer, id, seen, reason);
  }

  @Post(':id/withdraw')
  @Allows('approval.withdraw')
  @HttpCode(200)
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiOkResponse({ type: ApprovalView })
  withdraw(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersionIfSaid() seen: number | null,
  ): Promise<ApprovalView> {
    return this.approvals.withdraw(viewer, id, seen);
  }
}
