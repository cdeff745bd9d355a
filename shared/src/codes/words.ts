import { foldWord } from './folding.js';

/** The languages of every text for people. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** How a code is said in both languages, and what else ledgers write for it. */
export type Words = Readonly<Record<Language, string>> & { readonly alsoWritten: readonly string[] };

/** Word (folded by {@link foldWord}) → code, for a table of words. Throws at start when one word stands under two codes. */
export function wordIndex<Code extends string>(table: Readonly<Record<Code, Words>>): ReadonlyMap<string, Code> {
  const index = new Map<string, Code>();
  for (const [code, words] of Object.entries(table) as [Code, Words][]) {
    for (const word of [words['zh-CN'], words.en, ...words.alsoWritten]) {
      const folded = foldWord(word);
      const other = index.get(folded);
      if (other !== undefined && other !== code) throw new Error(`The word ${word} stands under ${other} and ${code}`);
      index.set(folded, code);
    }
  }
  return index;
}
