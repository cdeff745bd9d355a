import { LIMITS } from '@tongxin/shared';
import { IdField, TextField } from '../../platform/fields/fields.js';
import {
  ShownBoolean,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
} from '../../platform/fields/shown.js';

/** The record on which files hang. */
export class AttachmentSubjectQuery {
  @TextField({ max: 40 }) subjectKind: string;
  @IdField() subjectId: string;
}

export class RemoveAttachmentRequest {
  @TextField({ max: LIMITS.attachmentReasonMax }) reason: string;
}

/** A colleague, by name. */
export class AttachmentPerson {
  @ShownId() id: string;
  @ShownText() name: string;
}

/** A file that hangs on a record; its bytes are fetched apart. */
export class AttachmentView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownText() name: string;
  @ShownText() mediaType: string;
  /** In bytes, as it is downloaded. */
  @ShownNumber() size: number;
  /** In pixels; null for what is no picture. */
  @ShownNumber({ nullable: true }) width: number | null;
  @ShownNumber({ nullable: true }) height: number | null;
  @ShownPart(() => AttachmentPerson) addedBy: AttachmentPerson;
  @ShownInstant() addedAt: string;
}

/** All files of one record, the oldest first; there are at most 20. */
export class AttachmentList {
  @ShownParts(() => AttachmentView) items: AttachmentView[];
  /** Whether this person may add files here, and remove them. */
  @ShownBoolean() mayChange: boolean;
}
