import { TOTAL_CAP } from '../../platform/fields/page.js';
import type { Statement } from '../../database/statement.js';
import {
  ASSIGNEE,
  DUTY_SET_PARAMETERS,
  dutySet,
  IS_ASSIGNED,
  NEVER_CARED_FOR,
  SEES_DATES,
  type Breadth,
} from './duty-set.js';

/** The latest day the thing was done for the child by anybody: others' talks are shown as contact, even where they do not count. */
const LAST_ON = `CASE d.code
  WHEN 'monthlyTalk' THEN (SELECT r.held_on FROM care_records r
    WHERE r.school_id = $1 AND r.student_id = d.id AND r.kind = 'talk' AND r.reached AND r.voided_at IS NULL ORDER BY r.held_on DESC, r.id DESC LIMIT 1)
  WHEN 'contactCardVerified' THEN (SELECT max(v.verified_on) FROM contact_card_verifications v
    WHERE v.school_id = $1 AND v.student_id = d.id AND v.reached) END`;

/** What the last talk was about, for those who may read it: `all` and `classes` are the parameters that say of whom. */
const lastTopics = (
  all: string,
  classes: string,
): string => `CASE WHEN d.code = 'monthlyTalk' AND (${all}::boolean OR d.present_class_id = ANY(${classes}::uuid[]))
  THEN coalesce((SELECT r.details->'topics' FROM care_records r
    WHERE r.school_id = $1 AND r.student_id = d.id AND r.kind = 'talk' AND r.reached AND r.voided_at IS NULL ORDER BY r.held_on DESC, r.id DESC LIMIT 1), '[]') END`;

/** A duty of a list as `jsonb`; its row stands under `d`. */
const shownDuty = (wordsAll: string, wordsClasses: string): string => `jsonb_build_object(
  'studentId', d.id, 'studentName', d.name, 'position', d.position,
  'status', d.status, 'exemptReason', d.exempt_reason, 'seesDates', d.sees_dates, 'lastOn', d.last_on, 'neverCaredFor', d.never,
  'lastTopics', ${lastTopics(wordsAll, wordsClasses)},
  'class', (SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = d.class_id),
  'assignee', (SELECT jsonb_build_object('id', p.id, 'name', p.name) FROM staff p WHERE p.school_id = $1 AND p.id = ${ASSIGNEE}),
  'assigned', d.assigned)`;

/** What is seen of the days: nothing for those who know the state only, not even in the order. */
const DATED = `${SEES_DATES} AS sees_dates, CASE WHEN ${SEES_DATES} THEN ${LAST_ON} END AS last_on, ${SEES_DATES} AND ${NEVER_CARED_FOR} AS never`;

/** Whoever has never been cared for first, then the longest since; the department sees classes without a head teacher before all others. */
const ORDER = `d.assigned, coalesce(d.last_on, '-infinity'), d.sort_key, d.id, d.position`;

/** One statement in the two breadths of {@link dutySet}, each prepared under a name of its own. */
type InBothBreadths = Readonly<Record<Breadth, Statement>>;

const inBothBreadths = (name: string, textOf: (breadth: Breadth) => string): InBothBreadths => ({
  school: { name: `${name}-of-school`, text: textOf('school') },
  children: { name: `${name}-of-children`, text: textOf('children') },
});

const after = (parameter: number): string => `$${DUTY_SET_PARAMETERS + parameter}`;

/** Parameters of {@link DUTIES} beyond the set's own. */
export interface DutyListValues {
  readonly status: readonly string[] | null;
  readonly classId: string | null;
  readonly withoutClass: boolean;
  readonly never: boolean | null;
  /** Classes without a head teacher stand first. */
  readonly unassignedFirst: boolean;
  readonly words: { readonly all: boolean; readonly classIds: readonly string[] };
  readonly after: readonly [assigned: boolean, lastOn: string | null, studentId: string, position: number] | null;
  readonly limit: number;
  readonly total: boolean;
  readonly neverDone: boolean | null;
}

/** One page of the duties of a few windows, with their number where it is asked for. */
export const DUTIES = inBothBreadths(
  'duties',
  (breadth) => `${dutySet(breadth)}, dated AS (
    SELECT d.*, ${DATED}, ${after(5)}::boolean AND ${IS_ASSIGNED} AS assigned
      FROM duties d
     WHERE (${after(1)}::text[] IS NULL OR d.status = ANY(${after(1)}))
       AND (${after(2)}::uuid IS NULL OR d.class_id = ${after(2)})
       AND (NOT ${after(3)}::boolean OR d.class_id IS NULL)
       AND (${after(14)}::boolean IS NULL OR (${SEES_DATES} AND (${LAST_ON} IS NULL) = ${after(14)}))
  ), listed AS (
    SELECT d.* FROM dated d WHERE ${after(4)}::boolean IS NULL OR (NOT ${after(4)} AND NOT d.never)
    UNION ALL
    (SELECT DISTINCT ON (d.id) d.* FROM dated d WHERE ${after(4)} AND d.never ORDER BY d.id, d.position)
  ), page AS (
    SELECT d.* FROM listed d
     WHERE ${after(10)}::uuid IS NULL OR (d.assigned, coalesce(d.last_on, '-infinity'), d.sort_key, d.id, d.position) >
       (${after(8)}::boolean, coalesce(${after(9)}::date, '-infinity'), (SELECT s.sort_key FROM students s WHERE s.school_id = $1 AND s.id = ${after(10)}), ${after(10)}, ${after(11)}::int)
     ORDER BY ${ORDER} LIMIT ${after(12)}
  )
  SELECT (SELECT coalesce(jsonb_agg(${shownDuty(after(6), after(7))} ORDER BY ${ORDER}), '[]') FROM page d) AS rows,
         CASE WHEN ${after(13)}::boolean THEN (SELECT count(*)::int FROM (SELECT FROM listed LIMIT ${TOTAL_CAP + 1}) l) END AS total`,
);

/** @returns the values of {@link DUTIES} in their order */
export function dutyListValues(set: readonly unknown[], wanted: DutyListValues): unknown[] {
  const [assigned, lastOn, studentId, position] = wanted.after ?? [null, null, null, null];
  return [
    ...set,
    wanted.status,
    wanted.classId,
    wanted.withoutClass,
    wanted.never,
    wanted.unassignedFirst,
    wanted.words.all,
    wanted.words.classIds,
    assigned,
    lastOn,
    studentId,
    position,
    wanted.limit,
    wanted.total,
    wanted.neverDone,
  ];
}

/** What Today asks: every child once, by its worst open duty; how many there are; and the ring of some windows for the classes somebody heads. */
export const DUTIES_TODAY = inBothBreadths(
  'duties-today',
  (breadth) => `${dutySet(breadth)}, worst AS (
    SELECT DISTINCT ON (d.id) d.* FROM duties d WHERE d.status IN ('overdue', 'due') ORDER BY d.id, d.status DESC, d.to_on, d.position
  ), dated AS (
    SELECT d.*, ${DATED}, ${after(1)}::boolean AND ${IS_ASSIGNED} AS assigned FROM worst d
  ), first AS (
    SELECT d.* FROM dated d ORDER BY d.status DESC, ${ORDER} LIMIT ${after(4)}
  )
  SELECT (SELECT coalesce(jsonb_agg(${shownDuty(after(2), after(3))} ORDER BY d.status DESC, ${ORDER}), '[]') FROM first d) AS rows,
         (SELECT count(*)::int FROM worst) AS total,
         (SELECT count(*) FILTER (WHERE d.status IN ('done', 'late'))::int FROM duties d
           WHERE d.position = ANY(${after(6)}::int[]) AND d.class_id = ANY(${after(5)}::uuid[])) AS done,
         (SELECT count(*) FILTER (WHERE d.status <> 'exempt')::int FROM duties d
           WHERE d.position = ANY(${after(6)}) AND d.class_id = ANY(${after(5)})) AS expected`,
);

/** The duties of some children (the first parameter), in no order. */
export const DUTIES_OF_STUDENT = {
  name: 'duties-of-student',
  text: `${dutySet('children', after(1))}, dated AS (
    SELECT d.*, ${DATED}, false AS assigned FROM duties d
  )
  SELECT coalesce(jsonb_agg(${shownDuty(after(2), after(3))}), '[]') AS rows FROM dated d`,
};

/** A card to verify that nobody has ever verified, where days are told. */
const NEVER_VERIFIED = `d.code = 'contactCardVerified' AND d.status IN ('due', 'overdue') AND ${SEES_DATES} AND NOT EXISTS (
  SELECT FROM contact_card_verifications v WHERE v.school_id = $1 AND v.student_id = d.id AND v.reached)`;

/** A child of the set, under `c`, with an open care file, of whom days are told and whom nobody has ever reached. */
const NOBODY_REACHED = `c.file_open AND ($14::boolean OR c.class_id = ANY($15::uuid[])) AND NOT EXISTS (
  SELECT FROM care_records r WHERE r.school_id = $1 AND r.student_id = c.id AND r.reached AND r.voided_at IS NULL)`;

/**
 * How many duties stand how, by window and class (the columns of `CountedRow`); classes only where the window is one of the month's. And how many children nobody
 * has ever reached, whatever is asked for them.
 */
export const DUTY_SUMMARY = inBothBreadths(
  'duty-summary',
  (breadth) => `${dutySet(breadth)}, grouped AS (
    SELECT d.position, CASE WHEN d.position = ANY(${after(1)}::int[]) THEN d.class_id END AS class_id, d.as_of,
           ${['due', 'done', 'late', 'overdue', 'exempt'].map((state) => `count(*) FILTER (WHERE d.status = '${state}')::int AS ${state}`).join(', ')},
           count(*) FILTER (WHERE ${NEVER_VERIFIED})::int AS never_done
      FROM duties d GROUP BY 1, 2, 3
  )
  SELECT (SELECT coalesce(jsonb_agg(jsonb_build_array(d.position, d.due, d.done, d.late, d.overdue, d.exempt, d.never_done, k.id, k.stage, k.entry_year, k.number,
            (SELECT p.name FROM staff p WHERE p.school_id = $1 AND p.id = ${ASSIGNEE})) ORDER BY d.position), '[]')
            FROM grouped d LEFT JOIN classes k ON k.school_id = $1 AND k.id = d.class_id) AS groups,
         (SELECT count(*)::int FROM children c WHERE ${NOBODY_REACHED}) AS never`,
);

/** Held of asked, window by window. */
export const DUTY_TREND = inBothBreadths(
  'duty-trend',
  (breadth) => `${dutySet(breadth)}
  SELECT d.position, count(*) FILTER (WHERE d.status <> 'exempt')::int AS expected, count(*) FILTER (WHERE d.status IN ('done', 'late'))::int AS done
    FROM duties d GROUP BY d.position`,
);

/**
 * The children nobody has ever reached: $1 school, $2 and $3 the reach, $4 today, $5 only this class, $6 only those in none, $7 classes
 * without a head teacher first, $8 to $10 the row the page begins after, $11 how many, $12 whether to count them.
 */
export const NEVER_REACHED = {
  name: 'never-cared-for',
  text: `WITH listed AS (
    SELECT s.id, s.name, s.sort_key, s.class_id, f.opened_on, $4::date AS as_of
      FROM students s JOIN care_files f ON f.school_id = s.school_id AND f.student_id = s.id
     WHERE s.school_id = $1 AND s.care_status = 'open' AND ($2::boolean OR s.class_id = ANY($3::uuid[]))
       AND ($5::uuid IS NULL OR s.class_id = $5) AND (NOT $6::boolean OR s.class_id IS NULL)
       AND NOT EXISTS (SELECT FROM care_records r WHERE r.school_id = $1 AND r.student_id = s.id AND r.reached AND r.voided_at IS NULL)
  ), headed AS (
    SELECT d.*, ${ASSIGNEE} AS head_id FROM listed d
  ), placed AS (
    SELECT d.*, $7::boolean AND d.head_id IS NOT NULL AS assigned FROM headed d
  ), page AS (
    SELECT d.* FROM placed d
     WHERE $10::uuid IS NULL OR (d.assigned, d.opened_on, d.sort_key, d.id) >
       ($8::boolean, $9::date, (SELECT s.sort_key FROM students s WHERE s.school_id = $1 AND s.id = $10), $10)
     ORDER BY d.assigned, d.opened_on, d.sort_key, d.id LIMIT $11
  )
  SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'openedOn', d.opened_on, 'assigned', d.assigned,
            'class', (SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = d.class_id),
            'headTeacher', (SELECT jsonb_build_object('id', p.id, 'name', p.name) FROM staff p WHERE p.school_id = $1 AND p.id = d.head_id))
            ORDER BY d.assigned, d.opened_on, d.sort_key, d.id), '[]') FROM page d) AS rows,
         CASE WHEN $12::boolean THEN (SELECT count(*)::int FROM (SELECT FROM listed LIMIT ${TOTAL_CAP + 1}) l) END AS total`,
};

const NAMES_ON_PAPER = 500;

/** The children a meeting speaks of by name: something of these windows is overdue, or nobody has ever reached them. */
export const MEETING_NAMES = {
  name: 'duty-meeting-names',
  text: `${dutySet('school')}, overdue AS (
    SELECT d.id, count(*)::int AS count FROM duties d WHERE d.status = 'overdue' GROUP BY d.id
  ), spoken AS (
    SELECT c.id, c.name, c.sort_key, c.class_id, $4::date AS as_of, coalesce(o.count, 0) AS overdue, coalesce(${NOBODY_REACHED}, false) AS never
      FROM children c LEFT JOIN overdue o ON o.id = c.id
  ), named AS (
    SELECT d.* FROM spoken d WHERE d.overdue > 0 OR d.never
  ), page AS (
    SELECT d.* FROM named d ORDER BY d.sort_key, d.id LIMIT ${NAMES_ON_PAPER}
  )
  SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'overdue', d.overdue, 'never', d.never,
            'class', (SELECT jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = d.class_id),
            'headTeacher', (SELECT jsonb_build_object('id', p.id, 'name', p.name) FROM staff p WHERE p.school_id = $1 AND p.id = ${ASSIGNEE}))
            ORDER BY d.sort_key, d.id), '[]') FROM page d) AS rows,
         (SELECT count(*)::int FROM named) AS total`,
};
