import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readSheet } from 'read-excel-file/node';
import { aWorkbook, partsOf, zipOf, type MadeSheet } from '../../../../../test/support/a-workbook.js';
import { shownText, columnIndex, columnLetter, type Cell, type Sheet } from './cell.js';
import { LedgerRefused } from './ledger-refused.js';
import { readWorkbook } from './workbook.reader.js';

const dataFolder = new URL('../../../../../test/data/', import.meta.url);
const ledger60 = readFileSync(new URL('ledger-60.xlsx', dataFolder));

function refusalOf(bytes: Buffer, limits: Parameters<typeof readWorkbook>[1] = {}): string {
  try {
    const refused = readWorkbook(bytes, limits).find(({ refusal }) => refusal)?.refusal;
    return refused ? refused.code : 'taken';
  } catch (error) {
    if (error instanceof LedgerRefused) return error.code;
    throw error;
  }
}

function only(sheets: readonly Sheet[]): Sheet {
  expect(sheets).toHaveLength(1);
  return sheets[0] as Sheet;
}

function firstRowOf(sheet: MadeSheet): readonly (Cell | undefined)[] {
  return only(readWorkbook(aWorkbook({ sheets: [sheet] }))).rows[0]?.cells ?? [];
}

describe('a ledger written by LibreOffice', () => {
  const sheet = readWorkbook(ledger60)[0] as Sheet;

  it('is read as another reader reads it, cell by cell', async () => {
    const theirs = await readSheet(ledger60, { parseNumber: (digits) => digits });
    const shown = (value: unknown): string => {
      if (value instanceof Date) return value.toISOString().slice(0, 10);
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    };
    for (const { row, cells } of sheet.rows) {
      const width = theirs[row - 1]?.length ?? 0;
      expect(Array.from({ length: width }, (_, column) => shownText(cells[column]))).toEqual(
        theirs[row - 1]?.map(shown),
      );
    }
  });

  it('keeps the numbers of its rows, blank rows left out', () => {
    expect(sheet.name).toBe('台账');
    expect(sheet.rows[0]?.row).toBe(1);
    expect(sheet.rows.map(({ row }) => row)).not.toContain(22);
    expect(sheet.rows.at(-1)?.row).toBe(66);
  });

  it('tells an ID number turned into a float from one typed as text', () => {
    const damaged = sheet.rows.find(({ row }) => row === 7)?.cells[5];
    expect(damaged).toMatchObject({ kind: 'number', raw: '3.70760201709244E+017' });
    expect(sheet.rows.find(({ row }) => row === 8)?.cells[5]?.kind).toBe('text');
  });

  it('gives dates as days, whole numbers without exponent', () => {
    expect(shownText(sheet.rows.find(({ row }) => row === 4)?.cells[4])).toBe('2018-08-12');
    expect(shownText(sheet.rows.find(({ row }) => row === 4)?.cells[0])).toBe('1');
  });

  it('knows which cells are joined', () => {
    expect(sheet.merged).toEqual([{ firstRow: 1, lastRow: 1, firstColumn: 0, lastColumn: 23 }]);
  });
});

describe('a cell', () => {
  it('is read in each of its kinds', () => {
    const cells = firstRowOf({
      rows: [
        [
          '周小禾',
          12,
          true,
          { raw: '1.3800001234E10' },
          { day: 43324 },
          { error: '#N/A' },
          { formula: 'A1&"x"', value: '周小禾x' },
          { formula: 'B1+1', value: 13 },
          { formula: 'B1+1' },
          '   ',
        ],
      ],
    });
    expect(cells.map(shownText)).toEqual([
      '周小禾',
      '12',
      'TRUE',
      '13800001234',
      '2018-08-12',
      '#N/A',
      '周小禾x',
      '13',
      '#',
    ]);
    expect(cells[8]?.kind).toBe('error');
  });

  it('keeps rare characters beyond the basic plane, written directly or as a reference', () => {
    const parts = partsOf({ sheets: [{ rows: [['𠮷野', 'x']] }] });
    const sheetPart = String(parts['xl/worksheets/sheet1.xml']).replace('>x<', '>&#x20BB7;&#26519;<');
    const sheet = only(readWorkbook(zipOf({ ...parts, 'xl/worksheets/sheet1.xml': sheetPart })));
    expect(sheet.rows[0]?.cells.map(shownText)).toEqual(['𠮷野', '𠮷林']);
  });

  it('counts days from 1904 where the workbook does', () => {
    const sheet = only(readWorkbook(aWorkbook({ from1904: true, sheets: [{ rows: [[{ day: 41862 }]] }] })));
    expect(shownText(sheet.rows[0]?.cells[0])).toBe('2018-08-12');
  });

  it('knows its column by letters', () => {
    expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
    expect(['A', 'Z', 'AA', 'ZZ', 'AAA'].map(columnIndex)).toEqual([0, 25, 26, 701, 702]);
  });
});

describe('a workbook', () => {
  it('is read although its XML names carry a prefix', () => {
    const sheet = only(readWorkbook(aWorkbook({ prefix: 'x', sheets: [{ rows: [['姓名'], ['周小禾']] }] })));
    expect(sheet.rows.map(({ cells }) => shownText(cells[0]))).toEqual(['姓名', '周小禾']);
  });

  it('shows only its visible sheets', () => {
    const sheets = readWorkbook(
      aWorkbook({
        sheets: [
          { name: '选项', hidden: true, rows: [['男']] },
          { name: '台账', rows: [['姓名']] },
        ],
      }),
    );
    expect(sheets.map(({ name }) => name)).toEqual(['台账']);
  });

  it.each([
    ['nothing at all', Buffer.alloc(0), 'workbook.empty'],
    ['a csv file with another ending', Buffer.from('姓名,性别\n周小禾,女\n'), 'workbook.notAWorkbook'],
    [
      'a web page called .xls',
      Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'),
      'workbook.notAWorkbook',
    ],
    ['the old .xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'workbook.oldFormat'],
    [
      'a workbook with a password',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(600),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'workbook.encrypted',
    ],
    [
      'an archive with a password',
      zipOf(partsOf({ sheets: [{ rows: [['姓名']] }] }), { flags: 1 }),
      'workbook.encrypted',
    ],
    [
      'a workbook with macros',
      aWorkbook({
        contentType: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
        sheets: [{ rows: [['姓名']] }],
      }),
      'workbook.macros',
    ],
    [
      'macros that the workbook does not declare',
      aWorkbook({ sheets: [{ rows: [['姓名']] }], extraParts: { 'xl/vbaProject.bin': 'macro' } }),
      'workbook.macros',
    ],
    [
      'a text document',
      aWorkbook({
        contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
        sheets: [{ rows: [['姓名']] }],
      }),
      'workbook.notAWorkbook',
    ],
    ['any other archive', zipOf({ 'readme.txt': 'hello' }), 'workbook.notAWorkbook'],
    ['an upload cut off in the middle', ledger60.subarray(0, 9_000), 'workbook.damaged'],
    [
      'an upload of which a piece is missing',
      Buffer.concat([ledger60.subarray(0, 5_000), ledger60.subarray(6_000)]),
      'workbook.damaged',
    ],
    [
      'XML that declares entities',
      zipOf({
        ...partsOf({ sheets: [{ rows: [] }] }),
        'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "bb">]><worksheet><sheetData/></worksheet>',
      }),
      'workbook.damaged',
    ],
    [
      'XML that ends too early',
      zipOf({
        ...partsOf({ sheets: [{ rows: [] }] }),
        'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1">',
      }),
      'workbook.damaged',
    ],
  ])('is refused: %s', (_what, bytes, code) => {
    expect(refusalOf(bytes)).toBe(code);
  });

  it('is refused when one flipped bit changes what it says', () => {
    const parts = partsOf({ sheets: [{ rows: [['周小禾']] }] });
    const bytes = zipOf(parts);
    const spoiled = Buffer.from(bytes);
    const at = spoiled.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length + 40;
    spoiled[at] = (spoiled[at] ?? 0) ^ 1;
    expect(refusalOf(bytes)).toBe('taken');
    expect(refusalOf(spoiled)).toBe('workbook.damaged');
  });
});

describe('a workbook that holds too much', () => {
  const blown = ' '.repeat(12 << 20);
  const bomb = {
    ...partsOf({ sheets: [{ rows: [['姓名']] }] }),
    'xl/worksheets/sheet1.xml': `<worksheet>${blown}</worksheet>`,
  };

  it('is refused as a zip bomb by its ratio', () => {
    expect(refusalOf(zipOf(bomb))).toBe('workbook.tooLarge');
  });

  it('is refused when it holds more than it says', () => {
    expect(refusalOf(zipOf(bomb, { declared: { 'xl/worksheets/sheet1.xml': 500 } }))).toBe('workbook.tooLarge');
  });

  it('is refused by the sum of its parts', () => {
    const limits = { archive: { entries: 100, unpacked: 2_000, ratio: 1_000, ratioFrom: 1 } };
    expect(refusalOf(aWorkbook({ sheets: [{ rows: [['姓名']] }] }), limits)).toBe('taken');
    expect(refusalOf(aWorkbook({ sheets: [{ rows: Array(100).fill(['姓名']) }] }), limits)).toBe('workbook.tooLarge');
  });

  it('is refused by the number of its parts', () => {
    const extraParts = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`xl/extra${index}.xml`, '<a/>']),
    );
    expect(refusalOf(aWorkbook({ sheets: [{ rows: [['姓名']] }], extraParts }))).toBe('workbook.tooLarge');
  });

  it('is refused above its rows and columns, counting only those in which something stands', () => {
    const limits = { sheet: { rows: 3, columns: 4 } };
    const blank = [null, null, null, null, ' '];
    expect(refusalOf(aWorkbook({ sheets: [{ rows: [['a'], blank, ['b'], blank, blank, ['c']] }] }), limits)).toBe(
      'taken',
    );
    expect(refusalOf(aWorkbook({ sheets: [{ rows: [['a'], ['b'], ['c'], ['d']] }] }), limits)).toBe(
      'workbook.tooManyRows',
    );
    expect(refusalOf(aWorkbook({ sheets: [{ rows: [['a', 'b', 'c', 'd', 'e']] }] }), limits)).toBe(
      'workbook.tooManyColumns',
    );
  });
});
