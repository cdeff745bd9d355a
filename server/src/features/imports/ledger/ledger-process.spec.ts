import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { checkLedger, SETTINGS } from '../../../../../test/support/a-ledger.js';
import { aWorkbook } from '../../../../../test/support/a-workbook.js';
import type { CheckedRow, LedgerOpening, LedgerSettings, UnknownClass } from './check-ledger.js';
import { checkLedgerFile, writeErrorFile, writeTemplateFile, type LedgerPatience } from './ledger-process.js';
import { readWorkbook } from './workbook.reader.js';

const dataFolder = new URL('../../../../../test/data/', import.meta.url);
const ledger60 = readFileSync(new URL('ledger-60.xlsx', dataFolder));
const ledger5000 = readFileSync(new URL('ledger-5000.xlsx', dataFolder));

interface Told {
  readonly openings: LedgerOpening[];
  readonly rows: CheckedRow[];
  readonly steps: number[];
  unknown: readonly UnknownClass[];
}

/** As it comes from the database: no piece ends where something in the file does. */
function* inPieces(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += 10_007) yield bytes.subarray(from, from + 10_007);
}

async function tell(
  bytes: Buffer,
  settings: Partial<LedgerSettings> = {},
  patience: LedgerPatience = {},
  onPiece: (done: number) => void = () => undefined,
): Promise<Told> {
  const told: Told = { openings: [], rows: [], steps: [], unknown: [] };
  const listener = {
    opening: (opening: LedgerOpening) => void told.openings.push(opening),
    rows: (rows: readonly CheckedRow[], done: number) => {
      told.rows.push(...rows);
      told.steps.push(done);
      onPiece(done);
    },
  };
  told.unknown = await checkLedgerFile(inPieces(bytes), { ...SETTINGS, ...settings }, listener, patience);
  return told;
}

/** The children of this process, on systems that can tell. */
function childProcesses(): number {
  return readdirSync('/proc').filter((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(process.pid);
    } catch {
      return false;
    }
  }).length;
}

describe('a ledger checked in a process of its own', () => {
  it('says the same as checked here, with the classes to create', async () => {
    const told = await tell(ledger60);
    expect(told.rows).toEqual(checkLedger(ledger60));
    expect(told.openings).toHaveLength(1);
    expect(told.openings[0]).toMatchObject({ sheet: '台账', rows: 60, statedOn: '2026-11-01' });
    expect(told.unknown.map(({ labels, rows }) => [labels['zh-CN'], rows])).toEqual([['四年级9班', 1]]);
  });

  it('comes in small pieces, in order, without the server standing still', async () => {
    // Each piece asks for a turn of the event loop, as any other request would; it must have it before the next piece but one comes.
    const turns: number[] = [];
    const behind: number[] = [];
    let pieces = 0;
    const told = await tell(ledger5000, {}, {}, () => {
      pieces += 1;
      const piece = pieces;
      behind.push(piece - 1 - turns.length);
      setImmediate(() => turns.push(piece));
    });
    expect(told.rows).toHaveLength(5_000);
    expect(told.steps).toHaveLength(25);
    expect(told.steps.at(-1)).toBe(5_000);
    expect(Math.max(...behind)).toBeLessThanOrEqual(1);
  });

  it('is refused with its code; the opening of one that lacks a column still comes', async () => {
    await expect(tell(Buffer.from('姓名,班级'))).rejects.toMatchObject({ code: 'workbook.notAWorkbook' });
    await expect(tell(aWorkbook({ sheets: [{ rows: [['说明']] }] }))).rejects.toMatchObject({ code: 'header.missing' });
    const openings: LedgerOpening[] = [];
    const listener = { opening: (opening: LedgerOpening) => void openings.push(opening), rows: () => undefined };
    const lacking = aWorkbook({ sheets: [{ rows: [['姓名', '性别', '线索']] }] });
    await expect(checkLedgerFile([lacking], SETTINGS, listener)).rejects.toMatchObject({
      code: 'header.fieldMissing',
      params: { fields: ['class', 'categories'] },
    });
    expect(openings[0]?.header.columns.map(({ by }) => by)).toEqual(['word', 'word', 'unknown']);
  });

  it('ends in a clear refusal when it takes more memory than it may, and the server lives on', async () => {
    await expect(tell(ledger5000, {}, { mebibytes: 16 })).rejects.toMatchObject({ code: 'workbook.tooLarge' });
    expect((await tell(ledger60)).rows).toHaveLength(60);
    expect(childProcesses()).toBe(0);
  });

  it('ends with its process when it takes too long, is given up, or cannot be stored', async () => {
    await expect(tell(ledger5000, {}, { milliseconds: 20 })).rejects.toMatchObject({ code: 'import.interrupted' });
    const given = new AbortController();
    const listener = { opening: () => given.abort(), rows: () => undefined };
    await expect(checkLedgerFile([ledger60], SETTINGS, listener, { signal: given.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    const full = { opening: () => undefined, rows: () => Promise.reject(new Error('disk full')) };
    await expect(checkLedgerFile([ledger60], SETTINGS, full)).rejects.toThrow('disk full');
    expect(childProcesses()).toBe(0);
  });
});

describe('workbooks written in a process of their own', () => {
  it('are the bad rows, asked for batch by batch', async () => {
    const bad = checkLedger(ledger60).filter(({ status }) => status === 'error');
    const { openings } = await tell(ledger60);
    const document = { language: 'en' as const, columns: openings[0]?.header.columns ?? [], statedOn: '2026-11-01' };
    const bytes = await writeErrorFile(document, [bad.slice(0, 3), bad.slice(3)]);
    expect(checkLedger(bytes)).toHaveLength(bad.length);
  });

  it('are the template', async () => {
    const bytes = await writeTemplateFile({ language: 'zh-CN', grades: ['一年级'], classes: [] });
    expect(readWorkbook(bytes).map(({ name }) => name)).toEqual(['台账', '填表说明']);
    expect(childProcesses()).toBe(0);
  });
});
