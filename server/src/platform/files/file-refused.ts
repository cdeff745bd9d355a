import type { ProblemCode } from '@tongxin/shared';
import { InvalidRequestError } from '../errors/domain-error.js';

/** Why a file cannot be kept. */
export type FileRefusal = Extract<ProblemCode, `attachment.${string}`>;

/** @returns the refusal at the field `file`; what is in the file is never repeated in it */
export function fileRefused(code: FileRefusal, params: Record<string, unknown> = {}): InvalidRequestError {
  return InvalidRequestError.at('/file', code, params);
}
