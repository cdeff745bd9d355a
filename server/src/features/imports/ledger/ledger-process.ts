import { fork, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CheckedRow, LedgerOpening, LedgerSettings, UnknownClass } from './check-ledger.js';
import type { ErrorDocument, ErrorRow } from './error-workbook.js';
import type { LedgerReply, LedgerRequest } from './ledger-messages.js';
import { LedgerRefused } from './ledger-refused.js';
import type { PlainSheet } from './plain-sheet.js';
import type { TemplateDocument } from './template-workbook.js';

/** Who takes in what is found in a ledger, piece by piece; the next piece comes when this one is taken. */
export interface LedgerListener {
  /** Comes also for a ledger whose columns have to be assigned by hand first. */
  opening(opening: LedgerOpening): void | Promise<void>;
  /** Rows in the order of the sheet; `done` of all rows. */
  rows(rows: readonly CheckedRow[], done: number): void | Promise<void>;
}

/** How long a task may take, in milliseconds, and how much memory, in MiB; a signal ends it earlier. */
export interface LedgerPatience {
  readonly milliseconds?: number;
  readonly mebibytes?: number;
  readonly signal?: AbortSignal;
}

const PATIENCE = 180_000;
const MEMORY_MEBIBYTES = 512;

/**
 * Reads and checks an uploaded ledger in a child process that ends. The server never holds more than a few hundred rows.
 *
 * @param file its bytes, piece by piece; the next piece is fetched when the child has taken the one before
 * @returns the classes the ledger names and the school does not have
 * @throws LedgerRefused when the file as a whole cannot be taken, `workbook.tooLarge` also when it took too much memory,
 *   `import.interrupted` when it took too long;
 *   whatever the listener throws ends the work
 */
export async function checkLedgerFile(
  file: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  settings: LedgerSettings,
  listener: LedgerListener,
  patience: LedgerPatience = {},
): Promise<readonly UnknownClass[]> {
  const pieces = iteratorOf(file);
  return inChild({ kind: 'check', settings }, patience, async (message, send) => {
    if (message.kind === 'checked') return { result: message.unknownClasses };
    if (message.kind === 'next') {
      const piece = await pieces.next();
      send(piece.done === true ? { kind: 'end' } : { kind: 'piece', bytes: piece.value });
    }
    if (message.kind === 'opening') await listener.opening(message.opening);
    if (message.kind === 'rows') {
      await listener.rows(message.rows, message.done);
      send({ kind: 'next' });
    }
    return undefined;
  });
}

/**
 * Reads a workbook that is no ledger, in a child process: what a person sees in each cell.
 * @param rowsAtMost rows kept of each sheet; `more` says that there are others
 * @throws LedgerRefused as {@link checkLedgerFile}
 */
export async function readSheets(
  bytes: Uint8Array,
  rowsAtMost: number,
  patience: LedgerPatience = {},
): Promise<readonly PlainSheet[]> {
  return inChild({ kind: 'read', bytes, rowsAtMost }, patience, (message) =>
    Promise.resolve(message.kind === 'sheets' ? { result: message.sheets } : undefined),
  );
}

/** The workbook of bad rows, written in a child process; rows are asked for batch by batch. */
export async function writeErrorFile(
  document: ErrorDocument,
  batches: AsyncIterable<readonly ErrorRow[]> | Iterable<readonly ErrorRow[]>,
  patience: LedgerPatience = {},
): Promise<Buffer> {
  const iterator = iteratorOf(batches);
  return inChild({ kind: 'errors', document }, patience, async (message, send) => {
    if (message.kind === 'written') return { result: Buffer.from(message.bytes) };
    const step = await iterator.next();
    send(step.done === true ? { kind: 'end' } : { kind: 'rows', rows: step.value });
    return undefined;
  });
}

/** The template to fill in, written in a child process. */
export async function writeTemplateFile(document: TemplateDocument, patience: LedgerPatience = {}): Promise<Buffer> {
  return inChild({ kind: 'template', document }, patience, (message) =>
    Promise.resolve(message.kind === 'written' ? { result: Buffer.from(message.bytes) } : undefined),
  );
}

function iteratorOf<Item>(items: AsyncIterable<Item> | Iterable<Item>): AsyncIterator<Item> | Iterator<Item> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}

type Send = (request: LedgerRequest) => void;

async function inChild<Result>(
  request: LedgerRequest,
  { milliseconds = PATIENCE, mebibytes = MEMORY_MEBIBYTES, signal }: LedgerPatience,
  take: (message: LedgerReply, send: Send) => Promise<{ result: Result } | undefined>,
): Promise<Result> {
  const child = startChild(mebibytes);
  const ended = once(child, 'exit');
  ended.catch(() => undefined);
  const clock = AbortSignal.timeout(milliseconds);
  const stop = signal ? AbortSignal.any([signal, clock]) : clock;
  // A child that died takes no messages any more; the loop below notices its end.
  const send: Send = (message) => void child.send(message, () => undefined);
  try {
    const messages = on(child, 'message', { signal: stop, close: ['disconnect'] }) as AsyncIterable<[LedgerReply]>;
    send(request);
    for await (const [message] of messages) {
      if (message.kind === 'refused') throw new LedgerRefused(message.code, message.params as LedgerRefused['params']);
      if (message.kind === 'failed') throw new Error(`The spreadsheet process failed: ${message.reason}`);
      const outcome = await take(message, send);
      if (outcome) return outcome.result;
    }
    const [code, signalName] = (await ended) as [number | null, string | null];
    // Node ends with SIGABRT when the memory it may take is used up.
    if (signalName === 'SIGABRT' || code === 134) throw new LedgerRefused('workbook.tooLarge');
    throw new Error(`The spreadsheet process ended early (${signalName ?? code})`);
  } catch (error) {
    throw clock.aborted ? new LedgerRefused('import.interrupted') : error;
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

/** The child gets none of the server's settings: it needs no database and no secret. */
function startChild(mebibytes: number): ChildProcess {
  return fork(childEntry(), [], {
    serialization: 'advanced',
    env: {},
    execArgv: [`--max-old-space-size=${mebibytes}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** Tests run the sources; the child always runs what was built. */
function childEntry(): string {
  const here = import.meta.url;
  const built = here.endsWith('.ts') ? here.replace(/\/server\/src\//, '/server/dist/') : here;
  return fileURLToPath(new URL('./ledger.child.js', built));
}
