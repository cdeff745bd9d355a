// The bare libraries at work, in a process of their own: what a workbook costs without the product. One task, its cost, and the end.
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import writeXlsxFile from 'write-excel-file/node';
import { arrangeSchool, importBare, takeRows } from './bare-import.js';

/** What is to be done. */
export type BareTask =
  | { readonly kind: 'write'; readonly rows: readonly (readonly string[])[] }
  | {
      readonly kind: 'import';
      readonly databaseUrl: string;
      readonly workbook: string;
      readonly from: string;
      readonly to: string;
    };

/** What it cost this process: seconds of the clock, and of CPU. */
export interface BareCost {
  readonly seconds: number;
  readonly cpu: number;
}

process.once('message', (task: BareTask) => void work(task));

async function work(task: BareTask): Promise<void> {
  const cost = task.kind === 'write' ? await costOf(() => write(task.rows)) : await importRows(task);
  process.send?.(cost, () => process.exit());
}

async function costOf(act: () => Promise<unknown>): Promise<BareCost> {
  const began = performance.now();
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 };
}

async function write(rows: readonly (readonly string[])[]): Promise<void> {
  const file = await writeXlsxFile(rows.map((row) => row.map((value) => ({ value, type: String })))).toBuffer();
  if (file.length === 0) throw new Error('nothing was written');
}

async function importRows({
  databaseUrl,
  workbook,
  from,
  to,
}: Extract<BareTask, { kind: 'import' }>): Promise<BareCost> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const bytes = await readFile(workbook);
    const rows = await takeRows(client, from);
    await arrangeSchool(client, from, to);
    return await costOf(() => importBare(client, to, bytes, rows));
  } finally {
    await client.end();
  }
}
