import { InvalidRequestError } from '../../platform/errors/domain-error.js';
import { isDay } from '../../platform/fields/fields.js';
import { fromCursor } from '../../platform/fields/page.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The day and id a list ordered by day goes on after; both null at its beginning.
 * @throws InvalidRequestError where the text is no cursor of such a list
 */
export function dayAndIdOf(cursor: string | undefined): [day: string | null, id: string | null] {
  const values = fromCursor(cursor, 2);
  if (!values) return [null, null];
  const [day, id] = values;
  if (!isDay(day) || typeof id !== 'string' || !UUID.test(id))
    throw InvalidRequestError.at('/cursor', 'request.cursorInvalid');
  return [day, id];
}
