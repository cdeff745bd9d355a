import { ConflictError } from '../../platform/errors/domain-error.js';

/** What an import brings in: special-group students with their files and cards, or all pupils of the school. */
export const IMPORT_KINDS = ['ledger', 'roster'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Where an import stands. */
export const IMPORT_STATUSES = [
  'checking',
  'checked',
  'committing',
  'committed',
  'failed',
  'cancelled',
  'expired',
] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** What a row of a ledger is worth; an `error` is not imported, a `duplicate` only where somebody chose to update. */
export const ROW_STATUSES = ['ready', 'warning', 'error', 'duplicate'] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

/** What a commit does with a row. */
export const ROW_ACTIONS = ['create', 'update', 'skip'] as const;
export type RowAction = (typeof ROW_ACTIONS)[number];

/**
 * Which step may follow which. A failed ledger can be checked again once its columns are assigned; a commit that was interrupted goes back
 * to `checked`, with nothing written.
 */
export const NEXT: Readonly<Record<ImportStatus, readonly ImportStatus[]>> = {
  checking: ['checked', 'failed', 'cancelled', 'expired'],
  checked: ['checking', 'committing', 'cancelled', 'expired'],
  committing: ['committed', 'checked'],
  committed: [],
  failed: ['checking', 'cancelled', 'expired'],
  cancelled: [],
  expired: [],
};

/** What a step is asked of. */
interface Standing {
  readonly status: ImportStatus;
  readonly expiresAt: Date;
}

/**
 * Refuses a step the import cannot take from where it stands.
 * @throws ConflictError `import.expired` after its 30 days, `import.wrongStep` otherwise
 */
export function assertStep({ status, expiresAt }: Standing, to: ImportStatus, now: Date): void {
  const open = NEXT[status].length > 0;
  if (status === 'expired' || (open && expiresAt <= now)) throw new ConflictError('import.expired');
  if (!NEXT[status].includes(to)) throw new ConflictError('import.wrongStep');
}

/**
 * Refuses to change a row of an import that is not waiting for somebody to look at it.
 * @throws ConflictError as {@link assertStep}
 */
export function assertMendable(standing: Standing, now: Date): void {
  assertStep(standing, 'committing', now);
}
