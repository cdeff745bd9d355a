import type { ImportRowView, ImportView } from '@tongxin/shared';
import type { RowProblem } from './row-sentences.js';

/** One cell of a row as the screen shows it: where it stands, what stands in it, and what is wrong with it. */
export interface RowCell {
  letter: string;
  header: string;
  text: string;
  problems: readonly RowProblem[];
}

/** `F 身份证号` → `F`: the server names a column by letter and header, as people find it in the sheet. */
export function letterOf(column: string): string {
  return /^[A-Z]+/.exec(column)?.[0] ?? '';
}

/** All cells of a row in the order of the sheet, and apart from them those that something is wrong with. */
export function cellsOf(
  row: ImportRowView,
  columns: ImportView['columns'],
): { faulty: readonly RowCell[]; sound: readonly RowCell[] } {
  const cells = columns.map(({ column, header }): RowCell => {
    const letter = letterOf(column);
    const problems = row.problems.filter((problem) => letterOf(problem.column) === letter);
    return { letter, header, text: row.cells[letter] ?? '', problems };
  });
  return {
    faulty: cells.filter(({ problems }) => problems.length > 0),
    sound: cells.filter(({ problems }) => problems.length === 0),
  };
}

/** What was typed and differs from what stands in the row. */
export function editsOf(typed: Readonly<Record<string, string>>, row: ImportRowView): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).filter(([letter, text]) => text !== (row.cells[letter] ?? '')));
}
