import { foldWidth, looksLikeFormula } from './folding.js';
import { LIMITS, lengthOf } from './limits.js';
import { bad, good, type Checked } from './problems.js';

const DOT = '·';
/** Dots people type between the parts of a minority name: 阿依古丽·买买提. */
const DOTS = /[•・‧∙⋅●▪﹒．｡。]/gu;
const HAN = '\\p{Script=Han}\\u{FE00}-\\u{FE0F}\\u{E0100}-\\u{E01EF}';
const BETWEEN_HAN = new RegExp(`(?<=[${HAN}])\\s*[.·]\\s*(?=[${HAN}])`, 'gu');
const ONLY_HAN = new RegExp(`^[${HAN}${DOT}\\s]+$`, 'u');
const ALLOWED = new RegExp(`^[\\p{L}\\p{M}${HAN}${DOT} '\\-.]+$`, 'u');
const VARIATION = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;

/**
 * A person's name of 2–25 characters: Chinese with rare characters, minority names with `·` (whatever dot was typed), letters of any script.
 * Spaces inside a Chinese name (张 三) are typesetting and go; foreign names keep one space between their parts.
 *
 * Problems: `name.missing` · `name.formula` a spreadsheet would run it · `name.digits` · `name.characters` · `name.length`.
 */
export function checkPersonName(typed: string): Checked<string> {
  if (typed.trim() === '') return bad('name.missing');
  if (looksLikeFormula(typed)) return bad('name.formula');
  if (/\p{Cc}/u.test(typed.trim())) return bad('name.characters');
  // The dots go first: folding the width would turn some of them into full stops.
  const folded = foldWidth(typed.replace(DOTS, DOT)).replace(/’|‘/g, "'").trim();
  const dotted = folded.replace(BETWEEN_HAN, DOT);
  const name = ONLY_HAN.test(dotted) ? dotted.replace(/\s/g, '') : dotted.replace(/ +/g, ' ');
  if (/\p{N}/u.test(name.replaceAll('〇', ''))) return bad('name.digits');
  if (!ALLOWED.test(name) || !/^\p{L}|^〇/u.test(name) || name.endsWith(DOT) || name.includes(DOT + DOT))
    return bad('name.characters');
  const length = lengthOf(name.replace(VARIATION, ''));
  if (length < LIMITS.nameMin || length > LIMITS.nameMax)
    return bad('name.length', { min: LIMITS.nameMin, max: LIMITS.nameMax });
  return good(name);
}
