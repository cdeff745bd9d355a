import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { pageOf, type Page } from '../../platform/fields/page.js';
import {
  BegunSecondFactor,
  ConfirmSecondFactorRequest,
  EndedSessions,
  NoticeView,
  OwnSession,
  PasswordRequest,
  RecoveryCodes,
  SecondFactorView,
} from './own-account.dto.js';
import { OwnAccountService } from './own-account.service.js';

const OwnSessionPage = pageOf(OwnSession, 'OwnSessionPage');

@ApiTags('session')
@Controller('session')
export class OwnAccountController {
  constructor(private readonly account: OwnAccountService) {}

  @Get('devices')
  @Allows('session.own')
  @ApiOkResponse({ type: OwnSessionPage })
  devices(@CurrentViewer() viewer: Viewer): Promise<Page<OwnSession>> {
    return this.account.devices(viewer);
  }

  @Post('devices/end-others')
  @Allows('session.own')
  @HttpCode(200)
  @ApiOkResponse({ type: EndedSessions })
  endOtherDevices(@CurrentViewer() viewer: Viewer): Promise<EndedSessions> {
    return this.account.endOtherDevices(viewer);
  }

  @Delete('devices/:id')
  @Allows('session.own')
  @HttpCode(204)
  @ApiNoContentResponse()
  endDevice(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<void> {
    return this.account.endDevice(viewer, id);
  }

  @Get('notice')
  @Allows('notice.accept')
  @ApiOkResponse({ type: NoticeView })
  notice(@CurrentViewer() viewer: Viewer): Promise<NoticeView> {
    return this.account.notice(viewer);
  }

  @Post('notice')
  @Allows('notice.accept')
  @HttpCode(204)
  @ApiNoContentResponse()
  acceptNotice(@CurrentViewer() viewer: Viewer): Promise<void> {
    return this.account.acceptNotice(viewer);
  }

  @Get('second-factor')
  @Allows('secondFactor.own')
  @ApiOkResponse({ type: SecondFactorView })
  secondFactor(@CurrentViewer() viewer: Viewer): Promise<SecondFactorView> {
    return this.account.secondFactorOf(viewer);
  }

  @Post('second-factor')
  @Allows('secondFactor.own')
  @HttpCode(200)
  @ApiOkResponse({ type: BegunSecondFactor })
  beginSecondFactor(@CurrentViewer() viewer: Viewer): Promise<BegunSecondFactor> {
    return this.account.beginSecondFactor(viewer);
  }

  @Post('second-factor/confirm')
  @Allows('secondFactor.own')
  @HttpCode(200)
  @ApiOkResponse({ type: RecoveryCodes })
  confirmSecondFactor(
    @CurrentViewer() viewer: Viewer,
    @Body() request: ConfirmSecondFactorRequest,
  ): Promise<RecoveryCodes> {
    return this.account.confirmSecondFactor(viewer, request.code);
  }

  @Post('second-factor/recovery-codes')
  @Allows('secondFactor.own')
  @HttpCode(200)
  @ApiOkResponse({ type: RecoveryCodes })
  renewRecoveryCodes(@CurrentViewer() viewer: Viewer, @Body() request: PasswordRequest): Promise<RecoveryCodes> {
    return this.account.renewRecoveryCodes(viewer, request.password);
  }

  @Post('second-factor/end')
  @Allows('secondFactor.own')
  @HttpCode(204)
  @ApiNoContentResponse()
  endSecondFactor(@CurrentViewer() viewer: Viewer, @Body() request: PasswordRequest): Promise<void> {
    return this.account.endSecondFactor(viewer, request.password);
  }
}
