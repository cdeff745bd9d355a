import type { ProblemCode } from '@tongxin/shared';

/** One wrong value of a request: where it stands, what is wrong, and the figures a sentence needs. */
export interface FieldProblem {
  readonly pointer: string;
  readonly code: ProblemCode;
  readonly params: Record<string, unknown>;
}

/** What the product refuses, as a stable code; the sentence is made by the client. The message is for the log and holds no personal data. */
export abstract class DomainError extends Error {
  abstract readonly status: number;
  constructor(
    readonly code: ProblemCode,
    message: string = code,
    /** Members added to the problem document, for example the present version. */
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** 400: the request itself is wrong; every wrong field is named. */
export class InvalidRequestError extends DomainError {
  readonly status = 400;
  constructor(
    readonly errors: readonly FieldProblem[],
    code: ProblemCode = 'request.invalid',
  ) {
    super(code, code, errors.length > 0 ? { errors } : {});
  }

  /** One wrong field. */
  static at(pointer: string, code: ProblemCode, params: Record<string, unknown> = {}): InvalidRequestError {
    return new InvalidRequestError([{ pointer, code, params }]);
  }
}

/** 401: nobody is signed in. */
export class NotSignedInError extends DomainError {
  readonly status = 401;
  constructor(code: ProblemCode = 'session.required') {
    super(code);
  }
}

/** 403: signed in, but not this action. */
export class ForbiddenError extends DomainError {
  readonly status = 403;
  constructor(code: ProblemCode = 'request.notAllowed') {
    super(code);
  }
}

/** 404: not there, or not yours; the two look the same. */
export class NotFoundError extends DomainError {
  readonly status = 404;
  constructor(code: ProblemCode = 'request.notFound') {
    super(code);
  }
}

/** 409: the present state does not allow it. */
export class ConflictError extends DomainError {
  readonly status = 409;
}

/** 412: somebody else has changed it meanwhile; the present version travels along so that the screen can show both. */
export class StaleVersionError extends DomainError {
  readonly status = 412;
  constructor(currentVersion: number, current?: unknown) {
    super('version.stale', 'stale version', { currentVersion, ...(current === undefined ? {} : { current }) });
  }
}

/** 422: the same Idempotency-Key came with another body. */
export class KeyReusedError extends DomainError {
  readonly status = 422;
  constructor() {
    super('request.keyReused');
  }
}

/** 428: a change without saying which version it changes. */
export class VersionMissingError extends DomainError {
  readonly status = 428;
  constructor() {
    super('version.missing');
  }
}

/** 429: too many attempts; says how long to wait, in seconds. */
export class TooManyError extends DomainError {
  readonly status = 429;
  constructor(
    readonly retryAfterSeconds: number,
    code: ProblemCode = 'request.tooMany',
  ) {
    super(code, code, { retryAfterSeconds });
  }
}

/** 413 and 415: an upload that is too large or of the wrong kind. */
export class UnusableUploadError extends DomainError {
  constructor(
    readonly status: 413 | 415,
    code: ProblemCode,
    params: Record<string, unknown> = {},
  ) {
    super(code, code, { params });
  }
}

/** 503: the database does not answer now; nothing was saved, try again. */
export class UnavailableError extends DomainError {
  readonly status = 503;
  readonly retryAfterSeconds = 2;
  constructor() {
    super('service.unavailable');
  }
}
