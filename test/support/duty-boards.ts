import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type pg from 'pg';
import type { SchoolSystem } from '@tongxin/shared';
import { BoardAnswers } from '../../server/src/features/duties/board/board-answers.service.js';
import { BoardKeeping } from '../../server/src/features/duties/board/board-keeping.job.js';
import { DutyBoard } from '../../server/src/features/duties/board/duty-board.service.js';

/** All that the board of a school holds, without the numbers its windows happen to have. */
const HELD = `SELECT
  (SELECT json_agg(json_build_array(w.subject, w.key, w.due, w.done, w.late, w.overdue, w.exempt, w.never_done) ORDER BY w.subject)
     FROM duty_windows w WHERE w.school_id = $1) AS windows,
  (SELECT json_agg(json_build_array(w.subject, c.class_id, c.assignee_id, c.due, c.done, c.late, c.overdue, c.exempt, c.never_done) ORDER BY w.subject, c.class_id)
     FROM duty_counts c JOIN duty_windows w USING (school_id, window_no)
    WHERE c.school_id = $1 AND (c.due, c.done, c.late, c.overdue, c.exempt, c.never_done) <> (0, 0, 0, 0, 0, 0)) AS counts,
  (SELECT json_agg(json_build_array(w.subject, o.subject, to_jsonb(s) - 'window_no' - 'of_window') ORDER BY w.subject, s.student_id)
     FROM duty_states s JOIN duty_windows w USING (school_id, window_no) JOIN duty_windows o ON o.school_id = s.school_id AND o.window_no = s.of_window
    WHERE s.school_id = $1) AS states,
  (SELECT count(*)::int FROM duty_states WHERE school_id = $1) AS rows,
  (SELECT count(*)::int FROM duty_marks WHERE school_id = $1) AS marks`;

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
    const kept = (await owner.query(HELD, [school.id])).rows[0];
    for (const table of ['duty_states', 'duty_counts', 'duty_windows'])
      await owner.query(`DELETE FROM ${table} WHERE school_id = $1`, [school.id]);
    await keeping.keep(school);
    const computed = (await owner.query(HELD, [school.id])).rows[0];
    if (JSON.stringify(kept) !== JSON.stringify(computed))
      throw new Error(
        `the duty board of school ${school.id} is not what is computed anew:\n${JSON.stringify(kept)}\n${JSON.stringify(computed)}`,
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
