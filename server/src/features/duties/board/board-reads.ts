import type { Statement } from '../../../database/statement.js';
import { TOTAL_CAP } from '../../../platform/fields/page.js';
import { NO_CLASS, WHOLE_SCHOOL } from './board-fill.js';

/**
 * Who reads: somebody who knows everything of every child, somebody who knows the states only, or somebody who knows everything of the
 * children of some classes.
 */
export type Reader = 'school' | 'states' | 'classes';

/**
 * Where rows are found: in the windows, in the order of the list and as far as the page goes; or among all the rows of a class, of which
 * there are few.
 */
export type Source = 'windows' | 'class';

/** One statement for each kind of reader. */
type ForEach = Readonly<Record<Reader, Statement>>;

const forEach = (name: string, textOf: (reader: Reader) => string): ForEach => ({
  school: { name: `${name}-to-school`, text: textOf('school') },
  states: { name: `${name}-to-states`, text: textOf('states') },
  classes: { name: `${name}-to-classes`, text: textOf('classes') },
});

/** Nothing of the school has changed. In the order of the key: looked for without one, the marks of all schools would be read for the lack of one. */
const NO_MARK = `NOT EXISTS (SELECT FROM (SELECT FROM duty_marks m WHERE m.school_id = $1 ORDER BY m.student_id LIMIT 1) marked)`;
/** Of one child (`$2`) only what was changed of it counts, or of the whole school. */
const NO_MARK_OF_CHILD = `NOT EXISTS (SELECT FROM (SELECT FROM duty_marks m WHERE m.school_id = $1 AND m.student_id IN ($2, '${WHOLE_SCHOOL}') ORDER BY m.student_id LIMIT 1) marked)`;

/**
 * The windows asked for ($2: their keys in order) and whether the board may answer: each is on it under this very key, and nothing of the
 * school has changed since. Both are seen in the same snapshot as the rows. $3: the classes of a reader who sees some classes.
 */
const BOARD = `WITH wanted AS MATERIALIZED (
    SELECT b.*, array_position($2::text[], b.key) - 1 AS position FROM duty_windows b WHERE b.school_id = $1 AND b.key = ANY($2::text[])
  ), board AS MATERIALIZED (
    SELECT (SELECT count(*) FROM wanted) = cardinality($2::text[])
           AND ${NO_MARK} AS fresh
  )`;
const FRESH = '(SELECT fresh FROM board)';

/** The names of all classes and people of the school: there are few of them, and a page has a good part. */
const NAMES = `class_names AS MATERIALIZED (
    SELECT k.id, k.stage, k.entry_year, k.number FROM classes k WHERE k.school_id = $1
  ), people AS MATERIALIZED (
    SELECT p.id, p.name FROM staff p WHERE p.school_id = $1
  )`;
const NAMED = `LEFT JOIN class_names k ON k.id = d.class_id LEFT JOIN people p ON p.id = d.assignee_id`;

/** Parameters only some of the readers need; of the others PostgreSQL must know the type all the same. */
const named = (...parameters: string[]): string => parameters.map((one) => `(${one} IS NULL OR true)`).join(' AND ');

/** What a list shows of a row; all of it stands in the index of the list. */
const SHOWN = [
  'student_id',
  'of_window',
  'name',
  'sort_key',
  'present_class_id',
  'class_id',
  'status',
  'exempt_reason',
  'assigned',
  'assignee_id',
  'last_on',
  'last_topics',
  'never',
];
const SHOWN_OF = (row: string): string => SHOWN.map((column) => `${row}.${column}`).join(', ');

/** The rows of a class, of the readers' own by the class the child is in now, of one that is asked for by the class whose duty it is. */
const mine = (which: string): string =>
  `mine AS MATERIALIZED (SELECT s.* FROM duty_states s WHERE s.school_id = $1 AND ${which} AND ${FRESH})`;
const MINE = mine('s.present_class_id = ANY($3::uuid[])');

/** The columns the rows of a window stand in order by; a window comes after the others of the same child. */
const ORDER: Readonly<Record<Reader, readonly string[]>> = {
  // Classes without a head teacher come first to the department alone.
  school: ['assigned', 'last_on', 'sort_key', 'student_id'],
  // Those who know states only have no days in their order either.
  states: ['sort_key', 'student_id'],
  classes: ['last_on', 'sort_key', 'student_id'],
};
const orderOf = (reader: Reader, row: string): string => ORDER[reader].map((column) => `${row}.${column}`).join(', ');

/** A duty of a list, its row under `d`, its class under `k` and whoever heads it under `p`; `all` and `classes` say whose talks may be read. */
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

/** Rows under `s` with their window under `w`, of the open duties, of the others or of both, as `opens` says. */
function rowsOf(
  source: Source,
  { opens, where, order, limit }: Record<'opens' | 'where' | 'order' | 'limit', string>,
): string {
  if (source === 'class')
    return `wanted w JOIN mine s ON s.window_no = w.window_no AND s.listed AND s.open = ANY(${opens}) AND ${where}`;
  return `wanted w CROSS JOIN unnest(${opens}) AS o (open) CROSS JOIN LATERAL (
      SELECT ${SHOWN_OF('s')} FROM duty_states s
       WHERE s.school_id = $1 AND s.window_no = w.window_no AND s.listed AND s.open = o.open AND ${where} ${order} LIMIT ${limit}) s`;
}

/** Parameters of {@link BOARD_LIST}, in their order after the school, the keys and the classes. */
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

const OPEN: readonly string[] = ['due', 'overdue'];

export function boardListValues(wanted: BoardListValues): unknown[] {
  const [assigned, lastOn, studentId, position] = wanted.after ?? [false, null, null, -1];
  const { status } = wanted;
  const opens = [true, false].filter((open) => status?.some((one) => OPEN.includes(one) === open) ?? true);
  return [
    ...[status, wanted.classId, wanted.withoutClass, wanted.neverDone, wanted.words.all, wanted.words.classIds],
    ...[assigned, lastOn ?? '-infinity', studentId ?? NO_CLASS, position, wanted.limit, wanted.total],
    ...[studentId !== null, opens],
  ];
}

/**
 * One page of the duties of a few windows. A page begins after a row: its place in each window is found by the index, the exact comparison
 * then takes away what stood before.
 */
function listText(reader: Reader, source: Source): string {
  const from: Readonly<Record<string, string>> = {
    assigned: '$10::boolean',
    last_on: '$11::date',
    sort_key: '(SELECT place FROM begun)',
    student_id: '$12::uuid',
  };
  const begun = ORDER[reader].map((column) => from[column]).join(', ');
  const chosen = `($4::text[] IS NULL OR s.status = ANY($4)) AND ($5::uuid IS NULL OR s.class_id = $5) AND (NOT $6::boolean OR s.class_id IS NULL)
        AND ${reader === 'states' ? '$7::boolean IS NULL' : `($7::boolean IS NULL OR (s.last_on = '-infinity') = $7)`}`;
  const opens = '$17::boolean[]';
  return `${BOARD}, begun AS MATERIALIZED (
    SELECT CASE WHEN $16::boolean THEN (SELECT s.sort_key FROM students s WHERE s.school_id = $1 AND s.id = $12) ELSE '' END AS place
  ), ${source === 'class' ? `${reader === 'classes' ? MINE : mine('s.class_id = $5')}, ` : ''}page AS MATERIALIZED (
    SELECT ${SHOWN_OF('s')}, w.position
      FROM ${rowsOf(source, {
        opens,
        where: `${chosen} AND (${orderOf(reader, 's')}) >= (${begun})`,
        order: `ORDER BY ${orderOf(reader, 's')}`,
        limit: '$14 + 1',
      })}
     WHERE ${FRESH} AND (${orderOf(reader, 's')}, w.position) > (${begun}, $13::int)
       AND ${named('$3::uuid[]', '$8::boolean', '$9::uuid[]', '$10::boolean', '$11::date')}
     ORDER BY ${orderOf(reader, 's')}, w.position LIMIT $14::int
  ), ${NAMES}
  SELECT b.fresh,
         CASE WHEN b.fresh THEN (SELECT coalesce(json_agg(${shown(reader, '$8', '$9')} ORDER BY ${orderOf(reader, 'd')}, d.position), '[]')
            FROM page d ${NAMED}) END AS rows,
         CASE WHEN b.fresh AND $15::boolean THEN (SELECT count(*)::int FROM (
            SELECT FROM ${rowsOf(source, { opens, where: chosen, order: '', limit: `${TOTAL_CAP + 1}` })} LIMIT ${TOTAL_CAP + 1}) l) END AS total
    FROM board b`;
}

/** One page of duties; where one class is asked for, or the reader sees some classes only, out of the rows of those. */
export const BOARD_LIST: Readonly<Record<Source, ForEach>> = {
  windows: forEach('duty-board', (reader) => listText(reader, reader === 'classes' ? 'class' : 'windows')),
  class: forEach('duty-board-class', (reader) => listText(reader, 'class')),
};

/**
 * What Today asks. The last two keys are those of the two lists of the worst: first who has something overdue. $4 and $5 whose talks may be
 * read, $6 how many, $7 the classes somebody heads, $8 the windows of the ring.
 */
export const BOARD_TODAY = forEach('duty-board-today', (reader) => {
  const source = reader === 'classes' ? 'class' : 'windows';
  const lists = `w.position >= cardinality($2::text[]) - 2`;
  const [total, done, expected] =
    reader === 'classes'
      ? [
          `(SELECT count(*)::int FROM wanted w JOIN mine s ON s.window_no = w.window_no WHERE ${lists})`,
          ...[`IN ('done', 'late')`, `<> 'exempt'`].map(
            (states) => `(SELECT count(*)::int FROM wanted w JOIN mine s ON s.window_no = w.window_no
             WHERE w.position = ANY($8::int[]) AND s.class_id = ANY($7::uuid[]) AND s.status ${states})`,
          ),
        ]
      : [
          `(SELECT coalesce(sum(w.due + w.overdue), 0)::int FROM wanted w WHERE ${lists})`,
          ...['c.done + c.late', 'c.due + c.done + c.late + c.overdue'].map(
            (
              sum,
            ) => `(SELECT coalesce(sum(${sum}), 0)::int FROM wanted w JOIN duty_counts c ON c.school_id = $1 AND c.window_no = w.window_no
             WHERE w.position = ANY($8::int[]) AND c.class_id = ANY($7::uuid[]))`,
          ),
        ];
  return `${BOARD}, ${source === 'class' ? `${MINE}, ` : ''}first AS MATERIALIZED (
    SELECT f.*, o.position
      FROM (SELECT ${SHOWN_OF('s')}, w.position AS list
              FROM ${rowsOf(source, { opens: 'ARRAY[true]', where: 'true', order: `ORDER BY ${orderOf(reader, 's')}`, limit: '$6' })} WHERE ${lists}) f
      JOIN wanted o ON o.window_no = f.of_window
     WHERE ${FRESH} AND ${named('$3::uuid[]', '$4::boolean', '$5::uuid[]')}
     ORDER BY f.list, ${orderOf(reader, 'f')}, o.position LIMIT $6::int
  ), ${NAMES}
  SELECT b.fresh,
         CASE WHEN b.fresh THEN (SELECT coalesce(json_agg(${shown(reader, '$4', '$5')} ORDER BY d.list, ${orderOf(reader, 'd')}, d.position), '[]')
            FROM first d ${NAMED}) END AS rows,
         CASE WHEN b.fresh THEN ${total} END AS total,
         CASE WHEN b.fresh THEN ${done} END AS done,
         CASE WHEN b.fresh THEN ${expected} END AS expected
    FROM board b`;
});

const STATES = ['due', 'done', 'late', 'overdue', 'exempt'];
const COUNTS = [...STATES, 'never_done'];

/**
 * The figures of the overview: by class in the windows of the month ($4), of all classes together in the others. The last key is that of
 * the list of those nobody has ever reached.
 */
export const BOARD_SUMMARY = forEach('duty-board-summary', (reader) => {
  const last = `w.position = cardinality($2::text[]) - 1`;
  const counted =
    reader === 'classes'
      ? `SELECT w.position, s.class_id, s.assignee_id,
             ${STATES.map((state) => `count(*) FILTER (WHERE s.status = '${state}')::int AS ${state}`).join(', ')},
             count(*) FILTER (WHERE s.never_done)::int AS never_done, w.position = ANY($4::int[]) AS of_month
        FROM wanted w JOIN mine s ON s.window_no = w.window_no
       WHERE NOT ${last} GROUP BY w.position, s.class_id, s.assignee_id`
      : `SELECT w.position, c.class_id, c.assignee_id, ${COUNTS.map((count) => `c.${count}`).join(', ')}, true AS of_month
        FROM wanted w JOIN duty_counts c ON c.school_id = $1 AND c.window_no = w.window_no
       WHERE w.position = ANY($4::int[]) AND c.due + c.done + c.late + c.overdue + c.exempt > 0
       UNION ALL
      SELECT w.position, NULL, NULL, ${COUNTS.map((count) => `w.${count}`).join(', ')}, false
        FROM wanted w WHERE NOT ${last} AND w.position <> ALL($4::int[])`;
  const never =
    reader === 'classes'
      ? `(SELECT count(*)::int FROM wanted w JOIN mine s ON s.window_no = w.window_no WHERE ${last})`
      : `(SELECT w.due FROM wanted w WHERE ${last})`;
  return `${BOARD}, ${reader === 'classes' ? `${MINE}, ` : ''}counted AS MATERIALIZED (
    SELECT c.* FROM (${counted}) c WHERE ${FRESH} AND ${named('$3::uuid[]')}
  ), ${NAMES}
  SELECT b.fresh,
         CASE WHEN b.fresh THEN (SELECT coalesce(json_agg(json_build_array(d.position, d.due, d.done, d.late, d.overdue, d.exempt, d.never_done,
            k.id, k.stage, k.entry_year, k.number, p.name) ORDER BY d.position), '[]')
            FROM counted d LEFT JOIN class_names k ON k.id = d.class_id AND d.of_month LEFT JOIN people p ON p.id = d.assignee_id AND d.of_month) END AS groups,
         CASE WHEN b.fresh THEN ${never} END AS never
    FROM board b`;
});

/**
 * The duties of one child in a few windows, in no order; null where the board is not up to date as far as this child goes. One value of a statement whose `$1` is the school
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
    SELECT ${SHOWN_OF('o')}, w.position FROM wanted w JOIN duty_states o ON o.school_id = $1 AND o.window_no = w.window_no AND o.student_id = $2::uuid
     WHERE (${reached}::boolean OR o.present_class_id = ANY(${classes}::uuid[])) AND ${named(`${words}::boolean`, `${wordsOf}::uuid[]`)}
  )
  SELECT CASE WHEN (SELECT count(*) FROM wanted) = cardinality(${keys}::text[]) AND ${NO_MARK_OF_CHILD}
    THEN (SELECT coalesce(json_agg(${shown(reader, words, wordsOf)}), '[]') FROM own d
            LEFT JOIN classes k ON k.school_id = $1 AND k.id = d.class_id LEFT JOIN staff p ON p.school_id = $1 AND p.id = d.assignee_id) END)`;
};

/** Whether the board holds these windows as they are to be computed, and nothing has changed since. */
export const BOARD_IS_FRESH: Statement = {
  name: 'duty-board-fresh',
  text: `${BOARD} SELECT b.fresh FROM board b`,
};
