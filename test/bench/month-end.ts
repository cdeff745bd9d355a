import { setTimeout as sleep } from 'node:timers/promises';
import type { Day } from '@tongxin/shared';
import { Connections, percentile, type Wanted } from './load.js';
import { atMost, round, type Finding, type Table } from './report.js';
import { aTalk, Dice } from './workloads.js';
import type { BenchSchool } from './world.js';

/** What comes in each second of the last evening of a month, from all schools of a city together. */
const RATES = [
  {
    name: 'log a talk',
    perSecond: 50,
    ask: (dice: Dice, school: BenchSchool, today: Day): Wanted => aTalk(dice, school, today),
  },
  {
    name: 'list of children',
    perSecond: 10,
    ask: (_: Dice, { department }: BenchSchool): Wanted => ({
      by: department,
      path: '/api/students/search',
      body: { limit: 50 },
    }),
  },
  {
    name: 'whole file',
    perSecond: 20,
    ask: (dice: Dice, school: BenchSchool): Wanted => ({
      by: school.department,
      path: `/api/students/${dice.pick(school.studentIds)}`,
    }),
  },
  {
    name: 'Today of a head teacher',
    perSecond: 10,
    ask: (dice: Dice, school: BenchSchool): Wanted => ({ by: dice.pick(school.heads), path: '/api/today' }),
  },
  {
    name: 'due list',
    perSecond: 5,
    ask: (_: Dice, { department }: BenchSchool): Wanted => ({
      by: department,
      path: '/api/duties?status=due&status=overdue',
    }),
  },
  {
    name: 'overview',
    perSecond: 5,
    ask: (_: Dice, { department }: BenchSchool): Wanted => ({ by: department, path: '/api/duties/summary' }),
  },
] as const;

interface Seen {
  readonly waits: number[];
  failed: number;
}

/**
 * The last evening of a month in a whole city: requests come when people send them, whether or not the ones before are answered.
 * @param seconds how long
 */
export async function measureMonthEnd(
  baseUrl: string,
  schools: readonly BenchSchool[],
  today: Day,
  seconds: number,
): Promise<{ findings: Finding[]; table: Table }> {
  const dice = new Dice();
  const line = new Connections(baseUrl, 100);
  const seen = new Map<string, Seen>(RATES.map(({ name }) => [name, { waits: [], failed: 0 }]));
  const under: Promise<void>[] = [];
  const began = performance.now();
  const events = RATES.flatMap((rate) =>
    Array.from({ length: rate.perSecond * seconds }, (_, index) => ({ at: (index / rate.perSecond) * 1000, rate })),
  ).sort((a, b) => a.at - b.at);
  for (const { at, rate } of events) {
    const early = at - (performance.now() - began);
    if (early > 1) await sleep(early);
    const due = began + at;
    const of = seen.get(rate.name)!;
    under.push(
      line.send(rate.ask(dice, dice.pick(schools), today)).then(
        ({ status }) => {
          // From when it was to be sent, so that a server that stands still is not flattered by requests nobody sent.
          of.waits.push(performance.now() - due);
          if (status >= 300) of.failed += 1;
        },
        () => void (of.failed += 1),
      ),
    );
  }
  await Promise.all(under);
  line.close();
  const failed = [...seen.values()].reduce((sum, one) => sum + one.failed, 0);
  const saves = seen.get('log a talk')!;
  return {
    findings: [
      { what: "month's end, errors", found: String(failed), goal: '0', kept: failed === 0 },
      atMost("month's end, seconds it took", (performance.now() - began) / 1000, seconds + 5, ' s', 0),
      {
        what: "month's end, talks kept",
        found: String(saves.waits.length - saves.failed),
        goal: `${50 * seconds}`,
        kept: saves.waits.length - saves.failed === 50 * seconds,
      },
    ],
    table: {
      title: `Month's end: ${seconds} s of 50 saves a second with reads beside them, ${schools.length} schools, ${schools.reduce((sum, { children }) => sum + children, 0).toLocaleString('en')} children`,
      head: ['request', 'a second', 'p50 ms', 'p99 ms', 'longest ms', 'errors'],
      rows: RATES.map(({ name, perSecond }) => {
        const { waits, failed: lost } = seen.get(name)!;
        const sorted = waits.sort((a, b) => a - b);
        return [
          name,
          String(perSecond),
          round(percentile(sorted, 0.5), 1),
          round(percentile(sorted, 0.99), 1),
          round(sorted.at(-1) ?? 0, 0),
          String(lost),
        ];
      }),
    },
  };
}
