import { LedgerRefused } from './ledger-refused.js';
import { showsDay } from './number-formats.js';
import { readXml } from './xml.js';
import type { ZipArchive } from './zip-archive.js';

/** Where the sheets of a workbook and what they share are found. */
export interface WorkbookParts {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly part: string }[];
  readonly sharedStrings: string | undefined;
  readonly styles: string | undefined;
  readonly from1904: boolean;
}

const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';

/**
 * Finds the workbook inside the archive by what it declares, never by file names. Throws {@link LedgerRefused}: `workbook.macros` for a workbook
 * with macros, `workbook.notAWorkbook` for any other kind of document.
 */
export function findWorkbook(archive: ZipArchive): WorkbookParts {
  const workbookPart = partOfWorkbook(archive);
  const related = relationsOf(archive, workbookPart);
  const targetOf = (kind: string): string | undefined => [...related.values()].find(({ type }) => type === kind)?.part;
  const sheets: { name: string; hidden: boolean; part: string }[] = [];
  let from1904 = false;
  readXml(required(archive, workbookPart), {
    open(name, attribute) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attribute('date1904') ?? '');
      if (name !== 'sheet') return;
      const relation = related.get(attribute('r:id') ?? attribute('id') ?? '');
      if (relation?.type !== 'worksheet') return;
      sheets.push({
        name: attribute('name') ?? '',
        hidden: (attribute('state') ?? 'visible') !== 'visible',
        part: relation.part,
      });
    },
  });
  if (sheets.length === 0) throw new LedgerRefused('workbook.notAWorkbook');
  return { sheets, sharedStrings: targetOf('sharedStrings'), styles: targetOf('styles'), from1904 };
}

/** For every cell style, by its number, whether it shows a number as a day. */
export function dayStyles(archive: ZipArchive, part: string | undefined): boolean[] {
  const bytes = part === undefined ? undefined : archive.read(part);
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCellStyles = false;
  if (!bytes) return styles;
  readXml(bytes, {
    open(name, attribute) {
      if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      else if (name === 'xf' && inCellStyles) {
        const id = Number(attribute('numFmtId') ?? 0);
        styles.push(showsDay(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return styles;
}

/** The texts that cells refer to by number; readings above the characters (phonetic runs) are left out. */
export function sharedStrings(archive: ZipArchive, part: string | undefined): string[] {
  const bytes = part === undefined ? undefined : archive.read(part);
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let inReading = false;
  if (!bytes) return strings;
  readXml(bytes, {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') inReading = true;
    },
    close(name) {
      if (name === 'si') strings.push(unescapeText(current));
      else if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
    },
    text(text) {
      if (inText && !inReading) current += text;
    },
  });
  return strings;
}

/** Spreadsheets write control characters as `_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-F]{4})_/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function partOfWorkbook(archive: ZipArchive): string {
  const typeOf = contentTypes(archive);
  if (archive.names().some((name) => name.endsWith('/vbaproject.bin'))) throw new LedgerRefused('workbook.macros');
  const main = [...relationsOf(archive, '').values()].find(({ type }) => type === 'officeDocument')?.part;
  if (main === undefined) throw new LedgerRefused('workbook.notAWorkbook');
  const type = typeOf(main);
  if (type.includes('macroenabled')) throw new LedgerRefused('workbook.macros');
  if (!type.startsWith(WORKBOOK_TYPE) || !type.endsWith('.main+xml')) throw new LedgerRefused('workbook.notAWorkbook');
  return main;
}

function contentTypes(archive: ZipArchive): (part: string) => string {
  const bytes = archive.read('[content_types].xml');
  if (!bytes) throw new LedgerRefused('workbook.notAWorkbook');
  const byPart = new Map<string, string>();
  const byEnding = new Map<string, string>();
  readXml(bytes, {
    open(name, attribute) {
      const type = (attribute('ContentType') ?? '').toLowerCase();
      if (name === 'Override') byPart.set((attribute('PartName') ?? '').replace(/^\//, '').toLowerCase(), type);
      if (name === 'Default') byEnding.set((attribute('Extension') ?? '').toLowerCase(), type);
    },
  });
  return (part) =>
    byPart.get(part.toLowerCase()) ?? byEnding.get(part.slice(part.lastIndexOf('.') + 1).toLowerCase()) ?? '';
}

/** Relations of a part by their id; `type` is the last word of the relation's type. */
function relationsOf(archive: ZipArchive, part: string): Map<string, { type: string; part: string }> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const bytes = archive.read(`${folder}_rels/${part.slice(slash)}.rels`);
  const relations = new Map<string, { type: string; part: string }>();
  if (!bytes) return relations;
  readXml(bytes, {
    open(name, attribute) {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return;
      const type = attribute('Type') ?? '';
      relations.set(attribute('Id') ?? '', {
        type: type.slice(type.lastIndexOf('/') + 1),
        part: resolvePart(folder, attribute('Target') ?? ''),
      });
    },
  });
  return relations;
}

function resolvePart(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : `${folder}${target}`;
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

function required(archive: ZipArchive, part: string): Buffer {
  const bytes = archive.read(part);
  if (!bytes) throw new LedgerRefused('workbook.damaged');
  return bytes;
}
