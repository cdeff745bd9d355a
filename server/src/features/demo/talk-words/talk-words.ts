import type { Mood, TalkMode, TalkPlace, TalkTopic } from '@tongxin/shared';
import type { Circumstance } from '../demo-household.js';

/**
 * What a head teacher noted of one talk, with places for what is the child's own: {名} its name, {他} he or she, {照料人} who looks after it at
 * home, {远方} who works away, {城市} where; {同住} and {不同住} for parents who have parted.
 */
export interface TalkWords {
  readonly words: string;
  readonly topics: readonly TalkTopic[];
  readonly mood: Mood;
  /** Only where this is so at the child's home; without it, for every child. */
  readonly about?: Circumstance;
  /** First and last grade it suits. */
  readonly grades?: readonly [number, number];
  /** The months it belongs to, 1 to 12. */
  readonly months?: readonly number[];
  readonly place?: TalkPlace;
  readonly mode?: TalkMode;
  readonly concern?: 'watch' | 'urgent';
  readonly guardianTold?: true;
  /** What the teacher means to come back to. */
  readonly followUp?: string;
  /** What was added some days later. */
  readonly later?: string;
}

/** One note and what belongs to it. */
export function talk(words: string, facts: Omit<TalkWords, 'words'>): TalkWords {
  return { words, ...facts };
}
