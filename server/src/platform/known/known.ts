import { LRUCache } from 'lru-cache';
import type { Change, Changes } from '../../database/changes.js';

/**
 * As old as who a session belongs to may ever be, by a clock nobody can move; news of a change usually comes within a millisecond or two. What a
 * school has decided of its calendar, its classes and its standards gives nobody a right, and may be older where a line to the database is dead
 * and nobody has noticed yet.
 */
const OLDEST_OF_SESSION = 1_000;
const OLDEST_OF_SCHOOL = 15_000;

/** What changes are heard by. */
export type Heard = Pick<Changes, 'heard' | 'subscribe'>;

/** What is kept, how much of it, and which of it a change concerns. */
interface Kind<Fact> {
  /** So many at most; the one asked for the longest ago goes first. */
  readonly most: number;
  /** In milliseconds. */
  readonly oldest?: number;
  readonly concerns: (change: Change, key: string, fact: NonNullable<Fact>) => boolean;
}

/**
 * Facts that nearly every request asks for and that hardly ever change. A fact is forgotten the moment its change is committed in this server, when
 * word of the change comes from another, and in any case when it is old; while nothing can be heard nothing is kept. Requests that ask for the same
 * at the same moment share one question.
 */
export class Known<Fact extends object | null> {
  private readonly kept: LRUCache<string, { readonly fact: NonNullable<Fact>; readonly start: number }>;
  private readonly oldest: number;
  private readonly underway = new Map<string, Promise<Fact>>();

  constructor(
    private readonly changes: Heard,
    private readonly kind: Kind<Fact>,
  ) {
    this.kept = new LRUCache({ max: kind.most });
    this.oldest = kind.oldest ?? OLDEST_OF_SESSION;
    changes.subscribe((change) => this.forget(change));
  }

  /**
   * @param key whose fact: a school, a session; never one for several schools
   * @param load asks the database; an answer of null is never kept
   * @param holds whether the fact still says the truth at the instant of the request
   */
  async find(
    key: string,
    load: () => Promise<Fact>,
    holds: (fact: NonNullable<Fact>) => boolean = () => true,
  ): Promise<Fact> {
    if (!this.changes.heard) return load();
    const kept = this.kept.get(key);
    if (kept && performance.now() - kept.start < this.oldest && holds(kept.fact)) return kept.fact;
    const shared = this.underway.get(key);
    if (!shared) return this.ask(key, load);
    const fact = await shared;
    return fact === null || holds(fact) ? fact : load();
  }

  private async ask(key: string, load: () => Promise<Fact>): Promise<Fact> {
    const start = performance.now();
    const asked = load();
    this.underway.set(key, asked);
    try {
      const fact = await asked;
      // Whoever was told of a change meanwhile has taken the question back: its answer may be from before.
      if (fact !== null && this.underway.get(key) === asked && this.changes.heard) this.kept.set(key, { fact, start });
      return fact;
    } finally {
      if (this.underway.get(key) === asked) this.underway.delete(key);
    }
  }

  private forget(change: Change | null): void {
    this.underway.clear();
    if (change === null) return this.kept.clear();
    for (const [key, { fact }] of this.kept.entries()) if (this.kind.concerns(change, key, fact)) this.kept.delete(key);
  }
}

/** Facts of a school, told of by a kind of their own. */
export function knownOfSchool<Fact extends object>(changes: Heard, told: string): Known<Fact> {
  return new Known<Fact>(changes, {
    most: 500,
    oldest: OLDEST_OF_SCHOOL,
    concerns: ({ kind, id }, key) => kind === told && id === key,
  });
}
