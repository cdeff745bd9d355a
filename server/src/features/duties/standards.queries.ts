import { ASSIGNEE, dutySet } from './duty-set.js';

const RULE = `coalesce(s.first_id, s.id)`;

/** Every version of every rule of a school that holds, held or will hold; the columns are those of `Standard`. */
const VERSION = `s.id, ${RULE} AS "ruleId", s.version, s.code, s.every, s.who, s.categories, s.urgencies, s.asks_in_holidays AS "asksInHolidays",
      CASE WHEN s.window_part <> 'whole' THEN jsonb_build_object('kind', s.window_part, 'days', s.window_days) END AS part,
      s.grace_days AS "graceDays", s.from_on AS "from", s.to_on AS "to", min(s.from_on) OVER rule AS "ruleFrom",
      CASE WHEN NOT bool_or(s.to_on IS NULL) OVER rule THEN max(s.to_on) OVER rule END AS "ruleTo"`;
const OF_SCHOOL = `s.school_id = $1 AND s.withdrawn_at IS NULL WINDOW rule AS (PARTITION BY ${RULE})
   ORDER BY s.every, s.code, s.from_on, s.id LIMIT 200`;

/** The standards of a school, those of every month first. */
export const STANDARDS = {
  name: 'care-standards',
  text: `SELECT ${VERSION} FROM care_standards s WHERE ${OF_SCHOOL}`,
};

/** The same with who set them up. */
export const STANDARDS_SHOWN = {
  name: 'care-standards-shown',
  text: `SELECT ${VERSION}, s.created_at AS "createdAt", CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'name', p.name) END AS "createdBy"
    FROM care_standards s LEFT JOIN staff p ON p.school_id = s.school_id AND p.id = s.created_by WHERE ${OF_SCHOOL}`,
};

/** Standards of a school are changed one after the other: two rules must not come to ask for the same thing at the same time. */
export const HOLD_STANDARDS = `SELECT pg_advisory_xact_lock(hashtextextended('care standards of ' || $1::text, 0))`;

/** How many children a preview names. */
export const PREVIEW_NAMES = 50;

const CLASS_OF = (row: string): string =>
  `(SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = ${row}.class_id)`;
const named = (
  rows: string,
): string => `(SELECT coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name, 'class', ${CLASS_OF('n')}) ORDER BY n.sort_key, n.id), '[]')
    FROM (SELECT * FROM ${rows} ORDER BY sort_key, id LIMIT ${PREVIEW_NAMES}) n)`;

/**
 * Who becomes due: the first window (position 0) is that of the new sentence, the second (1) that of the rule as it stands, the others
 * those of other rules of the same kind at the same time.
 */
export const STANDARD_PREVIEW = {
  name: 'care-standard-preview',
  text: `${dutySet('school')}, asked AS MATERIALIZED (
    SELECT d.id, d.name, d.sort_key, d.class_id, d.as_of, d.position FROM duties d WHERE d.status <> 'exempt'
  ), new AS (SELECT * FROM asked WHERE position = 0
  ), old AS (SELECT * FROM asked WHERE position = 1
  ), added AS (SELECT n.* FROM new n WHERE NOT EXISTS (SELECT FROM old o WHERE o.id = n.id)
  ), removed AS (SELECT o.* FROM old o WHERE NOT EXISTS (SELECT FROM new n WHERE n.id = o.id)
  ), by_class AS (
    SELECT d.class_id, max(d.as_of) AS as_of, count(*) FILTER (WHERE d.position = 0)::int AS expected, count(*) FILTER (WHERE d.position = 1)::int AS before
      FROM asked d WHERE d.position IN (0, 1) GROUP BY d.class_id
  )
  SELECT (SELECT count(*)::int FROM new) AS expected,
         (SELECT count(*)::int FROM duties d WHERE d.position = 0 AND d.status = 'exempt') AS exempt,
         (SELECT count(*)::int FROM old) AS before,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('class', ${CLASS_OF('d')}, 'expected', d.expected, 'before', d.before,
            'headTeacher', (SELECT p.name FROM staff p WHERE p.school_id = $1 AND p.id = ${ASSIGNEE}))), '[]') FROM by_class d) AS "byClass",
         (SELECT count(*)::int FROM added) AS "addedTotal", ${named('added')} AS added,
         (SELECT count(*)::int FROM removed) AS "removedTotal", ${named('removed')} AS removed,
         (SELECT count(*)::int FROM new n WHERE EXISTS (SELECT FROM asked a WHERE a.id = n.id AND a.position > 1)) AS several`,
};
