import { LIMITS } from '@tongxin/shared';
import { cleanText, columnIndex, type Cell, type MergedCells, type SheetRow } from './cell.js';
import { LedgerRefused } from './ledger-refused.js';
import { dayOfSerial } from './number-formats.js';
import { unescapeText } from './workbook-parts.js';
import { readXml } from './xml.js';

/** What all sheets of one workbook share. */
export interface SheetContext {
  readonly strings: readonly string[];
  readonly dayStyles: readonly boolean[];
  readonly from1904: boolean;
}

/** How large a ledger may be; only rows and columns in which something stands are counted. */
export interface SheetLimits {
  readonly rows: number;
  readonly columns: number;
}

export const SHEET_LIMITS: SheetLimits = { rows: LIMITS.workbookRows, columns: LIMITS.workbookColumns };

const MERGED_LIMIT = 100_000;
const LONGEST_ERROR = 20;

/**
 * The rows of one sheet that hold something, in order. Reading stops at the first cell beyond the limits, with the refusal
 * `workbook.tooManyRows` or `workbook.tooManyColumns` (`max`) beside what was read. Throws {@link LedgerRefused} `workbook.damaged`.
 */
export function readSheetPart(
  bytes: Buffer,
  context: SheetContext,
  limits: SheetLimits = SHEET_LIMITS,
): { rows: SheetRow[]; merged: MergedCells[]; refusal?: LedgerRefused } {
  const reading = new SheetReading(context, limits);
  let refusal: LedgerRefused | undefined;
  try {
    readXml(bytes, reading);
  } catch (error) {
    if (!(error instanceof LedgerRefused) || error.code === 'workbook.damaged') throw error;
    refusal = error;
  }
  return { rows: reading.rows.sort((left, right) => left.row - right.row), merged: reading.merged, refusal };
}

class SheetReading {
  readonly rows: SheetRow[] = [];
  readonly merged: MergedCells[] = [];
  private row = 0;
  private cells: (Cell | undefined)[] = [];
  private column = -1;
  private type = '';
  private style = 0;
  private value = '';
  private hasFormula = false;
  private listening = false;
  private inReading = false;
  private inCell = false;

  constructor(
    private readonly context: SheetContext,
    private readonly limits: SheetLimits,
  ) {}

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'c') this.openCell(attribute);
    else if (name === 'row') this.openRow(attribute('r'));
    else if (name === 'mergeCell') this.merge(attribute('ref') ?? '');
    else if (this.inCell) {
      if (name === 'v' || name === 't') this.listening = !this.inReading;
      else if (name === 'rPh') this.inReading = true;
      else if (name === 'f') this.hasFormula = true;
    }
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.listening = false;
    else if (name === 'rPh') this.inReading = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.closeRow();
  }

  text(text: string): void {
    if (this.listening) this.value += text;
  }

  private openRow(number: string | undefined): void {
    this.row = number === undefined ? this.row + 1 : Number(number);
    if (!Number.isInteger(this.row) || this.row < 1) throw new LedgerRefused('workbook.damaged');
    this.cells = [];
    this.column = -1;
  }

  private closeRow(): void {
    if (this.cells.length === 0) return;
    if (this.rows.length >= this.limits.rows)
      throw new LedgerRefused('workbook.tooManyRows', { max: this.limits.rows });
    this.rows.push({ row: this.row, cells: this.cells });
  }

  private openCell(attribute: (name: string) => string | undefined): void {
    const reference = attribute('r');
    this.column = reference === undefined ? this.column + 1 : columnIndex(reference.replace(/\d+$/, ''));
    this.type = attribute('t') ?? 'n';
    this.style = Number(attribute('s') ?? 0);
    this.value = '';
    this.hasFormula = false;
    this.inCell = true;
  }

  private closeCell(): void {
    this.inCell = false;
    const cell = this.cell();
    if (!cell) return;
    if (this.column < 0) throw new LedgerRefused('workbook.damaged');
    if (this.column >= this.limits.columns) {
      throw new LedgerRefused('workbook.tooManyColumns', { max: this.limits.columns });
    }
    this.cells[this.column] = cell;
  }

  private cell(): Cell | undefined {
    switch (this.type) {
      case 's':
        return this.value === '' ? undefined : text(this.context.strings[Number(this.value)]);
      case 'str':
      case 'inlineStr':
        return text(unescapeText(this.value));
      case 'b':
        return this.value === '' ? undefined : { kind: 'boolean', value: this.value === '1' };
      case 'e':
        return { kind: 'error', text: cleanText(this.value).slice(0, LONGEST_ERROR) || '#' };
      case 'd':
        return /^\d{4}-\d\d-\d\d/.test(this.value) ? { kind: 'date', day: this.value.slice(0, 10) } : text(this.value);
      default:
        return this.number();
    }
  }

  private number(): Cell | undefined {
    const raw = this.value.trim();
    if (raw === '') return this.hasFormula ? { kind: 'error', text: '#' } : undefined;
    const value = Number(raw);
    if (!Number.isFinite(value)) throw new LedgerRefused('workbook.damaged');
    const day = this.context.dayStyles[this.style] ? dayOfSerial(value, this.context.from1904) : undefined;
    return day === undefined ? { kind: 'number', raw, value } : { kind: 'date', day };
  }

  private merge(reference: string): void {
    const [, left, top, right, bottom] = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(reference) ?? [];
    if (!left || !right || this.merged.length >= MERGED_LIMIT) return;
    this.merged.push({
      firstRow: Number(top),
      lastRow: Number(bottom),
      firstColumn: columnIndex(left),
      lastColumn: columnIndex(right),
    });
  }
}

function text(told: string | undefined): Cell | undefined {
  if (told === undefined) throw new LedgerRefused('workbook.damaged');
  const text = cleanText(told);
  return text.trim() === '' ? undefined : { kind: 'text', text };
}
