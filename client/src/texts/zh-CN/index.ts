import { texts as first } from './first.js';
import { texts as later } from './later.js';

/** Every text of the screens in this language. */
export const texts = { ...first, ...later };
