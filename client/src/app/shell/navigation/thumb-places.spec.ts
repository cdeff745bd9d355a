import { describe, expect, it } from 'vitest';
import { DESTINATIONS } from '../destinations.js';
import { thumbPlaces } from './thumb-places.js';

const paths = (talks: boolean, count = DESTINATIONS.length): string[] =>
  [...thumbPlaces(DESTINATIONS.slice(0, count), talks)].map(({ path }) => path);

describe('the bar under the thumb', () => {
  it('holds everything while there is room for the names', () => {
    expect(paths(true, 5)).toHaveLength(5);
  });

  it('holds four places and "more" where there are more, for each what they do most', () => {
    expect(paths(true)).toEqual(['/today', '/talks', '/students', '/approvals']);
    expect(paths(false)).toEqual(['/today', '/students', '/overview', '/approvals']);
  });
});
