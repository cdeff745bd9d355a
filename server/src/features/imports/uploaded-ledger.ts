import type { FastifyRequest } from 'fastify';
import type { MultipartFile } from '@fastify/multipart';
import { LIMITS } from '@tongxin/shared';
import type { RetryKey } from '../../platform/access/viewer.js';
import { sha256 } from '../../platform/crypto/tokens.js';
import { InvalidRequestError, UnusableUploadError } from '../../platform/errors/domain-error.js';

/** A file as it arrived; what it really is is found out by the check. */
export interface UploadedLedger {
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly hash: Buffer;
  /** The same Idempotency-Key with the same file is the same upload. */
  readonly retryKey: RetryKey | null;
}

const FIELD = 'file';
const KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Takes the one file of a multipart request, field `file`.
 *
 * @throws UnusableUploadError 415 `request.mediaType` when it is no multipart request, 413 `workbook.tooLarge` beyond 10 MiB
 * @throws InvalidRequestError when the file is missing, there are two, there is another field, or the request broke off
 */
export async function readUploadedLedger(request: FastifyRequest): Promise<UploadedLedger> {
  if (!request.isMultipart()) throw new UnusableUploadError(415, 'request.mediaType');
  const key = retryKeyOf(request);
  let found: { fileName: string; bytes: Buffer } | null = null;
  try {
    // One more than is taken, so that two are told from one that is too large.
    const parts = request.parts({ limits: { fileSize: LIMITS.workbookBytes, files: 2, fields: 1, parts: 3 } });
    for await (const part of parts) {
      if (part.fieldname !== FIELD) throw InvalidRequestError.at(`/${pointerTo(part.fieldname)}`, 'field.unknown');
      if (part.type !== 'file') throw InvalidRequestError.at(`/${FIELD}`, 'field.type');
      if (found) throw InvalidRequestError.at(`/${FIELD}`, 'field.repeated');
      found = { fileName: fileNameOf(part), bytes: await part.toBuffer() };
    }
  } catch (error) {
    throw refusalOf(error);
  }
  if (!found) throw InvalidRequestError.at(`/${FIELD}`, 'field.required');
  const hash = sha256(found.bytes);
  return {
    ...found,
    hash,
    retryKey: key === null ? null : { key, bodyHash: sha256(`${request.url}\n${hash.toString('hex')}`) },
  };
}

function retryKeyOf({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) throw InvalidRequestError.at('/Idempotency-Key', 'request.keyInvalid');
  return key;
}

/** The last part of a path, without invisible characters: only for showing. */
function fileNameOf({ filename }: MultipartFile): string {
  const name = (filename ?? '').normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const shown = [...name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').trim()].slice(0, LIMITS.fileNameMax).join('');
  return shown === '' ? 'ledger.xlsx' : shown;
}

function pointerTo(field: string): string {
  return field.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** What the multipart reader complains of, as our own refusals. */
function refusalOf(error: unknown): unknown {
  switch ((error as { code?: unknown } | null)?.code) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return new UnusableUploadError(413, 'workbook.tooLarge', { max: LIMITS.workbookBytes });
    case 'FST_FILES_LIMIT':
    case 'FST_PARTS_LIMIT':
      return InvalidRequestError.at(`/${FIELD}`, 'field.repeated');
    case 'FST_FIELDS_LIMIT':
    case 'FST_PROTO_VIOLATION':
      return InvalidRequestError.at('/', 'field.unknown');
    case 'FST_MP_PREMATURE_CLOSE':
      return new InvalidRequestError([], 'request.malformed');
    default:
      return error;
  }
}
