import { checkLedgerDay, foldWidth, type Day } from '@tongxin/shared';
import { shownText, type Cell, type Sheet, type SheetRow } from './cell.js';
import { headerKey } from './header-words.js';
import type { LedgerColumn, LedgerHeader } from './header.js';

/**
 * The rows of children below the header. A cell joined over several rows (a class, a village) counts for each of them. Left out are
 * rows of which only the sequence number is filled in, headers repeated on a new page, sums, notes and the line of signatures.
 */
export function ledgerRows(sheet: Sheet, header: LedgerHeader): SheetRow[] {
  const below = sheet.rows.filter(({ row }) => row > header.lastRow);
  return spreadJoined(below, sheet).filter((row) => isChildRow(row, header.columns));
}

/** The day the ledger says it was filled in (填报日期：2026年11月1日), above the header; null when it says none that can be. */
export function statedDay(sheet: Sheet, header: LedgerHeader, today: Day): Day | null {
  for (const { row, cells } of sheet.rows) {
    if (row >= header.firstRow) break;
    const texts = cells.map((cell) => foldWidth(shownText(cell)));
    for (const [position, text] of texts.entries()) {
      const label = /(?:(?:填[报表写]|制表|上报|统计|截止|截至)(?:日期|时间)|filled in on)\s*:?\s*(.*)$/i.exec(text);
      if (!label) continue;
      const told = label[1] || texts.slice(position + 1).find((next) => next !== '') || '';
      const day = checkLedgerDay(told);
      if (day.ok && day.value <= today) return day.value;
    }
  }
  return null;
}

function spreadJoined(rows: readonly SheetRow[], sheet: Sheet): SheetRow[] {
  const byNumber = new Map(rows.map(({ row, cells }) => [row, { row, cells: [...cells] }]));
  for (const { firstRow, lastRow, firstColumn, lastColumn } of sheet.merged) {
    const value = firstColumn === lastColumn ? byNumber.get(firstRow)?.cells[firstColumn] : undefined;
    if (!value) continue;
    for (let row = firstRow + 1; row <= Math.min(lastRow, firstRow + rows.length); row++) {
      const below = byNumber.get(row);
      if (below) below.cells[firstColumn] = value;
    }
  }
  return [...byNumber.values()];
}

const SIGNATURE =
  /^(?:填[报表写]人|填[报表写]单位|填[报表写](?:日期|时间)|制表人?|审核人?|审批人?|负责人|分管(?:领导|校长)|校长(?:签[字名])?|经办人|报送单位|单位(?:负责人|盖章)|学校盖章|盖章|签[字名]|班主任签[字名])(?:$|[:(_])/;
const NOTE = /^(?:注|注意|说明|备注|填[表报写]说明|特别说明)\s*[:\d]/;
const SUM = /^(?:合\s*计|总\s*计|小\s*计|共\s*计|total)/i;

function isChildRow({ cells }: SheetRow, columns: readonly LedgerColumn[]): boolean {
  const texts = cells.map((cell) => foldWidth(shownText(cell)).replace(/\s+/g, ' '));
  const filled = texts.filter((text) => text !== '');
  const [first = ''] = filled;
  if (SUM.test(first) || NOTE.test(first)) return false;
  if (SIGNATURE.test(first.replace(/\s/g, '')) && filled.length <= 6) return false;
  if (isHeaderAgain(texts, columns)) return false;
  return columns.some(({ field, index }) => field !== null && field !== 'sequence' && says(cells[index]));
}

function says(cell: Cell | undefined): boolean {
  return shownText(cell) !== '';
}

function isHeaderAgain(texts: readonly string[], columns: readonly LedgerColumn[]): boolean {
  const same = columns.filter(({ index, header }) => {
    const key = headerKey(texts[index] ?? '');
    return key !== '' && headerKey(header).endsWith(key);
  });
  return same.length >= 3;
}
