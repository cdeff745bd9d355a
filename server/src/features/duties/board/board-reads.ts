import type { Statement } from '../../../database/statement.js';
import { TOTAL_CAP } from '../../../platform/fields/page.js';
import { NO_CLASS } from './board-fill.js';

/**
 * Who reads: somebody who knows everything of every child, somebody who knows the states only, or somebody who knows everything of the
 * children of some classes. Each finds their rows by an index of their own.
 */
export type Reader = 'school' | 'states' | 'classes';

/** One statement for each kind of reader. */
type ForEach = Readonly<Record<Reader, Statement>>;

const forEach = (name: string, textOf: (reader: Reader) => string): ForEach => ({
  school: { name: `${name}-to-school`, text: textOf('school') },
  states: { name: `${name}-to-states`, text: textOf('states') },
  classes: { name: `${name}-to-classes`, text: textOf('classes') },
});

/**
 * The windows asked for ($2: their keys in order) and whether the board may answer: each is on it under this very key, and nothing of the
 * school has changed since. Both are seen in the same snapshot as the rows. $3: the classes of a reader who sees some classes.
 */
const BOARD = `WITH wanted AS MATERIALIZED (
    SELECT b.*, array_position($2::text[], b.key) - 1 AS position FROM duty_windows b WHERE b.school_id = $1 AND b.key = ANY($2::text[])
  ), board AS MATERIALIZED (
    SELECT (SELECT count(*) FROM wanted) = cardinality($2::text[]) AND NOT EXISTS (SELECT FROM duty_marks m WHERE m.school_id = $1) AS fresh
  )`;

/** The names of all classes and people of the school: there are few of them, and a page has a good part. */
const NAMES = `class_names AS MATERIALIZED (
    SELECT k.id, k.stage, k.entry_year, k.number FROM classes k WHERE k.school_id = $1
  ), people AS MATERIALIZED (
    SELECT p.id, p.name FROM staff p WHERE p.school_id = $1
  )`;

const OPEN = `s.listed AND s.status IN ('due', 'overdue')`;

/** The rows of a reader in the windows `w`, each window from its index. */
function rowsOf(
  reader: Reader,
  windows: string,
  where: string,
  { open, order, limit }: { open: boolean; order: string; limit: string },
): string {
  if (reader === 'classes')
    return `${windows} JOIN duty_states s ON s.school_id = $1 AND s.present_class_id = ANY($3::uuid[]) AND s.window_no = w.window_no AND ${where}${open ? ` AND ${OPEN}` : ''}`;
  return `${windows} CROSS JOIN LATERAL (
      SELECT s.* FROM duty_states s WHERE s.school_id = $1 AND s.window_no = w.window_no AND $3::uuid[] IS NOT NULL AND ${where}${open ? ` AND ${OPEN}` : ''}
       ${order} LIMIT ${limit}) s`;
}

/** The columns rows of a window stand in order by; a window comes after the others of the same child. */
const ordered = (reader: Reader): string[] =>
  reader === 'states'
    ? ['s.sort_key', 's.student_id']
    : reader === 'school'
      ? ['s.assigned', 's.last_on', 's.sort_key', 's.student_id']
      : ['s.last_on', 's.sort_key', 's.student_id'];

/** A duty of a list, its row under `d`, its class under `k` and whoever heads it under `p`; `$all` and `$classes` say whose talks the reader may read. */
const shown = (reader: Reader, all: string, classes: string): string => `json_build_object(
    'studentId', d.student_id, 'studentName', d.name, 'position', d.position, 'status', d.status, 'exemptReason', d.exempt_reason,
    ${
      reader === 'states'
        ? `'seesDates', false, 'lastOn', NULL, 'neverCaredFor', false, 'lastTopics', NULL`
        : `'seesDates', true, 'lastOn', nullif(d.last_on, '-infinity'), 'neverCaredFor', d.never,
    'lastTopics', CASE WHEN ${all}::boolean OR d.present_class_id = ANY(${classes}::uuid[]) THEN d.last_topics END`
    },
    'class', CASE WHEN k.id IS NOT NULL THEN json_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) END,
    'assignee', CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END,
    'assigned', ${reader === 'school' ? 'd.assigned' : 'false'})`;
const NAMED = `LEFT JOIN class_names k ON k.id = d.class_id LEFT JOIN people p ON p.id = d.assignee_id`;

/** What of the last talk is read: only by those who see days. */
const unusedWords = (reader: Reader, all: string, classes: string): string =>
  reader === 'states' ? ` AND ${all}::boolean IS NOT NULL AND ${classes}::uuid[] IS NOT NULL` : '';

/** Parameters of {@link BOARD_LIST} and {@link BOARD_OPEN_LIST}, in their order after the school, the keys and the classes. */
export interface BoardListValues {
  readonly status: readonly string[] | null;
  readonly classId: string | null;
  readonly withoutClass: boolean;
  readonly neverDone: boolean | null;
  readonly words: { readonly all: boolean; readonly classIds: readonly string[] };
  readonly after: readonly [assigned: boolean, lastOn: string | null, studentId: string, position: number] | null;
  readonly limit: number;
  readonly total: boolean;
}

export function boardListValues(wanted: BoardListValues): unknown[] {
  const [assigned, lastOn, studentId, position] = wanted.after ?? [false, null, null, -1];
  return [
    wanted.status,
    wanted.classId,
    wanted.withoutClass,
    wanted.neverDone,
    wanted.words.all,
    wanted.words.classIds,
    assigned,
    lastOn ?? '-infinity',
    studentId ?? NO_CLASS,
    position,
    wanted.limit,
    wanted.total,
    studentId !== null,
  ];
}

/**
 * One page of the duties of a few windows. A page begins after a row: its place in each window is found by the index, the exact comparison
 * then takes away what stood before.
 */
function listText(reader: Reader, open: boolean): string {
  const order = ordered(reader);
  const from: Readonly<Record<string, string>> = {
    's.assigned': '$10::boolean',
    's.last_on': '$11::date',
    's.sort_key': '(SELECT place FROM begun)',
    's.student_id': '$12::uuid',
  };
  const begun = order.map((column) => from[column]).join(', ');
  const chosen = `($4::text[] IS NULL OR s.status = ANY($4)) AND ($5::uuid IS NULL OR s.class_id = $5) AND (NOT $6::boolean OR s.class_id IS NULL)
        AND ${reader === 'states' ? '$7::boolean IS NULL' : `($7::boolean IS NULL OR (s.last_on = '-infinity') = $7)`}`;
  // Those who know states only have no days in their order, and classes without a head teacher come first to the department alone.
  const unused = [
    ...(reader === 'school' ? [] : ['$10::boolean IS NOT NULL']),
    ...(reader === 'states' ? ['$11::date IS NOT NULL'] : []),
  ]
    .map((one) => ` AND ${one}`)
    .join('');
  const rows = (where: string, limit: string, by: string): string =>
    rowsOf(reader, 'wanted w', where, { open, order: by, limit });
  return `${BOARD}, begun AS MATERIALIZED (
    SELECT CASE WHEN $16::boolean THEN (SELECT s.sort_key FROM students s WHERE s.school_id = $1 AND s.id = $12) ELSE '' END AS place
  ), page AS MATERIALIZED (
    SELECT s.*, w.position FROM ${rows(`${chosen} AND (${order.join(', ')}) >= (${begun})`, '$14 + 1', `ORDER BY ${order.join(', ')}`)}
     WHERE (SELECT fresh FROM board) AND (${order.join(', ')}, w.position) > (${begun}, $13::int)${unused}${unusedWords(reader, '$8', '$9')}
     ORDER BY ${order.join(', ')}, w.position LIMIT $14::int
  ), ${NAMES}
  SELECT b.fresh,
         CASE WHEN b.fresh THEN (SELECT coalesce(json_agg(${shown(reader, '$8', '$9')} ORDER BY ${[...order.map((column) => column.replace('s.', 'd.')), 'd.position'].join(', ')}), '[]')
            FROM page d ${NAMED}) END AS rows,
         CASE WHEN b.fresh AND $15::boolean THEN (SELECT count(*)::int FROM (SELECT FROM ${rows(chosen, `${TOTAL_CAP + 1}`, '')} LIMIT ${TOTAL_CAP + 1}) l) END AS total
    FROM board b`;
}

/** Whatever the state. */
export const BOARD_LIST = forEach('duty-board', (reader) => listText(reader, false));
/** Only what is due or overdue. */
export const BOARD_OPEN_LIST = forEach('duty-board-open', (reader) => listText(reader, true));

/**
 * What Today asks. The last two keys are those of the two lists of the worst: first who has something overdue. $4 and $5 whose talks may be
 * read, $6 how many, $7 the classes somebody heads, $8 the windows of the ring.
 */
export const BOARD_TODAY = forEach('duty-board-today', (reader) => {
  const order = ordered(reader);
  const lists = `w.position >= cardinality($2::text[]) - 2`;
  const ring =
    reader === 'classes'
      ? (count: string): string =>
          `(SELECT count(*) FILTER (WHERE s.status ${count})::int FROM wanted w JOIN duty_states s ON s.school_id = $1 AND s.present_class_id = ANY($3::uuid[]) AND s.window_no = w.window_no
             WHERE w.position = ANY($8::int[]) AND s.class_id = ANY($7::uuid[]))`
      : (count: string): string =>
          `(SELECT coalesce(sum(${count === `<> 'exempt'` ? 'c.due + c.done + c.late + c.overdue' : 'c.done + c.late'}), 0)::int FROM wanted w JOIN duty_counts c ON c.school_id = $1 AND c.window_no = w.window_no
             WHERE w.position = ANY($8::int[]) AND c.class_id = ANY($7::uuid[]))`;
  return `${BOARD}, first AS MATERIALIZED (
    SELECT s.*, w.position AS list, o.position
      FROM (${`SELECT s.*, w.position AS w_position FROM ${rowsOf(reader, 'wanted w', 'true', { open: true, order: `ORDER BY ${order.join(', ')}`, limit: '$6' })} WHERE ${lists}`}) s
      JOIN wanted w ON w.position = s.w_position
      JOIN wanted o ON o.window_no = s.of_window
     WHERE (SELECT fresh FROM board)${unusedWords(reader, '$4', '$5')}
     ORDER BY w.position, ${order.join(', ')}, o.position LIMIT $6::int
  ), ${NAMES}
  SELECT b.fresh,
         CASE WHEN b.fresh THEN (SELECT coalesce(json_agg(${shown(reader, '$4', '$5')} ORDER BY d.list, ${[...order.map((column) => column.replace('s.', 'd.')), 'd.position'].join(', ')}), '[]')
            FROM first d ${NAMED}) END AS rows,
         CASE WHEN b.fresh THEN ${
           reader === 'classes'
             ? `(SELECT count(*)::int FROM wanted w JOIN duty_states s ON s.school_id = $1 AND s.present_class_id = ANY($3::uuid[]) AND s.window_no = w.window_no WHERE ${lists})`
             : `(SELECT coalesce(sum(w.due + w.overdue), 0)::int FROM wanted w WHERE ${lists})`
         } END AS total,
         CASE WHEN b.fresh THEN ${ring(`IN ('done', 'late')`)} END AS done,
         CASE WHEN b.fresh THEN ${ring(`<> 'exempt'`)} END AS expected
    FROM board b`;
});

const COUNTS = ['due', 'done', 'late', 'overdue', 'exempt', 'never_done'];

/**
 * The figures of the overview: by class in the windows of the month ($4), of all classes together in the others. The last key is that of
 * the list of those nobody has ever reached.
 */
export const BOARD_SUMMARY = forEach('duty-board-summary', (reader) => {
  const last = `w.position = cardinality($2::text[]) - 1`;
  const counted =
    reader === 'classes'
      ? `SELECT w.position, s.class_id, max(s.assignee_id::text)::uuid AS assignee_id,
             ${COUNTS.slice(0, 5)
               .map((state) => `count(*) FILTER (WHERE s.status = '${state}')::int AS ${state}`)
               .join(
                 ', ',
               )}, count(*) FILTER (WHERE s.never_done)::int AS never_done, w.position = ANY($4::int[]) AS of_month
        FROM wanted w JOIN duty_states s ON s.school_id = $1 AND s.present_class_id = ANY($3::uuid[]) AND s.window_no = w.window_no
       WHERE NOT ${last} GROUP BY w.position, s.class_id`
      : `SELECT w.position, c.class_id, c.assignee_id, ${COUNTS.map((count) => `c.${count}`).join(', ')}, true AS of_month
        FROM wanted w JOIN duty_counts c ON c.school_id = $1 AND c.window_no = w.window_no
       WHERE w.position = ANY($4::int[]) AND c.due + c.done + c.late + c.overdue + c.exempt > 0 AND $3::uuid[] IS NOT NULL
       UNION ALL
      SELECT w.position, NULL, NULL, ${COUNTS.map((count) => `w.${count}`).join(', ')}, false
        FROM wanted w WHERE NOT ${last} AND w.position <> ALL($4::int[])`;
  const never =
    reader === 'classes'
      ? `(SELECT count(*)::int FROM wanted w JOIN duty_states s ON s.school_id = $1 AND s.present_class_id = ANY($3::uuid[]) AND s.window_no = w.window_no WHERE ${last})`
      : `(SELECT w.due FROM wanted w WHERE ${last})`;
  return `${BOARD}, counted AS MATERIALIZED (
    SELECT c.* FROM (${counted}) c WHERE (SELECT fresh FROM board)
  ), ${NAMES}
  SELECT b.fresh,
         CASE WHEN b.fresh THEN (SELECT coalesce(json_agg(json_build_array(d.position, d.due, d.done, d.late, d.overdue, d.exempt, d.never_done,
            k.id, k.stage, k.entry_year, k.number, p.name) ORDER BY d.position), '[]')
            FROM counted d LEFT JOIN class_names k ON k.id = d.class_id AND d.of_month LEFT JOIN people p ON p.id = d.assignee_id AND d.of_month) END AS groups,
         CASE WHEN b.fresh THEN ${never} END AS never
    FROM board b`;
});

/**
 * The duties of one child in a few windows, in no order; null where the board is not up to date. One value of a statement whose `$1` is the school
 * and whose `$2` is the child; its own parameters begin with `at`: the keys of the windows, the reader's classes, whether every child is reached,
 * and whose talks may be read.
 */
export const ofStudentFrom = (reader: Reader, at: number): string => {
  const [keys, classes, reached, words, wordsOf] = [0, 1, 2, 3, 4].map((after) => `$${at + after}`) as [
    string,
    string,
    string,
    string,
    string,
  ];
  return `(WITH wanted AS MATERIALIZED (
    SELECT b.window_no, array_position(${keys}::text[], b.key) - 1 AS position FROM duty_windows b WHERE b.school_id = $1 AND b.key = ANY(${keys}::text[])
  ), own AS (
    SELECT o.*, w.position FROM wanted w JOIN duty_states o ON o.school_id = $1 AND o.window_no = w.window_no AND o.student_id = $2::uuid
     WHERE (${reached}::boolean OR o.present_class_id = ANY(${classes}::uuid[]))${unusedWords(reader, words, wordsOf)}
  )
  SELECT CASE WHEN (SELECT count(*) FROM wanted) = cardinality(${keys}::text[]) AND NOT EXISTS (SELECT FROM duty_marks m WHERE m.school_id = $1)
    THEN (SELECT coalesce(json_agg(${shown(reader, words, wordsOf)}), '[]') FROM own d
            LEFT JOIN classes k ON k.school_id = $1 AND k.id = d.class_id LEFT JOIN staff p ON p.school_id = $1 AND p.id = d.assignee_id) END)`;
};

/** Whether the board holds these windows as they are to be computed, and nothing has changed since. */
export const BOARD_IS_FRESH: Statement = {
  name: 'duty-board-fresh',
  text: `${BOARD} SELECT b.fresh FROM board b WHERE $3::uuid[] IS NOT NULL`,
};
