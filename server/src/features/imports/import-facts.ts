import type { DuplicateOf } from './ledger/check-ledger.js';

/** How many rows of a ledger stand where. */
export interface ImportCounts {
  readonly rows: number;
  readonly ready: number;
  readonly warnings: number;
  readonly errors: number;
  readonly duplicates: number;
  /** Of the duplicates: set to update. */
  readonly updates: number;
  /** Of the errors: nothing wrong but a class that the school does not have. */
  readonly awaitingClass: number;
  /** Of the rows that could be imported: set to skip. */
  readonly skipped: number;
}

export const NO_ROWS: ImportCounts = {
  rows: 0,
  ready: 0,
  warnings: 0,
  errors: 0,
  duplicates: 0,
  updates: 0,
  awaitingClass: 0,
  skipped: 0,
};

/** Why a file was not taken, or a commit did not go through. */
export interface ImportFailure {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a commit did: children, and rows left alone because the child was there already. */
export interface ImportResult {
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  readonly classesCreated: number;
}

/** What somebody asked for when they pressed import. */
export interface CommitWish {
  readonly createClasses: boolean;
  /** Only these rows of the sheet; null: all that can be imported. */
  readonly rows: readonly number[] | null;
  /** Whether the person sees more than the aid categories; what they do not see is not counted as a change. */
  readonly seesAllCategories: boolean;
}

/** The child a row repeats; values known of it are masked, and a class is its label. */
export type StoredDuplicate = DuplicateOf;
