import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiConflictResponse, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allows, CurrentViewer, IdParam } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { GuardianLinkList, GuardianLinkMade, GuardianLinkView, MakeGuardianLinkRequest } from './guardian-links.dto.js';
import { GuardianLinksService } from './guardian-links.service.js';

const A_CONFLICT = {
  description: 'There are as many open links as there may be, or the link is over',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

@ApiTags('guardian-links')
@Controller('students/:id/guardian-links')
export class GuardianLinksController {
  constructor(private readonly links: GuardianLinksService) {}

  @Get()
  @Allows('guardianLink.view')
  @ApiOkResponse({ type: GuardianLinkList })
  list(@CurrentViewer() viewer: Viewer, @IdParam() id: string): Promise<GuardianLinkList> {
    return this.links.list(viewer, id);
  }

  @Post()
  @Allows('guardianLink.create')
  @ApiCreatedResponse({ type: GuardianLinkMade })
  @ApiConflictResponse(A_CONFLICT)
  async make(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @Body() wanted: MakeGuardianLinkRequest,
    @Req() request: FastifyRequest,
  ): Promise<GuardianLinkMade> {
    const { link, token } = await this.links.make(viewer, id, wanted);
    return { link, url: `${request.protocol}://${request.host}/g#${token}` };
  }

  @Post(':linkId/revoke')
  @HttpCode(200)
  @Allows('guardianLink.create')
  @ApiOkResponse({ type: GuardianLinkView })
  @ApiConflictResponse(A_CONFLICT)
  revoke(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @IdParam('linkId') linkId: string,
  ): Promise<GuardianLinkView> {
    return this.links.revoke(viewer, id, linkId);
  }
}
