import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import readXlsxFile from 'read-excel-file/node';
import type { BareCost, BareTask } from './bare-work.js';
import { Connections } from './load.js';
import { atMost, round, type Finding, type Table } from './report.js';
import type { RunningServer } from './servers.js';
import { cpuOfPostgres, cpuWithChildren } from './work-done.js';
import type { Asker, BenchSchool } from './world.js';

/** Against the bare library doing the same rows. */
const GOAL = 1.5;
/** How long any other request may wait meanwhile. */
const LONGEST_WAIT = 60;
const LEDGER = fileURLToPath(new URL('../../test/data/ledger-5000.xlsx', import.meta.url));
const BARE = fileURLToPath(new URL('bare-work.js', import.meta.url));

/** Seconds of the clock and of CPU: of the server with the processes it started, and of PostgreSQL. */
interface Cost {
  readonly seconds: number;
  readonly app: number;
  readonly database: number;
}

interface Surroundings {
  readonly product: RunningServer;
  readonly postmaster: number;
  readonly databaseUrl: string;
  /** A school whose department goes on working meanwhile. */
  readonly others: BenchSchool;
}

/** w5 and w6: a ledger of 5,000 out of a school and one into a school, against the bare libraries, with what others wait meanwhile. */
export async function measureWorkbooks(
  school: BenchSchool,
  empty: readonly BenchSchool[],
  around: Surroundings,
): Promise<{ findings: Finding[]; table: Table }> {
  const written = await measureExport(school, around);
  const taken = await measureImport(empty, around);
  const rows = [
    ['w5 ledger of 5,000 children to Excel', written],
    ['w6 import of 5,000 rows', taken],
  ] as const;
  return {
    findings: rows.flatMap(([name, { ours, bare, waits }]) => [
      atMost(`${name}, CPU against the bare library`, cpu(ours) / cpu(bare), GOAL, ' ×'),
      atMost(`${name}, time against the bare library`, ours.seconds / bare.seconds, GOAL, ' ×'),
      atMost(`${name}, longest wait of another request`, Math.max(...waits), LONGEST_WAIT, ' ms', 0),
    ]),
    table: {
      title: 'Workbooks, product / bare library',
      head: [
        'workload',
        'seconds',
        'CPU s, application + database',
        'ratio of CPU',
        'ratio of time',
        'others waited, p99 and longest ms',
      ],
      rows: rows.map(([name, { ours, bare, waits }]) => {
        const sorted = [...waits].sort((a, b) => a - b);
        return [
          name,
          `${round(ours.seconds, 1)} / ${round(bare.seconds, 1)}`,
          `${round(ours.app, 1)} + ${round(ours.database, 1)} / ${round(bare.app, 1)} + ${round(bare.database, 1)}`,
          round(cpu(ours) / cpu(bare), 2),
          round(ours.seconds / bare.seconds, 2),
          `${round(sorted[Math.floor(sorted.length * 0.99)] ?? 0, 0)}, ${round(sorted.at(-1) ?? 0, 0)}`,
        ];
      }),
    },
  };
}

const cpu = ({ app, database }: Cost): number => app + database;

interface Measured {
  readonly ours: Cost;
  readonly bare: Cost;
  readonly waits: readonly number[];
}

/** Two of the department's requests, agreed to by the principal; the second one counts. */
async function measureExport(school: BenchSchool, around: Surroundings): Promise<Measured> {
  const line = new Connections(around.product.baseUrl, 1);
  const ask = async (by: Asker, path: string, body: object): Promise<Buffer> => {
    const answer = await line.send({ by, path, body });
    if (answer.status >= 300)
      throw new Error(`${path} answers ${answer.status}: ${answer.body.toString().slice(0, 200)}`);
    return answer.body;
  };
  try {
    const asked = JSON.parse(
      (await ask(school.department, '/api/ledgers/requests', { reason: '年度上报' })).toString(),
    ) as { id: string; approvalId: string };
    await ask(school.principal, `/api/approvals/${asked.approvalId}/approve`, {});
    const file = `/api/ledgers/requests/${asked.id}/file`;
    const workbook = await ask(school.department, file, {});
    const waits: number[] = [];
    const ours = await whileOthersWork(around, waits, () => ask(school.department, file, {}));
    const [sheet] = await readXlsxFile(workbook);
    const rows = sheet!.data.map((row) => row.map((cell) => (cell === null ? '' : String(cell as string))));
    const bare = await bareCost({ kind: 'write', rows }, around.postmaster);
    return { ours, bare, waits };
  } finally {
    line.close();
  }
}

async function measureImport([into, other]: readonly BenchSchool[], around: Surroundings): Promise<Measured> {
  const waits: number[] = [];
  const ours = await whileOthersWork(around, waits, () => importLedger(into!, around));
  const task = (to: string): BareTask => ({
    kind: 'import',
    databaseUrl: around.databaseUrl,
    workbook: LEDGER,
    from: into!.id,
    to,
  });
  const bare = await bareCost(task(other!.id.replace(/.$/, (last) => (last === '0' ? '1' : '0'))), around.postmaster);
  return { ours, bare, waits };
}

/** Uploads, waits for the check, commits with the classes the ledger names, and waits until all of it is there. */
async function importLedger({ office }: BenchSchool, { product }: Surroundings): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([await readFile(LEDGER)]), basename(LEDGER));
  const cookie = { cookie: `tongxin-session=${office.token}` };
  const call = async (path: string, init: RequestInit = {}): Promise<{ id: string; status: string }> => {
    const answer = await fetch(`${product.baseUrl}${path}`, { ...init, headers: { ...cookie, ...init.headers } });
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
    return (await answer.json()) as { id: string; status: string };
  };
  const { id } = await call('/api/imports', { method: 'POST', body: form });
  const becomes = async (wanted: string): Promise<void> => {
    for (let waited = 0; waited < 120_000; waited += 100) {
      const { status } = await call(`/api/imports/${id}`);
      if (status === wanted) return;
      if (['failed', 'cancelled'].includes(status)) throw new Error(`the import is ${status}`);
      await sleep(100);
    }
    throw new Error(`the import does not become ${wanted}`);
  };
  await becomes('checked');
  await call(`/api/imports/${id}/commit`, {
    method: 'POST',
    body: JSON.stringify({ createClasses: true }),
    headers: { 'content-type': 'application/json' },
  });
  await becomes('committed');
}

const PAUSE = 20;

/** Does work while somebody else goes on looking at a list, one look after the other. */
async function whileOthersWork(
  { product, postmaster, others }: Surroundings,
  waits: number[],
  work: () => Promise<unknown>,
): Promise<Cost> {
  const line = new Connections(product.baseUrl, 1);
  const look = async (): Promise<number> =>
    (await line.send({ by: others.department, path: '/api/students/search', body: { limit: 50 } })).took;
  for (let count = 0; count < 20; count += 1) await look();
  const running = { value: true };
  const looking = (async () => {
    while (running.value) {
      waits.push(await look());
      await sleep(PAUSE);
    }
  })();
  const before = [cpuWithChildren(product.pid), cpuOfPostgres(postmaster)];
  const began = performance.now();
  try {
    await work();
    const seconds = (performance.now() - began) / 1000;
    // A child process is counted when it has ended.
    await sleep(300);
    const after = [cpuWithChildren(product.pid), cpuOfPostgres(postmaster)];
    const used = (at: number): number => (after[at] ?? NaN) - (before[at] ?? NaN);
    return { seconds, app: used(0), database: used(1) };
  } finally {
    running.value = false;
    await looking;
    line.close();
  }
}

async function bareCost(task: BareTask, postmaster: number): Promise<Cost> {
  const child = fork(BARE, [], { serialization: 'advanced', execArgv: [] });
  const before = cpuOfPostgres(postmaster);
  child.send(task);
  const [cost] = (await once(child, 'message')) as [BareCost];
  await once(child, 'exit');
  return {
    seconds: cost.seconds,
    app: cost.cpu,
    database: task.kind === 'import' ? (cpuOfPostgres(postmaster) ?? NaN) - (before ?? NaN) : 0,
  };
}
