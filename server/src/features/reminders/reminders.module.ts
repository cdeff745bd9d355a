import { Module } from '@nestjs/common';
import { Mailer } from '../../platform/mail/mailer.js';
import { ApprovalsModule } from '../approvals/index.js';
import { CareRecordsModule } from '../care-records/index.js';
import { DutiesModule } from '../duties/index.js';
import { OrganisationModule } from '../organisation/index.js';
import { CalendarController } from './calendar.controller.js';
import { CalendarService } from './calendar.service.js';
import { DeliveriesService } from './deliveries.service.js';
import { DigestsService } from './digests.service.js';
import { OwnRemindersService } from './own-reminders.service.js';
import { ReminderChannelService } from './reminder-channel.service.js';
import { RemindersController } from './reminders.controller.js';

@Module({
  imports: [ApprovalsModule, CareRecordsModule, DutiesModule, OrganisationModule],
  controllers: [RemindersController, CalendarController],
  providers: [Mailer, DigestsService, DeliveriesService, OwnRemindersService, ReminderChannelService, CalendarService],
})
export class RemindersModule {}
