import type { ProblemCode } from '@tongxin/shared';

/** Why a whole file cannot be taken. */
export type LedgerRefusalCode = Extract<ProblemCode, `workbook.${string}` | `header.${string}` | 'import.interrupted'>;

/** A file that is refused as a whole: nothing of it was read into the school. */
export class LedgerRefused extends Error {
  constructor(
    readonly code: LedgerRefusalCode,
    readonly params: Readonly<Record<string, string | number | readonly string[]>> = {},
  ) {
    super(code);
    this.name = 'LedgerRefused';
  }
}
