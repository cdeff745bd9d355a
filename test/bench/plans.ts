import { readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** What PostgreSQL did for one statement of the product. */
export interface PlanTold {
  /** Pages looked at, in memory or not. */
  readonly buffers: number;
  /** Tables read from end to end. */
  readonly sequential: readonly string[];
  readonly text: string;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly PlanNode[];
}

/**
 * Lets PostgreSQL write the plan of every statement into its log, with the pages it looked at: so the product's own statements are measured,
 * prepared, with its parameters and under its role, and not what somebody believes them to be. Counts for connections opened from now on.
 *
 * @param ownerUrl login of a superuser
 */
export async function explainAll(ownerUrl: string, on: boolean): Promise<void> {
  const settings = {
    session_preload_libraries: "'auto_explain'",
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_format': "'json'",
  };
  const db = new pg.Client({ connectionString: ownerUrl });
  await db.connect();
  try {
    await db.query("LOAD 'auto_explain'");
    for (const [name, value] of Object.entries(settings)) {
      await db.query(on ? `ALTER SYSTEM SET ${name} = ${value}` : `ALTER SYSTEM RESET ${name}`);
    }
    await db.query('SELECT pg_reload_conf()');
  } finally {
    await db.end();
  }
}

/**
 * @param log PostgreSQL's log
 * @returns the plans of what was asked during `work`
 */
export async function plansOf(log: string, work: () => Promise<void>): Promise<PlanTold[]> {
  const { size } = await stat(log);
  await work();
  // The log is written after the answer has gone out.
  for (let attempt = 0; ; attempt += 1) {
    await sleep(100);
    try {
      return readPlans((await readFile(log)).subarray(size).toString('utf8'));
    } catch (error) {
      if (!(error instanceof SyntaxError) || attempt === 20) throw error;
    }
  }
}

/** @throws SyntaxError where an entry is not written to its end yet */
function readPlans(text: string): PlanTold[] {
  return text.split(/^(?=\d{4}-\d\d-\d\d )/m).flatMap((entry) => {
    const at = entry.indexOf(' plan:\n');
    if (at < 0) return [];
    const { 'Query Text': told, Plan: plan } = JSON.parse(entry.slice(at + 7)) as {
      'Query Text': string;
      Plan: PlanNode;
    };
    return [
      {
        buffers: (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0),
        sequential: sequentialIn(plan),
        text: told,
      },
    ];
  });
}

function sequentialIn(node: PlanNode): string[] {
  const own = node['Node Type'] === 'Seq Scan' && node['Relation Name'] ? [node['Relation Name']] : [];
  return [...own, ...(node.Plans ?? []).flatMap(sequentialIn)];
}
