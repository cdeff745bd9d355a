import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { constants } from 'node:zlib';
import compress, { type FastifyCompressOptions } from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { firstScreenWith, holds, LIMITS } from '@tongxin/shared';
import type pg from 'pg';
import { AppModule } from './app.module.js';
import type { AppConfig } from './config/app-config.js';
import { Changes } from './database/changes.js';
import { applicationSource, APPLICATION_ROLE, connectionOf, poolAs } from './database/connections.js';
import { Database } from './database/database.js';
import type { Connections } from './database/database.providers.js';
import { JOBS_ROLE, refusePowerfulRole } from './database/prepare-database.js';
import { Replica } from './database/replica.js';
import { ENTITIES } from './entities.js';
import { describeInterface } from './openapi.js';
import { refuseOpenRoutes, routesOf } from './platform/access/routes.js';
import { toViewer } from './platform/access/viewer.js';
import { Clock, SystemClock } from './platform/clock/clock.js';
import { fileStoreOf } from './platform/files/files.providers.js';
import { Readiness } from './platform/health/health.controller.js';
import { JobsService } from './platform/jobs/jobs.service.js';
import { ProductLogger } from './platform/log/product-logger.js';
import type { CountedPool } from './platform/metrics/metrics.js';
import { markOf } from './platform/servers/server-marks.js';
import { SessionCookies } from './platform/sessions/session-cookies.js';
import { SessionsService } from './platform/sessions/sessions.service.js';
import { serveClient } from './platform/web/client-files.js';
import { addRequestHooks, readJsonOnly } from './platform/web/request-hooks.js';
import { addSecurityHeaders } from './platform/web/security-headers.js';

const CLIENT_BUILD = fileURLToPath(new URL('../../client/dist/browser', import.meta.url));

/**
 * An answer of the usual size is compressed in one go: in streams, on other threads, a page of fifty children cost ten times as much. Brotli's
 * third level takes a page to a fifth; the fourth takes a third longer for 1 % less.
 */
const COMPRESSION = {
  threshold: 1024,
  syncThreshold: 128 * 1024,
  encodings: ['br', 'gzip'],
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } },
} satisfies FastifyCompressOptions;

/** What a start may be given besides the settings. */
export interface Surroundings {
  /** Tests stand still at a day of their own. */
  readonly clock?: Clock;
  readonly logger?: LoggerService | false;
}

/**
 * Puts the application together on a prepared database; main and every test use this same function.
 * @param config settings whose `databaseUrl` and `databaseOwnerUrl` are set
 * @returns the application, initialised, not yet listening
 * @throws Error where the database role is too powerful, or a route has no row in the policy table
 */
export async function createApp(
  config: AppConfig,
  { clock = new SystemClock(), logger }: Surroundings = {},
): Promise<NestFastifyApplication> {
  const connections = await openConnections(config);
  try {
    return await putTogether(config, connections, clock, logger ?? new ProductLogger(config.logLevel));
  } catch (error) {
    // A start that was refused leaves nothing open behind it.
    const { source, reads, jobs, changes, replica } = connections;
    await Promise.allSettled([source.destroy(), reads.end(), jobs.end(), changes.stop(), replica.stop()]);
    throw error;
  }
}

async function openConnections(config: AppConfig): Promise<Connections> {
  const { databaseUrl, databaseOwnerUrl, databaseContext, poolSize } = config;
  const url = databaseUrl!;
  const changes = new Changes();
  const listenOn = databaseContext === 'connection' ? changes.listenOn : undefined;
  const reads = poolAs(url, APPLICATION_ROLE, poolSize, { onConnect: listenOn, pipeline: true });
  const connections = {
    source: await applicationSource(url, ENTITIES, poolSize, listenOn).initialize(),
    reads,
    replica: await followReplica(config.databaseReplicaUrl, reads, poolSize),
    jobs: poolAs(databaseOwnerUrl!, JOBS_ROLE, 5),
    changes,
    context: databaseContext,
  };
  if (listenOn) {
    const application_name = await markOf(config, fileStoreOf(config));
    await changes.start({ ...connectionOf(url, APPLICATION_ROLE), application_name });
  }
  return connections;
}

/** @throws TooPowerfulError where its role may step around row-level security */
async function followReplica(url: string | null, primary: pg.Pool, size: number): Promise<Replica> {
  if (url === null) return Replica.none(primary);
  const pool = poolAs(url, APPLICATION_ROLE, size, { patience: 1_000 });
  try {
    return await Replica.follow(pool, primary);
  } catch (error) {
    await Promise.allSettled([pool.end(), primary.end()]);
    throw error;
  }
}

async function putTogether(
  config: AppConfig,
  connections: Connections,
  clock: Clock,
  logger: LoggerService | false,
): Promise<NestFastifyApplication> {
  await refusePowerfulRole(connections.reads);
  const adapter = new FastifyAdapter({
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: (_address, hop) => hop < config.trustProxy,
    bodyLimit: LIMITS.requestBodyBytes,
    logger: false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, connections, clock), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger,
  });
  refuseOpenRoutes(routesOf(app));
  app.setGlobalPrefix('api');

  const fastify = adapter.getInstance();
  readJsonOnly(fastify);
  await app.register(cookie);
  addSecurityHeaders(fastify, config.secureCookies);
  await app.register(compress, COMPRESSION);
  await app.register(multipart, { limits: { fileSize: LIMITS.workbookBytes, files: 1, fields: 5, parts: 6 } });
  addRequestHooks(fastify, {
    sessions: app.get(SessionsService),
    cookies: app.get(SessionCookies),
    clock,
    readiness: app.get(Readiness),
    replica: connections.replica,
  });

  // Kept as text: as objects it would take five times the room, for the few who ask.
  const openApi = Buffer.from(JSON.stringify(describeInterface(app)));
  fastify.get('/api/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(openApi));
  if (config.metricsToken !== null) {
    const { source, reads, jobs, replica } = connections;
    const writes = (source.driver as unknown as { master: CountedPool }).master;
    const pools = { reads, writes, jobs };
    // Loaded only where somebody asks for figures.
    const { addMetrics } = await import('./platform/metrics/metrics.js');
    addMetrics(fastify, {
      token: config.metricsToken,
      pools,
      db: app.get(Database),
      jobs: app.get(JobsService),
      replica,
    });
  }
  await serveClient(fastify, CLIENT_BUILD, {
    tokenOf: (request) => app.get(SessionCookies).sessionOf(request),
    firstScreenOf: async (token) => {
      const found = await app.get(SessionsService).find(token);
      if (!found) return null;
      const viewer = toViewer(found, { now: clock.now(), requestId: null, retryKey: null });
      return firstScreenWith((permission) => holds(viewer, permission));
    },
    demo: config.demo,
  });

  await app.init();
  await fastify.ready();
  return app;
}
