import { describe, expect, it } from '@jest/globals';
import {
  aRow,
  checkRow,
  checkSheet,
  HEADER,
  inSchool,
  problemsOf,
  SETTINGS,
} from '../../../../../test/support/a-ledger.js';
import { aWorkbook } from '../../../../../test/support/a-workbook.js';
import { LedgerChecker, lacksOnlyClass, openLedger } from './check-ledger.js';
import { readWorkbook } from './workbook.reader.js';

describe('the same child', () => {
  const first = { 身份证号: '37074020170702713X', 学籍号: 'G37074020170702713X', 性别: '男', 出生日期: '2017-07-02' };

  it('is known by ID number, else by student number, else by name, birth date and sex', () => {
    const known = inSchool(checkRow(first), 'student-1');
    const children = [known];
    expect(checkRow({ ...first, 姓名: '周禾' }, { children })?.duplicateOf?.studentId).toBe('student-1');
    expect(checkRow({ ...first, 身份证号: null, 姓名: '周禾' }, { children })?.duplicateOf?.studentId).toBe(
      'student-1',
    );
    expect(checkRow({ ...first, 身份证号: null, 学籍号: null }, { children })?.duplicateOf?.studentId).toBe(
      'student-1',
    );
    expect(checkRow({ ...first, 身份证号: null, 学籍号: null, 姓名: '周禾' }, { children })?.status).toBe('ready');
  });

  it('is not the child of the same name and birthday with other numbers', () => {
    const children = [inSchool(checkRow({ ...first, 身份证号: null, 学籍号: 'L370000201700000001' }), 'student-1')];
    expect(checkRow({ ...first, 身份证号: null, 学籍号: 'L370000201700000002' }, { children })?.status).toBe('ready');
  });

  it('cannot be two children: keys that hit both are an error', () => {
    const children = [
      inSchool(checkRow({ 身份证号: '37074020170702713X', 性别: '男' }), 'student-1'),
      inSchool(checkRow({ 学籍号: 'L370000201700000001', 姓名: '周禾' }), 'student-2'),
    ];
    const row = checkRow({ 身份证号: '37074020170702713X', 学籍号: 'L370000201700000001', 性别: '男' }, { children });
    expect(row?.status).toBe('error');
    expect(problemsOf(row)).toContain('error E 身份证号: row.keysDisagree');
  });

  it('in the file: the first stays good, later ones name it and what differs', () => {
    const rows = checkSheet([HEADER, aRow(), aRow({ 电话: '13900001111', 监护人: '周大山' }), aRow({ 年龄: 42 })]);
    expect(rows.map(({ status }) => status)).toEqual(['ready', 'duplicate', 'duplicate']);
    expect(rows[1]?.duplicateOf).toEqual({
      sheetRow: 2,
      studentId: null,
      differences: [{ field: 'guardian.phone', here: '13900001111', there: '13800001234' }],
    });
    expect(rows[2]?.duplicateOf?.differences).toEqual([]);
  });

  it('in the file: a row with an error does not make the next one a duplicate', () => {
    const rows = checkSheet([HEADER, aRow({ 电话: '1380000' }), aRow()]);
    expect(rows.map(({ status }) => status)).toEqual(['error', 'ready']);
  });

  it('in the file: is found also while its class does not exist yet', () => {
    const rows = checkSheet([HEADER, aRow({ 班级: '三年级9班' }), aRow({ 班级: '三年级9班' })]);
    expect(rows.map(({ status, duplicateOf }) => [status, duplicateOf?.sheetRow])).toEqual([
      ['error', undefined],
      ['error', 2],
    ]);
    expect(rows.map(lacksOnlyClass)).toEqual([true, true]);
    expect(lacksOnlyClass({ problems: [] })).toBe(false);
  });

  it('shows only what the row would change: an empty cell erases nothing, a category known already adds nothing', () => {
    const known = inSchool(checkRow({ 类别: '留守、单亲', 备注: '住校' }), 'student-1');
    const children = [known];
    expect(checkRow({ 类别: '单亲', 备注: null, 务工地: null }, { children })?.duplicateOf?.differences).toEqual([]);
    expect(checkRow({ 类别: '残疾', 监护人: '周大海' }, { children })?.duplicateOf?.differences).toEqual([
      { field: 'categories', here: 'disability', there: 'leftBehind、singleParent' },
      { field: 'guardian.name', here: '周大海', there: '周大山' },
    ]);
  });

  it('is recognised among rows checked before, without checking them again', () => {
    const { opening, rows } = openLedger(
      readWorkbook(aWorkbook({ sheets: [{ rows: [HEADER, aRow(), aRow()] }] })),
      SETTINGS,
    );
    const checker = new LedgerChecker(SETTINGS, opening);
    const earlier = checkRow({})?.child;
    if (earlier) checker.remember(2, earlier);
    expect(rows[1] && checker.check(rows[1]).duplicateOf?.sheetRow).toBe(2);
  });
});
