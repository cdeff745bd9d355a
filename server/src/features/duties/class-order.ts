import type { ClassFacts } from '../organisation/index.js';

/** Classes from the youngest grade up, no class last. */
export function compareClasses(one: ClassFacts | null, other: ClassFacts | null): number {
  if (!one || !other) return Number(!one) - Number(!other);
  if (one.stage !== other.stage) return one.stage === 'primary' ? -1 : 1;
  return other.entryYear - one.entryYear || one.number - other.number;
}
