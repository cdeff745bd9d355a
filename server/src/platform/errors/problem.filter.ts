import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isConnectionFailure } from '../../database/connection-failure.js';
import {
  ConflictError,
  DomainError,
  InvalidRequestError,
  NotFoundError,
  UnavailableError,
  UnusableUploadError,
} from './domain-error.js';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Invalid request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  412: 'Stale version',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Unprocessable',
  428: 'Version missing',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
};

/** A problem document (RFC 9457): a stable code, the request's id, no sentence for people and no personal data. */
export function problemOf(error: DomainError, requestId: string): Record<string, unknown> {
  return {
    type: `urn:tongxin:problem:${error.code}`,
    title: TITLES[error.status] ?? 'Error',
    status: error.status,
    code: error.code,
    instance: requestId,
    ...error.extra,
  };
}

export function sendProblem(reply: FastifyReply, error: DomainError, requestId: string): void {
  const retryAfter = (error as { retryAfterSeconds?: number }).retryAfterSeconds;
  if (retryAfter !== undefined) void reply.header('Retry-After', String(retryAfter));
  void reply
    .status(error.status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .send(problemOf(error, requestId));
}

class InternalError extends DomainError {
  readonly status = 500;
  constructor() {
    super('internal');
  }
}

/** One place turns whatever went wrong into a problem document; what nobody foresaw is logged by its kind and place, never with its values. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = toDomainError(error);
    if (problem instanceof InternalError) this.logger.error(`${request.id} ${describeForLog(error)}`);
    sendProblem(reply, problem, request.id);
  }
}

/** @returns the domain error that an error of any origin amounts to */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isConnectionFailure(error)) return new UnavailableError();
  const code = (error as { code?: unknown } | null)?.code;
  if (code === '23505') return new ConflictError('id.taken');
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
  switch (status) {
    case 400:
      return new InvalidRequestError([]);
    case 404:
      return new NotFoundError();
    case 413:
      return new UnusableUploadError(413, 'request.tooLarge');
    case 415:
      return new UnusableUploadError(415, 'request.mediaType');
    default:
      return new InternalError();
  }
}

function describeForLog(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  // Messages of the database and of libraries may quote values; the code and the stack's own lines do not.
  const code = (error as { code?: unknown }).code;
  const constraint = (error as { constraint?: unknown }).constraint;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n');
  return [error.name, code, constraint].filter(Boolean).join(' ') + `\n${frames}`;
}
