import { inject } from '@angular/core';
import { Texts } from './texts.js';

/** A screen that is not among the first: its texts come together with its script. */
export function worded<T>(part: () => Promise<T>): () => Promise<T> {
  return async () => {
    const [file] = await Promise.all([part(), inject(Texts).whole()]);
    return file;
  };
}
