import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiConflictResponse, ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../platform/access/access.decorators.js';
import { ActivationRequest } from './activation.dto.js';
import { ActivationService } from './activation.service.js';

@ApiTags('session')
@Controller('activation')
export class ActivationController {
  constructor(private readonly activation: ActivationService) {}

  @Post()
  @Public()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiConflictResponse({
    description: 'The code is used, replaced by a newer one, or too old',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  activate(@Body() request: ActivationRequest, @Req() http: FastifyRequest): Promise<void> {
    return this.activation.activate(request, http.ip);
  }
}
