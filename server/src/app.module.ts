import { Module, type DynamicModule } from '@nestjs/common';
import type { AppConfig } from './config/app-config.js';
import type { Connections } from './database/database.providers.js';
import { ConfigModule } from './config/config.module.js';
import { AccountsModule } from './features/accounts/index.js';
import { ApprovalsModule } from './features/approvals/index.js';
import { AttachmentsModule } from './features/attachments/index.js';
import { AuditLogModule } from './features/audit-log/index.js';
import { CareRecordsModule } from './features/care-records/index.js';
import { DemoModule } from './features/demo/index.js';
import { DutiesModule } from './features/duties/index.js';
import { GuardianLinksModule } from './features/guardian-links/index.js';
import { EmergencyAccessModule } from './features/emergency-access/index.js';
import { ImportsModule } from './features/imports/index.js';
import { LedgersModule } from './features/ledgers/index.js';
import { OperationsModule } from './features/operations/index.js';
import { OrganisationModule } from './features/organisation/index.js';
import { OwnAccountModule } from './features/own-account/index.js';
import { HandoversModule } from './features/handovers/index.js';
import { MergesModule } from './features/merges/index.js';
import { RemindersModule } from './features/reminders/index.js';
import { RolloversModule } from './features/rollovers/index.js';
import { StudentFileModule } from './features/student-file/index.js';
import { StudentsModule } from './features/students/index.js';
import { TodayModule } from './features/today/index.js';
import { VillagesModule } from './features/villages/index.js';
import type { Clock } from './platform/clock/clock.js';
import { PlatformModule } from './platform/platform.module.js';

/** The product: the platform, then one module a noun, in the order in which they may know each other. */
@Module({})
export class AppModule {
  static with(config: AppConfig, connections: Connections, clock: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        PlatformModule.with(connections, clock),
        OrganisationModule,
        OperationsModule,
        OwnAccountModule,
        AttachmentsModule,
        StudentsModule,
        ApprovalsModule,
        VillagesModule,
        GuardianLinksModule,
        AuditLogModule,
        EmergencyAccessModule,
        ImportsModule,
        LedgersModule,
        AccountsModule,
        CareRecordsModule,
        DutiesModule,
        TodayModule,
        RemindersModule,
        StudentFileModule,
        HandoversModule,
        MergesModule,
        RolloversModule,
        DemoModule,
      ],
    };
  }
}
