import type { ParentRelationship } from '../codes/relationships.js';
import { ageOn } from './age.js';
import { addMonths, type Day } from './days.js';

/** What the contact card knows about one parent. */
export interface ParentFacts {
  readonly relation: ParentRelationship;
  /** The first day the parent was away for work; null: lives at home. */
  readonly awaySince: Day | null;
  /** Cannot look after the child, by illness, disability, prison or the like. */
  readonly unableToCare: boolean;
  readonly deceased: boolean;
}

/** The two official definitions of a left-behind child, which do not agree. */
export interface LeftBehind {
  readonly education: boolean;
  readonly civilAffairs: boolean;
}

/** So long a parent must have been away for the education definition. */
export const MONTHS_AWAY = 3;
/** Younger than this for the civil-affairs definition. */
export const AGE_LIMIT = 16;

/**
 * Whether a child is left behind today, from the facts about its parents.
 *
 * - Education: one or both parents away for three months; the day three months after the first day counts.
 * - Civil affairs (State Council 2016 No. 13): under 16, both parents away, or one away and the other unable to care; a parent who has died
 *   cannot care. With only one parent known nothing is said about the other, so the answer is no.
 *
 * A child without a known birth date meets no limit of age and so not the second definition.
 */
export function leftBehind(
  child: { readonly birthDate: Day | null; readonly parents: readonly ParentFacts[] },
  today: Day,
): LeftBehind {
  const isAway = (parent: ParentFacts): boolean =>
    !parent.deceased && parent.awaySince !== null && parent.awaySince <= today;
  const away = child.parents.filter(isAway);
  const nobodyCanCare =
    child.parents.length >= 2 &&
    child.parents.every((parent) => isAway(parent) || parent.unableToCare || parent.deceased);
  return {
    education: away.some((parent) => parent.awaySince !== null && addMonths(parent.awaySince, MONTHS_AWAY) <= today),
    civilAffairs:
      child.birthDate !== null && ageOn(child.birthDate, today) < AGE_LIMIT && away.length > 0 && nobodyCanCare,
  };
}
