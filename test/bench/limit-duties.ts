import { classOf, cursorOf, schoolYearOf } from './limit-list.js';
import type { Asked } from './limit-server.js';
import { windowsOf, type KnownWindow } from './limit-windows.js';

interface Counts {
  position: number;
  due: number;
  done: number;
  late: number;
  overdue: number;
  exempt: number;
  neverDone: number;
}

interface ClassCounts extends Counts {
  classId: string;
  stage: 'primary';
  entryYear: number;
  number: number;
  headTeacher: string | null;
}

const BY_CLASS = {
  name: 'by-class',
  text: `SELECT array_position($2::int[], c.window_no) - 1 AS position, c.due, c.done, c.late, c.overdue, c.exempt, c.never_done AS "neverDone",
      k.id AS "classId", k.stage, k.entry_year AS "entryYear", k.number, p.name AS "headTeacher"
    FROM duty_counts c JOIN classes k ON k.school_id = c.school_id AND k.id = c.class_id LEFT JOIN staff p ON p.school_id = c.school_id AND p.id = c.assignee_id
   WHERE c.school_id = $1 AND c.window_no = ANY($2::int[]) AND c.due + c.done + c.late + c.overdue + c.exempt > 0`,
};
const IN_ALL = {
  name: 'in-all',
  text: `SELECT w.window_no AS no, w.subject, w.due, w.done, w.late, w.overdue, w.exempt FROM duty_windows w WHERE w.school_id = $1`,
};

const added = (rows: readonly Omit<Counts, 'position' | 'neverDone'>[]) => {
  const sum = { due: 0, done: 0, late: 0, overdue: 0, exempt: 0 };
  for (const row of rows) {
    sum.due += row.due;
    sum.done += row.done;
    sum.late += row.late;
    sum.overdue += row.overdue;
    sum.exempt += row.exempt;
  }
  return {
    expected: sum.due + sum.done + sum.late + sum.overdue,
    done: sum.done + sum.late,
    overdue: sum.overdue,
    due: sum.due,
    exempt: sum.exempt,
  };
};

const TREND_MONTHS = 6;

/** w4: how the work of the month stands. */
export async function answerSummary({ pool, schoolId, today }: Asked): Promise<unknown> {
  const windows = await windowsOf(pool, schoolId, today);
  const month = today.slice(0, 7);
  const shown = windows.filter((window) => isOfMonth(window, month));
  const [{ rows }, all] = await Promise.all([
    pool.query<ClassCounts>({ ...BY_CLASS, values: [schoolId, shown.map(({ no }) => no)] }),
    pool.query<Counts & { no: number; subject: string }>({ ...IN_ALL, values: [schoolId] }),
  ]);
  const totals = new Map(all.rows.map((row) => [row.no, row]));
  const year = schoolYearOf(today);
  const classes = new Map<string, ClassCounts[]>();
  for (const row of rows) {
    const own = classes.get(row.classId);
    if (own) own.push(row);
    else classes.set(row.classId, [row]);
  }
  const cards = (of: readonly Counts[]) => {
    const { expected, done } = added(of);
    return { fresh: done, stale: expected - done, never: of.reduce((sum, { neverDone }) => sum + neverDone, 0) };
  };
  const isCard = ({ position }: Counts): boolean => shown[position]!.code === 'contactCardVerified';
  return {
    month,
    byStandard: [...new Set(shown.map(({ code }) => code))].map((code) => ({
      code,
      ...added(rows.filter(({ position }) => shown[position]!.code === code)),
    })),
    byClass: [...classes.values()]
      .sort(([one], [other]) => other!.entryYear - one!.entryYear || one!.number - other!.number)
      .map((own) => ({
        class: classOf(own[0]!.classId, own[0]!, year),
        headTeacher: own[0]!.headTeacher,
        ...added(own),
        cards: cards(own.filter(isCard)),
      })),
    trend: windows
      .filter(({ code, from }) => code === 'monthlyTalk' && from.slice(0, 7) <= month)
      .slice(-TREND_MONTHS)
      .map(({ no, from }) => {
        const { expected, done } = added([totals.get(no)!]);
        return { month: from.slice(0, 7), expected, done };
      }),
    cards: cards(rows.filter(isCard)),
    neverCaredFor: all.rows.find(({ subject }) => subject === 'all unreached')!.due,
  };
}

const isOfMonth = ({ from, to }: KnownWindow, month: string): boolean =>
  from.slice(0, 7) <= month && to.slice(0, 7) >= month;

interface DutyRow {
  id: string;
  name: string;
  windowNo: number;
  status: string;
  exemptReason: string | null;
  lastOn: string;
  never: boolean;
  topics: string[] | null;
  classId: string | null;
  stage: 'primary';
  entryYear: number;
  number: number;
  assigneeId: string | null;
  assignee: string | null;
  assigned: boolean;
}

const COLUMNS = `s.student_id AS id, s.name, s.window_no AS "windowNo", s.status, s.exempt_reason AS "exemptReason", s.last_on AS "lastOn", s.never, s.last_topics AS topics,
  s.class_id AS "classId", k.stage, k.entry_year AS "entryYear", k.number, p.id AS "assigneeId", p.name AS assignee, s.assigned`;
const NAMES = `LEFT JOIN classes k ON k.school_id = s.school_id AND k.id = s.class_id LEFT JOIN staff p ON p.school_id = s.school_id AND p.id = s.assignee_id`;
const OPEN = {
  name: 'open-duties',
  text: `SELECT ${COLUMNS} FROM (
      SELECT s.* FROM unnest($2::int[]) w (no) CROSS JOIN LATERAL (
        SELECT * FROM duty_states s WHERE s.school_id = $1 AND s.window_no = w.no AND s.listed AND s.status IN ('due', 'overdue')
         ORDER BY s.assigned, s.last_on, s.sort_key, s.student_id LIMIT $3) s
       ORDER BY s.assigned, s.last_on, s.sort_key, s.student_id, array_position($2, s.window_no) LIMIT $3) s ${NAMES}
   ORDER BY s.assigned, s.last_on, s.sort_key, s.student_id, array_position($2, s.window_no)`,
};
const OF_CHILD = {
  name: 'duties-of-child',
  text: `SELECT ${COLUMNS} FROM duty_states s ${NAMES} WHERE s.school_id = $1 AND s.window_no = ANY($2::int[]) AND s.student_id = $3`,
};

const PAGE = 25;

/** w4: the first page of what is due or overdue this month. */
export async function answerDuties({ pool, schoolId, today }: Asked): Promise<unknown> {
  const windows = (await windowsOf(pool, schoolId, today)).filter((window) => isOfMonth(window, today.slice(0, 7)));
  const { rows } = await pool.query<DutyRow>({ ...OPEN, values: [schoolId, windows.map(({ no }) => no), PAGE + 1] });
  const items = rows.slice(0, PAGE);
  const last = items.at(-1);
  const positionOf = ({ windowNo }: DutyRow): number => windows.findIndex(({ no }) => no === windowNo);
  return {
    items: items.map((row) => dutyOf(row, windows, schoolYearOf(today))),
    nextCursor:
      rows.length > PAGE && last
        ? cursorOf([last.assigned ? 1 : 0, dayOf(last.lastOn), last.id, positionOf(last)])
        : null,
  };
}

const STATES = ['overdue', 'due', 'late', 'done', 'exempt'];

/** The duties of one child, as they stand in its file. */
export async function dutiesOf({ pool, schoolId, today }: Asked, studentId: string): Promise<unknown[]> {
  const windows = (await windowsOf(pool, schoolId, today)).filter(({ ofTerm }) => ofTerm);
  const { rows } = await pool.query<DutyRow>({
    ...OF_CHILD,
    values: [schoolId, windows.map(({ no }) => no), studentId],
  });
  const at = (row: DutyRow): number => windows.findIndex(({ no }) => no === row.windowNo);
  const from = (row: DutyRow): string => windows[at(row)]!.from;
  return rows
    .sort(
      (one, other) =>
        STATES.indexOf(one.status) - STATES.indexOf(other.status) ||
        (from(one) === from(other) ? at(one) - at(other) : from(one) < from(other) ? 1 : -1),
    )
    .map((row) => dutyOf(row, windows, schoolYearOf(today)));
}

const dayOf = (day: string): string | null => (day === '-infinity' ? null : day);

function dutyOf(row: DutyRow, windows: readonly KnownWindow[], year: number): unknown {
  const { ruleId, code, title, every, from, to } = windows.find(({ no }) => no === row.windowNo)!;
  return {
    student: { id: row.id, name: row.name, class: row.classId === null ? null : classOf(row.classId, row, year) },
    standard: { id: ruleId, code, title, every },
    window: { from, to },
    status: row.status,
    exemptReason: row.exemptReason,
    lastOn: dayOf(row.lastOn),
    neverCaredFor: row.never,
    ...(row.topics ? { lastTopics: row.topics } : {}),
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assignee },
  };
}
