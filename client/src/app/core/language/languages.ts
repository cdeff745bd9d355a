/** The languages of the screens; both are complete. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-CN': '简体中文', en: 'English' };

/** The language to begin with: the one chosen before, else English for browsers that ask for English, else Chinese. */
export function firstLanguage(chosen: string | null, browserLanguages: readonly string[]): Language {
  if (chosen === 'zh-CN' || chosen === 'en') return chosen;
  const first = browserLanguages.find((name) => /^(zh|en)\b/i.test(name));
  return first && /^en/i.test(first) ? 'en' : 'zh-CN';
}
