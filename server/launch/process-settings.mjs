// What the server's process is started with, wherever it is started from.

/** Room for what has just been made, in MiB: Node's own choice takes twice as much and is no faster. The same stands in the Dockerfile. */
export const FLAGS = ['--max-semi-space-size=8'];

/** One store for the C library: with a store of its own for each thread it keeps eight MiB more. An operator's own wish goes first. */
export const ENVIRONMENT = { MALLOC_ARENA_MAX: '2' };
