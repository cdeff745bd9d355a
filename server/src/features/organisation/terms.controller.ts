import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiParam,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';
import { Allows, CurrentViewer, IdParam, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { CursorField, LimitQuery } from '../../platform/fields/fields.js';
import { CalendarService } from './calendar.service.js';
import { TermPage, TermView } from './organisation.dto.js';
import {
  CalendarDaysPage,
  CalendarDaysRequest,
  CalendarDaysView,
  CreateTermRequest,
  EditCalendarDaysRequest,
  EditTermRequest,
  PublicHolidaysTaken,
  PublicYearView,
  TakePublicHolidaysRequest,
} from './terms.dto.js';
import { TermsService } from './terms.service.js';

export class CalendarDaysQuery {
  /** Only days of this calendar year. */
  @ApiPropertyOptional({ type: 'integer', minimum: 2000, maximum: 2100 })
  @ValidateIf((_, value) => value !== undefined)
  @Type(() => Number)
  @IsInt()
  @Min(2000, { context: { params: { min: 2000 } } })
  @Max(2100, { context: { params: { max: 2100 } } })
  year?: number;
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

@ApiTags('organisation')
@Controller()
export class TermsController {
  constructor(
    private readonly terms: TermsService,
    private readonly calendar: CalendarService,
  ) {}

  @Get('terms')
  @Allows('term.view')
  @ApiOkResponse({ type: TermPage })
  listTerms(@CurrentViewer() viewer: Viewer): Promise<TermPage> {
    return this.terms.list(viewer);
  }

  @Post('terms')
  @Allows('calendar.edit')
  @ApiCreatedResponse({ type: TermView })
  createTerm(@CurrentViewer() viewer: Viewer, @Body() request: CreateTermRequest): Promise<TermView> {
    return this.terms.create(viewer, request);
  }

  @Patch('terms/:id')
  @Allows('calendar.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: TermView })
  editTerm(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: EditTermRequest,
  ): Promise<TermView> {
    return this.terms.edit(viewer, id, seen, request);
  }

  @Delete('terms/:id')
  @HttpCode(204)
  @Allows('calendar.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiNoContentResponse()
  removeTerm(@CurrentViewer() viewer: Viewer, @IdParam() id: string, @SeenVersion() seen: number): Promise<void> {
    return this.terms.remove(viewer, id, seen);
  }

  @Get('calendar-exceptions')
  @Allows('term.view')
  @ApiOkResponse({ type: CalendarDaysPage })
  listDays(@CurrentViewer() viewer: Viewer, @Query() query: CalendarDaysQuery): Promise<CalendarDaysPage> {
    return this.calendar.list(viewer, query);
  }

  @Post('calendar-exceptions')
  @Allows('calendar.edit')
  @ApiCreatedResponse({ type: CalendarDaysView })
  createDays(@CurrentViewer() viewer: Viewer, @Body() request: CalendarDaysRequest): Promise<CalendarDaysView> {
    return this.calendar.create(viewer, request);
  }

  @Patch('calendar-exceptions/:id')
  @Allows('calendar.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: CalendarDaysView })
  editDays(
    @CurrentViewer() viewer: Viewer,
    @IdParam() id: string,
    @SeenVersion() seen: number,
    @Body() request: EditCalendarDaysRequest,
  ): Promise<CalendarDaysView> {
    return this.calendar.edit(viewer, id, seen, request);
  }

  @Delete('calendar-exceptions/:id')
  @HttpCode(204)
  @Allows('calendar.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiNoContentResponse()
  removeDays(@CurrentViewer() viewer: Viewer, @IdParam() id: string, @SeenVersion() seen: number): Promise<void> {
    return this.calendar.remove(viewer, id, seen);
  }

  @Get('public-holidays/:year')
  @Allows('term.view')
  @ApiParam({ name: 'year', schema: { type: 'integer' } })
  @ApiOkResponse({ type: PublicYearView })
  publicYear(@CurrentViewer() viewer: Viewer, @Param('year') year: string): Promise<PublicYearView> {
    if (!/^\d{4}$/.test(year)) throw new NotFoundError();
    return this.calendar.publicYear(viewer, Number(year));
  }

  @Post('public-holidays')
  @HttpCode(200)
  @Allows('calendar.edit')
  @ApiOkResponse({ type: PublicHolidaysTaken })
  takePublicYear(
    @CurrentViewer() viewer: Viewer,
    @Body() { year }: TakePublicHolidaysRequest,
  ): Promise<PublicHolidaysTaken> {
    return this.calendar.takePublicYear(viewer, year);
  }
}
