import {
  foldWidth,
  hasControlCharacters,
  lengthOf,
  LIMITS,
  looksLikeFormula,
  type Checked,
  type LedgerField,
  type ProblemCode,
} from '@tongxin/shared';
import { shownText, type Cell, type SheetRow } from './cell.js';
import type { LedgerColumn } from './header.js';

/** A fault at one cell. An error keeps the row from being imported, a warning does not. */
export interface RowProblem {
  /** Letter and header as in the sheet: `F 身份证号`. */
  readonly column: string;
  readonly code: ProblemCode;
  readonly params: Readonly<Record<string, unknown>>;
  readonly severity: 'error' | 'warning';
}

/** What offices write to say that there is nothing to write. */
const NOTHING = /^(?:无|没有|暂无|未知|不详|不清楚|空|[/\\\-—–_.。·*]+|null|n\/?a|none|nil)$/i;

/** The cells of one row by field, and the problems found in them. */
export class RowCells {
  readonly problems: RowProblem[] = [];
  private readonly columns: ReadonlyMap<LedgerField, LedgerColumn>;

  constructor(
    private readonly row: SheetRow,
    columns: readonly LedgerColumn[],
  ) {
    this.columns = new Map(columns.flatMap((column) => (column.field ? [[column.field, column] as const] : [])));
  }

  /** The cell as a check wants it, null when it is empty or only says that there is nothing. An error of the spreadsheet is a problem, so is a text beyond all limits. */
  value(field: LedgerField): string | number | null {
    const cell = this.cell(field);
    if (!cell) return null;
    if (cell.kind === 'error') {
      this.error(field, 'cell.error', { text: cell.text });
      return null;
    }
    if (cell.kind === 'number') return cell.value;
    const text = shownText(cell);
    if (text.length > LIMITS.workbookCellMax) {
      this.error(field, 'field.tooLong', { max: LIMITS.workbookCellMax });
      return null;
    }
    return text === '' || NOTHING.test(foldWidth(text)) ? null : text;
  }

  /** As {@link value}, a number as its digits. */
  text(field: LedgerField): string | null {
    const value = this.value(field);
    return value === null ? null : typeof value === 'number' ? shownText(this.cell(field)) : value;
  }

  /** True where the cell says in words that there is nothing, unlike an empty one. */
  saysNothing(field: LedgerField): boolean {
    const cell = this.cell(field);
    return cell?.kind === 'text' && NOTHING.test(foldWidth(shownText(cell)));
  }

  /** A text of one line within its length; null when there is none, or a problem. */
  line(field: LedgerField, max: number): string | null {
    return this.words(field, this.text(field)?.replace(/\s*[\r\n]+\s*/g, ' ') ?? null, max);
  }

  /** A text that may have several lines. */
  paragraph(field: LedgerField, max: number): string | null {
    return this.words(field, this.text(field)?.replace(/\r\n?/g, '\n') ?? null, max);
  }

  /** The value of a check, or null and a problem at the cell. */
  take<Value>(field: LedgerField, checked: Checked<Value>): Value | null {
    if (checked.ok) return checked.value;
    this.error(field, checked.problem, checked.params);
    return null;
  }

  /** True where a problem was found at the cell. */
  isFaulty(field: LedgerField): boolean {
    return this.problems.some(({ column }) => column === this.label(field));
  }

  has(field: LedgerField): boolean {
    return this.columns.has(field);
  }

  error(field: LedgerField, code: ProblemCode, params: Readonly<Record<string, unknown>> = {}): void {
    this.add({ column: this.label(field), code, params, severity: 'error' });
  }

  warn(field: LedgerField, code: ProblemCode, params: Readonly<Record<string, unknown>> = {}): void {
    this.add({ column: this.label(field), code, params, severity: 'warning' });
  }

  /** `F 身份证号`; of a field the ledger has no column for, the column of the name. */
  label(field: LedgerField): string {
    const column = this.columns.get(field) ?? this.columns.get('name');
    return column ? columnLabel(column) : '';
  }

  private add(problem: RowProblem): void {
    const known = this.problems.some(({ column, code }) => column === problem.column && code === problem.code);
    if (!known) this.problems.push(problem);
  }

  private cell(field: LedgerField): Cell | undefined {
    const column = this.columns.get(field);
    return column && this.row.cells[column.index];
  }

  private words(field: LedgerField, text: string | null, max: number): string | null {
    if (text === null) return null;
    const problem = looksLikeFormula(text)
      ? 'text.formula'
      : hasControlCharacters(text)
        ? 'field.controlCharacter'
        : null;
    if (problem) this.error(field, problem);
    else if (lengthOf(text) > max) this.error(field, 'field.tooLong', { max });
    else return text;
    return null;
  }
}

/** A column as people find it: letter and header, in one line. */
export function columnLabel({ letter, header }: Pick<LedgerColumn, 'letter' | 'header'>): string {
  return `${letter} ${header.replace(/\s+/g, ' ')}`;
}
