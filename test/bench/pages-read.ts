import { Connections } from './load.js';
import { explainAll, plansOf, type PlanTold } from './plans.js';
import { type Finding, type Table } from './report.js';
import type { Workload } from './workloads.js';
import { startProduct } from './servers.js';
import type { BenchSchool } from './world.js';

/** Pages of the database one kind of request looks at: the median and the most of several requests. */
export interface PagesRead {
  readonly workload: Workload;
  readonly kind: string;
  readonly median: number;
  readonly most: number;
  readonly faults: readonly string[];
}

/** Requests of each kind before and while it is counted: the first ones fill what the product remembers for a second. */
const WARM = 8;
const COUNTED = 15;
/** Tables that hold as many rows as there are children, or more. Marks are taken away as they are seen to: where there is none, there is nothing to read. */
const OF_CHILDREN =
  /^(students|student_keys|care_|contact_|guardians|phones|class_memberships|duty_(?!marks)|audit_entries)/;

/**
 * Counts the pages each workload's requests look at in the biggest school, by the plans of the product's own statements.
 * @param log PostgreSQL's log
 */
export async function measurePagesRead(
  ownerUrl: string,
  log: string,
  dataDir: string,
  school: BenchSchool,
  all: readonly Workload[],
): Promise<PagesRead[]> {
  await explainAll(ownerUrl, true);
  const product = await startProduct(ownerUrl, dataDir);
  const line = new Connections(product.baseUrl, 1);
  const found: PagesRead[] = [];
  try {
    for (const workload of all.filter(({ buffers }) => buffers !== null)) {
      for (const kind of workload.kinds) {
        for (let count = 0; count < WARM; count += 1) await line.send(kind.ask(school));
        const counted: PlanTold[][] = [];
        for (let count = 0; count < COUNTED; count += 1) {
          counted.push((await plansOf(log, async () => void (await line.send(kind.ask(school))))).filter(isOfRequest));
        }
        const sums = counted.map((plans) => plans.reduce((sum, { buffers }) => sum + buffers, 0)).sort((a, b) => a - b);
        found.push({
          workload,
          kind: kind.name,
          median: sums[Math.floor(sums.length / 2)]!,
          most: sums.at(-1)!,
          faults: faultsOf(counted.flat()),
        });
      }
    }
  } finally {
    line.close();
    await product.stop();
    await explainAll(ownerUrl, false);
  }
  return found;
}

/** Background work goes on meanwhile and is not the request's. */
const isOfRequest = ({ text }: PlanTold): boolean => !/graphile_worker|pg_advisory|pg_notify|operation_runs/.test(text);

function faultsOf(plans: readonly PlanTold[]): string[] {
  const sequential = plans.flatMap(({ sequential: tables }) =>
    tables.filter((table) => OF_CHILDREN.test(table)).map((table) => `reads all of ${table}`),
  );
  const offsets = plans.filter(({ text }) => /\bOFFSET\b/i.test(text)).map(() => 'skips rows by OFFSET');
  return [...new Set([...sequential, ...offsets])];
}

/** Against the smaller world a bigger one may take so much more. */
const GROWTH = 1.2;

/** @param smaller what the same requests took in a world of 5,000 children; null where this is that world */
export function pagesFindings(
  found: readonly PagesRead[],
  smaller: readonly PagesRead[] | null,
  world: string,
): Finding[] {
  return found.flatMap((one) => {
    const what = `${one.workload.id} ${one.kind}`;
    const before = smaller?.find(({ workload, kind }) => workload.id === one.workload.id && kind === one.kind);
    return [
      {
        what: `${what}, pages read, ${world}`,
        found: `${one.median} (most ${one.most})`,
        goal: `≤ ${one.workload.buffers}`,
        kept: one.median <= one.workload.buffers!,
      },
      {
        what: `${what}, sequential scans or OFFSET, ${world}`,
        found: one.faults.join(', ') || 'none',
        goal: 'none',
        kept: one.faults.length === 0,
      },
      ...(before
        ? [
            {
              what: `${what}, pages read against 5,000 children`,
              found: `${(one.median / before.median).toFixed(2)} ×`,
              goal: `≤ ${GROWTH} ×`,
              kept: one.median <= before.median * GROWTH,
            },
          ]
        : []),
    ];
  });
}

export function pagesTable(
  small: readonly PagesRead[],
  big: readonly PagesRead[] | null,
  worlds: readonly [string, string],
): Table {
  return {
    title: 'Database pages (buffers) a request reads in a school of 5,000 children: median (most) of 15',
    head: ['request', worlds[0], worlds[1], 'goal'],
    rows: small.map((one, index) => [
      `${one.workload.id} ${one.kind}`,
      `${one.median} (${one.most})`,
      big ? `${big[index]!.median} (${big[index]!.most})` : '–',
      `${one.workload.buffers}`,
    ]),
  };
}
