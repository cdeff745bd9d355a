import type { CheckedRow, LedgerOpening, LedgerSettings, UnknownClass } from './check-ledger.js';
import type { ErrorDocument, ErrorRow } from './error-workbook.js';
import type { LedgerRefusalCode } from './ledger-refused.js';
import type { PlainSheet } from './plain-sheet.js';
import type { TemplateDocument } from './template-workbook.js';

/** What the server asks of the child process: one task, then what belongs to it, a piece of the file or some rows for each `next`. */
export type LedgerRequest =
  | { readonly kind: 'check'; readonly settings: LedgerSettings }
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly rowsAtMost: number }
  | { readonly kind: 'errors'; readonly document: ErrorDocument }
  | { readonly kind: 'template'; readonly document: TemplateDocument }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array }
  | { readonly kind: 'rows'; readonly rows: readonly ErrorRow[] }
  | { readonly kind: 'next' }
  | { readonly kind: 'end' };

/** What the child process answers; after each `rows` and `next` the other side goes on, so that nothing piles up. */
export type LedgerReply =
  | { readonly kind: 'opening'; readonly opening: LedgerOpening }
  | { readonly kind: 'rows'; readonly rows: readonly CheckedRow[]; readonly done: number }
  | { readonly kind: 'next' }
  | { readonly kind: 'sheets'; readonly sheets: readonly PlainSheet[] }
  | { readonly kind: 'checked'; readonly unknownClasses: readonly UnknownClass[] }
  | { readonly kind: 'written'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly code: LedgerRefusalCode; readonly params: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly reason: string };
