import { v7 } from 'uuid';
import type { Day } from '@tongxin/shared';
import type { Wanted } from './load.js';
import type { BenchSchool } from './world.js';

/** What is measured against the raw limit, request by request. */
export interface Workload {
  readonly id: 'w1' | 'w2' | 'w3' | 'w4';
  readonly name: string;
  /** CPU of application and database together, as a multiple of the limit's. */
  readonly goal: number;
  /** Pages of the database a request may look at; null: no goal. */
  readonly buffers: number | null;
  /** The kinds of request it is made of, each asked as often as the others. */
  readonly kinds: readonly { readonly name: string; ask(school: BenchSchool): Wanted }[];
}

const SURNAMES = ['周', '沈', '韩', '杨', '苏'];
const LETTERS = ['zhou', 'sx', 'han', 'yangq', 'su'];

/** Chance that falls the same way in every run. */
export class Dice {
  private state = 0x2f6e2b1;
  pick<T>(list: readonly T[]): T {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return list[Math.floor((this.state / 4_294_967_296) * list.length)]!;
  }
}

export function workloads(dice: Dice, today: Day): Workload[] {
  const list = (school: BenchSchool, more: object = {}): Wanted => ({
    by: school.department,
    path: '/api/students/search',
    body: { limit: 50, ...more },
  });
  return [
    {
      id: 'w1',
      name: 'list or search, a page of 50',
      goal: 1.4,
      buffers: 60,
      kinds: [
        { name: 'list', ask: (school) => list(school) },
        { name: 'by a character', ask: (school) => list(school, { query: dice.pick(SURNAMES) }) },
        { name: 'by letters', ask: (school) => list(school, { query: dice.pick(LETTERS) }) },
      ],
    },
    {
      id: 'w2',
      name: 'open a whole file',
      goal: 1.3,
      buffers: 40,
      kinds: [
        {
          name: 'file',
          ask: (school) => ({ by: school.department, path: `/api/students/${dice.pick(school.studentIds)}` }),
        },
      ],
    },
    {
      id: 'w3',
      name: 'log a talk',
      goal: 2.0,
      buffers: null,
      kinds: [{ name: 'talk', ask: (school) => aTalk(dice, school, today) }],
    },
    {
      id: 'w4',
      name: "the month's overview and due list",
      goal: 1.2,
      buffers: 80,
      kinds: [
        { name: 'overview', ask: (school) => ({ by: school.department, path: '/api/duties/summary' }) },
        {
          name: 'due list',
          ask: (school) => ({ by: school.department, path: '/api/duties?status=due&status=overdue' }),
        },
      ],
    },
  ];
}

/** A head teacher logs a talk with a child of the own class. */
export function aTalk(dice: Dice, school: BenchSchool, today: Day): Wanted {
  const head = dice.pick(school.heads);
  return {
    by: head,
    path: '/api/talks',
    body: {
      id: v7(),
      studentIds: [dice.pick(head.studentIds)],
      heldOn: today,
      place: 'classroom',
      mode: 'faceToFace',
      topics: ['study', 'family'],
      mood: 'even',
      concern: 'none',
      summary:
        '今天课间和孩子聊了聊近况，他说奶奶最近腰不好，自己放学后会帮忙烧火做饭。学习上数学应用题还是怕，约好每天下午留十分钟一起看一道题。',
    },
  };
}
