import { describe, expect, it } from '@jest/globals';
import { LANGUAGES, PROBLEM_CODES } from '@tongxin/shared';
import { readFileSync } from 'node:fs';
import { aRow, checkLedger, checkSheet, HEADER, SETTINGS } from '../../../../../test/support/a-ledger.js';
import { aWorkbook } from '../../../../../test/support/a-workbook.js';
import { shownText } from './cell.js';
import { openLedger, type CheckedRow } from './check-ledger.js';
import { writeErrorWorkbook } from './error-workbook.js';
import { ROW_SENTENCES, sentenceOf } from './sentences.js';
import { TEMPLATE_FIELDS, writeTemplateWorkbook } from './template-workbook.js';
import { readWorkbook } from './workbook.reader.js';
import { ZipArchive } from './zip-archive.js';

const ledger60 = readFileSync(new URL('../../../../../test/data/ledger-60.xlsx', import.meta.url));

function sheetXml(bytes: Buffer, number: number): string {
  return String(new ZipArchive(bytes).read(`xl/worksheets/sheet${number}.xml`));
}

async function errorsOf(
  bytes: Buffer,
  rows: readonly CheckedRow[],
  language: 'zh-CN' | 'en' = 'zh-CN',
): Promise<Buffer> {
  const { opening } = openLedger(readWorkbook(bytes), SETTINGS);
  const bad = rows.filter(({ status }) => status === 'error');
  return writeErrorWorkbook({ language, columns: opening.header.columns, statedOn: opening.statedOn }, bad);
}

describe('the workbook of bad rows', () => {
  const rows = checkLedger(ledger60);

  it('holds each bad row as it was, and before it why, in the language of the reader', async () => {
    const sheet = readWorkbook(await errorsOf(ledger60, rows))[0];
    const [stated, header, first] = sheet?.rows ?? [];
    expect(shownText(stated?.cells[0])).toBe('填报日期：2026-11-01');
    expect(header?.cells.slice(0, 4).map(shownText)).toEqual(['问题', '序号', '学籍号', '姓名']);
    expect(sheet?.rows.slice(2).map(({ cells }) => shownText(cells[1]))).toEqual([
      '4',
      '9',
      '13',
      '15',
      '23',
      '25',
      '29',
    ]);
    expect(shownText(first?.cells[0])).toBe(
      '第 7 行\n身份证号：身份证号被表格软件改成了数字，后几位已丢失，请把单元格设为文本后重新填写。',
    );
    const english = readWorkbook(await errorsOf(ledger60, rows, 'en'))[0];
    expect(shownText(english?.rows[3]?.cells[0])).toBe(
      'Row 12\n监护人电话: This is no telephone number: it has 10 digits, a mobile has 11.',
    );
    expect(shownText(english?.rows[7]?.cells[0])).toContain(
      'Unknown category: 外星人. Known are: left-behind, in hardship,',
    );
  });

  it.each(LANGUAGES)(
    'uploaded unchanged says the same again, ages still for the day they were stated (%s)',
    async (language) => {
      const bad = rows.filter(({ status }) => status === 'error');
      const again = checkLedger(await errorsOf(ledger60, rows, language));
      expect(again.map(({ status }) => status)).toEqual(bad.map(() => 'error'));
      expect(again.map(({ problems }) => problems.map(({ code }) => code))).toEqual(
        bad.map(({ problems }) => problems.map(({ code }) => code)),
      );
      expect(again[1]?.child?.adults[0]?.ageStatedOn).toBe('2026-11-01');
    },
  );

  it('mended and uploaded again is imported', async () => {
    const mending: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      '4': { F: '370760201709244520' },
      '9': { P: '13812345670' },
      '13': { H: '1班' },
      '15': { B: 'L370000201700000001', F: '' },
      '23': { C: '唐小雨' },
      '25': { I: '留守' },
      '29': { C: '傅小明' },
    };
    const mended = rows.map((row) => ({ ...row, cells: { ...row.cells, ...mending[row.cells['A'] ?? ''] } }));
    const again = checkLedger(await errorsOf(ledger60, mended));
    expect(
      again.map(({ status, problems }) => [status, problems.filter(({ severity }) => severity === 'error')]),
    ).toEqual(Array(7).fill([expect.stringMatching(/^(ready|warning)$/), []]));
  });

  it('never holds a formula: what looks like one is text and stays text', async () => {
    const bytes = await errorsOf(ledger60, rows);
    const xml = sheetXml(bytes, 1);
    expect(xml).not.toContain('<f');
    expect(xml.match(/<c r="[A-Z]+\d+"(?: s="\d+")? t="(?!s")/g)).toBeNull();
    expect(xml.match(/<c [^>]*><v>/g)?.every((cell) => cell.includes(' t="s"'))).toBe(true);
    const formula = readWorkbook(bytes)[0]?.rows.at(-1)?.cells[3];
    expect(formula).toEqual({ kind: 'text', text: '=HYPERLINK("http://x","点我")' });
  });

  it('keeps headers that stand twice or in two rows understandable', async () => {
    const twoRows = aWorkbook({
      sheets: [
        {
          rows: [
            ['姓名', '性别', '班级', '类别', '监护人情况', null, '委托监护人', null],
            [null, null, null, null, '姓名', '电话', '姓名', '电话'],
            ['周小禾', '女', '三年级2班', '外星人', '周大山', '13800001234', '王秀英', '13800001235'],
          ],
          merged: ['A1:A2', 'B1:B2', 'C1:C2', 'D1:D2', 'E1:F1', 'G1:H1'],
        },
      ],
    });
    const again = checkLedger(await errorsOf(twoRows, checkLedger(twoRows)));
    expect(again[0]?.child?.adults.map(({ name, phones }) => [name, phones[0]])).toEqual([
      ['周大山', '13800001234'],
      ['王秀英', '13800001235'],
    ]);
  });
});

/** Codes about rows of a contact card that a form refers to by id; a ledger has none. */
const ONLY_IN_FORMS: readonly string[] = ['phone.unknown', 'phone.repeated', 'guardian.unknown'];

describe('a sentence', () => {
  const rowCodes = PROBLEM_CODES.filter(
    (code) =>
      /^(name|sex|birthDate|idNumber|studentNumber|phone|age|text|relationship|guardian|row|cell)\./.test(code) &&
      !code.endsWith('.taken') &&
      !ONLY_IN_FORMS.includes(code),
  );

  it.each(rowCodes)('stands for %s in both languages', (code) => {
    expect(ROW_SENTENCES).toHaveProperty([code]);
    for (const language of LANGUAGES) {
      const params = { min: 2, max: 25, length: 17, digits: 10, age: 18, sheetRow: 4, text: '#N/A' };
      expect(sentenceOf({ code, params }, language)).not.toMatch(/[{}]|undefined/);
    }
  });

  it('stands for every problem the rows of these specs have', () => {
    const rows = checkSheet([HEADER, aRow({ 班级: '八年级2班', 类别: null, 出生日期: '2018年3月' })]);
    const sentences = rows[0]?.problems.map((problem) => sentenceOf(problem, 'zh-CN'));
    expect(sentences).toEqual(['日期要写到日。', '学校没有八年级2班。', '没有填写类别。']);
  });

  it('names the code where there is no better word', () => {
    expect(sentenceOf({ code: 'internal', params: {} }, 'en')).toContain('internal');
  });
});

describe('the template', () => {
  const grades = ['一年级', '二年级', '三年级', '四年级', '五年级', '六年级'];

  it.each(LANGUAGES)('is a ledger with the official columns, all understood (%s)', async (language) => {
    const bytes = await writeTemplateWorkbook({ language, grades, classes: ['1班', '2班'] });
    const { opening, rows } = openLedger(readWorkbook(bytes), SETTINGS);
    expect(opening.header.columns.map(({ field }) => field)).toEqual(TEMPLATE_FIELDS);
    expect(TEMPLATE_FIELDS).toHaveLength(24);
    expect(opening.header.firstRow).toBe(3);
    expect(rows).toEqual([]);
  });

  it('keeps every column as text, so that numbers typed in stay whole, and offers choices', async () => {
    const bytes = await writeTemplateWorkbook({ language: 'zh-CN', grades, classes: ['1班', '2班'] });
    const xml = sheetXml(bytes, 1);
    const styles = [...xml.matchAll(/<col style="(\d+)"/g)].map(([, style]) => style);
    expect(styles).toHaveLength(24);
    const text = String(new ZipArchive(bytes).read('xl/styles.xml'));
    const style = [...text.slice(text.indexOf('<cellXfs')).matchAll(/<xf ([^>]*)>/g)][Number(styles[0])]?.[1] ?? '';
    const format = /numFmtId="(\d+)"/.exec(style)?.[1];
    expect(text).toContain(`<numFmt numFmtId="${format}" formatCode="@"/>`);
    expect(xml).toContain('sqref="D4:D5004"><formula1>"男,女"</formula1>');
    expect(xml).toContain('"一年级,二年级,三年级,四年级,五年级,六年级"');
    expect(xml.indexOf('<dataValidations')).toBeGreaterThan(xml.indexOf('</sheetData>'));
  });

  it('says on its second sheet how to fill it in, with the known categories', async () => {
    const bytes = await writeTemplateWorkbook({ language: 'zh-CN', grades, classes: [] });
    const [, instructions] = readWorkbook(bytes);
    const texts = instructions?.rows.flatMap(({ cells }) => cells.map(shownText)).join('\n');
    expect(instructions?.name).toBe('填表说明');
    expect(texts).toContain('随迁子女');
    expect(texts).toContain('11010519491231002X');
  });
});
