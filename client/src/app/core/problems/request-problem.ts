import { HttpErrorResponse } from '@angular/common/http';
import type { FieldProblem, Problem, ProblemCode } from '@tongxin/shared';

/** Why a request was not answered as hoped: the server's problem document (RFC 9457), or that the server was not reached at all. */
export class RequestProblem extends Error {
  constructor(
    /** HTTP status, 0 when the server was not reached. */
    readonly status: number,
    /** A stable code; the sentence for it is `problems.<code>`. */
    readonly code: string,
    /** What somebody at the help desk needs to find the request in the log. */
    readonly requestId: string | null,
    /** Refusals of single fields, by JSON pointer into the body that was sent. */
    readonly fields: readonly FieldProblem[] = [],
    /** Seconds to wait before another attempt makes sense (from Retry-After). */
    readonly waitSeconds: number | null = null,
    /** With 412: the record as it is now, and its version. */
    readonly current: unknown = undefined,
    readonly currentVersion: number | null = null,
  ) {
    super(code);
  }

  /** True where the same request may simply be sent again later: not reached, too many, or the server is not well. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }

  /** The refusal of one field, by its pointer: '/guardians/0/phone'. */
  field(pointer: string): FieldProblem | undefined {
    return this.fields.find((problem) => problem.pointer === pointer);
  }
}

/** Not sent by the server: it could not be reached at all. */
export const NO_CONNECTION = 'connection.none';

const CODE_BY_STATUS: Record<number, ProblemCode | typeof NO_CONNECTION> = {
  0: NO_CONNECTION,
  400: 'request.invalid',
  401: 'session.required',
  403: 'request.notAllowed',
  404: 'request.notFound',
  412: 'version.stale',
  413: 'request.tooLarge',
  415: 'request.mediaType',
  422: 'request.keyReused',
  428: 'version.missing',
  429: 'request.tooMany',
  503: 'service.unavailable',
};

/** Turns whatever a request threw into a RequestProblem; answers that are no problem document are named by their status. */
export function toRequestProblem(error: unknown): RequestProblem {
  if (error instanceof RequestProblem) return error;
  if (!(error instanceof HttpErrorResponse)) return new RequestProblem(500, 'internal', null);
  const body = (error.error ?? null) as Partial<Problem> | null;
  const document = body !== null && typeof body === 'object' && typeof body.code === 'string' ? body : null;
  const fallback = CODE_BY_STATUS[error.status] ?? (error.status >= 500 ? 'internal' : 'request.invalid');
  const retryAfter = Number(error.headers?.get('Retry-After') ?? Number.NaN);
  return new RequestProblem(
    error.status,
    document?.code ?? fallback,
    document?.instance ?? error.headers?.get('X-Request-Id') ?? null,
    document?.errors ?? [],
    Number.isFinite(retryAfter) ? retryAfter : null,
    document?.current,
    document?.currentVersion ?? null,
  );
}
