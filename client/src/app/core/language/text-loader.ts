import type { TranslocoLoader, Translation } from '@jsverse/transloco';
import type { Language } from './languages.js';

const FILES: Record<Language, () => Promise<{ texts: Translation }>> = {
  'zh-CN': () => import('../../../texts/zh-CN/index.js'),
  en: () => import('../../../texts/en/index.js'),
};

/** Fetches all texts of one language as one hashed file of our own server. */
export class TextLoader implements TranslocoLoader {
  async getTranslation(language: string): Promise<Translation> {
    return (await FILES[language as Language]()).texts;
  }
}
