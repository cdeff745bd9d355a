import { ageOn, classLabel } from '@tongxin/shared';
import type { Asked } from './limit-server.js';

interface ListRow {
  id: string;
  name: string;
  sex: string;
  birthDate: string | null;
  classId: string | null;
  careStatus: string;
  careUrgency: string | null;
  spans: { code: string; from: string; to: string | null }[];
  village: string | null;
  stage: 'primary' | 'junior';
  entryYear: number;
  number: number;
}

const COLUMNS = `s.id, s.name, s.sex, s.birth_date AS "birthDate", s.class_id AS "classId", s.care_status AS "careStatus", s.care_urgency AS "careUrgency",
  s.category_spans AS spans, s.village, k.stage, k.entry_year AS "entryYear", k.number`;
const list = (condition: string): string => `SELECT ${COLUMNS}
    FROM students s LEFT JOIN classes k ON k.school_id = s.school_id AND k.id = s.class_id
   WHERE s.school_id = $1 AND s.care_status IS NOT NULL ${condition} ORDER BY s.sort_key, s.id LIMIT $2`;
const WHOLE = { name: 'list', text: list('') };
const BY_CHARACTER = {
  name: 'list-character',
  text: list(
    `AND s.id IN (SELECT g.student_id FROM student_keys g WHERE g.school_id = $1 AND g.kind = 'gram' AND g.key = $3)`,
  ),
};
const BY_LETTERS = {
  name: 'list-letters',
  text: list(
    `AND s.id IN (SELECT g.student_id FROM student_keys g WHERE g.school_id = $1 AND g.kind IN ('pinyin', 'initials') AND g.key >= $3 AND g.key < $3 || '{')`,
  ),
};

/** w1: a page of children, or of those whose name has a character or begins with letters. */
export async function answerList({ pool, schoolId, today, body }: Asked): Promise<unknown> {
  const { query, limit } = body as { query?: string; limit: number };
  const statement = query === undefined ? WHOLE : /[a-z]/.test(query) ? BY_LETTERS : BY_CHARACTER;
  const { rows } = await pool.query<ListRow>({
    ...statement,
    values: query === undefined ? [schoolId, limit + 1] : [schoolId, limit + 1, query],
  });
  const year = schoolYearOf(today);
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    name: row.name,
    sex: row.sex,
    age: row.birthDate === null ? null : ageOn(row.birthDate, today),
    birthMonth:
      row.birthDate !== null &&
      rows.some((other) => other !== row && other.name === row.name && other.classId === row.classId)
        ? row.birthDate.slice(0, 7)
        : null,
    class: row.classId === null ? null : classOf(row.classId, row, year),
    categories: row.spans.filter((span) => isCurrent(span, today)).map(({ code }) => code),
    needsLearningSupport: row.spans.some((span) => span.code === 'learningDifficulty' && isCurrent(span, today)),
    status: row.careStatus,
    urgency: row.careUrgency,
    village: row.village,
  }));
  return { items, nextCursor: rows.length > limit ? cursorOf([items.at(-1)!.id]) : null };
}

const isCurrent = ({ from, to }: { from: string; to: string | null }, today: string): boolean =>
  from <= today && (to === null || to >= today);

export function classOf(
  id: string,
  facts: { stage: 'primary' | 'junior'; entryYear: number; number: number },
  year: number,
): unknown {
  const cohort = { stage: facts.stage, entryYear: facts.entryYear, number: facts.number, system: '63' } as const;
  return { id, label: classLabel(cohort, year, 'zh-CN'), labelEn: classLabel(cohort, year, 'en') };
}

/** In the world of the bench the school year always begins on the first of September. */
export function schoolYearOf(today: string): number {
  return Number(today.slice(0, 4)) - (today.slice(5, 7) < '09' ? 1 : 0);
}

export const cursorOf = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');
