import { ASSIGNEE, DUTY_SET_PARAMETERS, dutySet, type Breadth } from '../duty-set.js';

/** What stands in the place of a class where a child is in none. */
export const NO_CLASS = '00000000-0000-0000-0000-000000000000';
/** A mark that means every child of the school. */
export const WHOLE_SCHOOL = '00000000-0000-0000-0000-000000000000';

const COLUMNS = [
  'of_window',
  'name',
  'sort_key',
  'present_class_id',
  'class_id',
  'status',
  'exempt_reason',
  'listed',
  'open',
  'assigned',
  'assignee_id',
  'last_on',
  'last_topics',
  'never',
  'never_done',
] as const;
const STATES = ['due', 'done', 'late', 'overdue', 'exempt'] as const;
const COUNTS = [...STATES, 'never_done'] as const;

const columns = (of: string, prefix = ''): string => COLUMNS.map((column) => `${of}.${prefix}${column}`).join(', ');
const after = (parameter: number): string => `$${DUTY_SET_PARAMETERS + parameter}`;

/** Whoever heads each class on the day of each window; of several, the one who began last. */
const HEADS = `heads AS MATERIALIZED (
    SELECT DISTINCT ON (w.position, a.class_id) w.position, a.class_id, a.staff_id
      FROM windows w JOIN class_assignments a ON a.school_id = $1 AND a.role = 'headTeacher'
       AND a.from_on <= least(w.to_on, $4::date) AND (a.to_on IS NULL OR a.to_on >= least(w.to_on, $4::date))
     ORDER BY w.position, a.class_id, a.from_on DESC, a.id
  )`;

/**
 * Brings rows of the board up to date: computes them anew, writes those that differ, and changes the counts by the difference. The windows
 * are numbered as the board numbers them. Parameters beyond the set's: 1 the ids of the children meant, 2 whether each window is listed,
 * 3 its place among Today's, 4 to 6 the numbers of the lists of the worst overdue, the worst due and of the unreached.
 *
 * What is read of one child only is looked up child by child, so that nothing depends on how many the planner thinks there are.
 */
export const fillBoard = (
  breadth: Breadth,
): string => `${dutySet(breadth, breadth === 'children' ? after(1) : undefined)}, held AS (
    SELECT * FROM unnest($6::int[], ${after(2)}::boolean[], ${after(3)}::int[]) AS b (window_no, listed, today_rank)
  ), ${breadth === 'school' ? `${HEADS}, ` : ''}seen AS MATERIALIZED (
    SELECT c.id AS student_id, t.held_on AS talked_on, coalesce(t.topics, '[]') AS topics, v.verified_on,
           c.file_open AND NOT EXISTS (SELECT FROM care_records r WHERE r.school_id = $1 AND r.student_id = c.id AND r.reached AND r.voided_at IS NULL) AS never
      FROM children c
      LEFT JOIN LATERAL (SELECT r.held_on, r.details->'topics' AS topics FROM care_records r
        WHERE r.school_id = $1 AND r.student_id = c.id AND r.kind = 'talk' AND r.reached AND r.voided_at IS NULL ORDER BY r.held_on DESC, r.id DESC LIMIT 1) t ON true
      LEFT JOIN LATERAL (SELECT max(v.verified_on) AS verified_on FROM contact_card_verifications v
        WHERE v.school_id = $1 AND v.student_id = c.id AND v.reached) v ON true
  ), states AS MATERIALIZED (
    SELECT d.position AS window_no, d.id AS student_id, d.position AS of_window, d.name, d.sort_key, d.present_class_id, d.class_id, d.status, d.exempt_reason,
           b.listed, d.status IN ('due', 'overdue') AS open, h.staff_id IS NOT NULL AS assigned, h.staff_id AS assignee_id,
           CASE WHEN b.listed THEN coalesce(CASE d.code WHEN 'monthlyTalk' THEN s.talked_on WHEN 'contactCardVerified' THEN s.verified_on END, '-infinity') ELSE '-infinity' END AS last_on,
           CASE WHEN b.listed AND d.code = 'monthlyTalk' THEN s.topics END AS last_topics,
           b.listed AND s.never AS never,
           d.code = 'contactCardVerified' AND d.status IN ('due', 'overdue') AND s.verified_on IS NULL AS never_done,
           d.to_on, b.today_rank
      FROM duties d
      JOIN held b ON b.window_no = d.position
      JOIN seen s ON s.student_id = d.id
      ${breadth === 'school' ? 'LEFT JOIN heads h ON h.position = d.position AND h.class_id = d.class_id' : `CROSS JOIN LATERAL (SELECT ${ASSIGNEE} AS staff_id) h`}
  ), worst AS (
    SELECT DISTINCT ON (s.student_id) s.* FROM states s
     WHERE s.today_rank IS NOT NULL AND s.status IN ('due', 'overdue') AND ${after(4)}::int IS NOT NULL
     ORDER BY s.student_id, s.status DESC, s.to_on, s.today_rank
  ), computed AS MATERIALIZED (
    SELECT s.window_no, s.student_id, ${columns('s')} FROM states s
    UNION ALL
    SELECT CASE s.status WHEN 'overdue' THEN ${after(4)}::int ELSE ${after(5)}::int END, s.student_id, ${columns('s')} FROM worst s
    UNION ALL
    SELECT ${after(6)}::int, c.id, ${after(6)}::int, c.name, c.sort_key, c.class_id, c.class_id, 'due', NULL, false, true, false, NULL, '-infinity', NULL, true, false
      FROM children c JOIN seen s ON s.student_id = c.id WHERE s.never
  ), before AS MATERIALIZED (
    SELECT s.window_no, s.student_id, ${columns('s')} FROM duty_states s
     WHERE s.school_id = $1 AND s.window_no = ANY($6::int[] || ${after(4)}::int || ${after(5)}::int || ${after(6)}::int)
       AND ${breadth === 'children' ? `s.student_id = ANY(${after(1)}::uuid[])` : `${after(1)}::uuid[] IS NULL`}
  ), diff AS MATERIALIZED (
    SELECT window_no, student_id, n.of_window IS NOT NULL AS is_there, o.of_window IS NOT NULL AS was_there,
           ${COLUMNS.map((column) => `n.${column} AS new_${column}`).join(', ')},
           o.class_id AS old_class_id, o.status AS old_status, o.never_done AS old_never_done
      FROM computed n FULL JOIN before o USING (window_no, student_id)
     WHERE ROW(${columns('n')}) IS DISTINCT FROM ROW(${columns('o')})
  ), gone AS (
    DELETE FROM duty_states s USING diff d
     WHERE NOT d.is_there AND s.school_id = $1 AND s.window_no = d.window_no AND s.student_id = d.student_id
  ), put AS (
    INSERT INTO duty_states (school_id, window_no, student_id, ${COLUMNS.join(', ')})
    SELECT $1, d.window_no, d.student_id, ${columns('d', 'new_')} FROM diff d WHERE d.is_there
     ORDER BY d.new_present_class_id, d.student_id, d.window_no
    ON CONFLICT (school_id, window_no, student_id) DO UPDATE SET ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}
  ), counted AS MATERIALIZED (
    SELECT t.window_no, coalesce(t.class_id, '${NO_CLASS}') AS class_id,
           ${STATES.map((state) => `coalesce(sum(t.sign) FILTER (WHERE t.status = '${state}'), 0)::int AS ${state}`).join(', ')},
           coalesce(sum(t.sign) FILTER (WHERE t.never_done), 0)::int AS never_done,
           bool_or(t.sign = 1) AS is_there, max(t.assignee_id::text)::uuid AS assignee_id
      FROM (SELECT d.window_no, d.new_class_id AS class_id, d.new_status AS status, d.new_never_done AS never_done, d.new_assignee_id AS assignee_id, 1 AS sign FROM diff d WHERE d.is_there
            UNION ALL
            SELECT d.window_no, d.old_class_id, d.old_status, d.old_never_done, NULL, -1 FROM diff d WHERE d.was_there) t
     GROUP BY t.window_no, coalesce(t.class_id, '${NO_CLASS}')
  ), classes_counted AS (
    -- Where children only leave a class, who heads it stays as it is: were it somebody else, every row of the class would differ.
    INSERT INTO duty_counts AS c (school_id, window_no, class_id, assignee_id, ${COUNTS.join(', ')})
    SELECT $1, n.window_no, n.class_id, n.assignee_id, ${COUNTS.map((count) => `n.${count}`).join(', ')} FROM counted n
     ORDER BY n.window_no, n.class_id
    ON CONFLICT (school_id, window_no, class_id) DO UPDATE SET
      assignee_id = CASE WHEN (SELECT n.is_there FROM counted n WHERE n.window_no = c.window_no AND n.class_id = c.class_id) THEN excluded.assignee_id ELSE c.assignee_id END,
      ${COUNTS.map((count) => `${count} = c.${count} + excluded.${count}`).join(', ')}
  ), windows_counted AS (
    UPDATE duty_windows w SET ${COUNTS.map((count) => `${count} = w.${count} + t.${count}`).join(', ')}
      FROM (SELECT c.window_no, ${COUNTS.map((count) => `sum(c.${count})::int AS ${count}`).join(', ')} FROM counted c GROUP BY c.window_no) t
     WHERE w.school_id = $1 AND w.window_no = t.window_no
  )
  SELECT count(*)::int AS changed FROM diff`;
