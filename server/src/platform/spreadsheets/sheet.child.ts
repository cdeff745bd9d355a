import { on } from 'node:events';
import { setPriority } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { SheetMarkup, workbookParts } from './sheet-markup.js';
import type { SheetDocument, SheetReply, SheetRequest, SheetTexts } from './sheet-messages.js';

/** Teachers logging talks go first. */
const BEHIND_THE_SERVER = 10;
/** Text of this kind is packed to a fifteenth by the fastest level already; the slower ones only take longer. */
const PACKED = { compressionLevel: 1 } as const;

/** Writes one workbook to the standard output, asking for its rows portion by portion, and ends; the memory it took ends with it. */
async function main(): Promise<void> {
  setPriority(BEHIND_THE_SERVER);
  const requests = on(process, 'message') as AsyncIterableIterator<[SheetRequest]>;
  const first = await nextOf(requests);
  if (first.kind !== 'sheet') throw new Error('rows before their sheet');
  const archive = new ZipFile();
  for (const [name, text] of workbookParts(first.document)) archive.addBuffer(Buffer.from(text), name);
  archive.addReadStream(
    Readable.from(sheet(first.document, requests), { objectMode: false }),
    'xl/worksheets/sheet1.xml',
    PACKED,
  );
  archive.end();
  await pipeline(archive.outputStream, process.stdout);
  process.exitCode = 0;
  process.disconnect();
}

/** The sheet as bytes. The next portion is asked for before this one is written, so that the database and this process work at the same time. */
async function* sheet(document: SheetDocument, requests: AsyncIterator<[SheetRequest]>): AsyncGenerator<Buffer> {
  const markup = new SheetMarkup(document);
  await ask();
  yield Buffer.from(markup.begin());
  for (;;) {
    const request = await nextOf(requests);
    if (request.kind !== 'rows') break;
    await ask();
    yield Buffer.from(markup.rows(JSON.parse(request.rows) as SheetTexts[]));
  }
  yield Buffer.from(markup.end());
}

async function nextOf(requests: AsyncIterator<[SheetRequest]>): Promise<SheetRequest> {
  const step = await requests.next();
  if (step.done === true) throw new Error('the server has nothing more to say');
  return step.value[0];
}

function ask(): Promise<void> {
  const reply: SheetReply = { kind: 'next' };
  return new Promise((resolve, reject) => {
    process.send?.(reply, (error: Error | null) => (error ? reject(error) : resolve()));
  });
}

// A server that is gone leaves no child working behind it.
process.once('disconnect', () => process.exit(process.exitCode ?? 1));

await main();
