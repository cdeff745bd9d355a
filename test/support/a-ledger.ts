import {
  LedgerChecker,
  openLedger,
  type CheckedRow,
  type LedgerSettings,
  type SchoolChild,
} from '../../server/src/features/imports/ledger/check-ledger.js';
import type { SchoolClass } from '../../server/src/features/imports/ledger/class-resolver.js';
import { readWorkbook } from '../../server/src/features/imports/ledger/workbook.reader.js';
import { aWorkbook, type MadeCell, type MadeSheet } from './a-workbook.js';

/** Six grades of four classes, as the demo school has them in 2026–2027. */
export const CLASSES: SchoolClass[] = [1, 2, 3, 4, 5, 6].flatMap((grade) =>
  [1, 2, 3, 4].map((number) => ({
    id: `class-${grade}-${number}`,
    stage: 'primary' as const,
    entryYear: 2027 - grade,
    number,
  })),
);

export const SETTINGS: LedgerSettings = {
  today: '2026-11-23',
  classText: { system: '63', schoolYear: 2026, stages: ['primary'] },
  classes: CLASSES,
  children: [],
  assignments: {},
};

/** Reads and checks a whole workbook. */
export function checkLedger(bytes: Buffer, settings: Partial<LedgerSettings> = {}): CheckedRow[] {
  const all = { ...SETTINGS, ...settings };
  const { opening, rows } = openLedger(readWorkbook(bytes), all);
  const checker = new LedgerChecker(all, opening);
  return rows.map((row) => checker.check(row));
}

/** Checks the rows of one made-up sheet. */
export function checkSheet(
  rows: readonly (readonly MadeCell[])[],
  odd: Partial<MadeSheet> = {},
  settings: Partial<LedgerSettings> = {},
): CheckedRow[] {
  return checkLedger(aWorkbook({ sheets: [{ rows, ...odd }] }), settings);
}

/** Severity, column and code of every problem. */
export function problemsOf(row: CheckedRow | undefined): string[] {
  return (row?.problems ?? []).map(({ column, code, severity }) => `${severity} ${column}: ${code}`);
}

/** The child of a row as the school has it afterwards. */
export function inSchool(
  row: CheckedRow | undefined,
  id: string,
  changes: Partial<SchoolChild['known']> = {},
): SchoolChild {
  const child = row?.child;
  if (!child) throw new Error('not a child');
  const known = { ...child, ...changes };
  return { ...known, id, known };
}

/** The header of a small ledger. */
export const HEADER = [
  '序号',
  '姓名',
  '性别',
  '出生日期',
  '身份证号',
  '学籍号',
  '班级',
  '类别',
  '监护人',
  '关系',
  '年龄',
  '电话',
  '务工地',
  '备注',
];
const GOOD = [
  1,
  '周小禾',
  '女',
  '2018-03-14',
  null,
  null,
  '三年级2班',
  '留守',
  '周大山',
  '父亲',
  41,
  '13800001234',
  '青岛',
  null,
];

/** A good row in which some cells are changed, by header. */
export function aRow(changes: Readonly<Record<string, MadeCell>> = {}): MadeCell[] {
  return HEADER.map((header, position) => (header in changes ? (changes[header] ?? null) : (GOOD[position] ?? null)));
}

/** A good row in which some cells are changed, checked. */
export function checkRow(
  changes: Readonly<Record<string, MadeCell>>,
  settings: Partial<LedgerSettings> = {},
): CheckedRow | undefined {
  return checkSheet([HEADER, aRow(changes)], {}, settings)[0];
}
