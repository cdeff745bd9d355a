import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { checkLedger, inSchool, problemsOf, SETTINGS } from '../../../../../test/support/a-ledger.js';
import { LedgerChecker, openLedger, unknownClasses, type CheckedRow } from './check-ledger.js';
import { rowOfTexts } from './row.js';
import { readWorkbook } from './workbook.reader.js';

const dataFolder = new URL('../../../../../test/data/', import.meta.url);

describe('the ledger with every fault schools really send', () => {
  const rows = checkLedger(readFileSync(new URL('ledger-60.xlsx', dataFolder)));
  const numbered = (sequence: number): CheckedRow | undefined =>
    rows.find(({ cells }) => cells['A'] === String(sequence));

  it('has sixty rows of children: title, blank rows and the line of signatures are none', () => {
    expect(rows).toHaveLength(60);
    expect(rows[0]?.sheetRow).toBe(4);
    expect(rows.at(-1)?.sheetRow).toBe(65);
  });

  it.each([
    [4, 'error', ['error F 身份证号: idNumber.damaged']],
    [6, 'ready', []],
    [7, 'warning', ['warning N 与学生关系: guardian.orphanWithParent']],
    [9, 'error', ['error P 监护人电话: phone.invalid']],
    [11, 'ready', []],
    [13, 'error', ['error H 班级: class.unknown']],
    [15, 'error', ['error F 身份证号: idNumber.checkCharacter', 'error B 学籍号: studentNumber.checkCharacter']],
    [21, 'duplicate', ['warning F 身份证号: row.duplicateInFile']],
    [23, 'error', ['error C 姓名: name.missing']],
    [25, 'error', ['error I 类别: category.unknown']],
    [27, 'warning', ['warning U 委托监护人年龄: guardian.entrustedUnderAge']],
    [29, 'error', ['error C 姓名: name.formula']],
    [31, 'ready', []],
    [33, 'warning', ['warning D 性别: sex.differsFromIdNumber']],
  ])('answers row %i of the table: %s', (sequence, status, problems) => {
    const row = numbered(sequence);
    expect(row?.status).toBe(status);
    expect(problemsOf(row)).toEqual(expect.arrayContaining(problems));
    if (status === 'error')
      expect(row?.problems.filter(({ severity }) => severity === 'error')).toHaveLength(problems.length);
    if (status === 'ready') expect(row?.problems).toEqual([]);
  });

  it('has no error and no duplicate beyond that table, and no warning but for orphans with a parent', () => {
    const bySequence = (status: string): number[] =>
      rows.filter((row) => row.status === status).map(({ cells }) => Number(cells['A']));
    expect(bySequence('error')).toEqual([4, 9, 13, 15, 23, 25, 29]);
    expect(bySequence('duplicate')).toEqual([21]);
    const others = rows.filter(({ status, cells }) => status === 'warning' && !['27', '33'].includes(cells['A'] ?? ''));
    for (const row of others) {
      expect(row.child?.categories).toContain('orphan');
      expect(problemsOf(row)).toEqual(['warning N 与学生关系: guardian.orphanWithParent']);
    }
  });

  it('takes birth dates written in words, phones in full-width digits, names with a dot', () => {
    expect(numbered(6)?.child?.birthDate).toBe('2014-12-19');
    expect(numbered(7)?.child?.birthDate).toBe('2017-11-04');
    expect(numbered(11)?.child?.adults[0]?.phones).toEqual(['13912345678']);
    expect(numbered(31)?.child?.name).toBe('阿依古丽·买买提');
  });

  it('names what helps to mend: the class to create, the known categories, the row that is repeated', () => {
    expect(unknownClasses(rows)).toEqual([
      {
        stage: 'primary',
        entryYear: 2023,
        number: 9,
        grade: 4,
        labels: { 'zh-CN': '四年级9班', en: 'Grade 4, Class 9' },
        rows: 1,
      },
    ]);
    expect(numbered(13)?.problems[0]?.params).toEqual({ label: '四年级9班', labelEn: 'Grade 4, Class 9' });
    expect(numbered(25)?.problems[0]?.params).toMatchObject({ words: ['外星人'] });
    expect(numbered(21)?.duplicateOf).toEqual({ sheetRow: 24, studentId: null, differences: [] });
  });

  it('reads a whole child', () => {
    expect(numbered(5)?.child).toEqual({
      studentNumber: 'G370776201905192351',
      idNumber: '370776201905192351',
      name: '马子怡',
      sex: 'male',
      birthDate: '2019-05-19',
      class: expect.objectContaining({ id: 'class-2-2' }),
      categories: ['singleParent', 'conduct'],
      address: '某省某市某县前店村264号',
      village: '前店村',
      phones: ['13791345243'],
      adults: [
        {
          kind: 'guardian',
          name: '马娜馨',
          relationship: 'mother',
          ageStated: 40,
          ageStatedOn: '2026-11-01',
          birthDate: null,
          phones: ['18613896513'],
          address: '某省某市某县前店村247号',
          worksAt: '本地',
          away: false,
          awaySince: null,
        },
      ],
      note: null,
    });
    expect(numbered(1)?.child?.adults.map(({ kind, away }) => [kind, away])).toEqual([
      ['guardian', true],
      ['entrusted', null],
    ]);
  });

  it('says the same when the rows come back as texts', () => {
    const { opening } = openLedger(readWorkbook(readFileSync(new URL('ledger-60.xlsx', dataFolder))), SETTINGS);
    const checker = new LedgerChecker(SETTINGS, opening);
    expect(rows.map(({ sheetRow, cells }) => checker.check(rowOfTexts(sheetRow, cells)))).toEqual(rows);
  });

  it('says the same in any order of its columns', () => {
    const [sheet] = readWorkbook(readFileSync(new URL('ledger-60.xlsx', dataFolder)));
    if (!sheet) throw new Error('no sheet');
    // 与学生关系 and 关系 stay behind the person they speak of.
    const units = [...Array(24).keys()].filter((column) => column !== 13 && column !== 19);
    const withPartner = (column: number): number[] =>
      column === 12 || column === 18 ? [column, column + 1] : [column];
    const childrenOf = (order: readonly number[]): unknown[] => {
      const shuffled = sheet.rows.map(({ row, cells }) => ({
        row,
        cells: row < 3 ? cells : order.map((column) => cells[column]),
      }));
      const { opening, rows: raw } = openLedger([{ ...sheet, rows: shuffled, merged: [] }], SETTINGS);
      const checker = new LedgerChecker(SETTINGS, opening);
      return raw
        .map((row) => checker.check(row))
        .map(({ status, child, problems }) => [status, child, problems.map(({ code }) => code)]);
    };
    const asSent = rows.map(({ status, child, problems }) => [status, child, problems.map(({ code }) => code)]);
    fc.assert(
      fc.property(fc.shuffledSubarray(units, { minLength: units.length }), (order) => {
        expect(childrenOf(order.flatMap(withPartner))).toEqual(asSent);
      }),
      { numRuns: 25 },
    );
  });

  it('changes nothing when it is imported a second time', () => {
    const good = rows.filter(({ status }) => status === 'ready' || status === 'warning');
    const children = good.map((row, index) => inSchool(row, `student-${index}`));
    const again = checkLedger(readFileSync(new URL('ledger-60.xlsx', dataFolder)), { children });
    expect(again.filter(({ status }) => status === 'ready' || status === 'warning')).toEqual([]);
    for (const { status, duplicateOf } of again) {
      if (status === 'duplicate') expect(duplicateOf?.differences).toEqual([]);
    }
    expect(again.filter(({ status }) => status === 'error')).toHaveLength(7);
  });
});

describe('a clean ledger', () => {
  it.each(['ledger-1200.xlsx', 'ledger-5000.xlsx'])('has no errors: %s', (name) => {
    const rows = checkLedger(readFileSync(new URL(name, dataFolder)));
    expect(rows).toHaveLength(Number(/\d+/.exec(name)?.[0]));
    expect(rows.filter(({ status }) => status === 'error' || status === 'duplicate')).toEqual([]);
  });
});
