import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isPublicRoute } from '../access/access.decorators.js';
import { toViewer } from '../access/viewer.js';
import type { Clock } from '../clock/clock.js';
import { sha256 } from '../crypto/tokens.js';
import { ForbiddenError, InvalidRequestError, NotSignedInError } from '../errors/domain-error.js';
import { sendProblem, toDomainError } from '../errors/problem.filter.js';
import { later, type Replica } from '../../database/replica.js';
import type { Readiness } from '../health/health.controller.js';
import type { SessionCookies } from '../sessions/session-cookies.js';
import type { SessionsService } from '../sessions/sessions.service.js';

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

interface Services {
  sessions: SessionsService;
  cookies: SessionCookies;
  clock: Clock;
  readiness: Readiness;
  replica: Replica;
}

/**
 * What happens to every request under /api before any route is looked at: headers, then who is asking, then from where.
 * Without a session the answer is 401, also for paths that do not exist, so that a stranger learns nothing of what there is.
 */
export function addRequestHooks(
  fastify: FastifyInstance,
  { sessions, cookies, clock, readiness, replica }: Services,
): void {
  // Before the end no connection is kept: the next request finds another server.
  fastify.addHook('onRequest', (_request, reply, done) => {
    if (readiness.leaving) void reply.header('Connection', 'close');
    done();
  });

  fastify.addHook('onRequest', async (request, reply) => {
    if (!isApi(request)) return;
    void reply.header('X-Request-Id', request.id).header('Cache-Control', 'no-store');
    try {
      if (!isPublicRoute(`${request.method} ${pathOf(request)}`)) await recognise(request, reply);
      refuseOtherOrigins(request);
    } catch (error) {
      sendProblem(reply, toDomainError(error), request.id);
      return reply;
    }
  });

  async function recognise(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = cookies.sessionOf(request);
    const found = token ? await sessions.find(token) : null;
    if (!token || !found) throw new NotSignedInError();
    if (found.rotate) {
      const next = await sessions.rotate(found.sessionId, token);
      if (next) cookies.setSession(reply, next);
    }
    const viewer = toViewer(found, { now: clock.now(), requestId: request.id, retryKey: null });
    request.viewer = replica.set ? { ...viewer, writtenAt: cookies.writtenOf(request) } : viewer;
  }

  // Whoever has changed something carries with them how far the log was then: another server asks no replica that is not as far.
  if (replica.set)
    fastify.addHook('onSend', (request, reply, payload, done) => {
      const place = request.viewer ? replica.writtenBy(request.viewer.accountId) : null;
      const carried = place && cookies.writtenOf(request);
      if (place !== null && carried !== later(place, carried)) cookies.setWritten(reply, place);
      done(null, payload);
    });

  // Whatever can be edited carries its version as ETag, the one that If-Match wants back.
  fastify.addHook('preSerialization', (_request, reply, answer: unknown, done) => {
    const version = (answer as { version?: unknown } | null | undefined)?.version;
    if (typeof version === 'number' && reply.statusCode < 400) void reply.header('ETag', `"${version}"`);
    done(null, answer);
  });

  // Once the body is read: the same Idempotency-Key stands for the same request to the same place.
  fastify.addHook('preHandler', (request, reply, done) => {
    const key = request.headers['idempotency-key'];
    if (key === undefined || !isApi(request) || request.method !== 'POST' || !request.viewer || request.isMultipart())
      return done();
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
      return sendProblem(reply, InvalidRequestError.at('/Idempotency-Key', 'request.keyInvalid'), request.id);
    const bodyHash = sha256(`${request.url}\n${JSON.stringify(request.body ?? null)}`);
    request.viewer = { ...request.viewer, retryKey: { key, bodyHash } };
    done();
  });
}

/** A request that changes something comes from our own pages, or from a program that is no browser; never from another site. */
function refuseOtherOrigins(request: FastifyRequest): void {
  if (!UNSAFE.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new ForbiddenError('request.crossOrigin');
    return;
  }
  const { origin } = request.headers;
  if (origin === undefined) return;
  let host: string | null;
  try {
    host = new URL(origin).host;
  } catch {
    host = null;
  }
  if (host !== request.host) throw new ForbiddenError('request.crossOrigin');
}

/** JSON is the only body besides uploads; an empty one is no body. */
export function readJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else {
      void parse(request, body as string, (error, value) =>
        error ? done(new InvalidRequestError([], 'request.malformed')) : done(null, value),
      );
    }
  });
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0]!;
const isApi = (request: FastifyRequest): boolean => /^\/api(\/|\?|$)/.test(request.url);
