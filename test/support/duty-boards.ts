import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type pg from 'pg';
import type { SchoolSystem } from '@tongxin/shared';
import { BoardAnswers } from '../../server/src/features/duties/board/board-answers.service.js';
import { BoardKeeping } from '../../server/src/features/duties/board/board-keeping.job.js';
import { DutyBoard } from '../../server/src/features/duties/board/duty-board.service.js';

/** What the board of a school holds of one window or list, without the number it happens to have. */
const HELD = `SELECT w.subject, json_build_array(
    json_build_array(w.key, w.due, w.done, w.late, w.overdue, w.exempt, w.never_done),
    (SELECT json_agg(json_build_array(c.class_id, c.assignee_id, c.due, c.done, c.late, c.overdue, c.exempt, c.never_done) ORDER BY c.class_id)
       FROM duty_counts c WHERE c.school_id = $1 AND c.window_no = w.window_no AND (c.due, c.done, c.late, c.overdue, c.exempt, c.never_done) <> (0, 0, 0, 0, 0, 0)),
    (SELECT json_agg(json_build_array(o.subject, to_jsonb(s) - 'window_no' - 'of_window') ORDER BY s.student_id)
       FROM duty_states s JOIN duty_windows o ON o.school_id = s.school_id AND o.window_no = s.of_window WHERE s.school_id = $1 AND s.window_no = w.window_no)) AS held
  FROM duty_windows w WHERE w.school_id = $1 ORDER BY w.subject`;

/** Rows that belong to no window, and marks nobody has taken. */
const LEFT = `SELECT (SELECT count(*)::int FROM duty_marks WHERE school_id = $1) AS marks,
  (SELECT count(*)::int FROM duty_states s LEFT JOIN duty_windows w USING (school_id, window_no) WHERE s.school_id = $1 AND w.subject IS NULL) AS rows`;

/** @returns the ids of the schools that have a board */
async function schoolsWithBoard(owner: pg.Pool): Promise<{ id: string; time_zone: string; system: SchoolSystem }[]> {
  const { rows } = await owner.query(
    `SELECT s.school_id AS id, s.time_zone, s.system FROM schools s WHERE EXISTS (SELECT FROM duty_windows w WHERE w.school_id = s.school_id)`,
  );
  return rows;
}

/**
 * Whatever a suite has done to its schools: the board, brought up to date step by step, is the one that is computed from nothing.
 * @throws Error that says of which school it is not
 */
export async function assertBoardsAgree(nest: NestFastifyApplication, owner: pg.Pool): Promise<void> {
  const keeping = nest.get(BoardKeeping);
  const { failures } = nest.get(DutyBoard);
  if (failures > 0) throw new Error(`a duty board could not be filled ${failures} times`);
  for (const school of await schoolsWithBoard(owner)) {
    await keeping.keep(school);
    const kept = new Map((await owner.query(HELD, [school.id])).rows.map(({ subject, held }) => [subject, held]));
    const left = (await owner.query(LEFT, [school.id])).rows[0];
    for (const table of ['duty_states', 'duty_counts', 'duty_windows'])
      await owner.query(`DELETE FROM ${table} WHERE school_id = $1`, [school.id]);
    await keeping.keep(school);
    // Windows of another day may still stand there; nobody asks for them, and the next change takes them away.
    const { rows } = await owner.query<{ subject: string; held: unknown }>(HELD, [school.id]);
    const apart = rows.filter(({ subject, held }) => JSON.stringify(kept.get(subject)) !== JSON.stringify(held));
    if (apart.length > 0 || left.marks > 0 || left.rows > 0)
      throw new Error(
        `the duty board of school ${school.id} is not what is computed anew: ${JSON.stringify(left)}\n` +
          apart.map(({ subject, held }) => `${JSON.stringify(kept.get(subject))}\n${JSON.stringify(held)}`).join('\n'),
      );
  }
}

/** @returns what work answers while nothing is read from the board: what is computed */
export async function withoutBoard<T>(nest: NestFastifyApplication, work: () => Promise<T>): Promise<T> {
  const answers = nest.get<BoardAnswers, Record<string, unknown>>(BoardAnswers);
  const methods = ['list', 'today', 'summary', 'ofStudent'];
  for (const method of methods) answers[method] = () => (method === 'ofStudent' ? null : Promise.resolve(null));
  try {
    return await work();
  } finally {
    for (const method of methods) delete answers[method];
  }
}

/** @returns how often the board had no answer while work was done */
export async function unanswered(nest: NestFastifyApplication, work: () => Promise<unknown>): Promise<number> {
  const answers = nest.get<BoardAnswers, Record<string, (...values: unknown[]) => unknown>>(BoardAnswers);
  const methods = ['list', 'today', 'summary', 'ofStudent'];
  let times = 0;
  for (const method of methods) {
    const original = answers[method]!.bind(answers);
    const count = (answer: unknown): unknown => {
      if (answer === null) times += 1;
      return answer;
    };
    answers[method] = (...values) => {
      const answer = original(...values);
      return answer instanceof Promise ? answer.then(count) : count(answer);
    };
  }
  try {
    await work();
    return times;
  } finally {
    for (const method of methods) delete answers[method];
  }
}
