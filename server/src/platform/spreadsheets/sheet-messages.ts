/** A sheet around its rows: what stands above and below them. Every cell is text. */
export interface SheetDocument {
  /** The name on the sheet's tab: ours, at most 31 characters, without `: \ / ? * [ ]`. */
  readonly name: string;
  readonly title: string;
  /** Lines of text between the title and the header, each in one cell. */
  readonly lines: readonly string[];
  readonly header: readonly string[];
  /** Widths of the columns in characters, one for each of the header. */
  readonly widths: readonly number[];
  /** A line of text below the rows, after an empty one: who signs. */
  readonly foot: string;
}

/** One row: a text for each column of the header; an empty one is an empty cell. */
export type SheetTexts = readonly string[];

/** What the server sends the child process: the sheet once, then its rows in small portions, each when asked for. */
export type SheetRequest =
  | { readonly kind: 'sheet'; readonly document: SheetDocument }
  /** `rows` is the JSON of some {@link SheetTexts}: one long text crosses between processes at a third of the cost of thousands of short ones. */
  | { readonly kind: 'rows'; readonly rows: string }
  | { readonly kind: 'end' };

/** What the child process asks for: the next portion. The workbook itself leaves it by its standard output. */
export interface SheetReply {
  readonly kind: 'next';
}
