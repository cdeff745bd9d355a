import { InvalidRequestError } from '../errors/domain-error.js';
import { ShownBoolean, ShownNumber, ShownParts, ShownText } from './shown.js';

/** What every list answers: the page, and the cursor of the next one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
  totalCapped?: boolean;
}

/** Totals stop counting here; the screen then says "1000+". */
export const TOTAL_CAP = 1000;

/** Makes the page class of an item class, so that the interface's description names both. */
export function pageOf<T extends object>(item: new () => T, name: string): new () => Page<T> {
  class PageOfItems implements Page<T> {
    @ShownParts(() => item) items: T[];
    @ShownText({ nullable: true }) nextCursor: string | null;
    @ShownNumber({ optional: true }) total?: number;
    @ShownBoolean({ optional: true }) totalCapped?: boolean;
  }
  Object.defineProperty(PageOfItems, 'name', { value: name });
  return PageOfItems;
}

/** An opaque cursor of the last row's sort values. */
export function toCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * @param length how many sort values the list has
 * @returns the sort values of a cursor, or null without one
 * @throws InvalidRequestError where the text is no cursor of this list
 */
export function fromCursor(cursor: string | undefined, length: number): (string | number | null)[] | null {
  if (cursor === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((value) => value === null || ['string', 'number'].includes(typeof value))
    ) {
      return values as (string | number | null)[];
    }
  } catch {
    // Said below: whatever is not ours is an invalid cursor.
  }
  throw InvalidRequestError.at('/cursor', 'request.cursorInvalid');
}

/**
 * Cuts one row more than asked for into a page.
 * @param rows up to `limit + 1` rows in order
 */
export function toPage<Row, T>(
  rows: readonly Row[],
  limit: number,
  show: (row: Row) => T,
  cursorOf: (row: Row) => string,
): Page<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(show), nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}
