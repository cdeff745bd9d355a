/**
 * Pairs of children of a school who may be one, each pair once: the same name and birth date, the same name where one birth date is unknown, an ID number that
 * stands in the other's student number, names that sound alike on one birth date, and brothers and sisters born on one day, who most likely are twins.
 * Who has been said to be two is left out. $1 the school.
 */
export const CANDIDATES = {
  name: 'merge-candidates',
  text: `WITH pairs AS (
      SELECT a.id AS one, b.id AS other, 'sameNameAndBirth' AS likeness, 1 AS rank FROM students a
        JOIN students b ON b.school_id = $1 AND b.name = a.name AND b.birth_date = a.birth_date AND b.id > a.id WHERE a.school_id = $1
      UNION ALL
      SELECT a.id, b.id, 'sameNumber', 0 FROM students a
        JOIN students b ON b.school_id = $1 AND b.student_number = 'G' || a.id_number AND b.id <> a.id WHERE a.school_id = $1
      UNION ALL
      SELECT a.id, b.id, 'sameName', 3 FROM students a
        JOIN students b ON b.school_id = $1 AND b.name = a.name AND b.sex = a.sex AND b.id > a.id AND (a.birth_date IS NULL OR b.birth_date IS NULL) WHERE a.school_id = $1
      UNION ALL
      SELECT a.id, b.id, 'similarName', 2 FROM students a
        JOIN student_keys k ON k.school_id = $1 AND k.student_id = a.id AND k.kind = 'pinyin'
        JOIN student_keys l ON l.school_id = $1 AND l.kind = 'pinyin' AND l.key = k.key AND l.student_id > a.id
        JOIN students b ON b.school_id = $1 AND b.id = l.student_id AND b.birth_date = a.birth_date AND b.sex = a.sex AND b.name <> a.name WHERE a.school_id = $1
      UNION ALL
      SELECT a.id, b.id, 'bornTogether', 4 FROM students a
        JOIN phones p ON p.school_id = $1 AND p.student_id = a.id AND p.removed_at IS NULL
        JOIN phones q ON q.school_id = $1 AND q.number = p.number AND q.student_id > a.id AND q.removed_at IS NULL
        JOIN students b ON b.school_id = $1 AND b.id = q.student_id AND b.birth_date = a.birth_date AND b.name <> a.name WHERE a.school_id = $1
    ), found AS (
      SELECT DISTINCT ON (least(one, other), greatest(one, other)) least(one, other) AS one, greatest(one, other) AS other, likeness, rank FROM pairs
       ORDER BY least(one, other), greatest(one, other), rank
    )
    SELECT f.likeness, jsonb_build_object('id', a.id, 'name', a.name, 'classId', a.class_id, 'birthDate', a.birth_date, 'careStatus', a.care_status) AS one,
      jsonb_build_object('id', b.id, 'name', b.name, 'classId', b.class_id, 'birthDate', b.birth_date, 'careStatus', b.care_status) AS other,
      (a.id_number IS NOT NULL AND b.id_number IS NOT NULL) OR f.likeness = 'bornTogether' AS "maybeTwins"
      FROM found f JOIN students a ON a.school_id = $1 AND a.id = f.one JOIN students b ON b.school_id = $1 AND b.id = f.other
     WHERE NOT EXISTS (SELECT 1 FROM different_children d WHERE d.school_id = $1 AND d.one_id = f.one AND d.other_id = f.other)
     ORDER BY f.rank, a.sort_key, f.one, f.other LIMIT 101`,
};

/** What the classes of some children are called. */
export const CLASSES = {
  name: 'merge-classes',
  text: `SELECT c.id, c.stage, c.entry_year AS "entryYear", c.number FROM classes c WHERE c.school_id = $1 AND c.id = ANY($2::uuid[])`,
};

/** The two children side by side, with how much hangs on each; inside the act that looks at them. $2 their ids. */
export const SIDES = `SELECT s.id, s.version, s.name, s.sex, s.birth_date AS "birthDate", s.id_number AS "idNumber", s.student_number AS "studentNumber",
    s.class_id AS "classId", s.care_status AS "careStatus", f.opened_on AS "openedOn", f.urgency, f.urgency_review_on AS "reviewOn", c.version AS "cardVersion",
    (SELECT coalesce(jsonb_agg(DISTINCT k.code), '[]') FROM care_categories k WHERE k.school_id = $1 AND k.student_id = s.id AND k.to_on IS NULL) AS categories,
    (SELECT count(*)::int FROM care_records r WHERE r.school_id = $1 AND r.student_id = s.id AND r.voided_at IS NULL) AS records,
    (SELECT count(*)::int FROM attachments t WHERE t.school_id = $1 AND t.student_id = s.id AND t.removed_at IS NULL) AS attachments
  FROM students s LEFT JOIN care_files f ON f.school_id = s.school_id AND f.student_id = s.id
  LEFT JOIN contact_cards c ON c.school_id = s.school_id AND c.student_id = s.id
 WHERE s.school_id = $1 AND s.id = ANY($2::uuid[])`;

/** Merges of a school, the newest first. */
export const MERGES = {
  name: 'merges',
  text: `SELECT m.id, m.merged_at AS "mergedAt", m.undone_at AS "undoneAt", m.reason, jsonb_build_object('id', p.id, 'name', p.name) AS "mergedBy",
      jsonb_build_object('id', s.id, 'name', s.name, 'classId', s.class_id) AS kept, m.changes->'rows'->'student'->>'name' AS "mergedName"
    FROM merges m JOIN staff p ON p.school_id = m.school_id AND p.id = m.merged_by JOIN students s ON s.school_id = m.school_id AND s.id = m.kept_id
   WHERE m.school_id = $1 ORDER BY m.merged_at DESC, m.id DESC LIMIT 50`,
};

/** People and phones of the file that went stay in the history of the one that stays, off the card; taken back they stand on their own card again. */
export const TAKE_OFF = (table: 'guardians' | 'phones') =>
  `UPDATE ${table} t SET removed_at = $3 WHERE t.school_id = $1 AND t.id = ANY($2::uuid[])`;
