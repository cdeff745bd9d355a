/** An import as its summary shows it; `$1` the school, `$2` who asks: own imports, and of others only what is committed. */
const SUMMARY = `SELECT i.id, i.kind, i.status, i.version, i.created_at AS "createdAt", i.created_by AS "createdById", s.name AS "createdByName", i.file_name AS "fileName",
    i.expires_at AS "expiresAt", i.progress_done AS "progressDone", i.progress_total AS "progressTotal", i.failure, i.counts, i.result, i.columns,
    i.unknown_classes AS "unknownClasses", i.stated_on AS "statedOn"
  FROM imports i JOIN staff s ON s.school_id = i.school_id AND s.id = i.created_by
 WHERE i.school_id = $1 AND (i.created_by = $2 OR i.status = 'committed')`;

/** One import: school, who asks, id. */
export const IMPORT = { name: 'import', text: `${SUMMARY} AND i.id = $3` };

/** As {@link IMPORT}, held until the transaction ends. */
export const IMPORT_TO_CHANGE = { name: 'import-to-change', text: `${IMPORT.text} FOR NO KEY UPDATE OF i` };

/** Imports, the newest first: school, who asks, created_at and id of the last one seen, limit, kind or null. */
export const IMPORTS = {
  name: 'imports',
  text: `${SUMMARY} AND ($6::text IS NULL OR i.kind = $6) AND ($3::timestamptz IS NULL OR (i.created_at, i.id) < ($3::timestamptz, $4::uuid)) ORDER BY i.created_at DESC, i.id DESC LIMIT $5`,
};

const ROW = `SELECT r.sheet_row AS "sheetRow", r.status, r.action, r.name, r.class, r.cells, r.problems, r.duplicate_of AS "duplicateOf"
  FROM import_rows r WHERE r.school_id = $1 AND r.import_id = $2`;

/** Rows in the order of the sheet: school, import, status or null, last row seen, limit. */
export const ROWS = {
  name: 'import-rows',
  text: `${ROW} AND ($3::text IS NULL OR r.status = $3) AND r.sheet_row > $4 ORDER BY r.sheet_row LIMIT $5`,
};

/** Rows that share a key with others ($3), or one row ($4), in the order of the sheet, with what finding the same child needs. */
export const RELATED_ROWS = `SELECT r.sheet_row AS "sheetRow", r.status, r.action, r.cells, r.child_keys AS "childKeys"
  FROM import_rows r WHERE r.school_id = $1 AND r.import_id = $2 AND (r.child_keys && $3::text[] OR r.sheet_row = $4) ORDER BY r.sheet_row`;

/** Adds rows of a ledger, many at once: school, import, rows as one JSON list. */
export const ADD_ROWS = `INSERT INTO import_rows (school_id, import_id, sheet_row, status, action, name, class, cells, parsed, child_keys, awaits_class, problems, duplicate_of, student_id)
  SELECT $1::uuid, $2::uuid, r."sheetRow", r.status, r.action, r.name, r.class, r.cells, r.parsed, r."childKeys", r."awaitsClass", r.problems, r."duplicateOf", r."studentId"
    FROM jsonb_to_recordset($3::jsonb) AS r("sheetRow" int, status text, action text, name text, class jsonb, cells jsonb, parsed jsonb, "childKeys" text[], "awaitsClass" boolean,
      problems jsonb, "duplicateOf" jsonb, "studentId" uuid)`;

/** Puts rows that are there already to what they are now; as {@link ADD_ROWS}. */
export const REPLACE_ROWS = `${ADD_ROWS}
  ON CONFLICT (school_id, import_id, sheet_row) DO UPDATE SET status = excluded.status, action = excluded.action, name = excluded.name, class = excluded.class,
    cells = excluded.cells, parsed = excluded.parsed, child_keys = excluded.child_keys, awaits_class = excluded.awaits_class, problems = excluded.problems,
    duplicate_of = excluded.duplicate_of, student_id = excluded.student_id`;

/** Counts the rows of an import and the classes they name in vain: school, import. */
export const RECOUNT = `UPDATE imports SET
    counts = (SELECT jsonb_build_object('rows', count(*), 'ready', count(*) FILTER (WHERE r.status = 'ready'), 'warnings', count(*) FILTER (WHERE r.status = 'warning'),
        'errors', count(*) FILTER (WHERE r.status = 'error'), 'duplicates', count(*) FILTER (WHERE r.status = 'duplicate'),
        'updates', count(*) FILTER (WHERE r.status = 'duplicate' AND r.action = 'update'), 'awaitingClass', count(*) FILTER (WHERE r.awaits_class AND r.action <> 'skip'),
        'skipped', count(*) FILTER (WHERE r.status IN ('ready', 'warning') AND r.action = 'skip'))
      FROM import_rows r WHERE r.school_id = $1 AND r.import_id = $2),
    unknown_classes = (SELECT coalesce(jsonb_agg(u.class - 'id' || jsonb_build_object('rows', u.rows) ORDER BY u.first), '[]')
      FROM (SELECT r.class, count(*) AS rows, min(r.sheet_row) AS first FROM import_rows r
             WHERE r.school_id = $1 AND r.import_id = $2 AND r.class IS NOT NULL AND r.class ->> 'id' IS NULL GROUP BY r.class) u)
  WHERE school_id = $1 AND id = $2`;

/** What a job says on the way, in a transaction of its own, so that it is seen; nothing changes once the import has gone another way. */
export const PROGRESS = `UPDATE imports SET progress_done = $4, progress_total = $5 WHERE school_id = $1 AND id = $2 AND status = $3 RETURNING id`;

/** One job at a time works on an import, also where a second server believes the first to be dead. */
export const HOLD_IMPORT = `SELECT pg_advisory_xact_lock(hashtextextended('import ' || $1::text, 0))`;

/** A piece of an uploaded file: school, import, its first byte counted from 1, how many. */
export const PIECE_OF_FILE = `SELECT substring(file FROM $3::int FOR $4::int) AS piece FROM imports WHERE school_id = $1 AND id = $2`;

/** Classes of the school ($1), also graduated ones. */
export const SCHOOL_CLASSES = `SELECT id, stage, entry_year AS "entryYear", number FROM classes WHERE school_id = $1`;

/** What the school ($1) has said that headers mean. */
export const ASSIGNED_HEADERS = `SELECT header, field FROM import_headers WHERE school_id = $1`;

/** One commit at a time in a school ($1): two ledgers with the same child cannot both find it missing. */
export const HOLD_SCHOOL = `SELECT pg_advisory_xact_lock(hashtextextended('imports of ' || $1::text, 0))`;

const WISHED = `r.school_id = $1 AND r.import_id = $2 AND ($3::int[] IS NULL OR r.sheet_row = ANY($3::int[]))`;
const TO_CREATE = `${WISHED} AND r.action = 'create' AND (r.status IN ('ready', 'warning') OR r.awaits_class) AND r.parsed IS NOT NULL`;
const TO_UPDATE = `${WISHED} AND r.action = 'update' AND r.status = 'duplicate' AND r.parsed IS NOT NULL`;
const COMMIT_ROW = `SELECT r.sheet_row AS "sheetRow", r.parsed, r.duplicate_of AS "duplicateOf" FROM import_rows r`;

/** How many rows a commit looks at: school, import, wished rows or null. */
export const ROWS_TO_COMMIT = `SELECT count(*)::int AS rows FROM import_rows r WHERE (${TO_CREATE}) OR (${TO_UPDATE})`;

/** Rows of children to write, in the order of the sheet: school, import, wished rows or null, last row seen, limit. */
export const ROWS_TO_CREATE = `${COMMIT_ROW} WHERE ${TO_CREATE} AND r.sheet_row > $4 ORDER BY r.sheet_row LIMIT $5`;

/** Rows that change a child who is there already; as {@link ROWS_TO_CREATE}. */
export const ROWS_TO_UPDATE = `${COMMIT_ROW} WHERE ${TO_UPDATE} AND r.sheet_row > $4 ORDER BY r.sheet_row LIMIT $5`;

/** The classes to create for rows that wait for nothing else: school, import, wished rows or null. */
export const CLASSES_TO_CREATE = `SELECT DISTINCT r.class FROM import_rows r WHERE ${WISHED} AND r.action = 'create' AND r.awaits_class`;

/** Which child each of some rows ($3) of an import became: school, import, rows. */
export const CHILDREN_OF_ROWS = `SELECT r.sheet_row AS "sheetRow", r.student_id AS "studentId" FROM import_rows r
  WHERE r.school_id = $1 AND r.import_id = $2 AND r.sheet_row = ANY($3::int[]) AND r.student_id IS NOT NULL`;

/** How many rows repeat a child: school, import, wished rows or null. */
export const REPEATING_ROWS = `SELECT count(*)::int AS rows FROM import_rows r WHERE ${WISHED} AND r.status = 'duplicate'`;

/** The stretch of the sheet that some rows lie in, from the first ($4) to the last ($5): nothing else of the import is looked at. */
const IN_STRETCH = `r.school_id = $1 AND r.import_id = $2 AND r.sheet_row BETWEEN $4 AND $5`;

/**
 * Marks rows whose child is in the school now: school, import, list of sheetRow, studentId and classId, first and last row. A row that waited for
 * its class waits no more.
 */
export const MARK_TAKEN_IN = `UPDATE import_rows r SET student_id = t."studentId", awaits_class = false, class = jsonb_set(r.class, '{id}', to_jsonb(t."classId")),
    status = CASE WHEN NOT r.awaits_class THEN r.status WHEN jsonb_array_length(r.problems) > 1 THEN 'warning' ELSE 'ready' END,
    problems = CASE WHEN NOT r.awaits_class THEN r.problems ELSE
      (SELECT coalesce(jsonb_agg(p.problem ORDER BY p.position), '[]') FROM jsonb_array_elements(r.problems) WITH ORDINALITY AS p(problem, position)
        WHERE p.problem ->> 'code' <> 'class.unknown') END
  FROM jsonb_to_recordset($3::jsonb) AS t("sheetRow" int, "studentId" uuid, "classId" uuid)
 WHERE ${IN_STRETCH} AND r.sheet_row = t."sheetRow"`;

/** Marks rows that cannot be taken in any more: school, import, list of sheetRow, status, problem and the child they repeat, first and last row. */
export const MARK_LEFT_OUT = `UPDATE import_rows r SET status = t.status, action = 'skip', awaits_class = false, student_id = t."studentId",
    problems = r.problems || jsonb_build_array(t.problem),
    duplicate_of = CASE WHEN t."studentId" IS NULL THEN r.duplicate_of ELSE jsonb_build_object('sheetRow', NULL, 'studentId', t."studentId", 'differences', '[]'::jsonb) END
  FROM jsonb_to_recordset($3::jsonb) AS t("sheetRow" int, status text, problem jsonb, "studentId" uuid)
 WHERE ${IN_STRETCH} AND r.sheet_row = t."sheetRow"`;
