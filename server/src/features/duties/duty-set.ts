import {
  AID_CATEGORIES,
  MINIMUM_SCHOOL_DAYS,
  reachOf,
  reachSeeing,
  type Permission,
  type Reach,
  type SchoolCalendar,
} from '@tongxin/shared';
import type { Viewer } from '../../platform/access/viewer.js';
import { schoolDayCounts, type AskingWindow } from './asking-windows.js';

/**
 * How widely a set looks: over the whole school, or at some of its children only. The statement is another one, because what is best read
 * from end to end for a school is best looked up child by child for a class.
 */
export type Breadth = 'school' | 'children';

/** School days from one day of a window to another, both in it, out of {@link schoolDayCounts}. */
const daysBetween = (from: string, to: string): string =>
  `($12::int[])[w.count_at + ${to} - w.from_on + 1] - ($12::int[])[w.count_at + ${from} - w.from_on]`;

/** The first class we know of reaches back to the beginning: a ledger says in which class a child is, and not since when. */
const wasIn = (day: string): string => `(m.to_on IS NULL OR m.to_on >= ${day}) AND (m.from_on <= ${day} OR NOT EXISTS (
  SELECT FROM class_memberships e WHERE e.school_id = $1 AND e.student_id = m.student_id AND (e.from_on, e.id) < (m.from_on, m.id)))`;

/** An author headed the class the child was in on the day, as head teacher or deputy. */
const headedBy = (student: string, day: string, author: string): string =>
  `EXISTS (SELECT FROM class_memberships m JOIN class_assignments a ON a.school_id = $1 AND a.class_id = m.class_id
                        WHERE m.school_id = $1 AND m.student_id = ${student} AND ${wasIn(day)}
                          AND a.staff_id = ${author} AND a.role IN ('headTeacher', 'deputy')
                          AND a.from_on <= ${day} AND (a.to_on IS NULL OR a.to_on >= ${day}))`;

/**
 * A duty that follows from a category tells of it: to the office only those that aid follows from, and what the department keeps to itself asks nobody.
 * Who knows the days ($14 $15) knows the other categories too.
 */
const KNOWN_CATEGORY = `NOT k.department_only AND (k.code IN (${AID_CATEGORIES.map((code) => `'${code}'`).join(', ')}) OR $14::boolean
  OR EXISTS (SELECT FROM children c WHERE c.id = k.student_id AND c.class_id = ANY($15::uuid[])))`;

/** How urgent a child is, is not for everybody who sees its duties: whoever knows the days ($14 $15) knows it, to others a rule by urgency asks nobody. */
const KNOWN_URGENCY = `($14::boolean OR EXISTS (SELECT FROM children c WHERE c.id = u.student_id AND c.class_id = ANY($15::uuid[])))`;

/** How urgent care files were said to be, each from a day to a day; the last word of a day is what holds on it. */
const urgencySpans = (condition: string): string => `(
  SELECT u.student_id, u.level, u.set_on AS from_on,
         lead(u.set_on) OVER (PARTITION BY u.student_id ORDER BY u.set_on, u.set_at, u.id) - 1 AS to_on
    FROM care_file_urgencies u WHERE u.school_id = $1 AND ${condition})`;

/** The statuses of care files, each from a day to a day. */
const periods = (condition: string): string => `(
  SELECT p.student_id, p.status, p.from_on,
         lead(p.from_on) OVER (PARTITION BY p.student_id ORDER BY p.from_on, p.changed_at, p.id) - 1 AS to_on
    FROM care_file_periods p WHERE p.school_id = $1 AND ${condition})`;

/**
 * Every duty – one standard, one child, one window – with its state, as a set computed from files, records and the calendar. A child with no
 * record is in it because the set begins with the children. The state is the rule of `dutyState` in `@tongxin/shared` said in SQL; a guard
 * test holds the two together.
 *
 * Not in it: children whose care file was closed, or went to another school, before the window began; and those without the categories, or
 * without the urgency, that the standard asks for on the window's last day. Nothing is known ahead, so in an open window that is today's.
 * Class and head teacher are the present ones, or those of the window's last day once it is past.
 *
 * Whatever is known of a child in a window is gathered by one grouping and joined once: with more joins PostgreSQL, which cannot know how
 * many windows there are, compares every child with every other.
 *
 * Columns of `duties`: id, name, sort_key, present_class_id, file_open, position, standard_id, code, from_on, to_on, as_of, class_id, status,
 * exempt_reason.
 *
 * @param onlyStudents the parameter that holds the ids of the only children wanted
 */
export function dutySet(breadth: Breadth, onlyStudents?: string): string {
  const among = (column: string): string =>
    breadth === 'school' ? 'true' : `${column} = ANY((SELECT ids FROM chosen)::uuid[])`;
  return `WITH windows AS (
    SELECT w.position, w.standard_id, w.code, w.from_on, w.to_on, w.to_on + w.grace AS closes_on, w.count_at,
           string_to_array(w.categories, ' ') AS categories, string_to_array(w.urgencies, ' ') AS urgencies, w.by_head
      FROM unnest($6::int[], $7::uuid[], $8::text[], $9::date[], $10::date[], $11::int[], $13::text[], $16::int[], $17::boolean[], $18::text[])
        AS w (position, standard_id, code, from_on, to_on, count_at, categories, grace, by_head, urgencies)
  ), children AS (
    SELECT s.id, s.name, s.sort_key, s.class_id, s.care_status = 'open' AS file_open
      FROM students s
     WHERE s.school_id = $1 AND s.care_status IS NOT NULL AND ($2::boolean OR s.class_id = ANY($3::uuid[]))${onlyStudents ? ` AND s.id = ANY(${onlyStudents}::uuid[])` : ''}
  ), chosen AS (
    SELECT ARRAY(SELECT id FROM children) AS ids
  ), dated_of AS (
    -- Read by nobody: a statement that tells no days must know the types of these two all the same.
    SELECT $14::boolean, $15::uuid[]
  ), known AS (
    SELECT student_id, position, max(last_status) AS last_status, bool_or(in_care) AS in_care, sum(days_to_act) AS days_to_act,
           min(category_from) AS category_from, min(urgent_from) AS urgent_from, max(calm_until) AS calm_until, bool_or(in_time) AS in_time, bool_or(excused) AS excused, max(past_class COLLATE "C") AS past_class
      FROM (
        SELECT p.student_id, w.position, CASE WHEN p.to_on IS NULL OR p.to_on >= w.to_on THEN p.status END AS last_status,
               p.status IN ('open', 'paused') AND (p.to_on IS NULL OR p.to_on >= greatest(w.from_on, p.from_on)) AS in_care,
               CASE WHEN p.status = 'open' AND part.from_on <= part.to_on THEN ${daysBetween('part.from_on', 'part.to_on')} ELSE 0 END AS days_to_act,
               NULL::date AS category_from, NULL::date AS urgent_from, NULL::date AS calm_until, NULL::boolean AS in_time, NULL::boolean AS excused, NULL::text AS past_class
          FROM ${periods(among('p.student_id'))} p
          JOIN windows w ON p.from_on <= w.to_on AND (p.to_on IS NULL OR p.to_on >= p.from_on)
         CROSS JOIN LATERAL (SELECT greatest(w.from_on, p.from_on) AS from_on, least(w.to_on, p.to_on) AS to_on) part
        UNION ALL
        SELECT k.student_id, w.position, NULL, NULL, NULL, k.from_on, NULL, NULL, NULL, NULL, NULL
          FROM windows w JOIN care_categories k ON k.school_id = $1 AND k.code = ANY(w.categories) AND ${among('k.student_id')}
           AND k.from_on <= w.to_on AND (k.to_on IS NULL OR k.to_on >= w.to_on) AND ${KNOWN_CATEGORY}
        UNION ALL
        SELECT u.student_id, w.position, NULL, NULL, NULL, NULL, CASE WHEN u.level = ANY(w.urgencies) THEN u.from_on END,
               CASE WHEN u.level <> ALL(w.urgencies) THEN least(u.to_on, w.to_on) END, NULL, NULL, NULL
          FROM windows w JOIN ${urgencySpans(among('u.student_id'))} u ON u.from_on <= w.to_on AND (u.to_on IS NULL OR u.to_on >= u.from_on)
         WHERE w.urgencies IS NOT NULL AND ${KNOWN_URGENCY}
        UNION ALL
        SELECT r.student_id, w.position, NULL, NULL, NULL, NULL, NULL, NULL, (r.typed_at AT TIME ZONE $5)::date <= w.closes_on, NULL, NULL
          FROM windows w JOIN care_records r ON r.school_id = $1 AND r.kind = 'talk' AND ${among('r.student_id')}
           AND r.held_on BETWEEN w.from_on AND w.to_on AND r.reached AND r.voided_at IS NULL
         WHERE w.code = 'monthlyTalk'
           AND ${headedBy('r.student_id', 'r.held_on', 'r.author_id')}
        UNION ALL
        SELECT v.student_id, w.position, NULL, NULL, NULL, NULL, NULL, NULL, (v.typed_at AT TIME ZONE $5)::date <= w.closes_on, NULL, NULL
          FROM windows w JOIN contact_card_verifications v ON v.school_id = $1 AND ${among('v.student_id')}
           AND v.reached AND v.verified_on BETWEEN w.from_on AND w.to_on
         WHERE w.code = 'contactCardVerified'
           AND (NOT w.by_head OR ${headedBy('v.student_id', 'v.verified_on', 'v.verified_by')})
           AND NOT EXISTS (SELECT FROM contact_card_changes x
                            WHERE x.school_id = $1 AND x.student_id = v.student_id
                              AND (x.changed_at AT TIME ZONE $5)::date BETWEEN v.verified_on AND w.to_on
                              AND ((x.changed_at AT TIME ZONE $5)::date > v.verified_on OR x.changed_at > v.typed_at))
        UNION ALL
        SELECT e.student_id, w.position, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true, NULL
          FROM windows w JOIN duty_exemptions e ON e.school_id = $1 AND ${among('e.student_id')}
           AND e.standard_id = w.standard_id AND w.to_on BETWEEN e.from_on AND e.to_on
           AND (e.ended_on IS NULL OR w.to_on < e.ended_on)
        UNION ALL
        SELECT m.student_id, w.position, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, to_char(m.from_on, 'YYYY-MM-DD') || ' ' || m.class_id
          FROM windows w JOIN class_memberships m ON m.school_id = $1 AND ${among('m.student_id')} AND ${wasIn('w.to_on')}
         WHERE w.to_on < $4::date
      ) fact
     GROUP BY student_id, position
  ), duties AS (
    SELECT c.id, c.name, c.sort_key, c.class_id AS present_class_id, c.file_open, w.position, w.standard_id, w.code, w.from_on, w.to_on, least(w.to_on, $4::date) AS as_of,
           CASE WHEN w.to_on < $4::date THEN split_part(k.past_class, ' ', 2)::uuid ELSE c.class_id END AS class_id,
           CASE WHEN k.in_time THEN 'done'
                WHEN k.in_time IS NOT NULL THEN 'late'
                WHEN k.excused OR k.last_status IS DISTINCT FROM 'open' OR acting.days < ${MINIMUM_SCHOOL_DAYS} THEN 'exempt'
                WHEN w.closes_on < $4::date THEN 'overdue'
                ELSE 'due' END AS status,
           CASE WHEN k.in_time IS NOT NULL THEN NULL
                WHEN k.excused THEN 'excused'
                WHEN k.last_status <> 'open' THEN k.last_status
                WHEN k.last_status IS NULL OR acting.days < ${MINIMUM_SCHOOL_DAYS} THEN 'new' END AS exempt_reason
      FROM children c CROSS JOIN windows w
      LEFT JOIN known k ON k.student_id = c.id AND k.position = w.position
     CROSS JOIN LATERAL (
       SELECT CASE WHEN w.categories IS NULL AND w.urgencies IS NULL THEN k.days_to_act ELSE (
         SELECT coalesce(sum(${daysBetween('part.from_on', 'part.to_on')}), 0)
           FROM ${periods('p.student_id = c.id')} p
          CROSS JOIN LATERAL (SELECT greatest(w.from_on, p.from_on, k.category_from, k.urgent_from, k.calm_until + 1) AS from_on, least(w.to_on, p.to_on) AS to_on) part
          WHERE p.status = 'open' AND part.from_on <= part.to_on) END AS days) acting
     WHERE (w.categories IS NULL OR k.category_from IS NOT NULL)
       AND (w.urgencies IS NULL OR (k.urgent_from IS NOT NULL AND (k.calm_until IS NULL OR k.calm_until < w.to_on)))
       AND (k.in_time IS NOT NULL OR k.in_care OR k.in_care IS NULL)
  )`;
}

/** Whoever heads the class of a duty on its day, under `d`; of several, the one who began last. */
export const ASSIGNEE = `(SELECT a.staff_id FROM class_assignments a
  WHERE a.school_id = $1 AND a.class_id = d.class_id AND a.role = 'headTeacher' AND a.from_on <= d.as_of AND (a.to_on IS NULL OR a.to_on >= d.as_of)
  ORDER BY a.from_on DESC, a.id LIMIT 1)`;

/** Somebody heads the class of a duty on its day. */
export const IS_ASSIGNED = `coalesce((d.position, d.class_id) IN (
  SELECT w.position, a.class_id FROM windows w JOIN class_assignments a ON a.school_id = $1 AND a.role = 'headTeacher'
     AND a.from_on <= least(w.to_on, $4::date) AND (a.to_on IS NULL OR a.to_on >= least(w.to_on, $4::date))), false)`;

/** How many parameters {@link dutySet} takes; those of a statement built on it begin after them. */
export const DUTY_SET_PARAMETERS = 18;

/** Nobody has ever reached the child: an open care file without any record, of any kind, that reached anybody and is not void. */
export const NEVER_CARED_FOR = `(d.file_open AND NOT EXISTS (
  SELECT 1 FROM care_records r WHERE r.school_id = $1 AND r.student_id = d.id AND r.reached AND r.voided_at IS NULL))`;

/** Of this child the viewer may know when somebody talked with it: the office knows the state of a duty and no day. */
export const SEES_DATES = `($14::boolean OR d.present_class_id = ANY($15::uuid[]))`;

/** Whose duties, for whom, on which day, in which windows. */
export interface DutySetOf {
  readonly schoolId: string;
  readonly today: string;
  readonly timeZone: string;
  /** The children in the set. */
  readonly reach: Reach;
  /** Of these the children of whom days are told. */
  readonly dated: Reach;
  /** Numbered as they come, where they have no position of their own. */
  readonly windows: readonly (AskingWindow & { readonly position?: number })[];
  readonly calendar: SchoolCalendar;
}

/** @returns the parameters of {@link dutySet} in their order */
export function dutySetValuesOf({ schoolId, today, timeZone, reach, dated, windows, calendar }: DutySetOf): unknown[] {
  const counts = windows.map((window) => schoolDayCounts(window, calendar));
  const countsAt: number[] = [];
  let at = 1;
  for (const one of counts) {
    countsAt.push(at);
    at += one.length;
  }
  return [
    schoolId,
    reach.all,
    reach.classIds,
    today,
    timeZone,
    windows.map(({ position }, index) => position ?? index),
    windows.map(({ standard }) => standard.ruleId),
    windows.map(({ standard }) => standard.code),
    windows.map(({ from }) => from),
    windows.map(({ to }) => to),
    countsAt,
    counts.flat(),
    windows.map(({ standard }) => standard.categories?.join(' ') ?? null),
    dated.all,
    dated.classIds,
    windows.map(({ standard }) => standard.graceDays),
    windows.map(({ standard }) => standard.who === 'headTeacher'),
    windows.map(({ standard }) => standard.urgencies?.join(' ') ?? null),
  ];
}

/**
 * The parameters of {@link dutySet} for a viewer.
 * @param permission whose reach decides which children are in the set
 */
export function dutySetValues(
  viewer: Viewer,
  permission: Permission,
  windows: DutySetOf['windows'],
  calendar: SchoolCalendar,
): unknown[] {
  const { schoolId, today, timeZone } = viewer;
  const reach = reachOf(viewer, permission);
  const dated = reachSeeing(viewer, permission, 'dates');
  return dutySetValuesOf({ schoolId, today, timeZone, reach, dated, windows, calendar });
}
