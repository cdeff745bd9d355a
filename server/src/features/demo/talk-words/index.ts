import { WORDS_OF_FAMILY } from './of-family.js';
import { WORDS_OF_HEALTH_AND_HOME } from './of-health-and-home.js';
import { WORDS_OF_SCHOOL } from './of-school.js';
import type { TalkWords } from './talk-words.js';

export { WORDS_OF_ATTEMPTS, WORDS_OF_DANGER } from './of-school.js';
export type { TalkWords } from './talk-words.js';

/** Everything a head teacher of the demo may have noted. */
export const TALK_WORDS: readonly TalkWords[] = [...WORDS_OF_FAMILY, ...WORDS_OF_HEALTH_AND_HOME, ...WORDS_OF_SCHOOL];
