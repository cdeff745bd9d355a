import { crc32, deflateRawSync } from 'node:zlib';

/** A cell of a made-up workbook; `raw` is a number exactly as it shall stand in the file, `day` a serial number shown as a date. */
export type MadeCell =
  | string
  | number
  | boolean
  | null
  | { readonly raw: string }
  | { readonly day: number }
  | { readonly error: string }
  | { readonly formula: string; readonly value?: string | number };

/** A sheet of a made-up workbook; `merged` are references like `A1:C1`, `firstRow` where the rows begin (1). */
export interface MadeSheet {
  readonly name?: string;
  readonly rows: readonly (readonly MadeCell[])[];
  readonly merged?: readonly string[];
  readonly hidden?: boolean;
}

/** What may be odd about a made-up workbook. */
export interface MadeWorkbook {
  readonly sheets: readonly MadeSheet[];
  /** XML prefix, as some programs write `<x:row>`. */
  readonly prefix?: string;
  readonly contentType?: string;
  readonly from1904?: boolean;
  readonly extraParts?: Readonly<Record<string, string | Buffer>>;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
export const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

/** The bytes of an .xlsx with these sheets. */
export function aWorkbook(workbook: MadeWorkbook): Buffer {
  return zipOf(partsOf(workbook));
}

/** The parts of an .xlsx by name, for tests that spoil one of them before packing. */
export function partsOf(workbook: MadeWorkbook): Record<string, string | Buffer> {
  const prefix = workbook.prefix ? `${workbook.prefix}:` : '';
  const tag = (xml: string): string => xml.replaceAll(/<(\/?)([a-zA-Z])/g, `<$1${prefix}$2`);
  const root = `xmlns${workbook.prefix ? `:${workbook.prefix}` : ''}="${MAIN}" xmlns:r="${RELATIONS}"`;
  const sheets = workbook.sheets.map(
    (sheet, index) =>
      `<sheet name="${escape(sheet.name ?? `Sheet${index + 1}`)}" sheetId="${index + 1}" r:id="rId${index + 1}"${sheet.hidden ? ' state="hidden"' : ''}/>`,
  );
  return {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${workbook.contentType ?? WORKBOOK_TYPE}"/></Types>`,
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': tag(
      `<workbook ${root}><workbookPr${workbook.from1904 ? ' date1904="1"' : ''}/><sheets>${sheets.join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': relations([
      ...workbook.sheets.map((_, index): [string, string, string] => [
        `rId${index + 1}`,
        'worksheet',
        `worksheets/sheet${index + 1}.xml`,
      ]),
      ['rId900', 'styles', 'styles.xml'],
    ]),
    'xl/styles.xml': tag(
      `<styleSheet ${root}><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ),
    ...Object.fromEntries(
      workbook.sheets.map((sheet, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        tag(
          `<worksheet ${root}><sheetData>${sheet.rows.map(row).join('')}</sheetData>${merges(sheet.merged)}</worksheet>`,
        ),
      ]),
    ),
    ...workbook.extraParts,
  };
}

/** A zip archive of these parts, deflated; `declared` gives a false unpacked length, as a zip bomb does. */
export function zipOf(
  parts: Readonly<Record<string, string | Buffer>>,
  odd: { declared?: Readonly<Record<string, number>>; flags?: number } = {},
): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(odd.flags ?? 0, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(odd.declared?.[name] ?? bytes.length, 18);
    fields.writeUInt16LE(title.length, 22);
    local.push(Buffer.from('PK\x03\x04', 'latin1'), fields, title, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, title);
    offset += 30 + title.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...directory, end]);
}

function relations(rows: readonly (readonly [string, string, string])[]): string {
  const list = rows.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}

function merges(references: readonly string[] = []): string {
  if (references.length === 0) return '';
  return `<mergeCells>${references.map((reference) => `<mergeCell ref="${reference}"/>`).join('')}</mergeCells>`;
}

function row(cells: readonly MadeCell[], index: number): string {
  return `<row r="${index + 1}">${cells.map((value, column) => cell(value, `${letter(column)}${index + 1}`)).join('')}</row>`;
}

function cell(value: MadeCell, reference: string): string {
  if (value === null) return '';
  if (typeof value === 'string') {
    return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
  }
  if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${reference}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if ('raw' in value) return `<c r="${reference}"><v>${value.raw}</v></c>`;
  if ('day' in value) return `<c r="${reference}" s="1"><v>${value.day}</v></c>`;
  if ('error' in value) return `<c r="${reference}" t="e"><v>${value.error}</v></c>`;
  const type = typeof value.value === 'string' ? ' t="str"' : '';
  const result = value.value === undefined ? '' : `<v>${escape(String(value.value))}</v>`;
  return `<c r="${reference}"${type}><f>${escape(value.formula)}</f>${result}</c>`;
}

function letter(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : `${letter(Math.floor(column / 26) - 1)}${letter(column % 26)}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
