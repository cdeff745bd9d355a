import writeExcelFile, { type CellObject, type SheetData } from 'write-excel-file/node';

type Feature = NonNullable<NonNullable<Parameters<typeof writeExcelFile>[1]>['features']>[number];

/** A cell that is text and stays text when somebody types into it: nothing written by us ever becomes a formula, a number or a date. */
export function textCell(text: string | null, style: Omit<CellObject, 'value' | 'type' | 'format'> = {}): CellObject {
  return { value: text ?? undefined, type: String, format: '@', ...style };
}

/** Choices offered in the cells of a column, from a row on; `strict` refuses everything else. */
export interface Choices {
  /** From 0. */
  readonly column: number;
  readonly words: readonly string[];
  readonly strict: boolean;
}

/** A sheet to be written; widths in characters, one for each column. */
export interface WrittenSheet {
  readonly name: string;
  readonly rows: SheetData;
  readonly widths: readonly number[];
  /** The rows that stay in view when scrolling, counted from the top. */
  readonly fixedRows: number;
  readonly choices?: readonly Choices[];
}

const ROWS_WITH_CHOICES = 5_000;
/** Excel refuses longer lists written into the cell rule itself. */
const LONGEST_LIST = 255;

/** The bytes of an .xlsx with these sheets; every column is formatted as text all the way down, so that ID numbers typed later stay whole. */
export function writeWorkbook(sheets: readonly WrittenSheet[]): Promise<Buffer> {
  return writeExcelFile(
    sheets.map(({ name, rows, widths, fixedRows }) => ({
      data: rows,
      sheet: name,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: fixedRows,
    })),
    { features: [textColumnsAndChoices(sheets)] },
  ).toBuffer();
}

/** The style number of text is read off any written cell: all our cells begin from it. */
function textColumnsAndChoices(sheets: readonly WrittenSheet[]): Feature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform(content, _options, { sheetIndex }) {
            const sheet = sheets[sheetIndex];
            const style = plainTextStyle(content);
            const styled = style === undefined ? content : content.replaceAll('<col ', `<col style="${style}" `);
            const rules = (sheet?.choices ?? []).map((choices) => rule(choices, (sheet?.fixedRows ?? 0) + 1));
            if (rules.length === 0) return styled;
            const markup = `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
            const after = styled.includes('</mergeCells>') ? '</mergeCells>' : '</sheetData>';
            return styled.replace(after, `${after}${markup}`);
          },
        },
      },
    },
  };
}

/** The last row holds the plainest cells. */
function plainTextStyle(content: string): string | undefined {
  return [...content.matchAll(/<c r="[A-Z]+\d+" s="(\d+)"/g)].at(-1)?.[1];
}

function rule({ column, words, strict }: Choices, fromRow: number): string {
  const fitting = words.filter((_, index) => words.slice(0, index + 1).join(',').length <= LONGEST_LIST);
  const list = fitting.join(',');
  const letter = String.fromCharCode(65 + column);
  const escaped = list.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return (
    `<dataValidation type="list" allowBlank="1" showErrorMessage="${strict ? 1 : 0}" ` +
    `sqref="${letter}${fromRow}:${letter}${fromRow + ROWS_WITH_CHOICES}"><formula1>"${escaped}"</formula1></dataValidation>`
  );
}
