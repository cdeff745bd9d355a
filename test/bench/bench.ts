import { readFile, writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { todayIn, type Day } from '@tongxin/shared';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../server/dist/database/embedded/embedded-postgres.js';
import { prepareDatabase } from '../../server/dist/database/prepare-database.js';
import { Connections } from './load.js';
import { measureMonthEnd } from './month-end.js';
import { measurePagesRead, pagesFindings, pagesTable, type PagesRead } from './pages-read.js';
import { measureRatio, ratioTable } from './ratios.js';
import { atMost, findingsTable, machine, markdown, type Finding, type Table } from './report.js';
import { measurePage } from './page.js';
import { pageReport } from './page-report.js';
import { startDemo, startLimit, startProduct, type RunningServer } from './servers.js';
import { measureWorkbooks } from './workbooks.js';
import { memoryOf } from './work-done.js';
import { Dice, workloads } from './workloads.js';
import { fillWorld, type BenchSchool } from './world.js';

/** Schools of a county, one of them as big as a whole school of a city. */
const SMALL = [5_000, ...Array.from({ length: 99 }, () => 400)];
/** Schools without a child, for imports. */
const EMPTY = [0, 0];
const CITY = Array.from({ length: 100 }, () => 5_000);
const MONTHS = 12;
const SEED = 'tongxin';
const MEMORY_MEBIBYTES = 200;
const README = fileURLToPath(new URL('../../README.md', import.meta.url));

/** A database of the bench with its schools. */
interface World {
  readonly postgres: EmbeddedPostgres;
  readonly dataDir: string;
  readonly schools: readonly BenchSchool[];
  readonly empty: readonly BenchSchool[];
}

/**
 * Measures the product against the raw limit and prints what was found.
 * @returns whether every goal is kept
 */
export async function bench({
  args,
  say,
  chromiumPath,
}: {
  args: readonly string[];
  say: (line: string) => void;
  chromiumPath: string;
}): Promise<boolean> {
  const full = args.includes('--full');
  const findings: Finding[] = [];
  const tables: Table[] = [];
  const today = todayIn('Asia/Shanghai', new Date());
  const kinds = workloads(new Dice(), today);

  const small = await makeWorld(SMALL, today, say);
  let pages: PagesRead[];
  try {
    const dice = new Dice();
    const product = await startProduct(small.postgres.url, small.dataDir);
    await fillBoards(product, small);
    const limit = await startLimit(small.postgres.url);
    const postmaster = await postmasterOf(small);
    const rows: string[][] = [];
    for (const workload of kinds) {
      say(`measuring ${workload.id}: ${workload.name}`);
      const measured = await measureRatio(workload, { product, limit, postmaster }, () => dice.pick(small.schools), {
        rounds: 4,
        seconds: 1.5,
      });
      findings.push(...measured.findings);
      rows.push(measured.row);
    }
    await limit.stop();
    tables.push(ratioTable(rows));
    say('measuring w5 and w6: workbooks');
    const workbooks = await measureWorkbooks(small.schools[0]!, small.empty, {
      product,
      postmaster,
      databaseUrl: small.postgres.url,
      others: small.schools[1]!,
    });
    tables.push(workbooks.table);
    findings.push(...workbooks.findings);
    findings.push(
      atMost('memory of the server after the run', memoryOf(product.pid) ?? NaN, MEMORY_MEBIBYTES, ' MiB', 0),
    );
    await product.stop();
    say('counting database pages');
    pages = await measurePagesRead(
      small.postgres.url,
      join(small.dataDir, 'postgres.log'),
      small.dataDir,
      small.schools[0]!,
      kinds,
    );
    findings.push(...pagesFindings(pages, null, 'a county'));
  } finally {
    await removeWorld(small);
  }

  let cityPages: PagesRead[] | null = null;
  if (full) {
    const city = await makeWorld(CITY, today, say);
    try {
      const first = await startProduct(city.postgres.url, city.dataDir);
      await fillBoards(first, city);
      await first.stop();
      say('counting database pages at the size of a city');
      cityPages = await measurePagesRead(
        city.postgres.url,
        join(city.dataDir, 'postgres.log'),
        city.dataDir,
        city.schools[0]!,
        kinds,
      );
      findings.push(...pagesFindings(cityPages, pages, 'a city'));
      say("a month's end at the size of a city");
      const product = await startProduct(city.postgres.url, city.dataDir);
      const monthEnd = await measureMonthEnd(product.baseUrl, city.schools, today, 60);
      findings.push(
        ...monthEnd.findings,
        atMost("memory of the server after a month's end", memoryOf(product.pid) ?? NaN, MEMORY_MEBIBYTES, ' MiB', 0),
      );
      tables.push(monthEnd.table);
      await product.stop();
    } finally {
      await removeWorld(city);
    }
  }
  say('measuring the page in a browser');
  const page = await measureDemoPage(chromiumPath);
  tables.push(page.table);
  findings.push(...page.findings);
  tables.push(
    pagesTable(pages, cityPages, [
      `${SMALL.reduce((sum, one) => sum + one, 0).toLocaleString('en')} children in all`,
      `${CITY.reduce((sum, one) => sum + one, 0).toLocaleString('en')}`,
    ]),
  );
  tables.push(findingsTable(findings));

  const report = `${today}, ${machine()}${full ? ', `--full`' : ''}\n\n${tables.map(markdown).join('\n\n')}\n`;
  process.stdout.write(`\n${report}\n`);
  if (args.includes('--readme')) await keepInReadme(report);
  const missed = findings.filter(({ kept }) => !kept);
  say(
    missed.length === 0
      ? 'every goal is kept'
      : `missed: ${missed.map(({ what, found, goal }) => `${what} ${found} (${goal})`).join('; ')}`,
  );
  return missed.length === 0;
}

async function makeWorld(schools: readonly number[], today: Day, say: (line: string) => void): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tongxin-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir });
  await prepareDatabase(postgres.url, postgres.url);
  const children = schools.reduce((sum, one) => sum + one, 0);
  const began = Date.now();
  const made = await fillWorld(postgres.url, { schools: [...schools, ...EMPTY], months: MONTHS, seed: SEED }, today);
  say(
    `made ${schools.length} schools, ${children.toLocaleString('en')} children, ${MONTHS} months of talks in ${((Date.now() - began) / 1000).toFixed(0)} s`,
  );
  return {
    postgres,
    dataDir,
    schools: made.filter(({ children: some }) => some > 0),
    empty: made.filter(({ children: some }) => some === 0),
  };
}

/** In the life of a product boards are filled long before the end of a month, and swept. */
async function fillBoards({ baseUrl }: RunningServer, { postgres, schools }: World): Promise<void> {
  const line = new Connections(baseUrl, 2);
  try {
    await Promise.all(schools.map(({ department }) => line.send({ by: department, path: '/api/duties/summary' })));
  } finally {
    line.close();
  }
  await sleep(1_500);
  const db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  await db.query('VACUUM (ANALYZE)');
  await db.end();
}

async function measureDemoPage(chromiumPath: string): Promise<{ findings: Finding[]; table: Table }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tongxin-bench-demo-'));
  const demo = await startDemo(dataDir);
  try {
    return pageReport(
      await measurePage({ baseUrl: demo.baseUrl, username: 'head-3-2', password: 'tongxin-demo', chromiumPath }),
    );
  } finally {
    await demo.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function removeWorld({ postgres, dataDir }: World): Promise<void> {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function postmasterOf({ dataDir }: World): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
}

const [BEGIN, END] = ['<!-- bench: written by npm run bench -- --readme -->', '<!-- /bench -->'];

async function keepInReadme(report: string): Promise<void> {
  const text = await readFile(README, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error('The README has no place for the tables.');
  await writeFile(README, `${before}${BEGIN}\n\n${report}\n${END}${after}`);
}
