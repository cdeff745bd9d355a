import {
  AID_CATEGORIES,
  RESTRICTED_CATEGORIES,
  type CategoryAudience,
  type CategoryCode,
  type Day,
  type Withheld,
} from '@tongxin/shared';
import { ConflictError, InvalidRequestError } from '../../platform/errors/domain-error.js';

/** A category as far as its audience follows from it. */
export interface AudienceFacts {
  readonly code: string;
  readonly departmentOnly?: boolean | null | undefined;
}

/** Psychology and conduct are known to few, and the department may keep one to itself and the principal. */
export function audienceOf({ code, departmentOnly }: AudienceFacts): CategoryAudience {
  if (departmentOnly) return 'department';
  return RESTRICTED_CATEGORIES.includes(code as CategoryCode) ? 'restricted' : 'usual';
}

/** @returns whether somebody of whom these parts are withheld knows of the category */
export function knowsOf(category: AudienceFacts, withheld: ReadonlySet<Withheld>): boolean {
  if (withheld.has('categories')) return false;
  const audience = audienceOf(category);
  if (audience === 'department' && withheld.has('departmentCategories')) return false;
  if (audience !== 'usual' && withheld.has('restrictedCategories')) return false;
  return !withheld.has('otherCategories') || AID_CATEGORIES.includes(category.code as CategoryCode);
}

/** Of a child's categories those the viewer may know: all, those that aid follows from, or none. */
export function shownCategories<Category extends AudienceFacts>(
  categories: readonly Category[],
  withheld: ReadonlySet<Withheld>,
): Category[] {
  return categories.filter((category) => knowsOf(category, withheld));
}

/** A category counts from its first day to its last, both included. */
export function isCurrent({ from, to }: { from: Day; to: Day | null }, today: Day): boolean {
  return from <= today && (to === null || to >= today);
}

/** What is known of one code of a child: when it began and ended each time. */
export interface KnownSpan {
  readonly fromOn: Day;
  readonly toOn: Day | null;
}

/**
 * A category begins once at a time, not in the future, and after it has ended.
 * @param known the times this child already had it
 * @throws ConflictError `category.open`; InvalidRequestError at `/from`
 */
export function assertMayBegin(known: readonly KnownSpan[], from: Day, today: Day): void {
  if (from > today) throw InvalidRequestError.at('/from', 'date.future');
  if (known.some(({ toOn }) => toOn === null)) throw new ConflictError('category.open');
  const lastDay = known
    .map(({ toOn }) => toOn!)
    .sort()
    .at(-1);
  if (lastDay !== undefined && from <= lastDay) throw InvalidRequestError.at('/from', 'date.order', { after: lastDay });
}

/**
 * A category ends once, not in the future, and not before it began.
 * @throws ConflictError `category.ended`; InvalidRequestError at `/to`
 */
export function assertMayEnd({ fromOn, toOn }: KnownSpan, to: Day, today: Day): void {
  if (toOn !== null) throw new ConflictError('category.ended');
  if (to > today) throw InvalidRequestError.at('/to', 'date.future');
  if (to < fromOn) throw InvalidRequestError.at('/to', 'date.order', { after: fromOn });
}
