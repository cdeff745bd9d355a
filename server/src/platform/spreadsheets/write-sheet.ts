import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { SheetDocument, SheetReply, SheetRequest, SheetTexts } from './sheet-messages.js';

/** How long a workbook may take, in milliseconds, and how much memory its process, in MiB; a signal ends it earlier. */
export interface SheetPatience {
  readonly milliseconds?: number;
  readonly mebibytes?: number;
  readonly signal?: AbortSignal;
}

const PATIENCE = 180_000;
const MEMORY_MEBIBYTES = 256;

/**
 * A workbook of one sheet as it is written, in a child process that ends. Rows are taken from `portions` only as fast as they are written and read,
 * so that neither process holds more than a few of them.
 *
 * @param portions some hundred rows at a time, each a text for every column
 * @returns the bytes of an .xlsx. The stream fails, and what was read is no workbook, where the rows fail to come, the process dies, takes too
 *   long, or `signal` says so; destroying it ends the process
 */
export function writeSheet(
  document: SheetDocument,
  portions: AsyncIterable<readonly SheetTexts[]>,
  patience: SheetPatience = {},
): Readable {
  return Readable.from(written(document, portions, patience), { objectMode: false });
}

async function* written(
  document: SheetDocument,
  portions: AsyncIterable<readonly SheetTexts[]>,
  { milliseconds = PATIENCE, mebibytes = MEMORY_MEBIBYTES, signal }: SheetPatience,
): AsyncGenerator<Buffer> {
  const clock = AbortSignal.timeout(milliseconds);
  const stop = signal ? AbortSignal.any([signal, clock]) : clock;
  stop.throwIfAborted();
  const child = startChild(mebibytes);
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  ended.catch(() => undefined);
  const kill = (): void => void child.kill('SIGKILL');
  stop.addEventListener('abort', kill);
  const fed = feed(child, document, portions);
  fed.catch(kill);
  try {
    for await (const bytes of child.stdout as AsyncIterable<Buffer>) yield bytes;
    stop.throwIfAborted();
    await fed;
    const [code, signalName] = await ended;
    if (code !== 0) throw new Error(`The spreadsheet process ended early (${signalName ?? code})`);
  } finally {
    stop.removeEventListener('abort', kill);
    kill();
    await ended;
  }
}

/** Sends the sheet, and a portion of rows each time the child asks for one; ends when there are no more, or the child is gone. */
async function feed(
  child: ChildProcess,
  document: SheetDocument,
  portions: AsyncIterable<readonly SheetTexts[]>,
): Promise<void> {
  const iterator = portions[Symbol.asyncIterator]();
  const gone = new Promise<'gone'>((resolve) => child.once('exit', () => resolve('gone')));
  // A child that died takes no messages any more; whoever reads its output notices.
  const send = (request: SheetRequest): void => void child.send(request, () => undefined);
  let asked = nextAsked(child);
  try {
    send({ kind: 'sheet', document });
    for (;;) {
      if ((await Promise.race([asked, gone])) === 'gone') return;
      asked = nextAsked(child);
      const step = await iterator.next();
      if (step.done === true) return send({ kind: 'end' });
      send({ kind: 'rows', rows: JSON.stringify(step.value) });
    }
  } finally {
    await iterator.return?.();
  }
}

function nextAsked(child: ChildProcess): Promise<SheetReply> {
  return new Promise((resolve) => child.once('message', (message) => resolve(message as SheetReply)));
}

/** The child gets none of the server's settings: it needs no database and no secret. */
function startChild(mebibytes: number): ChildProcess {
  return fork(childEntry(), [], {
    serialization: 'advanced',
    env: {},
    execArgv: [`--max-old-space-size=${mebibytes}`],
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
}

/** Tests run the sources; the child always runs what was built. */
function childEntry(): string {
  const here = import.meta.url;
  const built = here.endsWith('.ts') ? here.replace(/\/server\/src\//, '/server/dist/') : here;
  return fileURLToPath(new URL('./sheet.child.js', built));
}
