import { DestroyRef, effect, inject, signal } from '@angular/core';
import type { Reading } from '../../../core/http/reading.js';

const QUICK_MILLISECONDS = 800;
const QUICK_TIMES = 10;
const SLOW_MILLISECONDS = 2_500;
const AFTER_A_PROBLEM_MILLISECONDS = 6_000;

/**
 * Reads again and again while the server is at work: quickly at first, then every two and a half seconds. Ends with the work,
 * with the component, and on problems that do not pass by themselves; rests while nobody looks at the page.
 * Called where a component is built.
 */
export function askAgainWhile<T>(
  reading: Pick<Reading<T>, 'value' | 'problem' | 'loading' | 'reload'>,
  working: (value: T) => boolean,
): void {
  const looking = signal(!document.hidden);
  let times = 0;
  const look = (): void => looking.set(!document.hidden);
  document.addEventListener('visibilitychange', look);
  inject(DestroyRef).onDestroy(() => document.removeEventListener('visibilitychange', look));
  effect((stop) => {
    const value = reading.value();
    const problem = reading.problem();
    if (value === undefined || !working(value)) {
      times = 0;
      return;
    }
    if (!looking() || reading.loading() || (problem && !problem.passing)) return;
    const pause = problem ? AFTER_A_PROBLEM_MILLISECONDS : times < QUICK_TIMES ? QUICK_MILLISECONDS : SLOW_MILLISECONDS;
    const timer = setTimeout(() => {
      times++;
      reading.reload();
    }, pause);
    stop(() => clearTimeout(timer));
  });
}
