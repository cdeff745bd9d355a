import { addDays, type CategoryCode, type Day } from '@tongxin/shared';
import type pg from 'pg';
import { idOf } from './chance.js';
import type { DemoChild } from './demo-children.js';
import { addMissing } from './demo-rows.js';

/** A child just added, with who looks after it. */
export interface NewlyAdded {
  readonly child: DemoChild;
  readonly schoolId: string;
  readonly headId: string;
}

interface Urgent {
  readonly level: 'raised' | 'high';
  readonly reason: string;
  readonly days: number;
}

/** In every second class of the first school one child is more urgent than usual, and somebody is to look again soon. */
export function urgencyOf({ cohort, place, status }: DemoChild): Urgent | null {
  if (cohort.school !== 'a' || cohort.number !== 2 || status !== 'open') return null;
  if (place === 1) return { level: 'raised', reason: '近期情绪低落，作业常不交，与奶奶约好多沟通', days: 4 };
  if (place === 4 && cohort.entryYear % 2 === 1) return { level: 'high', reason: '奶奶住院，家中暂无人照看', days: 2 };
  return null;
}

/** How it was found to be urgent, and the categories head teachers have proposed and the department has not yet looked at. */
export async function addCareLife(owner: pg.Client, today: Day, added: readonly NewlyAdded[]): Promise<void> {
  await addMissing(
    owner,
    'care_file_urgencies',
    added.flatMap(({ child, schoolId, headId }) => {
      const urgent = urgencyOf(child);
      if (!urgent) return [];
      const on = addDays(today, -3);
      return [
        {
          school_id: schoolId,
          id: idOf('urgency', child.id),
          student_id: child.id,
          level: urgent.level,
          reason: urgent.reason,
          review_on: addDays(today, urgent.days),
          set_by: headId,
          set_on: on,
          set_at: `${on}T16:30:00+08:00`,
        },
      ];
    }),
  );
  await addMissing(
    owner,
    'proposals',
    added
      .filter(({ child }) => child.cohort.school === 'a' && child.cohort.number === 2 && child.place === 2)
      .filter(({ child }) => child.status === 'open' && !has(child, 'learningDifficulty'))
      .map(({ child, schoolId, headId }) => ({
        school_id: schoolId,
        id: idOf('category proposal', child.id),
        kind: 'category.add',
        student_id: child.id,
        content: {
          code: 'learningDifficulty',
          on: addDays(today, -7),
          reason: '期中考试语文、数学均低于班级平均分20分以上，任课教师共同评估',
        },
        proposed_by: headId,
        proposed_at: `${addDays(today, -1)}T15:10:00+08:00`,
      })),
  );
}

function has(child: DemoChild, code: CategoryCode): boolean {
  return child.household.categories.some((category) => category.code === code);
}
