import type { Day, Language } from '@tongxin/shared';
import type { CheckedRow } from './check-ledger.js';
import type { LedgerColumn } from './header.js';
import type { RowProblem } from './row-cells.js';
import { sentenceOf } from './sentences.js';
import { textCell, writeWorkbook } from './workbook.writer.js';

/** A row as it goes into the workbook of bad rows. */
export type ErrorRow = Pick<CheckedRow, 'sheetRow' | 'cells' | 'problems'>;

/** What the workbook of bad rows needs to know beside its rows. */
export interface ErrorDocument {
  readonly language: Language;
  readonly columns: readonly Pick<LedgerColumn, 'letter' | 'header'>[];
  /** Kept, so that ages in the mended file still count from the day they were stated. */
  readonly statedOn: Day;
}

const WORDS = {
  'zh-CN': {
    sheet: '需要修改',
    stated: '填报日期：',
    problem: '问题',
    row: '第 {row} 行',
    warning: '（提醒）',
    colon: '：',
  },
  en: {
    sheet: 'To mend',
    stated: 'Filled in on: ',
    problem: 'Problem',
    row: 'Row {row}',
    warning: '(note) ',
    colon: ': ',
  },
} as const satisfies Record<Language, Record<string, string>>;

/**
 * The workbook of the bad rows: the columns of the ledger as they were, and before them why the row was not taken, in the reader's
 * language. Mended and uploaded again it is read like any ledger; the first column is known and left out.
 */
export function writeErrorWorkbook(
  { language, columns, statedOn }: ErrorDocument,
  rows: readonly ErrorRow[],
): Promise<Buffer> {
  const words = WORDS[language];
  const bold = { fontWeight: 'bold', wrap: true } as const;
  const marked = { wrap: true, alignVertical: 'top', backgroundColor: '#FFF1E6' } as const;
  return writeWorkbook([
    {
      name: words.sheet,
      widths: [60, ...columns.map(({ header }) => Math.min(30, Math.max(14, header.length * 2 + 4)))],
      fixedRows: 2,
      rows: [
        [textCell(`${words.stated}${statedOn}`)],
        [textCell(words.problem, bold), ...columns.map(({ header }) => textCell(header, bold))],
        ...rows.map((row) => {
          const faulty = new Set(row.problems.map(({ column }) => column.split(' ', 1)[0]));
          return [
            textCell(reasons(row, language), { wrap: true, alignVertical: 'top' }),
            ...columns.map(({ letter }) => textCell(row.cells[letter] ?? null, faulty.has(letter) ? marked : {})),
          ];
        }),
        // The last row is empty and plain: columns take their text format from it.
        [textCell(null)],
      ],
    },
  ]);
}

/** `第 7 行` and a sentence for each problem, errors first; columns are named by their header, since they moved by one. */
function reasons({ sheetRow, problems }: ErrorRow, language: Language): string {
  const words = WORDS[language];
  const rank = ({ severity }: RowProblem): number => (severity === 'error' ? 0 : 1);
  const lines = [...problems]
    .sort((left, right) => rank(left) - rank(right))
    .map((problem) => {
      const header = problem.column.slice(problem.column.indexOf(' ') + 1);
      const note = problem.severity === 'warning' ? words.warning : '';
      return `${note}${header}${words.colon}${sentenceOf(problem, language)}`;
    });
  return [words.row.replace('{row}', String(sheetRow)), ...lines].join('\n');
}
