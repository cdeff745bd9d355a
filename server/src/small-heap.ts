import { setFlagsFromString } from 'node:v8';

/**
 * How far the heap may grow between two collections of garbage, over what is in use. Left alone V8 lets it grow to several times of that before it
 * cleans up, and the server takes twice the memory it needs; there is no fixed ceiling, so a heavy hour is never the end of it.
 */
const GROWTH_PERCENT = 30;

setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
