/** The share of a whole in full percent, rounded down: 100 % stands only where nothing is missing. Null of nothing. */
export function percentOf(part: number, whole: number): number | null {
  return whole > 0 ? Math.floor((part / whole) * 100) : null;
}
