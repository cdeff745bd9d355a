import { LIMITS } from '@tongxin/shared';
import type { Sheet } from './cell.js';
import { LedgerRefused } from './ledger-refused.js';
import { readSheetPart, SHEET_LIMITS, type SheetLimits } from './sheet-part.js';
import { dayStyles, findWorkbook, sharedStrings } from './workbook-parts.js';
import { ARCHIVE_LIMITS, ZipArchive, type ArchiveLimits } from './zip-archive.js';

const SHEETS_READ = 20;
const OLE_DOCUMENT = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * Reads an uploaded .xlsx by its content; name and media type of the upload count for nothing. Formulas, links, macros and pictures
 * are never looked at. Meant to run in a child process: it takes memory and blocks.
 *
 * @returns the sheets in the workbook's order (the first 20 visible ones)
 * @throws LedgerRefused `workbook.empty`, `workbook.oldFormat` (.xls), `workbook.encrypted` (with a password), `workbook.macros` (.xlsm),
 *   `workbook.notAWorkbook` (csv, web page, other documents), `workbook.damaged` (cut off, changed), `workbook.tooLarge` (also a zip bomb).
 *   A single sheet with too many rows or columns is not thrown but kept on the sheet: it may not be the ledger
 */
export function readWorkbook(bytes: Buffer, limits: { archive?: ArchiveLimits; sheet?: SheetLimits } = {}): Sheet[] {
  refuseByFirstBytes(bytes, LIMITS.workbookBytes);
  const archive = new ZipArchive(bytes, limits.archive ?? ARCHIVE_LIMITS);
  const parts = findWorkbook(archive);
  const context = {
    strings: sharedStrings(archive, parts.sharedStrings),
    dayStyles: dayStyles(archive, parts.styles),
    from1904: parts.from1904,
  };
  const visible = parts.sheets.filter(({ hidden }) => !hidden);
  return visible.slice(0, SHEETS_READ).map(({ name, part }) => {
    const sheetBytes = archive.read(part);
    if (!sheetBytes) throw new LedgerRefused('workbook.damaged');
    return { name, ...readSheetPart(sheetBytes, context, limits.sheet ?? SHEET_LIMITS) };
  });
}

/** A workbook is a zip archive; the old Excel format and workbooks with a password are OLE documents. */
function refuseByFirstBytes(bytes: Buffer, limit: number): void {
  if (bytes.length === 0) throw new LedgerRefused('workbook.empty');
  if (bytes.length > limit) throw new LedgerRefused('workbook.tooLarge', { max: limit });
  if (bytes.subarray(0, 8).equals(OLE_DOCUMENT)) {
    throw new LedgerRefused(bytes.includes(ENCRYPTED_PACKAGE) ? 'workbook.encrypted' : 'workbook.oldFormat');
  }
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') throw new LedgerRefused('workbook.notAWorkbook');
}
