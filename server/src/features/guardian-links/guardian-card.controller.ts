import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../platform/access/access.decorators.js';
import { GuardianCardService, type LinkHolder } from './guardian-card.service.js';
import {
  ConfirmGuardianCardRequest,
  CorrectGuardianCardRequest,
  GuardianCardDone,
  GuardianCardView,
  OpenGuardianCardRequest,
} from './guardian-links.dto.js';

const A_CONFLICT = {
  description: 'The link is used, expired or revoked',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** The door for guardians without account. The secret of their link is all they bring, and it comes in the body. */
@ApiTags('guardian-card')
@Controller('guardian-card')
export class GuardianCardController {
  constructor(private readonly cards: GuardianCardService) {}

  @Post('open')
  @HttpCode(200)
  @Public()
  @ApiOkResponse({ type: GuardianCardView })
  @ApiConflictResponse(A_CONFLICT)
  open(@Body() body: OpenGuardianCardRequest, @Req() request: FastifyRequest): Promise<GuardianCardView> {
    return this.cards.open(holderOf(body, request));
  }

  @Post('confirm')
  @HttpCode(200)
  @Public()
  @ApiOkResponse({ type: GuardianCardDone })
  @ApiConflictResponse(A_CONFLICT)
  confirm(@Body() body: ConfirmGuardianCardRequest, @Req() request: FastifyRequest): Promise<GuardianCardDone> {
    return this.cards.confirm(holderOf(body, request), body.version);
  }

  @Post('correct')
  @HttpCode(200)
  @Public()
  @ApiOkResponse({ type: GuardianCardDone })
  @ApiConflictResponse(A_CONFLICT)
  correct(@Body() body: CorrectGuardianCardRequest, @Req() request: FastifyRequest): Promise<GuardianCardDone> {
    return this.cards.correct(holderOf(body, request), body);
  }
}

function holderOf({ token }: OpenGuardianCardRequest, { ip, id }: FastifyRequest): LinkHolder {
  return { token, address: ip, requestId: id };
}
