import { createHash } from 'node:crypto';
import { v5 } from 'uuid';

/** Namespace of every id the demo makes: the same thing has the same id at every start, so that nothing is loaded twice. */
const DEMO = 'e3a1f6b0-5c1e-5d0c-9a5f-7d6f3c2b1a90';

/** @returns the id of a thing of the demo, from what it is: `idOf('a', 'class', 2024, 2)` */
export function idOf(...parts: readonly (string | number)[]): string {
  return v5(parts.join('/'), DEMO);
}

/** Chance that falls the same way every time: what happens to a child follows from who it is, not from when the demo is loaded. */
export class Chance {
  private state: number;

  private constructor(seed: number) {
    this.state = seed;
  }

  /** @returns the chance that belongs to a thing, told apart by its parts */
  static of(...parts: readonly (string | number)[]): Chance {
    return new Chance(createHash('sha256').update(parts.join('/')).digest().readUInt32LE(0));
  }

  /** @returns a number from 0 up to, not including, 1 (mulberry32) */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** @returns a whole number, both ends included */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** @param share how often, from 0 to 1 */
  happens(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** @param weights how often each choice falls, in any unit */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
    const choices = Object.entries(weights) as [T, number][];
    let rest = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      rest -= weight;
      if (rest < 0) return choice;
    }
    return choices.at(-1)![0];
  }

  /** @returns the list in another order; the given one stays as it is */
  shuffled<T>(list: readonly T[]): T[] {
    const result = [...list];
    for (let last = result.length - 1; last > 0; last -= 1) {
      const other = Math.floor(this.next() * (last + 1));
      [result[last], result[other]] = [result[other]!, result[last]!];
    }
    return result;
  }
}
