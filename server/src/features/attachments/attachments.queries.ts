import type { Viewer } from '../../platform/access/viewer.js';
import type { AttachmentView } from './attachments.dto.js';

export interface AttachmentRow {
  id: string;
  version: number;
  name: string;
  mediaType: string;
  size: number;
  width: number | null;
  height: number | null;
  adderId: string;
  adderName: string;
  addedAt: Date;
}

const SHOWN = `SELECT a.id, a.version, a.name, a.media_type AS "mediaType", a.size, a.width, a.height, a.added_at AS "addedAt",
    s.id AS "adderId", s.name AS "adderName"
  FROM attachments a JOIN staff s ON s.school_id = a.school_id AND s.id = a.added_by
 WHERE a.school_id = $1`;

/** The files of one record that are not removed; $2 kind, $3 id of the record. */
export const ATTACHMENTS_OF_RECORD = `${SHOWN} AND a.subject_kind = $2 AND a.subject_id = $3 AND a.removed_at IS NULL ORDER BY a.added_at, a.id`;
export const ATTACHMENT = `${SHOWN} AND a.id = $2`;

/** Of these hashes ($2) those that a row still needs: of a file that stands, or was removed after $3. */
export const BYTES_NEEDED = `SELECT DISTINCT sha256 FROM attachments WHERE school_id = $1 AND sha256 = ANY($2::bytea[]) AND (removed_at IS NULL OR removed_at > $3)`;

/** One after the other for whoever adds to the same record, so that the limit holds. */
export const LOCK_RECORD = `SELECT pg_advisory_xact_lock(hashtextextended('files of ' || $1 || ' ' || $2 || ' ' || $3, 0))`;
/** Keeping and forgetting the same bytes wait for each other, also between servers. */
export const LOCK_BYTES = `SELECT pg_advisory_xact_lock(hashtextextended('bytes of ' || $1 || ' ' || $2, 0))`;

/** What locks the bytes of a file of the viewer's school. */
export function bytesLockValues(viewer: Pick<Viewer, 'schoolId'>, sha256: Buffer): string[] {
  return [viewer.schoolId, sha256.toString('hex')];
}

export function toAttachmentView(row: AttachmentRow): AttachmentView {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    mediaType: row.mediaType,
    size: row.size,
    width: row.width,
    height: row.height,
    addedBy: { id: row.adderId, name: row.adderName },
    addedAt: row.addedAt.toISOString(),
  };
}
