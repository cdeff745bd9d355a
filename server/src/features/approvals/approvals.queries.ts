import type { Proposal } from '../../platform/approvals/proposal.entity.js';
import type { ClassFacts } from '../organisation/index.js';

/** A proposal with the names that stand beside it. */
export interface ProposalRow extends Proposal {
  studentName: string | null;
  class: ClassFacts | null;
  proposerName: string | null;
  deciderName: string | null;
}

/** Which proposals: $1 school, $2 the person, $3 whether all of the school or only own, $4 kinds seen of others, $5 $6 the children reached. */
const SEEN = `SELECT p.school_id AS "schoolId", p.id, p.version, p.kind, p.student_id AS "studentId", p.subject_id AS "subjectId", p.content, p.reason, p.origin, p.status,
    p.proposed_by AS "proposedBy", p.proposed_at AS "proposedAt", p.decided_by AS "decidedBy", p.decided_at AS "decidedAt", p.decision_reason AS "decisionReason",
    s.name AS "studentName",
    (SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = s.class_id) AS class,
    (SELECT a.name FROM staff a WHERE a.school_id = $1 AND a.id = p.proposed_by) AS "proposerName",
    (SELECT d.name FROM staff d WHERE d.school_id = $1 AND d.id = p.decided_by) AS "deciderName"
  FROM proposals p LEFT JOIN students s ON s.school_id = p.school_id AND s.id = p.student_id
 WHERE p.school_id = $1 AND (p.proposed_by = $2::uuid OR ($3::boolean AND p.kind = ANY($4::text[])))
   AND (p.student_id IS NULL OR $5::boolean OR s.class_id = ANY($6::uuid[]))`;

/** What waits, the longest first; $7 the last row seen, $8 one kind or null, $9 how many. */
export const OPEN_PROPOSALS = {
  name: 'proposals-open',
  text: `${SEEN} AND p.status = 'open' AND ($8::text IS NULL OR p.kind = $8)
     AND ($7::uuid IS NULL OR (p.proposed_at, p.id) > (SELECT l.proposed_at, l.id FROM proposals l WHERE l.school_id = $1 AND l.id = $7::uuid))
   ORDER BY p.proposed_at, p.id LIMIT $9`,
};

/** What has been decided, the newest proposal first. */
export const DECIDED_PROPOSALS = {
  name: 'proposals-decided',
  text: `${SEEN} AND p.status <> 'open' AND ($8::text IS NULL OR p.kind = $8)
     AND ($7::uuid IS NULL OR (p.proposed_at, p.id) < (SELECT l.proposed_at, l.id FROM proposals l WHERE l.school_id = $1 AND l.id = $7::uuid))
   ORDER BY p.proposed_at DESC, p.id DESC LIMIT $9`,
};

/** One proposal; $7 is its id. */
export const ONE_PROPOSAL = { name: 'proposal', text: `${SEEN} AND p.id = $7::uuid` };
