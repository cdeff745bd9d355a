import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { databaseProviders, type Connections } from '../database/database.providers.js';
import { Changes } from '../database/changes.js';
import { Database } from '../database/database.js';
import { Replica } from '../database/replica.js';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { AccessGuard } from './access/access.guard.js';
import { Proposals } from './approvals/proposals.service.js';
import { AuditService } from './audit/audit.service.js';
import { BackupWorker } from './backup/backup-worker.js';
import { Clock } from './clock/clock.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { requestPipe } from './fields/request-pipe.js';
import { FileStore } from './files/file-store.js';
import { fileStoreOf, incomingFilesOf } from './files/files.providers.js';
import { IncomingFiles } from './files/incoming-files.js';
import { SubjectKinds } from './files/subject-kinds.js';
import { HealthController, Readiness } from './health/health.controller.js';
import { HousekeepingService } from './housekeeping/housekeeping.service.js';
import { JOBS_POOL, JobsService } from './jobs/jobs.service.js';
import { Attempts } from './sessions/attempts.js';
import { Passwords } from './sessions/passwords.js';
import { SecondFactorService } from './sessions/second-factor.service.js';
import { SessionCookies } from './sessions/session-cookies.js';
import { SessionsService } from './sessions/sessions.service.js';

/** What every feature stands on and what knows no child: access, sessions, audit, errors, jobs, the door to the data, the clock. */
@Global()
@Module({})
export class PlatformModule {
  static with(connections: Connections, clock: Clock): DynamicModule {
    return {
      module: PlatformModule,
      imports: [DiscoveryModule],
      controllers: [HealthController],
      providers: [
        ...databaseProviders(connections),
        { provide: JOBS_POOL, useValue: connections.jobs },
        { provide: Clock, useValue: clock },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: requestPipe },
        Attempts,
        Passwords,
        SecondFactorService,
        SessionCookies,
        SessionsService,
        JobsService,
        AuditService,
        Proposals,
        { provide: FileStore, useFactory: (config: AppConfig) => fileStoreOf(config), inject: [APP_CONFIG] },
        { provide: IncomingFiles, useFactory: (config: AppConfig) => incomingFilesOf(config), inject: [APP_CONFIG] },
        SubjectKinds,
        HousekeepingService,
        BackupWorker,
        Readiness,
      ],
      exports: [
        BackupWorker,
        Changes,
        Replica,
        Clock,
        Database,
        Attempts,
        Passwords,
        SecondFactorService,
        SessionCookies,
        SessionsService,
        JobsService,
        AuditService,
        Proposals,
        FileStore,
        IncomingFiles,
        SubjectKinds,
        Readiness,
      ],
    };
  }
}
