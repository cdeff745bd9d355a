import { IN_EMERGENCY } from '../../platform/access/emergency.js';

/**
 * The columns of a talk, its record under `r` and its child under `s`. What was said is read only where a talk is opened: `words` false
 * leaves it in the database.
 */
const columns = (
  words: boolean,
): string => `r.id, r.entry_id AS "entryId", r.student_id AS "studentId", s.name AS "studentName", s.class_id AS "classId",
  (SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = s.class_id) AS class,
  r.author_id AS "authorId", (SELECT p.name FROM staff p WHERE p.school_id = $1 AND p.id = r.author_id) AS "authorName",
  r.held_on AS "heldOn", r.typed_at AS "typedAt", r.version, r.reached, ${words ? 'r.details' : `r.details - 'summary'`} AS details,
  r.concern, r.concern_taken_at AS "concernTakenAt",
  (SELECT p.name FROM staff p WHERE p.school_id = $1 AND p.id = r.concern_taken_by) AS "concernTakenByName",
  r.follow_up_on AS "followUpOn", ${words ? 'r.follow_up_text' : 'NULL'} AS "followUpText", r.follow_up_done_at AS "followUpDoneAt",
  r.voided_at AS "voidedAt", (SELECT p.name FROM staff p WHERE p.school_id = $1 AND p.id = r.voided_by) AS "voidedByName",
  r.void_reason AS "voidReason", ${words ? 'r.void_text' : 'NULL'} AS "voidText",
  ${
    words
      ? `(SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'at', a.added_at, 'by', p.name, 'text', a.text) ORDER BY a.added_at, a.id), '[]')
            FROM care_record_addenda a JOIN staff p ON p.school_id = $1 AND p.id = a.author_id
           WHERE a.school_id = $1 AND a.record_id = r.id)`
      : 'NULL'
  } AS addenda`;

/**
 * Which talks the viewer sees, as {@link talkReachValues} gives it, beginning with parameter `at`: those of children a permission reaches; and their
 * own, as long as they have headed the child's class at any time in the last 30 days. So a former head teacher keeps own entries for 30 days.
 */
const visibleFrom = (at: number): string => {
  const [all, classes, own, viewer, today] = [0, 1, 2, 3, 4].map((after) => `$${at + after}`);
  return `(${all}::boolean OR s.class_id = ANY(${classes}::uuid[]) OR (${own}::boolean AND r.author_id = ${viewer}::uuid AND EXISTS (
    SELECT 1 FROM class_memberships m JOIN class_assignments a ON a.school_id = $1 AND a.class_id = m.class_id
     WHERE m.school_id = $1 AND m.student_id = r.student_id AND a.staff_id = ${viewer} AND a.role IN ('headTeacher', 'deputy')
       AND greatest(m.from_on, a.from_on) <= least(m.to_on, a.to_on, ${today}::date)
       AND coalesce(least(m.to_on, a.to_on), ${today}) >= ${today} - 30)))`;
};
const VISIBLE = visibleFrom(2);

/** How many parameters {@link VISIBLE} and the school take. */
const REACH = 6;
const after = (parameter: number): string => `$${REACH + parameter}`;

/** One talk (`$7`) with what was said, for acts that leave a row of their own. */
export const TALK = {
  name: 'talk',
  text: `SELECT ${columns(true)} FROM care_records r JOIN students s ON s.school_id = $1 AND s.id = r.student_id
    WHERE r.school_id = $1 AND r.id = ${after(1)} AND r.kind = 'talk' AND ${VISIBLE}`,
};

/** Opening a talk (`$7`) leaves a row in the access log: whoever sees none, leaves none. `$8`–`$10`: the row's id, instant and request. */
export const OPEN_TALK = {
  name: 'open-talk',
  text: `WITH opened AS (
      SELECT ${columns(true)} FROM care_records r JOIN students s ON s.school_id = $1 AND s.id = r.student_id
       WHERE r.school_id = $1 AND r.id = ${after(1)} AND r.kind = 'talk' AND ${VISIBLE}
    ), logged AS (
      INSERT INTO audit_entries (school_id, id, at, actor_id, act, student_id, subject_id, request_id)
      SELECT $1, ${after(2)}::uuid, ${after(3)}::timestamptz, $5, 'talk.opened', o."studentId", o.id, ${after(4)}::uuid FROM opened o
    )
    SELECT * FROM opened`,
};

/** One page of talks, newest first; lists leave no row, and show nothing of what was said. */
export const TALKS = {
  name: 'talks',
  text: `SELECT ${columns(false)} FROM care_records r JOIN students s ON s.school_id = $1 AND s.id = r.student_id
    WHERE r.school_id = $1 AND r.kind = 'talk' AND ${VISIBLE}
      AND (${after(1)}::date IS NULL OR r.held_on >= ${after(1)}) AND (${after(2)}::date IS NULL OR r.held_on <= ${after(2)})
      AND (${after(3)}::uuid IS NULL OR s.class_id = ${after(3)})
      AND (${after(4)}::uuid IS NULL OR r.student_id = ${after(4)})
      AND (${after(5)}::uuid IS NULL OR r.author_id = ${after(5)})
      AND (${after(6)}::date IS NULL OR (r.held_on, r.id) < (${after(6)}, ${after(7)}::uuid))
    ORDER BY r.held_on DESC, r.id DESC LIMIT ${after(8)}`,
};

/** The newest talk with the child `s` of another statement that reached it and is not void; the reach begins with parameter `at`. */
export const lastTalkFrom = (
  at: number,
): string => `(SELECT jsonb_build_object('id', r.id, 'heldOn', r.held_on, 'by', p.name)
      FROM care_records r JOIN staff p ON p.school_id = $1 AND p.id = r.author_id
     WHERE r.school_id = $1 AND r.student_id = s.id AND r.kind = 'talk' AND r.reached AND r.voided_at IS NULL AND ${visibleFrom(at)}
     ORDER BY r.held_on DESC, r.id DESC LIMIT 1)`;

/**
 * A new entry for one child (`$2`, in the reach `$3` `$4`), its row in the access log (`$18`, `$19`: its id and request) and what the answer shows
 * beside the words, in one statement that is all or nothing. Nothing is kept where the child is not visible, where `$5` says that what was sent
 * cannot be so, where the talk was before the child was born, or where there is an entry under this id (`$6`) already.
 */
export const RECORD_TALK = {
  name: 'talk-record',
  text: `WITH child AS (
      SELECT s.id, s.name, s.class_id, s.birth_date FROM students s WHERE s.school_id = $1 AND s.id = $2::uuid AND ($3::boolean OR s.class_id = ANY($4::uuid[]))
    ), added AS (
      INSERT INTO care_records (school_id, id, entry_id, kind, student_id, author_id, held_on, typed_at, reached, level, audience, details, concern,
                                follow_up_on, follow_up_text, body_hash)
      SELECT $1, $6::uuid, $6, 'talk', c.id, $7::uuid, $8::date, $9::timestamptz, $10::boolean, $11, $12, $13::jsonb, $14, $15::date, $16, $17::bytea
        FROM child c
       WHERE $5::boolean AND (c.birth_date IS NULL OR c.birth_date <= $8)
         AND NOT EXISTS (SELECT FROM care_records r WHERE r.school_id = $1 AND r.entry_id = $6)
      ON CONFLICT DO NOTHING RETURNING id, student_id
    ), logged AS (
      INSERT INTO audit_entries (school_id, id, at, actor_id, act, student_id, subject_id, request_id)
      SELECT $1, $18::uuid, $9, $7, 'talk.recorded', a.student_id, a.id, $19::uuid FROM added a
    )
    SELECT c.id, c.name, c.class_id AS "classId", c.birth_date AS "birthDate", EXISTS (SELECT FROM added) AS added,
           (SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = c.class_id) AS class
      FROM child c`,
};

/** Every item of one entry (`$2`), whoever wrote it, with what tells the same entry from another under its id. */
export const ENTRY = {
  name: 'talk-entry',
  text: `SELECT ${columns(true)}, r.body_hash AS "bodyHash" FROM care_records r JOIN students s ON s.school_id = $1 AND s.id = r.student_id
    WHERE r.school_id = $1 AND r.entry_id = $2`,
};

/**
 * One page of everything that was done for a child (`$4`), newest first. Opening the timeline leaves a row in the access log (`$5`–`$8`: its
 * id, instant, actor and request). A visible child without records answers one row with no record in it; no row: not visible.
 */
const openTimeline = (reason: string | null): string => `WITH child AS (
      SELECT s.id, s.name, s.class_id FROM students s WHERE s.school_id = $1 AND s.id = $4::uuid AND ($2::boolean OR s.class_id = ANY($3::uuid[]))
    ), logged AS (
      INSERT INTO audit_entries (school_id, id, at, actor_id, act, student_id, subject_id, reason, request_id)
      SELECT $1, $5::uuid, $6::timestamptz, $7::uuid, 'timeline.opened', c.id, c.id, ${reason === null ? 'NULL' : `'${reason}'`}, $8::uuid FROM child c
    )
    SELECT t.* FROM child s LEFT JOIN LATERAL (
      SELECT r.kind, ${columns(true)} FROM care_records r
       WHERE r.school_id = $1 AND r.student_id = s.id AND ($9::text[] IS NULL OR r.kind = ANY($9))
         AND ($10::date IS NULL OR (r.held_on, r.id) < ($10, $11::uuid))
       ORDER BY r.held_on DESC, r.id DESC LIMIT $12) t ON true
     ORDER BY t."heldOn" DESC, t.id DESC`;

export const OPEN_TIMELINE = { name: 'open-timeline', text: openTimeline(null) };

/** The same for somebody who has the child's talks open in an emergency; the access log says so. */
export const OPEN_TIMELINE_IN_EMERGENCY = { name: 'open-timeline-in-emergency', text: openTimeline(IN_EMERGENCY) };

/** Urgent concerns nobody has taken yet, newest first, of the children a permission reaches (`$2`, `$3`). */
export const URGENT_CONCERNS = {
  name: 'urgent-concerns',
  text: `SELECT r.id AS "talkId", r.student_id AS "studentId", s.name AS "studentName", r.held_on AS "heldOn", r.version, r.details->>'summary' AS summary,
      (SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = s.class_id) AS class,
      jsonb_build_object('id', p.id, 'name', p.name) AS by
    FROM care_records r JOIN students s ON s.school_id = $1 AND s.id = r.student_id JOIN staff p ON p.school_id = $1 AND p.id = r.author_id
   WHERE r.school_id = $1 AND r.concern = 'urgent' AND r.concern_taken_at IS NULL AND r.voided_at IS NULL
     AND ($2::boolean OR s.class_id = ANY($3::uuid[])) AND ($4::date IS NULL OR (r.held_on, r.id) < ($4, $5::uuid))
   ORDER BY r.held_on DESC, r.id DESC LIMIT $6`,
};

/** What somebody (`$4`) promised children still in their care (`$2`, `$3`), for a day up to `$5`, and has not done; the oldest first. */
export const FOLLOW_UPS = {
  name: 'follow-ups',
  text: `SELECT r.id AS "talkId", r.student_id AS "studentId", s.name AS "studentName", r.follow_up_on AS "on", r.follow_up_text AS text, r.version,
      (SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = s.class_id) AS class
    FROM care_records r JOIN students s ON s.school_id = $1 AND s.id = r.student_id
   WHERE r.school_id = $1 AND r.author_id = $4 AND r.follow_up_on IS NOT NULL AND r.follow_up_done_at IS NULL AND r.voided_at IS NULL
     AND r.follow_up_on <= $5::date AND ($2::boolean OR s.class_id = ANY($3::uuid[]))
   ORDER BY r.follow_up_on, r.id LIMIT $6`,
};
