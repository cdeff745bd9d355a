import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import readExcelFile from 'read-excel-file/node';
import type { SheetDocument, SheetTexts } from './sheet-messages.js';
import { writeSheet, type SheetPatience } from './write-sheet.js';

const DOCUMENT: SheetDocument = {
  name: "Ledger's",
  title: 'A title',
  lines: ['one line'],
  header: ['No.', 'Name'],
  widths: [6, 14],
  foot: 'Signed:',
};

async function* portions(count: number, rows: number, onPortion: (done: number) => void = () => undefined) {
  for (let done = 0; done < count; done += 1) {
    onPortion(done);
    yield Array.from({ length: rows }, (_, row): SheetTexts => [String(done * rows + row + 1), `=child & <${row}>`]);
  }
}

async function bytesOf(content: AsyncIterable<readonly SheetTexts[]>, patience?: SheetPatience): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of writeSheet(DOCUMENT, content, patience)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
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

describe('a sheet written in a process of its own', () => {
  it('holds every row between title and signatures, as text, and leaves no process behind', async () => {
    const [sheet] = (await readExcelFile(await bytesOf(portions(5, 100)))) as unknown as [{ data: unknown[][] }];
    const { data } = sheet;
    expect(data.slice(0, 4)).toEqual([
      ['A title', null],
      ['one line', null],
      ['No.', 'Name'],
      ['1', '=child & <0>'],
    ]);
    expect(data[502]).toEqual(['500', '=child & <99>']);
    expect(data.at(-1)).toEqual(['Signed:', null]);
    expect(childProcesses()).toBe(0);
  });

  it('is a whole workbook without any row too', async () => {
    const [sheet] = (await readExcelFile(await bytesOf(portions(0, 0)))) as unknown as [{ data: unknown[][] }];
    expect(sheet.data.map(([first]) => first)).toEqual(['A title', 'one line', 'No.', null, 'Signed:']);
  });

  it('asks for rows only as fast as somebody reads', async () => {
    let asked = 0;
    const stream = writeSheet(
      DOCUMENT,
      portions(2_000, 200, (done) => (asked = done)),
    );
    const reader = stream[Symbol.asyncIterator]();
    await reader.next();
    // What was asked for lies in pipes and buffers of fixed size; the rest of the two thousand portions was not.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(asked).toBeLessThan(1_000);
    const closed = new Promise((resolve) => stream.once('close', resolve));
    await reader.return?.();
    await closed;
    expect(childProcesses()).toBe(0);
  });

  it('fails, and is no half workbook that looks whole, where rows fail to come, nobody waits, or it takes too long', async () => {
    const broken = async function* () {
      yield* portions(1, 10);
      throw new Error('no more rows');
    };
    await expect(bytesOf(broken())).rejects.toThrow('no more rows');
    const gone = new AbortController();
    await expect(
      bytesOf(
        portions(50, 200, (done) => done === 3 && gone.abort()),
        { signal: gone.signal },
      ),
    ).rejects.toMatchObject({ name: 'AbortError' });
    await expect(bytesOf(portions(2_000, 200), { milliseconds: 30 })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(childProcesses()).toBe(0);
  });
});
