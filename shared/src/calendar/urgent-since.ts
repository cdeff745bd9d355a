import type { UrgencyLevel } from '../codes/care-files.js';
import type { Day } from './days.js';

/** What was said of a care file's urgency, and on which day. */
export interface UrgencySaid {
  readonly level: UrgencyLevel;
  readonly on: Day;
}

/**
 * Since when a child has had one of some urgencies, seen from a day. What was said last on a day is what holds on it and from then on, so
 * that a slip put right the same day breaks nothing; a review that says the same again, or a step between two of the urgencies, begins
 * nothing anew. Before anything was said a child is `normal`.
 *
 * @param said in the order in which it was said
 * @returns null where the child has none of the urgencies on the day
 */
export function urgentSince(said: readonly UrgencySaid[], urgencies: readonly UrgencyLevel[], day: Day): Day | null {
  return said
    .filter(({ on }) => on <= day)
    .filter(({ on }, place, known) => known[place + 1]?.on !== on)
    .reduce<Day | null>((since, { level, on }) => (urgencies.includes(level) ? (since ?? on) : null), null);
}
