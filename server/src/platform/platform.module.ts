import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { DATABASE_CONTEXT, Database, READ_POOL } from '../database/database.js';
import { AccessGuard } from './access/access.guard.js';
import { AuditService } from './audit/audit.service.js';
import { Clock } from './clock/clock.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { requestPipe } from './fields/request-pipe.js';
import { HealthController, Readiness } from './health/health.controller.js';
import { JOBS_POOL, JobsService } from './jobs/jobs.service.js';
import { Passwords } from './sessions/passwords.js';
import { SessionCookies } from './sessions/session-cookies.js';
import { SessionsService } from './sessions/sessions.service.js';
import { EtagInterceptor } from './web/etag.interceptor.js';

/** The connections the product works with, opened before the modules are put together. */
export interface Connections {
  readonly source: DataSource;
  readonly reads: pg.Pool;
  readonly jobs: pg.Pool;
  readonly context: 'connection' | 'transaction';
}

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
        { provide: DataSource, useValue: connections.source },
        { provide: READ_POOL, useValue: connections.reads },
        { provide: JOBS_POOL, useValue: connections.jobs },
        { provide: DATABASE_CONTEXT, useValue: connections.context },
        { provide: Clock, useValue: clock },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: requestPipe },
        { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
        Database,
        Passwords,
        SessionCookies,
        SessionsService,
        JobsService,
        AuditService,
        Readiness,
      ],
      exports: [Clock, Database, Passwords, SessionCookies, SessionsService, JobsService, AuditService, Readiness],
    };
  }
}
