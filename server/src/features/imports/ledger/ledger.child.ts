import { setPriority } from 'node:os';
import { assertReadable, LedgerChecker, openLedger, unknownClasses, type CheckedRow } from './check-ledger.js';
import { writeErrorWorkbook, type ErrorDocument, type ErrorRow } from './error-workbook.js';
import type { LedgerReply, LedgerRequest } from './ledger-messages.js';
import { LedgerRefused } from './ledger-refused.js';
import { plainSheets } from './plain-sheet.js';
import { writeTemplateWorkbook } from './template-workbook.js';
import { readWorkbook } from './workbook.reader.js';

/** Rows that go to the server at a time: small enough that taking them in is never felt by another request. */
const ROWS_AT_A_TIME = 200;
/** Teachers logging talks go first. */
const BEHIND_THE_SERVER = 10;

const waiting: ((request: LedgerRequest) => void)[] = [];
const arrived: LedgerRequest[] = [];

/** Does one task of spreadsheet work and ends; the memory it took ends with it. */
async function main(): Promise<void> {
  setPriority(BEHIND_THE_SERVER);
  const request = await nextRequest();
  try {
    await doTask(request);
  } catch (error) {
    if (error instanceof LedgerRefused) await reply({ kind: 'refused', code: error.code, params: error.params });
    else await reply({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.name) : 'unknown' });
  }
  process.disconnect();
}

async function doTask(request: LedgerRequest): Promise<void> {
  switch (request.kind) {
    case 'check':
      return check(request);
    case 'read':
      return reply({ kind: 'sheets', sheets: plainSheets(readWorkbook(bufferOf(request.bytes)), request.rowsAtMost) });
    case 'errors':
      return reply({ kind: 'written', bytes: await writeErrors(request.document) });
    case 'template':
      return reply({ kind: 'written', bytes: await writeTemplateWorkbook(request.document) });
    default:
      throw new Error(`${request.kind} is not a task`);
  }
}

async function check({ settings }: Extract<LedgerRequest, { kind: 'check' }>): Promise<void> {
  const sheets = readWorkbook(await wholeFile());
  const { opening, rows } = openLedger(sheets, settings);
  await reply({ kind: 'opening', opening });
  assertReadable(opening);
  const checker = new LedgerChecker(settings, opening);
  const classes: Pick<CheckedRow, 'class'>[] = [];
  for (let from = 0; from < rows.length; from += ROWS_AT_A_TIME) {
    const checked = rows.slice(from, from + ROWS_AT_A_TIME).map((row) => checker.check(row));
    classes.push(...checked.map(({ class: named }) => ({ class: named })));
    await reply({ kind: 'rows', rows: checked, done: from + checked.length });
    await nextRequest();
  }
  await reply({ kind: 'checked', unknownClasses: unknownClasses(classes) });
}

/** Asks for the file piece by piece. */
async function wholeFile(): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (;;) {
    await reply({ kind: 'next' });
    const request = await nextRequest();
    if (request.kind !== 'piece') return Buffer.concat(pieces);
    pieces.push(request.bytes);
  }
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

async function writeErrors(document: ErrorDocument): Promise<Buffer> {
  const rows: ErrorRow[] = [];
  for (;;) {
    await reply({ kind: 'next' });
    const request = await nextRequest();
    if (request.kind !== 'rows') return writeErrorWorkbook(document, rows);
    rows.push(...request.rows);
  }
}

function nextRequest(): Promise<LedgerRequest> {
  const first = arrived.shift();
  return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve));
}

function reply(message: LedgerReply): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error ? reject(error) : resolve()));
  });
}

process.on('message', (request: LedgerRequest) => {
  const next = waiting.shift();
  if (next) next(request);
  else arrived.push(request);
});

// A server that is gone leaves no child working behind it.
process.once('disconnect', () => process.exit());

await main();
