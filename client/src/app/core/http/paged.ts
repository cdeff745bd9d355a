import { computed, linkedSignal, signal, type Signal } from '@angular/core';
import type { Page } from '@tongxin/shared';
import { toRequestProblem, type RequestProblem } from '../problems/request-problem.js';
import type { Reading } from './reading.js';

/** A list that is read page by page: the first answer and whatever "more" has added to it. */
export interface Paged<T> {
  /** The first page, with its loading and problem. */
  readonly first: Reading<Page<T>>;
  /** What has been read so far; undefined before the first answer. */
  readonly items: Signal<readonly T[] | undefined>;
  readonly hasMore: Signal<boolean>;
  /** True while a further page is on its way. */
  readonly fetching: Signal<boolean>;
  /** Why a further page did not come; asking again clears it. */
  readonly problem: Signal<RequestProblem | undefined>;
  /** Adds the next page. Never throws: see `problem`. */
  more(): Promise<void>;
  /** Puts a changed item in the place of the one that `is` points at. */
  replace(is: (item: T) => boolean, changed: T): void;
}

interface Stretch<T> {
  items: readonly T[];
  nextCursor: string | null;
}

/**
 * Continues a first page. A new first answer begins the list anew, and a further page that arrives after that is dropped,
 * because it belongs to the old list.
 */
export function paged<T>(first: Reading<Page<T>>, next: (cursor: string) => Promise<Page<T>>): Paged<T> {
  const stretch = linkedSignal<Stretch<T> | undefined>(() => first.value());
  const fetching = signal(false);
  const problem = signal<RequestProblem | undefined>(undefined);

  return {
    first,
    items: computed(() => stretch()?.items),
    hasMore: computed(() => !!stretch()?.nextCursor),
    fetching: fetching.asReadonly(),
    problem: problem.asReadonly(),
    async more() {
      const before = stretch();
      if (!before?.nextCursor || fetching()) return;
      fetching.set(true);
      problem.set(undefined);
      try {
        const page = await next(before.nextCursor);
        if (stretch() === before) stretch.set({ items: [...before.items, ...page.items], nextCursor: page.nextCursor });
      } catch (error) {
        problem.set(toRequestProblem(error));
      } finally {
        fetching.set(false);
      }
    },
    replace(is, changed) {
      stretch.update((list) => list && { ...list, items: list.items.map((item) => (is(item) ? changed : item)) });
    },
  };
}
