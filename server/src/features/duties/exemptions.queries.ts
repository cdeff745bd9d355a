import { TOTAL_CAP } from '../../platform/fields/page.js';

const person = (column: string): string =>
  `(SELECT jsonb_build_object('id', p.id, 'name', p.name) FROM staff p WHERE p.school_id = $1 AND p.id = e.${column})`;

/** It excuses from something on $4, today, or later. */
const CURRENT = `(e.to_on >= $4::date AND (e.ended_on IS NULL OR e.ended_on > $4))`;

/** An exemption under `e`, its child under `s`, the first version of its rule under `c`. */
const SHOWN = `'id', e.id, 'version', e.version, 'studentId', s.id, 'studentName', s.name, 'standardId', c.id, 'code', c.code, 'every', c.every,
    'from', e.from_on, 'to', e.to_on, 'endedOn', e.ended_on, 'current', ${CURRENT}, 'grantedBy', ${person('granted_by')}, 'grantedAt', e.granted_at,
    'class', (SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = s.class_id)`;

/** Children outside the reach ($2, $3) have no exemptions. */
const VISIBLE = `duty_exemptions e JOIN students s ON s.school_id = e.school_id AND s.id = e.student_id AND ($2::boolean OR s.class_id = ANY($3::uuid[]))
    JOIN care_standards c ON c.school_id = e.school_id AND c.id = e.standard_id WHERE e.school_id = $1`;

/** The newest first: $5 only this child, $6 only current ones, $7 how many, $8 the row the page begins after, $9 whether to count. */
export const EXEMPTIONS = {
  name: 'duty-exemptions',
  text: `WITH page AS (
    SELECT jsonb_build_object(${SHOWN}) AS row, e.granted_at, e.id FROM ${VISIBLE} AND ($5::uuid IS NULL OR e.student_id = $5) AND (NOT $6::boolean OR ${CURRENT})
       AND ($8::uuid IS NULL OR (e.granted_at, e.id) < ((SELECT l.granted_at FROM duty_exemptions l WHERE l.school_id = $1 AND l.id = $8), $8))
     ORDER BY e.granted_at DESC, e.id DESC LIMIT $7
  )
  SELECT (SELECT coalesce(jsonb_agg(page.row ORDER BY page.granted_at DESC, page.id DESC), '[]') FROM page) AS rows,
         CASE WHEN $9::boolean THEN (SELECT count(*)::int FROM (SELECT FROM ${VISIBLE} AND ($5::uuid IS NULL OR e.student_id = $5) AND (NOT $6::boolean OR ${CURRENT})
            LIMIT ${TOTAL_CAP + 1}) l) END AS total`,
};

/** One exemption ($5) with its reason; its opening leaves a row in the access log ($6 to $9: id, instant, actor, request). */
export const OPEN_EXEMPTION = {
  name: 'duty-exemption-open',
  text: `WITH opened AS (
    SELECT e.id, e.student_id, jsonb_build_object(${SHOWN}, 'reason', e.reason, 'endReason', e.end_reason, 'endedBy', ${person('ended_by')}, 'endedAt', e.ended_at) AS row
      FROM ${VISIBLE} AND e.id = $5::uuid
  ), logged AS (
    INSERT INTO audit_entries (school_id, id, at, actor_id, act, student_id, subject_id, request_id)
    SELECT $1, $6::uuid, $7::timestamptz, $8::uuid, 'exemption.opened', o.student_id, o.id, $9::uuid FROM opened o
  )
  SELECT o.row FROM opened o`,
};
