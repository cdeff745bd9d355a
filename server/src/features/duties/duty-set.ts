import { MINIMUM_SCHOOL_DAYS, reachOf, reachSeeing, type Permission, type SchoolCalendar } from '@tongxin/shared';
import type { Viewer } from '../../platform/access/viewer.js';
import { schoolDayCounts, type AskingWindow } from './asking-windows.js';

/**
 * Every duty – one standard, one child, one window – with its state, as a set computed from files, records and the calendar. A child with no
 * record is in it because the set begins with the children. The state is the rule of `dutyState` in `@tongxin/shared` said in SQL; a guard
 * test holds the two together.
 *
 * Not in it: children whose care file was closed, or went to another school, before the window began.
 * Class and head teacher are the present ones, or those of the window's last day once it is past. Before the first class we know of, a child
 * counts as having been in that one, because a ledger says in which class a child is and not since when.
 *
 * Columns of `duties`: id, name, sort_key, present_class_id, file_open, position, code, from_on, to_on, class_id, assignee_id, status,
 * exempt_reason.
 *
 * @param onlyStudent the parameter (`$20`) that holds the id of the only child wanted
 */
export function dutySet(onlyStudent?: string): string {
  return `WITH windows AS (
    SELECT w.position, w.standard_id, w.code, w.from_on, w.to_on, w.count_at, st.categories, least(w.to_on, $4::date) AS as_of
      FROM unnest($6::int[], $7::uuid[], $8::text[], $9::date[], $10::date[], $11::int[]) AS w (position, standard_id, code, from_on, to_on, count_at)
      JOIN care_standards st ON st.school_id = $1 AND st.id = w.standard_id
  ), children AS (
    SELECT s.id, s.name, s.sort_key, s.class_id, s.care_status = 'open' AS file_open
      FROM students s
     WHERE s.school_id = $1 AND s.care_status IS NOT NULL AND ($2::boolean OR s.class_id = ANY($3::uuid[]))${onlyStudent ? ` AND s.id = ${onlyStudent}::uuid` : ''}
  ), periods AS (
    SELECT p.student_id, p.status, p.from_on,
           lead(p.from_on) OVER (PARTITION BY p.student_id ORDER BY p.from_on, p.changed_at, p.id) - 1 AS to_on
      FROM children c JOIN care_file_periods p ON p.school_id = $1 AND p.student_id = c.id
  ), memberships AS (
    SELECT m.student_id, m.class_id, m.to_on,
           CASE WHEN lag(m.id) OVER (PARTITION BY m.student_id ORDER BY m.from_on, m.id) IS NULL THEN '-infinity'::date ELSE m.from_on END AS from_on
      FROM children c JOIN class_memberships m ON m.school_id = $1 AND m.student_id = c.id
  ), categories_begun AS (
    SELECT w.position, k.student_id, min(k.from_on) AS begun_on
      FROM windows w JOIN care_categories k
        ON k.school_id = $1 AND k.code = ANY(w.categories) AND k.from_on <= w.to_on AND (k.to_on IS NULL OR k.to_on >= w.to_on)
     GROUP BY w.position, k.student_id
  ), files AS (
    SELECT w.position, p.student_id,
           max(p.status) FILTER (WHERE p.from_on <= w.to_on AND (p.to_on IS NULL OR p.to_on >= w.to_on)) AS last_status,
           bool_or(p.from_on <= w.to_on) AS begun,
           bool_or(p.status IN ('open', 'paused') AND p.from_on <= w.to_on AND (p.to_on IS NULL OR p.to_on >= greatest(w.from_on, p.from_on))) AS in_care,
           coalesce(sum(($12::int[])[w.count_at + part.to_on - w.from_on + 1] - ($12::int[])[w.count_at + part.from_on - w.from_on])
                      FILTER (WHERE p.status = 'open' AND part.from_on <= part.to_on), 0) AS days_to_act
      FROM windows w CROSS JOIN periods p
      LEFT JOIN categories_begun b ON b.position = w.position AND b.student_id = p.student_id
     CROSS JOIN LATERAL (SELECT greatest(w.from_on, p.from_on, b.begun_on) AS from_on, least(w.to_on, p.to_on) AS to_on) part
     GROUP BY w.position, p.student_id
  ), card_changes AS (
    SELECT w.position, x.student_id, max(x.changed_at) AS changed_at, (max(x.changed_at) AT TIME ZONE $5)::date AS changed_on
      FROM windows w JOIN contact_card_changes x
        ON x.school_id = $1 AND (x.changed_at AT TIME ZONE $5)::date BETWEEN w.from_on AND w.to_on
      JOIN children c ON c.id = x.student_id
     WHERE w.code = 'contactCardVerified'
     GROUP BY w.position, x.student_id
  ), met AS (
    SELECT w.position, r.student_id, bool_or((r.typed_at AT TIME ZONE $5)::date <= w.to_on) AS in_time
      FROM windows w
      JOIN care_records r ON r.school_id = $1 AND r.kind = 'talk' AND r.held_on BETWEEN w.from_on AND w.to_on AND r.reached AND r.voided_at IS NULL
      JOIN children c ON c.id = r.student_id
     WHERE w.code = 'monthlyTalk'
       AND EXISTS (SELECT 1 FROM memberships m JOIN class_assignments a ON a.school_id = $1 AND a.class_id = m.class_id
                    WHERE m.student_id = r.student_id AND m.from_on <= r.held_on AND (m.to_on IS NULL OR m.to_on >= r.held_on)
                      AND a.staff_id = r.author_id AND a.role IN ('headTeacher', 'deputy')
                      AND a.from_on <= r.held_on AND (a.to_on IS NULL OR a.to_on >= r.held_on))
     GROUP BY w.position, r.student_id
    UNION ALL
    SELECT w.position, v.student_id, bool_or((v.typed_at AT TIME ZONE $5)::date <= w.to_on)
      FROM windows w
      JOIN contact_card_verifications v ON v.school_id = $1 AND v.reached AND v.verified_on BETWEEN w.from_on AND w.to_on
      JOIN children c ON c.id = v.student_id
      LEFT JOIN card_changes x ON x.position = w.position AND x.student_id = v.student_id
     WHERE w.code = 'contactCardVerified'
       AND (x.changed_on IS NULL OR v.verified_on > x.changed_on OR (v.verified_on = x.changed_on AND v.typed_at >= x.changed_at))
     GROUP BY w.position, v.student_id
  ), excused AS (
    SELECT DISTINCT w.position, e.student_id
      FROM windows w JOIN duty_exemptions e ON e.school_id = $1 AND e.standard_id = w.standard_id AND w.to_on BETWEEN e.from_on AND e.to_on
  ), past_classes AS (
    SELECT DISTINCT ON (w.position, m.student_id) w.position, m.student_id, m.class_id
      FROM windows w JOIN memberships m ON m.from_on <= w.to_on AND (m.to_on IS NULL OR m.to_on >= w.to_on)
     WHERE w.to_on < $4::date
     ORDER BY w.position, m.student_id, m.from_on DESC
  ), heads AS (
    SELECT DISTINCT ON (w.position, a.class_id) w.position, a.class_id, a.staff_id
      FROM windows w JOIN class_assignments a
        ON a.school_id = $1 AND a.role = 'headTeacher' AND a.from_on <= w.as_of AND (a.to_on IS NULL OR a.to_on >= w.as_of)
     ORDER BY w.position, a.class_id, a.from_on DESC, a.id
  ), in_class AS (
    SELECT c.id, c.name, c.sort_key, c.class_id AS present_class_id, c.file_open, w.position, w.code, w.from_on, w.to_on,
           CASE WHEN w.to_on < $4::date THEN p.class_id ELSE c.class_id END AS class_id,
           CASE WHEN met.in_time THEN 'done'
                WHEN met.student_id IS NOT NULL THEN 'late'
                WHEN x.student_id IS NOT NULL OR f.last_status IS DISTINCT FROM 'open' OR f.days_to_act < ${MINIMUM_SCHOOL_DAYS} THEN 'exempt'
                WHEN w.to_on < $4::date THEN 'overdue'
                ELSE 'due' END AS status,
           CASE WHEN met.student_id IS NOT NULL THEN NULL
                WHEN x.student_id IS NOT NULL THEN 'excused'
                WHEN f.last_status <> 'open' THEN f.last_status
                WHEN f.last_status IS NULL OR f.days_to_act < ${MINIMUM_SCHOOL_DAYS} THEN 'new' END AS exempt_reason
      FROM children c CROSS JOIN windows w
      LEFT JOIN files f ON f.position = w.position AND f.student_id = c.id
      LEFT JOIN categories_begun b ON b.position = w.position AND b.student_id = c.id
      LEFT JOIN met ON met.position = w.position AND met.student_id = c.id
      LEFT JOIN excused x ON x.position = w.position AND x.student_id = c.id
      LEFT JOIN past_classes p ON p.position = w.position AND p.student_id = c.id
     WHERE (w.categories IS NULL OR b.student_id IS NOT NULL)
       AND (met.student_id IS NOT NULL OR f.in_care OR f.begun IS NOT TRUE)
  ), duties AS (
    SELECT d.*, h.staff_id AS assignee_id FROM in_class d LEFT JOIN heads h ON h.position = d.position AND h.class_id = d.class_id
  )`;
}

/** How many parameters {@link dutySet} takes; those of a statement built on it begin after them. */
export const DUTY_SET_PARAMETERS = 14;

/** Nobody has ever reached the child: an open care file without any record, of any kind, that reached anybody and is not void. */
export const NEVER_CARED_FOR = `(d.file_open AND NOT EXISTS (
  SELECT 1 FROM care_records r WHERE r.school_id = $1 AND r.student_id = d.id AND r.reached AND r.voided_at IS NULL))`;

/** Of this child the viewer may know when somebody talked with it: the office knows the state of a duty and no day. */
export const SEES_DATES = `($13::boolean OR d.present_class_id = ANY($14::uuid[]))`;

/**
 * The parameters of {@link dutySet}: whose duties, for whom, on which day, in which windows.
 * @param permission whose reach decides which children are in the set
 */
export function dutySetValues(
  viewer: Viewer,
  permission: Permission,
  windows: readonly AskingWindow[],
  calendar: SchoolCalendar,
): unknown[] {
  const reach = reachOf(viewer, permission);
  const dated = reachSeeing(viewer, permission, 'dates');
  const counts = windows.map((window) => schoolDayCounts(window, calendar));
  const countsAt: number[] = [];
  let at = 1;
  for (const one of counts) {
    countsAt.push(at);
    at += one.length;
  }
  return [
    viewer.schoolId,
    reach.all,
    reach.classIds,
    viewer.today,
    viewer.timeZone,
    windows.map((_, position) => position),
    windows.map(({ standard }) => standard.id),
    windows.map(({ standard }) => standard.code),
    windows.map(({ from }) => from),
    windows.map(({ to }) => to),
    countsAt,
    counts.flat(),
    dated.all,
    dated.classIds,
  ];
}
