import type { Language } from '../../../core/language/languages.js';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size as people read it: `1.2 GB`; each unit is 1,024 of the one before. */
export function sizeWords(bytes: number, language: Language): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[unit]!,
    maximumFractionDigits: unit > 1 && size < 100 ? 1 : 0,
  }).format(size);
}
