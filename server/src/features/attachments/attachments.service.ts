import { Injectable, Logger } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { v7 } from 'uuid';
import { LIMITS } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError, ForbiddenError, NotFoundError } from '../../platform/errors/domain-error.js';
import { FileLost, FileStore } from '../../platform/files/file-store.js';
import { IncomingFiles, type CheckedFile } from '../../platform/files/incoming-files.js';
import { SubjectKinds, type FileSubject } from '../../platform/files/subject-kinds.js';
import { Attachment } from './attachment.entities.js';
import type { AttachmentList, AttachmentSubjectQuery, AttachmentView } from './attachments.dto.js';
import {
  ATTACHMENT,
  ATTACHMENTS_OF_RECORD,
  bytesLockValues,
  LOCK_BYTES,
  LOCK_RECORD,
  toAttachmentView,
  type AttachmentRow,
} from './attachments.queries.js';
import type { UploadedAttachment } from './uploaded-attachment.js';

/** The bytes of a file with what a browser must know to save them. */
export interface AttachmentContent extends Pick<Attachment, 'name' | 'mediaType' | 'size'> {
  readonly bytes: Readable;
}

/** Files that hang on records. What a person may do with a file follows from what they may do with its record, asked anew each time. */
@Injectable()
export class AttachmentsService {
  private readonly logger = new Logger('Attachments');

  constructor(
    private readonly db: Database,
    private readonly store: FileStore,
    private readonly incoming: IncomingFiles,
    private readonly subjects: SubjectKinds,
  ) {}

  /** @throws NotFoundError where the record is not there, or its files are not this person's to see */
  list(viewer: Viewer, subject: AttachmentSubjectQuery): Promise<AttachmentList> {
    return this.db.as(viewer, async (tx) => {
      const { mayChange } = await this.seen(tx, subject);
      return { items: (await this.rowsOf(tx, subject)).map(toAttachmentView), mayChange };
    });
  }

  /**
   * Hangs an uploaded file on a record.
   * @throws NotFoundError, ForbiddenError; InvalidRequestError at `/file` for what cannot be kept; ConflictError `attachment.tooMany`
   */
  async add(viewer: Viewer, { subject, file, retryKey }: UploadedAttachment): Promise<AttachmentView> {
    // Asked before the file is looked at: whoever may not add here costs nothing.
    await this.db.as(viewer, (tx) => this.changeable(tx, subject));
    const checked = await this.incoming.check(file);
    return this.db.as({ ...viewer, retryKey }, async (tx) => {
      const { studentId } = await this.changeable(tx, subject);
      await tx.query(LOCK_RECORD, [viewer.schoolId, subject.subjectKind, subject.subjectId]);
      const present = await this.rowsOf(tx, subject);
      if (present.length >= LIMITS.attachmentsPerSubject) throw new ConflictError('attachment.tooMany');
      const id = v7();
      await this.keep(tx, checked);
      await tx.insert(Attachment, {
        id,
        studentId,
        ...subject,
        name: freeName(checked.name, new Set(present.map(({ name }) => name))),
        mediaType: checked.mediaType,
        size: checked.size,
        sha256: checked.sha256,
        width: checked.width ?? null,
        height: checked.height ?? null,
        addedBy: viewer.id,
        addedAt: viewer.now,
      });
      await tx.trace('attachment.added', { studentId, subjectId: id });
      return show(tx, id);
    });
  }

  /** Opens a file; that leaves a row in the access log. @throws NotFoundError; `attachment.lost` where the store does not have it */
  async open(viewer: Viewer, id: string): Promise<AttachmentContent> {
    const { name, mediaType, size, sha256 } = await this.db.as(viewer, async (tx) => {
      const attachment = await tx.findOne(Attachment, { id });
      if (!attachment || attachment.removedAt) throw new NotFoundError();
      await this.seen(tx, attachment);
      await tx.trace('attachment.opened', { studentId: attachment.studentId, subjectId: id });
      return attachment;
    });
    try {
      return { name, mediaType, size, bytes: await this.store.open({ schoolId: viewer.schoolId, sha256 }) };
    } catch (error) {
      if (!(error instanceof FileLost)) throw error;
      this.logger.error(`the bytes of attachment ${id} are not in the store`);
      throw new NotFoundError('attachment.lost');
    }
  }

  /** Takes a file from its record, with a reason; its row stays. @throws NotFoundError, ForbiddenError, ConflictError `attachment.removed` */
  remove(viewer: Viewer, id: string, reason: string): Promise<AttachmentView> {
    return this.db.as(viewer, async (tx) => {
      const attachment = await tx.findOneForUpdate(Attachment, { id });
      if (!attachment) throw new NotFoundError();
      const { studentId } = await this.changeable(tx, attachment);
      if (attachment.removedAt) throw new ConflictError('attachment.removed');
      await tx.updateVersion(Attachment, { id }, attachment, attachment.version, {
        removedAt: viewer.now,
        removedBy: viewer.id,
        removedReason: reason,
      });
      await tx.trace('attachment.removed', { studentId, subjectId: id, reason });
      return show(tx, id);
    });
  }

  private async seen(tx: Tx, { subjectKind, subjectId }: AttachmentSubjectQuery): Promise<FileSubject> {
    const subject = await this.subjects.find(tx, subjectKind, subjectId);
    if (!subject) throw new NotFoundError();
    return subject;
  }

  private async changeable(tx: Tx, subject: AttachmentSubjectQuery): Promise<FileSubject> {
    const found = await this.seen(tx, subject);
    if (!found.mayChange) throw new ForbiddenError();
    return found;
  }

  private rowsOf(tx: Tx, { subjectKind, subjectId }: AttachmentSubjectQuery): Promise<AttachmentRow[]> {
    return tx.query<AttachmentRow>(ATTACHMENTS_OF_RECORD, [tx.viewer.schoolId, subjectKind, subjectId]);
  }

  /** Bytes first, then the row: a crash between leaves bytes nobody speaks of, never a row without its bytes. */
  private async keep(tx: Tx, { path, sha256 }: CheckedFile): Promise<void> {
    await tx.query(LOCK_BYTES, bytesLockValues(tx.viewer, sha256));
    await this.store.put({ schoolId: tx.viewer.schoolId, sha256 }, path);
  }
}

async function show(tx: Tx, id: string): Promise<AttachmentView> {
  const [row] = await tx.query<AttachmentRow>(ATTACHMENT, [tx.viewer.schoolId, id]);
  return toAttachmentView(row!);
}

/** Phones call every picture image.jpg; the second one of a record becomes "image (2).jpg". */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name.slice(0, dot)} (${count})${name.slice(dot)}`;
  return free;
}
