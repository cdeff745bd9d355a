import { Injectable, computed, inject, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { LANGUAGES, firstLanguage, type Language } from './languages.js';
import { laterTexts } from './text-loader.js';

const STORED_AT = 'tongxin.language';

/** `t('talks.title')`, `t('days.ago', { count: 3 })`: a text in the reader's language. Reads a signal, so templates and computed values follow a change of language. */
export type Translate = (key: string, params?: Record<string, unknown>) => string;

/** The reader's language and the texts in it. */
@Injectable({ providedIn: 'root' })
export class Texts {
  private readonly transloco = inject(TranslocoService);
  private readonly loaded = signal<Language>(this.remembered());
  /** Languages of which every text is there, not only those of the first screens. */
  private readonly complete = signal<ReadonlySet<Language>>(new Set());
  private wanted = false;

  /** The language on the screen now. */
  readonly language = this.loaded.asReadonly();
  private readonly plural = computed(() => new Intl.PluralRules(this.loaded()));

  /**
   * A text by its key. With a number `count` among the parameters and keys `<key>.one` / `<key>.other`, the form the
   * language wants is taken. An unknown key shows itself; the build refuses unknown keys.
   */
  readonly t: Translate = (key, params = {}) => this.translated(this.loaded(), this.plural(), key, params);

  /** The same in a language that need not be the screen's, for a text that goes to others. */
  async of(language: Language): Promise<Translate> {
    await this.fetch(language);
    await this.fetchLater(language);
    const plural = new Intl.PluralRules(language);
    return (key, params = {}) => this.translated(language, plural, key, params);
  }

  /**
   * Fetches every text of the language, now and after a change of it. The first screens do without; every other screen waits for it.
   * @throws Error where it cannot be fetched
   */
  async whole(): Promise<void> {
    this.wanted = true;
    await this.fetchLater(this.loaded());
  }

  /** Whether there is a text under this key. */
  has(key: string): boolean {
    return this.find(this.loaded(), key) !== undefined;
  }

  /** Loads the texts of the first screen; called once before the application starts. */
  async start(): Promise<void> {
    await this.choose(this.loaded(), false);
  }

  /** Switches the language of the whole page, keeping the page as it is, and remembers the choice. */
  async choose(language: Language, remember = true): Promise<void> {
    await this.fetch(language);
    if (this.wanted) await this.fetchLater(language);
    this.transloco.setActiveLang(language);
    document.documentElement.lang = language;
    if (remember) localStorage.setItem(STORED_AT, language);
    this.loaded.set(language);
  }

  private async fetch(language: Language): Promise<void> {
    await firstValueFrom(this.transloco.load(language));
  }

  private async fetchLater(language: Language): Promise<void> {
    if (this.complete().has(language)) return;
    this.transloco.setTranslation(await laterTexts(language), language);
    this.complete.update((languages) => new Set([...languages, language]));
  }

  private translated(
    language: Language,
    plural: Intl.PluralRules,
    key: string,
    params: Record<string, unknown>,
  ): string {
    const counted = typeof params['count'] === 'number' ? `${key}.${plural.select(params['count'])}` : null;
    const chosen = counted && this.find(language, counted) ? counted : key;
    const fallback = counted && !this.find(language, chosen) ? `${key}.other` : chosen;
    // What is on its way is not there yet; the text comes when its file has come.
    if (this.find(language, fallback) === undefined && !this.complete().has(language)) return '';
    return this.transloco.translate(fallback, params, language);
  }

  private find(language: Language, key: string): string | undefined {
    return (this.transloco.getTranslation(language) as Record<string, string>)[key];
  }

  private remembered(): Language {
    return firstLanguage(localStorage.getItem(STORED_AT), navigator.languages ?? []);
  }
}

/** Shorthand for components: `protected readonly t = translate();` */
export function translate(): Translate {
  return inject(Texts).t;
}

export { LANGUAGES, type Language };
