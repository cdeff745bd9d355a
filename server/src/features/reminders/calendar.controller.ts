import { Controller, Get, Header, Param, Req } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiParam, ApiTags, ApiTooManyRequestsResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../platform/access/access.decorators.js';
import { CalendarService } from './calendar.service.js';

@ApiTags('reminders')
@Controller('calendar')
export class CalendarController {
  constructor(private readonly calendar: CalendarService) {}

  /** For calendar programs, which cannot sign in: the address itself is the secret. */
  @Get(':file')
  @Public()
  @Header('Content-Type', 'text/calendar; charset=utf-8')
  @ApiParam({ name: 'file', schema: { type: 'string' } })
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  @ApiNotFoundResponse({ description: 'Never made, ended, or the account is switched off.' })
  @ApiTooManyRequestsResponse({ description: 'Read too often.' })
  read(@Param('file') file: string, @Req() http: FastifyRequest): Promise<string> {
    return this.calendar.read(file, http.ip);
  }
}
