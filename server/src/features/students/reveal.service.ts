import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { reachOf, reachSeeing, type Reach } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import { IN_EMERGENCY, isOpenInEmergency, THIS_CHILD } from '../../platform/access/emergency.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ForbiddenError, InvalidRequestError, NotFoundError } from '../../platform/errors/domain-error.js';
import type { RevealRequest, RevealView } from './contact-card.dto.js';
import { SEEN } from './opening.js';

/** Where each value stands, and the act that revealing it is. $5 is the id of the phone, or of the person whose address it is. */
const VALUES = {
  phone: {
    act: 'contactCard.revealed',
    value: `(SELECT p.number FROM phones p WHERE p.school_id = $1 AND p.student_id = s.id AND p.id = $5::uuid AND p.removed_at IS NULL)`,
  },
  address: {
    act: 'contactCard.revealed',
    value: `(SELECT CASE WHEN $5::uuid IS NULL THEN (SELECT c.address FROM contact_cards c WHERE c.school_id = $1 AND c.student_id = s.id)
       ELSE (SELECT g.address FROM guardians g WHERE g.school_id = $1 AND g.student_id = s.id AND g.id = $5::uuid AND g.removed_at IS NULL) END)`,
  },
  idNumber: { act: 'idNumber.revealed', value: `s.id_number` },
  studentNumber: { act: 'studentNumber.revealed', value: `s.student_number` },
} as const;

/** One masked value in full. The value and its row in the access log, with the reason, come from one statement: no row, no value. */
@Injectable()
export class RevealService {
  constructor(private readonly db: Database) {}

  /**
   * @throws NotFoundError where the child is not there for this viewer, or has no such value; ForbiddenError where this role may not have it, or not for this reason
   */
  async reveal(viewer: Viewer, studentId: string, request: RevealRequest): Promise<RevealView> {
    const { what, id = null, reason, note } = request;
    if (what === 'phone' && id === null) throw InvalidRequestError.at('/id', 'field.required');
    if (reason === 'other' && note === undefined) throw InvalidRequestError.at('/note', 'field.required');
    const { act, value } = VALUES[what];
    // The numbers of identity call nobody: an emergency opens phones and addresses only.
    const emergency = (what === 'phone' || what === 'address') && isOpenInEmergency(viewer, studentId, 'contactCard');
    const why = note === undefined ? reason : `${reason}: ${note}`;
    const [row] = await this.db.read<{ may: boolean; value: string | null }>(
      viewer,
      {
        name: `reveal-${what}`,
        text: `WITH ${SEEN}, found AS (SELECT s.id, ($6::boolean OR s.class_id = ANY($7::uuid[])) AS may, ${value} AS value FROM s),
          logged AS (INSERT INTO audit_entries (school_id, id, at, actor_id, act, student_id, subject_id, reason, request_id)
            SELECT $1, $8::uuid, $9::timestamptz, $10::uuid, '${act}', f.id, $5::uuid, $11::text, $12::uuid FROM found f WHERE f.may AND f.value IS NOT NULL)
          SELECT f.may, CASE WHEN f.may THEN f.value END AS value FROM found f`,
      },
      [
        viewer.schoolId,
        studentId,
        ...valuesOf(emergency ? THIS_CHILD : reachOf(viewer, 'contactCard.reveal')),
        id,
        ...valuesOf(emergency ? THIS_CHILD : reachFor(viewer, request)),
        v7(),
        viewer.now,
        viewer.id,
        emergency ? `${IN_EMERGENCY}: ${why}` : why,
        viewer.requestId,
      ],
    );
    if (!row) throw new NotFoundError();
    if (!row.may) throw new ForbiddenError();
    if (row.value === null) throw new NotFoundError('reveal.nothing');
    return { value: row.value };
  }
}

/** Numbers of identity only to whom identity is shown; who does not see where a child lives gets a phone, and only to call. */
function reachFor(viewer: Viewer, { what, reason }: RevealRequest): Reach {
  if (what === 'idNumber' || what === 'studentNumber') return reachSeeing(viewer, 'contactCard.reveal', 'identity');
  if (what === 'phone' && reason === 'call') return reachOf(viewer, 'contactCard.reveal');
  return reachSeeing(viewer, 'contactCard.reveal', 'houseNumber');
}

function valuesOf({ all, classIds }: Reach): [boolean, readonly string[]] {
  return [all, classIds];
}
