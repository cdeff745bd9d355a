import { computed, linkedSignal, type ResourceRef, type Signal } from '@angular/core';
import { toRequestProblem, type RequestProblem } from '../problems/request-problem.js';

/** Something read from the server, as signals. While it is read again the last answer stays; another address begins empty. */
export interface Reading<T> {
  readonly value: Signal<T | undefined>;
  readonly problem: Signal<RequestProblem | undefined>;
  /** True while an answer is on its way, the first or a new one. */
  readonly loading: Signal<boolean>;
  /** Asks the server again. */
  reload(): void;
  /** Changes the answer on the screen at once, before the server has confirmed it. */
  change(update: (value: T) => T): void;
}

/** Dresses Angular's resource (experimental in 21) so that features do not depend on it. */
export function toReading<T>(resource: ResourceRef<T | undefined>, request: Signal<unknown>): Reading<T> {
  const address = computed(() => JSON.stringify(request() ?? null));
  const kept = linkedSignal<{ address: string; value: T | undefined }, { address: string; value: T | undefined }>({
    source: () => ({ address: address(), value: resource.hasValue() ? resource.value() : undefined }),
    computation: (now, before) =>
      now.value === undefined && before?.value.address === now.address ? before.value : now,
  });
  return {
    value: computed(() => kept().value),
    problem: computed(() => (resource.status() === 'error' ? toRequestProblem(resource.error()) : undefined)),
    loading: resource.isLoading,
    reload: () => void resource.reload(),
    change: (update) => {
      const present = kept().value;
      if (present !== undefined) resource.set(update(present));
    },
  };
}

/** Several readings that one view needs together: there when all are there, with the first problem of them. */
export function together(readings: readonly Reading<unknown>[]): Reading<true> {
  return {
    value: computed(() => (readings.every((reading) => reading.value() !== undefined) ? true : undefined)),
    problem: computed(() => readings.map((reading) => reading.problem()).find((problem) => problem !== undefined)),
    loading: computed(() => readings.some((reading) => reading.loading())),
    reload: () => readings.forEach((reading) => reading.reload()),
    change: () => undefined,
  };
}
