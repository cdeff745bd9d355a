export type Texts = Record<string, string>;
export interface NestedTexts {
  [key: string]: string | NestedTexts;
}
export function flatten(texts: NestedTexts, prefix?: string): Texts;
export function compareLanguages(name: string, left: Texts, right: Texts): string[];
export function missingKeys(source: string, texts: Texts): string[];
export function unsaid(source: string, words: readonly string[]): string[];
