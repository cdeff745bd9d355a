import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allows, CurrentViewer, SeenVersion } from '../../platform/access/access.decorators.js';
import type { Viewer } from '../../platform/access/viewer.js';
import type { Page } from '../../platform/fields/page.js';
import { OwnRemindersService } from './own-reminders.service.js';
import { ReminderChannelService } from './reminder-channel.service.js';
import {
  CalendarAddress,
  DeliveryPage,
  DigestPage,
  DigestQuery,
  ReminderChannelRequest,
  ReminderChannelView,
  ReminderSettingsRequest,
  ReminderSettingsView,
  RobotTrial,
  type DeliveryView,
  type DigestView,
} from './reminders.dto.js';

@ApiTags('reminders')
@Controller('reminders')
export class RemindersController {
  constructor(
    private readonly own: OwnRemindersService,
    private readonly channel: ReminderChannelService,
  ) {}

  @Get('digests')
  @Allows('reminder.own')
  @ApiOkResponse({ type: DigestPage })
  digests(@CurrentViewer() viewer: Viewer, @Query() query: DigestQuery): Promise<Page<DigestView>> {
    return this.own.digests(viewer, query);
  }

  @Get('settings')
  @Allows('reminder.own')
  @ApiOkResponse({ type: ReminderSettingsView })
  settings(@CurrentViewer() viewer: Viewer): Promise<ReminderSettingsView> {
    return this.own.settings(viewer);
  }

  @Put('settings')
  @Allows('reminder.own')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: ReminderSettingsView })
  changeSettings(
    @CurrentViewer() viewer: Viewer,
    @Body() request: ReminderSettingsRequest,
    @SeenVersion() seen: number,
  ): Promise<ReminderSettingsView> {
    return this.own.change(viewer, request, seen);
  }

  @Post('calendar')
  @Allows('reminder.own')
  @ApiCreatedResponse({ type: CalendarAddress })
  makeCalendar(@CurrentViewer() viewer: Viewer): Promise<CalendarAddress> {
    return this.own.makeCalendar(viewer);
  }

  @Delete('calendar')
  @Allows('reminder.own')
  @HttpCode(204)
  @ApiNoContentResponse()
  endCalendar(@CurrentViewer() viewer: Viewer): Promise<void> {
    return this.own.endCalendar(viewer);
  }

  @Get('channel')
  @Allows('reminderChannel.edit')
  @ApiOkResponse({ type: ReminderChannelView })
  showChannel(@CurrentViewer() viewer: Viewer): Promise<ReminderChannelView> {
    return this.channel.show(viewer);
  }

  @Put('channel')
  @Allows('reminderChannel.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: ReminderChannelView })
  changeChannel(
    @CurrentViewer() viewer: Viewer,
    @Body() request: ReminderChannelRequest,
    @SeenVersion() seen: number,
  ): Promise<ReminderChannelView> {
    return this.channel.change(viewer, request, seen);
  }

  @Delete('channel')
  @Allows('reminderChannel.edit')
  @ApiHeader({ name: 'If-Match', required: true })
  @HttpCode(204)
  @ApiNoContentResponse()
  endChannel(@CurrentViewer() viewer: Viewer, @SeenVersion() seen: number): Promise<void> {
    return this.channel.end(viewer, seen);
  }

  @Post('channel/trial')
  @Allows('reminderChannel.edit')
  @HttpCode(200)
  @ApiOkResponse({ type: RobotTrial })
  tryChannel(@CurrentViewer() viewer: Viewer): Promise<RobotTrial> {
    return this.channel.tryOut(viewer);
  }

  @Get('not-delivered')
  @Allows('reminderChannel.edit')
  @ApiOkResponse({ type: DeliveryPage })
  notDelivered(@CurrentViewer() viewer: Viewer, @Query() query: DigestQuery): Promise<Page<DeliveryView>> {
    return this.channel.notDelivered(viewer, query);
  }
}
