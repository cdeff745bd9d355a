import { foldWidth } from '@tongxin/shared';
import { foldLetters, gramCharacters } from './name-keys.js';

/** What somebody typed to find a child, taken apart; every part must fit. */
export interface SearchQuery {
  /** The keys of kind `gram` a child must have, each once; empty: no characters typed. */
  readonly grams: readonly string[];
  /** Three Chinese characters or more, as the name must contain them; empty where the grams say it all. */
  readonly inARow: string;
  /** The beginning of a key of kind `pinyin` or `initials`; empty: none typed. */
  readonly letters: string;
  /** The last four digits of a phone; empty: none typed. */
  readonly phoneEnd: string;
}

const PHONE_END = 4;

/**
 * Reads a search: characters (any part of the name), letters (full pinyin, initials, or a part of them), digits (a phone's last four).
 * Of a longer number only the last four count: more would let somebody try out what is masked.
 * @returns null where nobody can be found by it: nothing but signs, or fewer than four digits
 */
export function readQuery(text: string): SearchQuery | null {
  const folded = foldWidth(text);
  const characters = gramCharacters(folded);
  const letters = foldLetters(folded);
  const digits = folded.replace(/\D/g, '');
  if (digits.length > 0 && digits.length < PHONE_END) return null;
  if (characters.length === 0 && letters === '' && digits === '') return null;
  return {
    grams: gramsOf(characters),
    inARow:
      characters.length >= 3 && characters.every((one) => /\p{Script=Han}|〇/u.test(one)) ? characters.join('') : '',
    letters,
    phoneEnd: digits.slice(-PHONE_END),
  };
}

function gramsOf(characters: readonly string[]): string[] {
  if (characters.length <= 1) return [...characters];
  return [...new Set(characters.slice(1).map((character, position) => `${characters[position]}${character}`))];
}
