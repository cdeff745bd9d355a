/** The classes of a school with how many children sit in them, and how many care files of theirs go on. */
export const CLASSES = {
  name: 'rollover-classes',
  text: `SELECT c.id, c.stage, c.entry_year AS "entryYear", c.number, coalesce(k.pupils, 0)::int AS pupils, coalesce(k.files, 0)::int AS files,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) ORDER BY p.name), '[]')
         FROM class_assignments a JOIN staff p ON p.school_id = a.school_id AND p.id = a.staff_id
        WHERE a.school_id = $1 AND a.class_id = c.id AND a.role = 'headTeacher' AND a.from_on <= $2 AND (a.to_on IS NULL OR a.to_on >= $2)) AS heads
    FROM classes c
    LEFT JOIN (SELECT s.class_id, count(*) AS pupils, count(*) FILTER (WHERE s.care_status IN ('open', 'paused')) AS files
                 FROM students s JOIN class_memberships m ON m.school_id = s.school_id AND m.student_id = s.id AND m.class_id = s.class_id AND m.to_on IS NULL
                WHERE s.school_id = $1 GROUP BY s.class_id) k ON k.class_id = c.id
   WHERE c.school_id = $1 ORDER BY c.stage DESC, c.entry_year DESC, c.number`,
};

/** Rollovers, newest first; a school has one a year. */
export const ROLLOVERS = {
  name: 'rollovers',
  text: `SELECT r.id, r.to_year AS "toYear", r.run_at AS "runAt", r.undone_at AS "undoneAt", r.counts, jsonb_build_object('id', p.id, 'name', p.name) AS "runBy"
    FROM rollovers r JOIN staff p ON p.school_id = r.school_id AND p.id = r.run_by
   WHERE r.school_id = $1 ORDER BY r.run_at DESC, r.id DESC LIMIT 50`,
};

/** How many assignments to these classes are still running. */
export const RUNNING_ASSIGNMENTS = {
  name: 'rollover-assignments',
  text: `SELECT count(*)::int AS count FROM class_assignments a
   WHERE a.school_id = $1 AND a.class_id = ANY($2::uuid[]) AND (a.to_on IS NULL OR a.to_on > $3::date)`,
};

/** Two people of one school never step into a year, or change its terms, at once. */
export const LOCK_SCHOOL = `SELECT 1 FROM schools WHERE school_id = $1 FOR UPDATE`;

/** The children of these classes, locked in one order like every act on children. */
export const LOCK_CHILDREN = `SELECT s.id, s.class_id AS "classId" FROM students s WHERE s.school_id = $1 AND s.class_id = ANY($2::uuid[])
  ORDER BY s.id FOR NO KEY UPDATE OF s`;

/** The files that end with their class, and the day each ends: never before its last period began. */
export const FILES_TO_CLOSE = `SELECT f.id, f.student_id AS "studentId", f.version, f.status,
    greatest($3::date, (SELECT max(p.from_on) FROM care_file_periods p WHERE p.school_id = $1 AND p.student_id = f.student_id)) AS "fromOn"
  FROM care_files f WHERE f.school_id = $1 AND f.student_id = ANY($2::uuid[]) AND f.status IN ('open', 'paused') ORDER BY f.student_id FOR UPDATE OF f`;

/** Gives files another status, each with its period; $3 ids, $4 statuses, $5 period ids, $6 first days, $7 reason code, $8 who, $9 when. */
export const SET_FILES = `WITH wanted AS (
    SELECT * FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::date[]) AS w (id, student_id, status, period_id, from_on)
  ), changed AS (
    UPDATE care_files f SET status = w.status, version = f.version + 1 FROM wanted w WHERE f.school_id = $1 AND f.id = w.id RETURNING f.id
  )
  INSERT INTO care_file_periods (school_id, id, student_id, status, from_on, reason_code, changed_by, changed_at)
  SELECT $1, w.period_id, w.student_id, w.status, w.from_on, $7, $8, $9 FROM wanted w WHERE w.id IN (SELECT id FROM changed)`;

/** A row in the access log for each child, as if each had been changed alone. */
export const TRACE_FILES = `INSERT INTO audit_entries (school_id, id, at, actor_id, act, student_id, subject_id, reason, request_id)
  SELECT $1, t.id, $5, $6, 'careFile.changed', t.student_id, t.file_id, $7, $8 FROM unnest($2::uuid[], $3::uuid[], $4::uuid[]) AS t (id, student_id, file_id)`;

export const END_MEMBERSHIPS = `UPDATE class_memberships m SET to_on = greatest($3::date, m.from_on)
  WHERE m.school_id = $1 AND m.class_id = ANY($2::uuid[]) AND m.to_on IS NULL RETURNING m.id`;

export const ASSIGNMENTS_TO_END = `SELECT a.id, a.to_on AS "toOn" FROM class_assignments a
  WHERE a.school_id = $1 AND a.class_id = ANY($2::uuid[]) AND (a.to_on IS NULL OR a.to_on > $3::date) ORDER BY a.id FOR UPDATE`;
export const END_ASSIGNMENTS = `UPDATE class_assignments a SET to_on = greatest($3::date, a.from_on) WHERE a.school_id = $1 AND a.id = ANY($2::uuid[])`;

export const LEAVE_CLASS = `UPDATE students s SET class_id = NULL, version = s.version + 1 WHERE s.school_id = $1 AND s.id = ANY($2::uuid[])`;

/** What has been touched since, by kind; nothing here is true while the rollover can still be taken back. */
export const TOUCHED = `SELECT
    EXISTS (SELECT 1 FROM unnest($2::uuid[], $3::int[]) AS w (id, version) LEFT JOIN care_files f ON f.school_id = $1 AND f.id = w.id
             WHERE f.id IS NULL OR f.version <> w.version + 1 OR f.status <> 'closed') AS files,
    EXISTS (SELECT 1 FROM terms t WHERE t.school_id = $1 AND t.id = ANY($4::uuid[]) AND t.version <> 1)
      OR (SELECT count(*) FROM terms t WHERE t.school_id = $1 AND t.id = ANY($4::uuid[])) <> cardinality($4::uuid[]) AS terms,
    EXISTS (SELECT 1 FROM students s WHERE s.school_id = $1 AND s.class_id = ANY($5::uuid[]))
      OR EXISTS (SELECT 1 FROM class_memberships m WHERE m.school_id = $1 AND m.class_id = ANY($5::uuid[]))
      OR EXISTS (SELECT 1 FROM class_assignments a WHERE a.school_id = $1 AND a.class_id = ANY($5::uuid[])) AS classes,
    EXISTS (SELECT 1 FROM class_assignments a WHERE a.school_id = $1 AND a.id = ANY($6::uuid[]) AND a.to_on IS DISTINCT FROM greatest($7::date, a.from_on)) AS assignments,
    EXISTS (SELECT 1 FROM class_memberships m JOIN class_memberships later ON later.school_id = m.school_id AND later.student_id = m.student_id AND later.id <> m.id
             AND (later.to_on IS NULL OR later.from_on > m.to_on) WHERE m.school_id = $1 AND m.id = ANY($8::uuid[])) AS memberships`;

export const REOPEN_MEMBERSHIPS = `UPDATE class_memberships m SET to_on = NULL WHERE m.school_id = $1 AND m.id = ANY($2::uuid[])`;
export const REOPEN_ASSIGNMENTS = `UPDATE class_assignments a SET to_on = w.to_on FROM unnest($2::uuid[], $3::date[]) AS w (id, to_on) WHERE a.school_id = $1 AND a.id = w.id`;
export const BACK_TO_CLASS = `UPDATE students s SET class_id = w.class_id, version = s.version + 1
  FROM unnest($2::uuid[], $3::uuid[]) AS w (id, class_id) WHERE s.school_id = $1 AND s.id = w.id`;
export const REMOVE_TERMS = `DELETE FROM terms t WHERE t.school_id = $1 AND t.id = ANY($2::uuid[])`;
export const REMOVE_CLASSES = `DELETE FROM classes c WHERE c.school_id = $1 AND c.id = ANY($2::uuid[])`;
