import { assertSameAnswer } from './compare.js';
import { Connections, load, percentile, type Stretch, type Wanted } from './load.js';
import { atMost, round, type Finding, type Table } from './report.js';
import type { RunningServer } from './servers.js';
import { cpuOf, cpuOfPostgres } from './work-done.js';
import type { Workload } from './workloads.js';
import type { BenchSchool } from './world.js';

/** The two servers and the database they share. */
export interface Pair {
  readonly product: RunningServer;
  readonly limit: RunningServer;
  /** First process of PostgreSQL. */
  readonly postmaster: number;
}

/** What one server needed for a workload; CPU in seconds for 1,000 requests. */
interface Needed {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly app: number;
  readonly database: number;
  readonly bytes: number;
  readonly failed: number;
}

const CONNECTIONS = 10;

/**
 * Measures a workload on both servers in turns, so that whatever else the machine does falls on both.
 * @param rounds how often each has its turn; medians count
 * @param seconds of each turn
 */
export async function measureRatio(
  workload: Workload,
  pair: Pair,
  choose: () => BenchSchool,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<{ findings: Finding[]; row: string[] }> {
  await assertSame(workload, pair, choose);
  let turn = 0;
  const next = (): Wanted => workload.kinds[turn++ % workload.kinds.length]!.ask(choose());
  const needed: { product: Needed[]; limit: Needed[] } = { product: [], limit: [] };
  // Long enough for both to be compiled: what a server costs in its first seconds is another question.
  for (const which of ['product', 'limit'] as const)
    await load(pair[which].baseUrl, next, { connections: CONNECTIONS, seconds: 3 });
  for (let round = 0; round < rounds; round += 1) {
    for (const which of ['product', 'limit'] as const)
      needed[which].push(await need(pair[which], pair.postmaster, next, seconds));
  }
  const [ours, theirs] = [medians(needed.product), medians(needed.limit)];
  const failed = [...needed.product, ...needed.limit].reduce((sum, one) => sum + one.failed, 0);
  const ratio = (ours.app + ours.database) / (theirs.app + theirs.database);
  return {
    findings: [
      atMost(`${workload.id} CPU against the limit`, ratio, workload.goal, ' ×'),
      { what: `${workload.id} refused or failed`, found: String(failed), goal: '0', kept: failed === 0 },
    ],
    row: [
      `${workload.id} ${workload.name}`,
      `${round(ours.perSecond, 0)} / ${round(theirs.perSecond, 0)}`,
      `${round(ours.p50, 1)} / ${round(theirs.p50, 1)}`,
      `${round(ours.p99, 1)} / ${round(theirs.p99, 1)}`,
      `${round(ours.app, 2)} + ${round(ours.database, 2)}`,
      `${round(theirs.app, 2)} + ${round(theirs.database, 2)}`,
      `${round(ratio, 2)}`,
      `${workload.goal}`,
      `${round(ours.bytes / 1024, 1)}`,
    ],
  };
}

/** @returns the table of what {@link measureRatio} found */
export function ratioTable(rows: readonly string[][]): Table {
  return {
    title: `Product / raw limit, ${CONNECTIONS} connections; CPU seconds for 1,000 requests as application + database`,
    head: ['workload', 'requests/s', 'p50 ms', 'p99 ms', 'CPU product', 'CPU limit', 'ratio', 'goal', 'kB an answer'],
    rows,
  };
}

/** How many answers of each kind are held against each other. */
const COMPARED = 12;

async function assertSame(workload: Workload, { product, limit }: Pair, choose: () => BenchSchool): Promise<void> {
  const [ours, theirs] = [product, limit].map(({ baseUrl }) => new Connections(baseUrl, 1));
  try {
    for (const kind of workload.kinds) {
      for (let count = 0; count < COMPARED; count += 1) {
        const school = choose();
        const wanted = kind.ask(school);
        // A talk is kept once: the other server is given one of its own under another id.
        const second =
          workload.id === 'w3'
            ? { ...wanted, body: { ...wanted.body, id: otherId(wanted.body as { id: string }) } }
            : wanted;
        const answered = [await ours!.send(wanted), await theirs!.send(second)] as const;
        const alike =
          workload.id === 'w3'
            ? {
                ...answered[1],
                body: Buffer.from(
                  answered[1].body
                    .toString()
                    .replaceAll((second.body as { id: string }).id, (wanted.body as { id: string }).id),
                ),
              }
            : answered[1];
        assertSameAnswer(`${workload.id} ${kind.name}`, answered[0], alike);
      }
    }
  } finally {
    ours!.close();
    theirs!.close();
  }
}

const otherId = ({ id }: { id: string }): string => id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');

async function need(server: RunningServer, postmaster: number, next: () => Wanted, seconds: number): Promise<Needed> {
  const before = [cpuOf(server.pid), cpuOfPostgres(postmaster)];
  const stretch = await load(server.baseUrl, next, { connections: CONNECTIONS, seconds });
  const after = [cpuOf(server.pid), cpuOfPostgres(postmaster)];
  const used = (at: number): number => (((after[at] ?? NaN) - (before[at] ?? NaN)) / stretch.requests) * 1000;
  return { ...figures(stretch), app: used(0), database: used(1) };
}

function figures({ requests, seconds, waits, bytes, failed }: Stretch): Omit<Needed, 'app' | 'database'> {
  return {
    perSecond: requests / seconds,
    p50: percentile(waits, 0.5),
    p99: percentile(waits, 0.99),
    bytes: bytes / requests,
    failed,
  };
}

function medians(all: readonly Needed[]): Needed {
  const middle = (of: (one: Needed) => number): number =>
    all.map(of).sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
  return {
    perSecond: middle((one) => one.perSecond),
    p50: middle((one) => one.p50),
    p99: middle((one) => one.p99),
    app: middle((one) => one.app),
    database: middle((one) => one.database),
    bytes: middle((one) => one.bytes),
    failed: all.reduce((sum, one) => sum + one.failed, 0),
  };
}
