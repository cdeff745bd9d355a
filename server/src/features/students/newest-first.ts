import { InvalidRequestError } from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';

const PAGE_SIZE = 25;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** How a list that stands newest first is asked for. */
export interface NewestFirst {
  limit?: number;
  cursor?: string;
}

/** Where a page begins: behind this row, or at the newest where there is none. */
export interface Before {
  readonly id: string | null;
  readonly limit: number;
}

/** @throws InvalidRequestError where the cursor is none of such a list */
export function beginOf({ cursor, limit = PAGE_SIZE }: NewestFirst): Before {
  return { id: idOfCursor(cursor), limit };
}

/**
 * The cursors of children and their history hold the last row's id and nothing else: they stand in URLs, where no name may be.
 * @throws InvalidRequestError where the cursor is none of ours
 */
export function idOfCursor(cursor: string | undefined): string | null {
  const id = fromCursor(cursor, 1)?.[0] ?? null;
  if (id !== null && !(typeof id === 'string' && UUID.test(id)))
    throw InvalidRequestError.at('/cursor', 'request.cursorInvalid');
  return id;
}

/**
 * The condition that keeps rows behind the one a page begins with; the index in the order of the list serves it.
 * @param table and its column for the instant and alias are ours
 * @param id the placeholder of the id, null at the newest
 */
export function olderThan(table: string, alias: string, at: string, id: string): string {
  return `(${alias}.${at}, ${alias}.id) < (coalesce((SELECT l.${at} FROM ${table} l WHERE l.school_id = $1 AND l.id = ${id}::uuid), 'infinity'),
    coalesce(${id}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))`;
}

/** Cuts one row more than asked for into a page. */
export function pageOfNewest<Row extends { id: string }, T>(
  rows: readonly Row[],
  { limit }: Before,
  show: (row: Row) => T,
): Page<T> {
  return toPage(rows, limit, show, ({ id }) => toCursor([id]));
}
