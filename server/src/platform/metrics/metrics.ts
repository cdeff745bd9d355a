import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../../database/database.js';
import type { Replica } from '../../database/replica.js';
import { PRODUCT_VERSION } from '../backup/product-version.js';
import { sha256 } from '../crypto/tokens.js';
import type { JobsService } from '../jobs/jobs.service.js';

/** A pool of connections as far as figures go. */
export interface CountedPool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

interface Sources {
  /** What Prometheus shows, as `Authorization: Bearer …`. */
  readonly token: string;
  readonly pools: Readonly<Record<string, CountedPool>>;
  readonly db: Database;
  readonly jobs: JobsService;
  readonly replica: Replica;
}

/** Methods that are counted under their own name; whatever else a stranger sends is one. */
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/**
 * Figures for Prometheus at `/metrics`: how many requests and how long, connections, the queue, backups, the process. Labels are route templates,
 * statuses and names of our own; never an address, an id or anything a person wrote.
 */
export function addMetrics(fastify: FastifyInstance, { token, pools, db, jobs, replica }: Sources): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'tongxin_' });
  const registers = [registry];
  const requests = new Counter({
    name: 'tongxin_http_requests_total',
    help: 'Requests answered, by route template and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'tongxin_http_request_duration_seconds',
    help: 'How long answers took, by route template.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  new Gauge({
    name: 'tongxin_info',
    help: 'The version of the product.',
    labelNames: ['version'],
    registers,
  }).set({ version: PRODUCT_VERSION }, 1);
  new Gauge({
    name: 'tongxin_database_connections',
    help: 'Connections to the database: open, idle, and requests waiting for one.',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
        this.set({ pool, state: 'open' }, totalCount);
        this.set({ pool, state: 'idle' }, idleCount);
        this.set({ pool, state: 'waiting' }, waitingCount);
      }
    },
  });
  if (replica.set) addReplica(registers, replica);
  addKept(registers, db, jobs);

  fastify.addHook('onResponse', async (request, reply) => {
    const labels = { method: METHODS.has(request.method) ? request.method : 'other', route: routeOf(request) };
    requests.inc({ ...labels, status: String(reply.statusCode) });
    durations.observe(labels, reply.elapsedTime / 1000);
  });

  const wanted = sha256(`Bearer ${token}`);
  fastify.get('/metrics', async (request, reply) => {
    void reply.header('Cache-Control', 'no-store');
    // Hashes of equal length: how much of the token was right cannot be measured.
    if (!timingSafeEqual(sha256(request.headers.authorization ?? ''), wanted))
      return reply.code(401).type('text/plain; charset=utf-8').send('401\n');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function addReplica(registers: Registry[], { answered }: Replica): void {
  new Gauge({
    name: 'tongxin_report_reads',
    help: 'Reports answered since the start, by the replica and, where it was away or behind, by the database itself.',
    labelNames: ['from'],
    registers,
    collect() {
      this.set({ from: 'replica' }, answered.replica);
      this.set({ from: 'primary' }, answered.primary);
    },
  });
}

/** What stands in the database: asked for when Prometheus asks, left out while the database does not answer. */
function addKept(registers: Registry[], db: Database, jobs: JobsService): void {
  const queue = new Gauge({
    name: 'tongxin_queue_jobs',
    help: 'Background work: waiting, and given up after its last attempt.',
    labelNames: ['state'],
    registers,
    async collect() {
      const state = await jobs.state().catch(() => null);
      queue.reset();
      if (!state) return;
      queue.set({ state: 'waiting' }, state.waiting);
      queue.set({ state: 'failed' }, state.failed);
    },
  });
  const ended = new Gauge({
    name: 'tongxin_operation_finished_timestamp_seconds',
    help: 'When the newest backup and the newest test restore ended, by how they ended; missing where there is none.',
    labelNames: ['kind', 'status'],
    registers,
    async collect() {
      const rows = await db
        .beforeViewer<{ kind: string; status: string; at: number }>(
          `SELECT r.kind, r.status, extract(epoch FROM r.finished_at)::float8 AS at
             FROM (VALUES ('backup', 'done'), ('backup', 'failed'), ('restoreTest', 'done')) w(kind, status)
            CROSS JOIN LATERAL app.newest_operation(w.kind, w.status) r`,
        )
        .catch(() => []);
      ended.reset();
      for (const { kind, status, at } of rows) ended.set({ kind, status }, at);
    },
  });
}

/** The template a request was answered by, `/api/students/:id`; pages and files of the client are one, and what is not there is one. */
function routeOf(request: FastifyRequest): string {
  const template = request.routeOptions.url;
  if (template === undefined) return 'none';
  return template === '/*' ? (request.url.startsWith('/api') ? 'none' : 'page') : template;
}
