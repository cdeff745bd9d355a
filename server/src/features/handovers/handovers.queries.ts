/**
 * The head teachers' assignments that end, as far as the viewer may know of them: $1 school, $2 whether all of the school, $3 the classes headed,
 * $4 who asks, $5 today. The former head teacher keeps it for 30 days, everybody else finds it for a term.
 */
const SEEN = `h AS (
    SELECT a.id, a.class_id, a.staff_id, a.to_on, c.stage, c.entry_year, c.number, p.name, ($2::boolean OR a.class_id = ANY($3::uuid[])) AS whole
      FROM class_assignments a
      JOIN classes c ON c.school_id = a.school_id AND c.id = a.class_id
      JOIN staff p ON p.school_id = a.school_id AND p.id = a.staff_id
     WHERE a.school_id = $1 AND a.role = 'headTeacher' AND a.to_on IS NOT NULL AND a.to_on >= $5::date - 180
       AND ($2::boolean OR a.class_id = ANY($3::uuid[]) OR (a.staff_id = $4::uuid AND a.to_on >= $5::date - 30)))`;

/** The children concerned: those of the class today, or for the former head teacher those of the class on the last day. */
const CHILDREN = `SELECT s.id, s.name, s.sort_key FROM students s
     WHERE s.school_id = $1 AND s.care_status IN ('open', 'paused')
       AND CASE WHEN h.whole THEN s.class_id = h.class_id ELSE EXISTS (
         SELECT 1 FROM class_memberships m WHERE m.school_id = $1 AND m.student_id = s.id AND m.class_id = h.class_id
            AND m.from_on <= h.to_on AND (m.to_on IS NULL OR m.to_on >= h.to_on)) END`;

const COLUMNS = `h.id, h.class_id AS "classId", h.stage, h.entry_year AS "entryYear", h.number, h.to_on AS "lastOn", h.whole,
    jsonb_build_object('id', h.staff_id, 'name', h.name) AS "from",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) ORDER BY p.name), '[]')
       FROM class_assignments n JOIN staff p ON p.school_id = n.school_id AND p.id = n.staff_id
      WHERE n.school_id = $1 AND n.class_id = h.class_id AND n.role = 'headTeacher' AND n.id <> h.id AND n.from_on > h.to_on
        AND (n.to_on IS NULL OR n.to_on >= $5::date)) AS "to",
    (SELECT count(*)::int FROM (${CHILDREN}) k) AS children,
    (SELECT count(*)::int FROM handover_notes n WHERE n.school_id = $1 AND n.assignment_id = h.id AND n.words IS NOT NULL) AS notes,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('by', jsonb_build_object('id', p.id, 'name', p.name), 'at', k.acknowledged_at) ORDER BY k.acknowledged_at), '[]')
       FROM handover_acknowledgements k JOIN staff p ON p.school_id = k.school_id AND p.id = k.staff_id
      WHERE k.school_id = $1 AND k.assignment_id = h.id) AS acknowledged`;

/** Handovers, the newest first. */
export const HANDOVERS = {
  name: 'handovers',
  text: `WITH ${SEEN} SELECT ${COLUMNS} FROM h ORDER BY h.to_on DESC, h.id LIMIT 100`,
};

/** One of them inside an act: $6 its id. */
export const HANDOVER = { name: 'handover', text: `WITH ${SEEN} SELECT ${COLUMNS} FROM h WHERE h.id = $6::uuid` };

/**
 * The page of one handover: every child with what was promised, what is worrying and what the former head teacher wrote; each child's part leaves a row in
 * the access log in the same statement. $6 its id, $7 when, $8 the request, $9 the first day of the term or null.
 */
export const HANDOVER_CHILDREN = {
  name: 'handover-children',
  text: `WITH ${SEEN}, one AS (SELECT * FROM h WHERE h.id = $6::uuid),
    k AS (SELECT c.* FROM one h CROSS JOIN LATERAL (${CHILDREN}) c),
    logged AS (INSERT INTO audit_entries (school_id, id, at, actor_id, act, student_id, subject_id, request_id)
      SELECT $1, gen_random_uuid(), $7::timestamptz, $4::uuid, 'handover.opened', k.id, $6::uuid, $8::uuid FROM k)
    SELECT k.id, k.name,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('talkId', r.id, 'on', r.follow_up_on, 'text', r.follow_up_text,
          'by', jsonb_build_object('id', p.id, 'name', p.name)) ORDER BY r.follow_up_on, r.id), '[]')
         FROM care_records r JOIN staff p ON p.school_id = r.school_id AND p.id = r.author_id
        WHERE r.school_id = $1 AND r.student_id = k.id AND r.follow_up_on IS NOT NULL AND r.follow_up_done_at IS NULL AND r.voided_at IS NULL
          AND (one.whole OR r.author_id = $4::uuid)) AS promises,
      (SELECT jsonb_build_object('words', n.words, 'version', n.version, 'at', n.written_at) FROM handover_notes n
        WHERE n.school_id = $1 AND n.assignment_id = one.id AND n.student_id = k.id) AS note,
      CASE WHEN one.whole THEN (SELECT jsonb_build_object('concern', r.concern, 'heldOn', r.held_on) FROM care_records r
        WHERE r.school_id = $1 AND r.student_id = k.id AND r.concern <> 'none' AND r.voided_at IS NULL AND r.held_on >= $5::date - 90
        ORDER BY r.held_on DESC, r.id DESC LIMIT 1) END AS concern,
      CASE WHEN one.whole THEN (SELECT max(r.held_on) FROM care_records r
        WHERE r.school_id = $1 AND r.student_id = k.id AND r.kind = 'talk' AND r.reached AND r.voided_at IS NULL) END AS "lastTalkOn",
      NOT EXISTS (SELECT 1 FROM care_records r WHERE r.school_id = $1 AND r.student_id = k.id AND r.reached AND r.voided_at IS NULL) AS "neverCaredFor",
      coalesce((SELECT c.verified_on IS NULL OR c.verified_on < coalesce($9::date, c.verified_on) OR c.changed_at > c.verified_at
        FROM contact_cards c WHERE c.school_id = $1 AND c.student_id = k.id), true) AS "cardStale"
    FROM k CROSS JOIN one ORDER BY k.sort_key, k.id`,
};
