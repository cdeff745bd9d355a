import type { GuardianKind, LedgerColumnCode, Language, LedgerDecider } from '@tongxin/shared';
import type { ClassFacts } from '../organisation/index.js';
import type { CategorySpan } from '../students/index.js';
import type { KeptFilter } from './ledgers.dto.js';

/** A child of a ledger without its people and phones. */
export interface LedgerChildRow extends Omit<ClassFacts, 'id'> {
  id: string;
  classId: string | null;
  name: string;
  sex: 'male' | 'female';
  birthDate: string | null;
  idNumber: string | null;
  studentNumber: string | null;
  categorySpans: CategorySpan[];
  remark: string | null;
  address: string | null;
  village: string | null;
}

/** Somebody on the card of a child. */
export interface LedgerPersonRow {
  studentId: string;
  id: string;
  kind: GuardianKind;
  name: string;
  relationship: string;
  birthDate: string | null;
  ageStated: number | null;
  ageStatedOn: string | null;
  address: string | null;
  worksAt: string | null;
}

/** A number of a child, or of one of its people. */
export interface LedgerPhoneRow {
  studentId: string;
  guardianId: string | null;
  number: string;
}

/** The next children of a ledger ($2), in their order, as far as they are still reached ($3 $4). */
export const LEDGER_CHILDREN = {
  name: 'ledger-children',
  text: `SELECT s.id, s.class_id AS "classId", k.stage, k.entry_year AS "entryYear", k.number, s.name, s.sex, s.birth_date AS "birthDate",
    s.id_number AS "idNumber", s.student_number AS "studentNumber", s.category_spans AS "categorySpans", f.remark, c.address, c.village
  FROM students s
  LEFT JOIN classes k ON k.school_id = $1 AND k.id = s.class_id
  LEFT JOIN care_files f ON f.school_id = $1 AND f.student_id = s.id
  LEFT JOIN contact_cards c ON c.school_id = $1 AND c.student_id = s.id
 WHERE s.school_id = $1 AND s.id = ANY($2::uuid[]) AND ($3::boolean OR s.class_id = ANY($4::uuid[]))
 ORDER BY array_position($2::uuid[], s.id)`,
};

// People and phones are asked for by themselves: joined to the children, each of them is looked up for every child one by one, which takes twice as long.

/** Who is on the cards of these children, in the order to call them; the dead are called no more. */
export const LEDGER_PEOPLE = {
  name: 'ledger-people',
  text: `SELECT n.student_id AS "studentId", n.id, n.kind, n.name, n.relationship, n.birth_date AS "birthDate", n.age_stated AS "ageStated",
    n.age_stated_on AS "ageStatedOn", n.address, n.works_at AS "worksAt"
  FROM guardians n WHERE n.school_id = $1 AND n.student_id = ANY($2::uuid[]) AND n.removed_at IS NULL AND NOT n.deceased
 ORDER BY n.call_order, n.id`,
};

/** Their numbers, in the order to try them. */
export const LEDGER_PHONES = {
  name: 'ledger-phones',
  text: `SELECT p.student_id AS "studentId", p.guardian_id AS "guardianId", p.number
  FROM phones p WHERE p.school_id = $1 AND p.student_id = ANY($2::uuid[]) AND p.removed_at IS NULL
 ORDER BY p.position, p.id`,
};

/** One row in the access log for each child of a ledger that leaves the house: whoever looks at one child's log finds it there. */
export const CHILDREN_EXPORTED = `INSERT INTO audit_entries (school_id, id, at, actor_id, act, student_id, subject_id, request_id)
  SELECT $1, n.id, $4, $5, 'ledger.exported', n.student_id, $6, $7 FROM unnest($2::uuid[], $3::uuid[]) AS n (id, student_id)`;

/** A request with what has become of it. */
export interface LedgerRequestRow {
  id: string;
  requestedAt: Date;
  filter: KeptFilter;
  columns: LedgerColumnCode[];
  language: Language;
  children: number;
  readyUntil: Date | null;
  fetched: number;
  class: ClassFacts | null;
  approvalId: string;
  decider: LedgerDecider;
  approvalStatus: 'open' | 'approved' | 'sentBack' | 'withdrawn';
  decidedBy: string | null;
  decisionReason: string | null;
}

const REQUESTS = `SELECT r.id, r.requested_at AS "requestedAt", r.filter, r.columns, r.language, r.children, r.ready_until AS "readyUntil", r.fetched,
    (SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k
      WHERE k.school_id = $1 AND k.id = (r.filter ->> 'classId')::uuid) AS class,
    p.id AS "approvalId", p.content ->> 'decider' AS decider, p.status AS "approvalStatus", p.decision_reason AS "decisionReason",
    (SELECT d.name FROM staff d WHERE d.school_id = $1 AND d.id = p.decided_by) AS "decidedBy"
  FROM ledger_requests r JOIN proposals p ON p.school_id = r.school_id AND p.subject_id = r.id AND p.kind = 'ledger.export'
 WHERE r.school_id = $1 AND r.requested_by = $2`;

/** What a person asked for, the newest first; $3 the last row seen, $4 how many. */
export const OWN_REQUESTS = {
  name: 'ledger-requests',
  text: `${REQUESTS} AND (r.requested_at, r.id) < (coalesce((SELECT l.requested_at FROM ledger_requests l WHERE l.school_id = $1 AND l.id = $3::uuid), 'infinity'),
      coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
   ORDER BY r.requested_at DESC, r.id DESC LIMIT $4`,
};

/** One own request ($3). */
export const OWN_REQUEST = { name: 'ledger-request', text: `${REQUESTS} AND r.id = $3::uuid` };
