import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { LEDGER_FIELDS, LEDGER_FIELD_WORDS, LANGUAGES } from '@tongxin/shared';
import { aWorkbook, type MadeCell, type MadeSheet } from '../../../../../test/support/a-workbook.js';
import type { Sheet } from './cell.js';
import { findHeader, findLedger, type ColumnAssignments, type LedgerHeader } from './header.js';
import { LedgerRefused } from './ledger-refused.js';
import { readWorkbook } from './workbook.reader.js';

const dataFolder = new URL('../../../../../test/data/', import.meta.url);

/** The header of the sample ledgers with the field of each column. */
const SAMPLE: readonly (readonly [string, string])[] = [
  ['序号', 'sequence'],
  ['学籍号', 'studentNumber'],
  ['姓名', 'name'],
  ['性别', 'sex'],
  ['出生日期', 'birthDate'],
  ['身份证号', 'idNumber'],
  ['年级', 'grade'],
  ['班级', 'class'],
  ['类别', 'categories'],
  ['家庭住址', 'address'],
  ['村（社区）', 'village'],
  ['联系电话', 'phone'],
  ['监护人姓名', 'guardian.name'],
  ['与学生关系', 'guardian.relationship'],
  ['监护人年龄', 'guardian.age'],
  ['监护人电话', 'guardian.phone'],
  ['监护人住址', 'guardian.address'],
  ['务工地', 'guardian.worksAt'],
  ['委托监护人', 'entrusted.name'],
  ['关系', 'entrusted.relationship'],
  ['委托监护人年龄', 'entrusted.age'],
  ['委托监护人电话', 'entrusted.phone'],
  ['委托监护人住址', 'entrusted.address'],
  ['备注', 'note'],
];

function sheetOf(sheet: MadeSheet | readonly (readonly MadeCell[])[]): Sheet {
  const made: MadeSheet = 'rows' in sheet ? sheet : { rows: sheet };
  return readWorkbook(aWorkbook({ sheets: [made] }))[0] as Sheet;
}

function headerOf(headers: readonly string[], assignments: ColumnAssignments = {}): LedgerHeader {
  return findHeader(sheetOf([headers]), assignments);
}

/** Header text → field, in the order of the sheet. */
function fieldsOf(header: LedgerHeader): (readonly [string, string | null])[] {
  return header.columns.map(({ header: text, field }) => [text, field] as const);
}

function fieldOf(headers: readonly string[], position: number): string | null | undefined {
  return headerOf(headers).columns.find(({ index }) => index === position)?.field;
}

describe('the header of a ledger', () => {
  it.each(['ledger-60.xlsx', 'ledger-1200.xlsx', 'ledger-5000.xlsx'])('is found in %s', (name) => {
    const { sheet, header } = findLedger(readWorkbook(readFileSync(new URL(name, dataFolder))));
    expect(sheet.name).toBe('台账');
    expect([header.firstRow, header.lastRow]).toEqual([3, 3]);
    expect(fieldsOf(header)).toEqual(SAMPLE);
    expect(header.missing).toEqual([]);
  });

  it('is found in any of the first fifteen rows, and not below', () => {
    const title = ['关爱特殊群体学生台账'];
    const words = ['姓名', '班级', '类别'];
    for (let above = 0; above < 15; above++) {
      expect(findHeader(sheetOf([...Array<string[]>(above).fill(title), words])).firstRow).toBe(above + 1);
    }
    expect(() => findHeader(sheetOf([...Array<string[]>(15).fill(title), words]))).toThrow(LedgerRefused);
  });

  it('says the same in any order of the columns', () => {
    const pairs = new Set(['与学生关系', '关系']);
    const units: (readonly (readonly [string, string])[])[] = [];
    for (const column of SAMPLE) {
      if (!pairs.has(column[0])) units.push([column]);
      else {
        const name = column[1].startsWith('guardian') ? '监护人姓名' : '委托监护人';
        const at = units.findIndex(([first]) => first?.[0] === name);
        units[at] = [...(units[at] ?? []), column];
      }
    }
    fc.assert(
      fc.property(fc.shuffledSubarray(units, { minLength: units.length }), (order) => {
        const columns = order.flat();
        expect(fieldsOf(headerOf(columns.map(([text]) => text)))).toEqual(columns);
      }),
    );
  });

  it('says the same in either width, with spaces, line breaks, brackets and marks', () => {
    const decorate = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => [...text].join(' '),
      (text) => [...text].join('\u3000'),
      (text) => `${text.slice(0, 2)}\n${text.slice(2)}`,
      (text) => `${text}*`,
      (text) => `${text}：`,
      (text) => `${text}（必填）`,
      (text) => `【${text}】`,
      (text) => text.replace('（社区）', '(社区)'),
    );
    fc.assert(
      fc.property(fc.array(decorate, { minLength: SAMPLE.length, maxLength: SAMPLE.length }), (decorations) => {
        const texts = SAMPLE.map(([text], position) => decorations[position]?.(text) ?? text);
        expect(headerOf(texts).columns.map(({ field }) => field)).toEqual(SAMPLE.map(([, field]) => field));
      }),
    );
  });

  it('says the same in the usual words', () => {
    const words: Readonly<Record<string, readonly string[]>> = {
      sequence: ['编号', 'No.'],
      studentNumber: ['全国学籍号', '学籍号码', '学号', 'Student number'],
      name: ['学生姓名', '儿童姓名', 'Name'],
      sex: ['学生性别', 'Sex', 'Gender'],
      birthDate: ['出生年月', '出生年月日', '生日', '学生出生日期', 'Date of birth'],
      idNumber: ['身份证号码', '居民身份证号', '公民身份号码', '学生身份证号', 'ID Number'],
      grade: ['所在年级', 'Grade'],
      class: ['所在班级', '班', 'Class'],
      categories: ['特殊群体类别', '学生类别', '关爱类别', '困境类型', 'Categories'],
      address: ['家庭详细住址', '现住址', '家庭地址', '住址', '学生家庭住址', 'Address'],
      village: ['所在村（社区）', '村居', '村/社区', '行政村', 'Village'],
      phone: ['电话', '手机号', '联系方式', '家庭电话', '学生联系电话', 'Phone'],
      'guardian.name': ['监护人', '家长姓名', '法定监护人', 'Guardian'],
      'guardian.age': ['家长年龄', '监护人的年龄', 'Guardian age'],
      'guardian.phone': ['监护人联系电话', '家长电话', '监护人手机号', '家长联系方式', 'Guardian phone'],
      'guardian.address': ['监护人详细住址', '监护人家庭住址', '家长住址', 'Guardian address'],
      'guardian.worksAt': ['监护人外出地点', '务工地点', '监护人务工地', '父母务工地', '工作单位', 'Works at'],
      'entrusted.name': ['委托监护人姓名', '受委托人', '被委托人姓名', 'Entrusted guardian'],
      'entrusted.age': ['受委托人年龄', 'Entrusted guardian age'],
      'entrusted.phone': ['委托监护人联系方式', '被委托人电话'],
      'entrusted.address': ['委托监护人现住址', '受委托人地址'],
      note: ['备注说明', '说明', 'Remarks'],
    };
    const chosen = SAMPLE.map(([text, field]) => fc.constantFrom(text, ...(words[field] ?? [])));
    fc.assert(
      fc.property(fc.tuple(...chosen), (texts) => {
        expect(headerOf(texts).columns.map(({ field }) => field)).toEqual(SAMPLE.map(([, field]) => field));
      }),
    );
  });

  it.each(LANGUAGES)('of our own template is understood in %s', (language) => {
    const texts = LEDGER_FIELDS.map((field) => LEDGER_FIELD_WORDS[field][language]);
    expect(headerOf(texts).columns.map(({ field }) => field)).toEqual(LEDGER_FIELDS);
  });

  it('may stand in two rows, a group over its parts', () => {
    const sheet = sheetOf({
      rows: [
        ['台账'],
        ['姓名', '班级', '类别', '监护人情况', null, null, '委托监护人', null, null, '备注'],
        [null, null, null, '姓名', '关系', '电话', '姓名', '关系', '电话'],
        ['周小禾', '三年级2班', '留守', '周大山', '父亲', '13800001234', '王秀', '奶奶', '13800001235'],
      ],
      merged: ['A1:J1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:F2', 'G2:I2', 'J2:J3'],
    });
    const header = findHeader(sheet);
    expect([header.firstRow, header.lastRow]).toEqual([2, 3]);
    expect(header.columns.map(({ field }) => field)).toEqual([
      'name',
      'class',
      'categories',
      'guardian.name',
      'guardian.relationship',
      'guardian.phone',
      'entrusted.name',
      'entrusted.relationship',
      'entrusted.phone',
      'note',
    ]);
  });

  it('is not mistaken for the row of children below it', () => {
    const header = findHeader(
      sheetOf([
        ['姓名', '班级', '类别', '性别'],
        ['周小禾', '三年级2班', '留守', '女'],
      ]),
    );
    expect([header.firstRow, header.lastRow]).toEqual([1, 1]);
  });
});

describe('a header that stands twice', () => {
  it('belongs to the person named to its left', () => {
    const texts = [
      '姓名',
      '电话',
      '监护人',
      '关系',
      '年龄',
      '电话',
      '住址',
      '委托监护人',
      '关系',
      '年龄',
      '电话',
      '住址',
      '班级',
      '类别',
    ];
    expect(headerOf(texts).columns.map(({ field }) => field)).toEqual([
      'name',
      'phone',
      'guardian.name',
      'guardian.relationship',
      'guardian.age',
      'guardian.phone',
      'guardian.address',
      'entrusted.name',
      'entrusted.relationship',
      'entrusted.age',
      'entrusted.phone',
      'entrusted.address',
      'class',
      'categories',
    ]);
  });

  it('is taken once; the second asks to be assigned', () => {
    const header = headerOf(['姓名', '班级', '班级', '类别']);
    expect(header.columns.map(({ field, by }) => [field, by])).toEqual([
      ['name', 'word'],
      ['class', 'word'],
      [null, 'unknown'],
      ['categories', 'word'],
    ]);
    expect(header.columns[2]?.key).toBe('班级#2');
  });
});

describe('a bare word that stands once', () => {
  it("is the guardian's phone behind the guardian, the child's behind the child or where the guardian has one", () => {
    expect(fieldOf(['姓名', '监护人', '联系电话', '班级'], 2)).toBe('guardian.phone');
    expect(fieldOf(['姓名', '联系电话', '监护人', '班级'], 1)).toBe('phone');
    expect(fieldOf(['姓名', '监护人', '监护人电话', '联系电话'], 3)).toBe('phone');
  });

  it("is the child's birth date and address, the guardian's relationship and place of work", () => {
    expect(fieldOf(['监护人', '姓名', '出生日期', '班级'], 2)).toBe('birthDate');
    expect(fieldOf(['姓名', '监护人', '住址', '班级'], 2)).toBe('address');
    expect(fieldOf(['关系', '姓名', '监护人', '班级'], 0)).toBe('guardian.relationship');
    expect(fieldOf(['姓名', '监护人', '委托监护人', '务工地'], 3)).toBe('guardian.worksAt');
  });

  it("is left out where it is the child's age: the birth date tells it", () => {
    const column = headerOf(['姓名', '年龄', '监护人', '监护人年龄']).columns[1];
    expect([column?.field, column?.by]).toEqual([null, 'leftOut']);
  });
});

describe('a header nobody knows', () => {
  const texts = ['姓名', '班级', '类别', '联络线索', '民族'];

  it('is offered for assignment by hand, unlike one that is known and not for us', () => {
    expect(
      headerOf(texts)
        .columns.slice(3)
        .map(({ field, by }) => [field, by]),
    ).toEqual([
      [null, 'unknown'],
      [null, 'leftOut'],
    ]);
  });

  it('is taken for what the school once assigned to it', () => {
    const column = headerOf(texts, { 联络线索: 'guardian.phone' }).columns[3];
    expect([column?.field, column?.by]).toEqual(['guardian.phone', 'remembered']);
  });

  it('may be assigned to be left out, and an assignment goes before the words', () => {
    const header = headerOf(['姓名', '班级', '类别', '说明', '备注'], { 说明: null, 备注: 'village' });
    expect(header.columns.map(({ field, by }) => [field, by]).slice(3)).toEqual([
      [null, 'remembered'],
      ['village', 'remembered'],
    ]);
  });
});

describe('a ledger without what none can do without', () => {
  it('names the missing fields', () => {
    expect(headerOf(['姓名', '性别', '身份证号']).missing).toEqual(['class', 'categories']);
    expect(headerOf(['性别', '班级', '类别']).missing).toEqual(['name']);
  });

  it('is refused when no row looks like a header', () => {
    expect(() => findHeader(sheetOf([['说明'], ['请勿改动表头']]))).toThrow(
      expect.objectContaining({ code: 'header.missing' }),
    );
  });
});

describe('a workbook with several sheets', () => {
  it('is read where the header says most, else where more rows stand', () => {
    const sheets = readWorkbook(
      aWorkbook({
        sheets: [
          { name: '填表说明', rows: [['请勿改动表头']] },
          {
            name: '样表',
            rows: [
              ['姓名', '班级', '类别'],
              ['示例', '三年级1班', '留守'],
            ],
          },
          {
            name: '台账',
            rows: [
              ['姓名', '班级', '类别'],
              ['甲乙', '三年级1班', '留守'],
              ['丙丁', '三年级1班', '留守'],
            ],
          },
          {
            name: '通讯录',
            rows: [
              ['姓名', '电话'],
              ['甲乙', '13800001234'],
              ['丙丁', '1'],
              ['戊己', '2'],
            ],
          },
        ],
      }),
    );
    expect(findLedger(sheets).sheet.name).toBe('台账');
  });
});
