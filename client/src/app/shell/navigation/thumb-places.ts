import type { Destination } from '../destinations.js';

/** As many places as have room for their names under a thumb. */
export const PLACES = 5;

/** Who talks with children does that all day; who does not looks after those who do. */
const TALKING = ['/today', '/talks', '/students', '/approvals'];
const LOOKING = ['/today', '/students', '/overview', '/approvals'];

/**
 * The places of a phone's bar: all where there is room, else the four a person needs most, in their usual order; the rest stands behind "more".
 * @param talks whether the person logs talks
 */
export function thumbPlaces(destinations: readonly Destination[], talks: boolean): ReadonlySet<Destination> {
  if (destinations.length <= PLACES) return new Set(destinations);
  const first = talks ? TALKING : LOOKING;
  const rank = ({ path }: Destination): number => (first.includes(path) ? first.indexOf(path) : first.length);
  return new Set([...destinations].sort((one, other) => rank(one) - rank(other)).slice(0, PLACES - 1));
}
