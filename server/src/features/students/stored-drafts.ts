import type { CategoryCode, Day, RelationshipCode, SexCode } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import { CARD_PEOPLE, CARD_PHONES, cardOf, type CardParts } from './card-store.js';
import { FORMER_NUMBERS } from './former-numbers.js';
import type { StoredDraft } from './student-draft.js';

/** What tells one child of the school from another. */
export interface StudentIdentity {
  readonly id: string;
  readonly idNumber: string | null;
  readonly studentNumber: string | null;
  readonly name: string;
  readonly birthDate: Day | null;
  readonly sex: SexCode;
  /** Numbers the child had before and is still meant by. */
  readonly formerNumbers: readonly string[];
}

const SAME_CHILD = {
  name: 'students-same-child',
  text: `SELECT id, id_number AS "idNumber", student_number AS "studentNumber", name, birth_date AS "birthDate", sex,
    ${FORMER_NUMBERS} AS "formerNumbers" FROM students s
    WHERE school_id = $1 AND ($2::uuid IS NULL OR id > $2::uuid) ORDER BY id LIMIT $3`,
};
/** So many are read at a time; between them other requests have their turn. */
const CHILDREN_A_PAGE = 1_000;

/** Every child of the school by what tells it from others; for finding the same child in a ledger. */
export async function schoolIdentities(tx: Tx): Promise<StudentIdentity[]> {
  const all: StudentIdentity[] = [];
  for (;;) {
    const page = await tx.query<StudentIdentity>(SAME_CHILD, [
      tx.viewer.schoolId,
      all.at(-1)?.id ?? null,
      CHILDREN_A_PAGE,
    ]);
    for (const child of page) all.push(child);
    if (page.length < CHILDREN_A_PAGE) return all;
  }
}

const DRAFTS = `SELECT s.id, s.name, s.sex, s.birth_date AS "birthDate", s.id_number AS "idNumber", s.student_number AS "studentNumber", s.class_id AS "classId",
    ${FORMER_NUMBERS} AS "formerNumbers", f.opened_on AS "openedOn", f.remark, c.address, c.village,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('code', k.code, 'from', k.from_on, 'basis', k.basis) ORDER BY k.from_on, k.code), '[]')
       FROM care_categories k WHERE k.school_id = $1 AND k.student_id = s.id AND k.to_on IS NULL) AS categories,
    ${CARD_PHONES} AS phones, ${CARD_PEOPLE} AS people
  FROM students s
  LEFT JOIN care_files f ON f.school_id = s.school_id AND f.student_id = s.id
  LEFT JOIN contact_cards c ON c.school_id = s.school_id AND c.student_id = s.id
 WHERE s.school_id = $1 AND s.id = ANY($2::uuid[])`;

interface DraftRow extends CardParts, StudentIdentity {
  classId: string | null;
  openedOn: Day | null;
  remark: string | null;
  address: string | null;
  village: string | null;
  categories: { code: CategoryCode; from: Day; basis: string | null }[];
}

/**
 * Stored children in the shape of drafts, so that a ledger's row and what is known stand side by side. Asks nobody's permission.
 * @returns one for each id that exists, in no particular order; only categories that are not over
 */
export async function draftOf(tx: Tx, ids: readonly string[]): Promise<StoredDraft[]> {
  const rows = await tx.query<DraftRow>(DRAFTS, [tx.viewer.schoolId, ids]);
  return rows.map(({ phones, people, address, village, openedOn, ...row }) => {
    const card = cardOf(address, village, { phones, people });
    return {
      ...row,
      openedOn: openedOn ?? tx.viewer.today,
      card: {
        ...card,
        guardians: card.guardians.map((person) => ({
          ...person,
          relationship: person.relationship as RelationshipCode,
        })),
      },
    };
  });
}
