import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allows, CurrentViewer, Public } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { deviceFamilyOf } from '../../platform/sessions/device-family.js';
import { SessionCookies } from '../../platform/sessions/session-cookies.js';
import { ChangePasswordRequest, SessionView, SignInRequest } from './session.dto.js';
import { SessionService } from './session.service.js';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly session: SessionService,
    private readonly cookies: SessionCookies,
  ) {}

  @Post()
  @Public()
  @HttpCode(200)
  @ApiOkResponse({ type: SessionView })
  async signIn(
    @Body() request: SignInRequest,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { token, deviceToken, view } = await this.session.signIn(
      request,
      {
        address: http.ip,
        deviceToken: this.cookies.deviceOf(http),
        device: deviceFamilyOf(http.headers['user-agent']),
      },
      http.id,
    );
    this.cookies.setSession(reply, token);
    this.cookies.setDevice(reply, deviceToken);
    return view;
  }

  @Get()
  @Allows('session.view')
  @ApiOkResponse({ type: SessionView })
  show(@CurrentViewer() viewer: Viewer): Promise<SessionView> {
    return this.session.show(viewer);
  }

  @Delete()
  @Allows('session.view')
  @HttpCode(204)
  @ApiNoContentResponse()
  async signOut(
    @CurrentViewer() viewer: Viewer,
    @Req() http: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.session.signOut(viewer, this.cookies.sessionOf(http)!);
    this.cookies.clearSession(reply);
  }

  @Post('password')
  @Allows('password.change')
  @HttpCode(204)
  @ApiNoContentResponse()
  changePassword(@CurrentViewer() viewer: Viewer, @Body() request: ChangePasswordRequest): Promise<void> {
    return this.session.changePassword(viewer, request);
  }
}
