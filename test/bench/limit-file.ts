import { ageOn, leftBehind, maskPhone, maskStudentNumber, type ParentRelationship } from '@tongxin/shared';
import { dutiesOf } from './limit-duties.js';
import { classOf, schoolYearOf } from './limit-list.js';
import type { Asked } from './limit-server.js';

/** What the department may do with a child, in the order of the policy table. */
const MAY = [
  ...[
    'student.view',
    'student.edit',
    'student.print',
    'student.history',
    'careFile.edit',
    'urgency.edit',
    'category.edit',
    'contactCard.view',
    'contactCard.propose',
  ],
  ...[
    'contactCard.edit',
    'contactCard.verify',
    'guardianLink.view',
    'household.view',
    'household.edit',
    'contactCard.history',
    'contactCard.reveal',
    'timeline.view',
  ],
  ...['talk.view', 'accessLog.view'],
];

interface FileRow {
  id: string;
  version: number;
  name: string;
  sex: string;
  birthDate: string;
  studentNumber: string;
  classId: string;
  stage: 'primary';
  entryYear: number;
  number: number;
  careFile: object;
  categories: {
    id: string;
    version: number;
    code: string;
    from: string;
    to: string | null;
    basis: string | null;
    endReason: string | null;
  }[];
  card: {
    version: number;
    address: string;
    village: string;
    changedOn: string;
    verifiedOn: string | null;
    verifiedBy: string | null;
    byGuardian: boolean;
  };
  attempts: { count: number; lastOn: string | null };
  people: Person[];
  phones: { id: string; guardianId: string; label: string | null; number: string }[];
  heads: { id: string; name: string; deputy: boolean }[];
  lastTalk: object | null;
  termFrom: string;
}

interface Person {
  id: string;
  kind: 'guardian' | 'entrusted';
  name: string;
  relationship: string;
  sex: string;
  worksAt: string | null;
  awaySince: string | null;
  unableToCare: boolean;
  deceased: boolean;
  livesWithChild: boolean;
}

const FILE = {
  name: 'file',
  text: `SELECT s.id, s.version, s.name, s.sex, s.birth_date AS "birthDate", s.student_number AS "studentNumber", s.class_id AS "classId",
      k.stage, k.entry_year AS "entryYear", k.number,
      json_build_object('id', f.id, 'version', f.version, 'status', f.status, 'openedOn', f.opened_on, 'remark', f.remark, 'urgency', f.urgency, 'reviewOn', f.urgency_review_on) AS "careFile",
      (SELECT coalesce(json_agg(json_build_object('id', g.id, 'version', g.version, 'code', g.code, 'from', g.from_on, 'to', g.to_on, 'basis', g.basis, 'endReason', g.end_reason)
              ORDER BY g.from_on, g.code), '[]') FROM care_categories g WHERE g.school_id = $1 AND g.student_id = s.id) AS categories,
      json_build_object('version', c.version, 'address', c.address, 'village', c.village, 'changedOn', c.changed_on, 'verifiedOn', c.verified_on, 'verifiedBy', v.name, 'byGuardian', c.verified_by_guardian) AS card,
      (SELECT json_build_object('count', count(*), 'lastOn', max(a.verified_on)) FROM contact_card_verifications a
        WHERE a.school_id = $1 AND a.student_id = s.id AND NOT a.reached AND (c.verified_at IS NULL OR a.typed_at > c.verified_at)) AS attempts,
      (SELECT coalesce(json_agg(json_build_object('id', g.id, 'kind', g.kind, 'name', g.name, 'relationship', g.relationship, 'sex', g.sex, 'worksAt', g.works_at,
              'awaySince', g.away_since, 'unableToCare', g.unable_to_care, 'deceased', g.deceased, 'livesWithChild', g.lives_with_child) ORDER BY g.call_order, g.id), '[]')
         FROM guardians g WHERE g.school_id = $1 AND g.student_id = s.id AND g.removed_at IS NULL) AS people,
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'guardianId', p.guardian_id, 'label', p.label, 'number', p.number) ORDER BY p.position, p.id), '[]')
         FROM phones p WHERE p.school_id = $1 AND p.student_id = s.id AND p.removed_at IS NULL) AS phones,
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'deputy', a.role = 'deputy') ORDER BY a.role DESC, p.name), '[]')
         FROM class_assignments a JOIN staff p ON p.school_id = a.school_id AND p.id = a.staff_id
        WHERE a.school_id = $1 AND a.class_id = s.class_id AND a.role IN ('headTeacher', 'deputy') AND a.from_on <= $3::date AND (a.to_on IS NULL OR a.to_on >= $3)) AS heads,
      (SELECT json_build_object('id', r.id, 'heldOn', r.held_on, 'by', p.name) FROM care_records r JOIN staff p ON p.school_id = r.school_id AND p.id = r.author_id
        WHERE r.school_id = $1 AND r.student_id = s.id AND r.kind = 'talk' AND r.reached AND r.voided_at IS NULL ORDER BY r.held_on DESC, r.id DESC LIMIT 1) AS "lastTalk",
      (SELECT max(t.from_on) FROM terms t WHERE t.school_id = $1 AND t.from_on <= $3) AS "termFrom"
    FROM students s JOIN classes k ON k.school_id = s.school_id AND k.id = s.class_id JOIN care_files f ON f.school_id = s.school_id AND f.student_id = s.id
    JOIN contact_cards c ON c.school_id = s.school_id AND c.student_id = s.id LEFT JOIN staff v ON v.school_id = c.school_id AND v.id = c.verified_by
   WHERE s.school_id = $1 AND s.id = $2`,
};

/** w2: a whole file, with what is due for the child. */
export async function answerFile(asked: Asked, id: string): Promise<unknown> {
  const { pool, schoolId, today } = asked;
  const [{ rows }, duties] = await Promise.all([
    pool.query<FileRow>({ ...FILE, values: [schoolId, id, today] }),
    dutiesOf(asked, id),
  ]);
  const row = rows[0]!;
  const { card } = row;
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    sex: row.sex,
    birthDate: row.birthDate,
    age: ageOn(row.birthDate, today),
    class: classOf(row.classId, row, schoolYearOf(today)),
    idNumberMasked: null,
    studentNumberMasked: maskStudentNumber(row.studentNumber),
    categories: row.categories.map((category) => ({ ...category, audience: 'usual' })),
    needsLearningSupport: row.categories.some(
      ({ code, to }) => code === 'learningDifficulty' && (to === null || to >= today),
    ),
    careFile: row.careFile,
    leftBehind: leftBehindOf(row, today),
    contactCard: {
      version: card.version,
      address: card.address,
      village: card.village,
      phones: [],
      verifiedOn: card.verifiedOn,
      verifiedBy: card.verifiedBy,
      verifiedByGuardian: card.byGuardian,
      stale: card.verifiedOn === null || card.verifiedOn < row.termFrom || card.changedOn > card.verifiedOn,
      guardians: row.people.map((person, index) => ({
        id: person.id,
        name: person.name,
        relationship: person.relationship,
        kind: person.kind,
        sex: person.sex,
        birthDate: null,
        age: null,
        phones: row.phones
          .filter(({ guardianId }) => guardianId === person.id)
          .map((phone) => ({ id: phone.id, label: phone.label, masked: maskPhone(phone.number) })),
        address: null,
        worksAt: person.worksAt,
        awaySince: person.awaySince,
        unableToCare: person.unableToCare,
        deceased: person.deceased,
        livesWithChild: person.livesWithChild,
        callOrder: index + 1,
        entrustedNoticeOn: null,
        entrustedUntil: null,
        toGet: person.kind === 'entrusted' ? ['entrustedNotice', 'entrustedAge'] : [],
      })),
      attempts: row.attempts.count,
      lastAttemptOn: row.attempts.lastOn,
      waiting: [],
      mayEdit: true,
      editsAtOnce: true,
      mayReveal: true,
    },
    headTeachers: row.heads,
    may: MAY,
    lastTalk: row.lastTalk,
    duties,
  };
}

function leftBehindOf({ birthDate, people }: FileRow, today: string): unknown {
  const parents = people
    .filter(({ relationship }) => relationship === 'father')
    .map(({ relationship, awaySince, unableToCare, deceased }) => ({
      relation: relationship as ParentRelationship,
      awaySince,
      unableToCare,
      deceased,
    }));
  const { education, civilAffairs } = leftBehind({ birthDate, parents }, today);
  return { education, civilAffairs };
}
