import type { SheetDocument, SheetTexts } from './sheet-messages.js';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Cell styles by their number in {@link STYLES}: all of them text, so that nothing typed or sent ever becomes a formula, a number or a date. */
const STYLE = { plain: 0, body: 1, header: 2, title: 3, line: 4 } as const;

/** `49` is the number format of text, `@`. */
const STYLES = `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="16"/><name val="Calibri"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE3F0EE"/></patternFill></fill></fills>
<borders count="2"><border/><border><left style="thin"><color rgb="FFBFC9C7"/></left><right style="thin"><color rgb="FFBFC9C7"/></right><top style="thin"><color rgb="FFBFC9C7"/></top><bottom style="thin"><color rgb="FFBFC9C7"/></bottom></border></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="5"><xf numFmtId="49" applyNumberFormat="1"/>
<xf numFmtId="49" borderId="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"/></xf>
<xf numFmtId="49" fontId="1" fillId="2" borderId="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>
<xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf>
<xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** The parts of the workbook beside the sheet, by their names in the package. */
export function workbookParts({ name, lines }: SheetDocument): ReadonlyMap<string, string> {
  const headerRow = headerRowOf(lines);
  return new Map([
    [
      '[Content_Types].xml',
      `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${CONTENT}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${escaped(name.replaceAll("'", "''"))}'!$${headerRow}:$${headerRow}</definedName></definedNames></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', STYLES],
  ]);
}

/** The markup of a sheet, portion by portion: nothing of it is held. */
export class SheetMarkup {
  private readonly letters: readonly string[];
  private row = 0;

  constructor(private readonly document: SheetDocument) {
    this.letters = document.header.map((_, index) => columnLetters(index));
  }

  /** Everything above the rows. */
  begin(): string {
    const { title, lines, header, widths } = this.document;
    const headerRow = headerRowOf(lines);
    const columns = widths.map(
      (width, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${STYLE.plain}" customWidth="1"/>`,
    );
    return [
      `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
      `<sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`,
      `<cols>${columns.join('')}</cols><sheetData>`,
      this.oneCell(title, STYLE.title),
      ...lines.map((line) => this.oneCell(line, STYLE.line)),
      this.texts(header, STYLE.header),
    ].join('');
  }

  /** The next rows, in the order they come. */
  rows(rows: readonly SheetTexts[]): string {
    let markup = '';
    for (const row of rows) markup += this.texts(row, STYLE.body);
    return markup;
  }

  /** Everything below the rows. */
  end(): string {
    const last = this.letters.at(-1) ?? 'A';
    this.row += 1;
    return [
      this.oneCell(this.document.foot, STYLE.line),
      '</sheetData>',
      last === 'A' ? '' : `<mergeCells count="1"><mergeCell ref="A1:${last}1"/></mergeCells>`,
      '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
      '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
      '<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>',
    ].join('');
  }

  private oneCell(text: string, style: number): string {
    this.row += 1;
    return `<row r="${this.row}">${cell('A', this.row, style, text)}</row>`;
  }

  private texts(texts: SheetTexts, style: number): string {
    this.row += 1;
    const { letters, row } = this;
    let markup = `<row r="${row}">`;
    for (let index = 0; index < letters.length; index++)
      markup += cell(letters[index]!, row, style, texts[index] ?? '');
    return `${markup}</row>`;
  }
}

/** The header stands below the title and the lines. */
function headerRowOf(lines: readonly string[]): number {
  return lines.length + 2;
}

function cell(letters: string, row: number, style: number, text: string): string {
  if (text === '') return `<c r="${letters}${row}" s="${style}"/>`;
  const space = AT_THE_EDGE.test(text) ? ' xml:space="preserve"' : '';
  return `<c r="${letters}${row}" s="${style}" t="inlineStr"><is><t${space}>${escaped(text)}</t></is></c>`;
}

const AT_THE_EDGE = /^\s|\s$|\n/;
/** What XML 1.0 has no place for, what it means something by, and what a spreadsheet would take for a coded character (`_x0041_`). */
// eslint-disable-next-line no-control-regex
const SPECIAL = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff&<>"]|_(?=x[0-9A-Fa-f]{4}_)/g;
const MEANT: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  _: '_x005F_',
};

/** A text as XML and spreadsheets read it back; control characters are left out, line ends are `\n`. */
function escaped(text: string): string {
  return text.replace(SPECIAL, (sign) => MEANT[sign] ?? '');
}

/** `A` for 0, `AA` for 26. */
function columnLetters(index: number): string {
  const before = Math.floor(index / 26);
  return `${before > 0 ? columnLetters(before - 1) : ''}${String.fromCharCode(65 + (index % 26))}`;
}
