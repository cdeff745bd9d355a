import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isUUID } from 'class-validator';
import { LIMITS } from '@tongxin/shared';
import type { RetryKey } from '../../platform/access/viewer.js';
import { sha256 } from '../../platform/crypto/tokens.js';
import { InvalidRequestError, UnusableUploadError, type FieldProblem } from '../../platform/errors/domain-error.js';
import { IncomingFiles, type IncomingFile } from '../../platform/files/incoming-files.js';
import type { AttachmentSubjectQuery } from './attachments.dto.js';

/** A file as it arrived, and the record it shall hang on. Nothing of it is believed yet. */
export interface UploadedAttachment {
  readonly subject: AttachmentSubjectQuery;
  readonly file: IncomingFile;
  /** The same Idempotency-Key with the same file for the same record is one attachment. */
  readonly retryKey: RetryKey | null;
}

const FIELDS = ['subjectKind', 'subjectId'] as const;
const FILE = 'file';
const KEY = /^[\x21-\x7e]{1,200}$/;

/** Takes a multipart request with the fields `subjectKind`, `subjectId` and one `file`, in any order. */
@Injectable()
export class AttachmentUploads {
  constructor(private readonly incoming: IncomingFiles) {}

  /**
   * Receives the request and works with it; what arrived is forgotten afterwards, however that ended.
   * @throws UnusableUploadError 415 `request.mediaType` when it is no multipart request, 413 `attachment.tooLarge` beyond 10 MiB
   * @throws InvalidRequestError when something is missing, stands twice, is unknown, or the request broke off
   */
  async with<T>(request: FastifyRequest, work: (upload: UploadedAttachment) => Promise<T>): Promise<T> {
    if (!request.isMultipart()) throw new UnusableUploadError(415, 'request.mediaType');
    const key = retryKeyOf(request);
    const received: IncomingFile[] = [];
    try {
      const texts = await this.receive(request, received);
      const subject = subjectOf(texts, received.length);
      const file = received[0]!;
      const body = `${request.url}\n${subject.subjectKind}\n${subject.subjectId}\n${file.sha256.toString('hex')}`;
      return await work({ subject, file, retryKey: key === null ? null : { key, bodyHash: sha256(body) } });
    } catch (error) {
      throw refusalOf(error);
    } finally {
      for (const file of received) await this.incoming.forget(file);
    }
  }

  private async receive(request: FastifyRequest, received: IncomingFile[]): Promise<Map<string, string>> {
    const texts = new Map<string, string>();
    const limits = { fileSize: LIMITS.attachmentBytes, files: 2, fields: FIELDS.length + 1, parts: 6, fieldSize: 200 };
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') {
        if (part.fieldname !== FILE) throw InvalidRequestError.at(`/${pointerTo(part.fieldname)}`, 'field.unknown');
        if (received.length > 0) throw InvalidRequestError.at(`/${FILE}`, 'field.repeated');
        received.push(await this.incoming.receive(part.file, part.filename ?? ''));
        if (part.file.truncated) throw new UnusableUploadError(413, 'attachment.tooLarge', TOO_LARGE);
        continue;
      }
      const { fieldname, value } = part;
      if (!(FIELDS as readonly string[]).includes(fieldname))
        throw InvalidRequestError.at(`/${pointerTo(fieldname)}`, 'field.unknown');
      if (texts.has(fieldname)) throw InvalidRequestError.at(`/${fieldname}`, 'field.repeated');
      if (typeof value !== 'string') throw InvalidRequestError.at(`/${fieldname}`, 'field.type');
      texts.set(fieldname, value);
    }
    return texts;
  }
}

const TOO_LARGE = { max: LIMITS.attachmentBytes / (1 << 20) };

function subjectOf(texts: ReadonlyMap<string, string>, files: number): AttachmentSubjectQuery {
  const subjectKind = texts.get('subjectKind');
  const subjectId = texts.get('subjectId');
  const wrong: FieldProblem[] = [];
  const complain = (pointer: string, code: FieldProblem['code']): unknown => wrong.push({ pointer, code, params: {} });
  if (!subjectKind) complain('/subjectKind', 'field.required');
  if (!subjectId) complain('/subjectId', 'field.required');
  else if (!isUUID(subjectId)) complain('/subjectId', 'id.invalid');
  if (files === 0) complain(`/${FILE}`, 'field.required');
  if (wrong.length > 0) throw new InvalidRequestError(wrong);
  return { subjectKind: subjectKind!, subjectId: subjectId!.toLowerCase() };
}

function retryKeyOf({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) throw InvalidRequestError.at('/Idempotency-Key', 'request.keyInvalid');
  return key;
}

function pointerTo(field: string): string {
  return field.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** What the multipart reader complains of, as our own refusals. */
function refusalOf(error: unknown): unknown {
  switch ((error as { code?: unknown } | null)?.code) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return new UnusableUploadError(413, 'attachment.tooLarge', TOO_LARGE);
    case 'FST_FILES_LIMIT':
    case 'FST_PARTS_LIMIT':
      return InvalidRequestError.at(`/${FILE}`, 'field.repeated');
    case 'FST_FIELDS_LIMIT':
    case 'FST_PROTO_VIOLATION':
      return InvalidRequestError.at('/', 'field.unknown');
    case 'FST_MP_PREMATURE_CLOSE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return new InvalidRequestError([], 'request.malformed');
    default:
      return error;
  }
}
