import type { TranslocoLoader, Translation } from '@jsverse/transloco';
import type { Language } from './languages.js';

type File = () => Promise<{ texts: Translation }>;

/** The texts the first screens need, and all others; every language has both, as hashed files of our own server. */
const FIRST: Record<Language, File> = {
  'zh-CN': () => import('../../../texts/zh-CN/first.js'),
  en: () => import('../../../texts/en/first.js'),
};
const LATER: Record<Language, File> = {
  'zh-CN': () => import('../../../texts/zh-CN/later.js'),
  en: () => import('../../../texts/en/later.js'),
};

/** Fetches what the first screens say in one language. */
export class TextLoader implements TranslocoLoader {
  async getTranslation(language: string): Promise<Translation> {
    return (await FIRST[language as Language]()).texts;
  }
}

/** Fetches what the other screens say in one language. */
export async function laterTexts(language: Language): Promise<Translation> {
  return (await LATER[language]()).texts;
}
