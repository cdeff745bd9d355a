import { dayOf, type Day } from '../calendar/days.js';
import type { SexCode } from './people.js';
import { bad, good, type Checked, type ProblemCode } from './problems.js';
import { cellText, isDamagedNumber } from './spreadsheet-damage.js';

/** A resident identity number with what it tells. */
export interface IdNumber {
  /** 17 digits and a check character, `X` in upper case. */
  readonly number: string;
  readonly birthDate: Day;
  readonly sex: SexCode;
}

// GB 11643-1999: weights of the 17 digits, and the check character for each remainder modulo 11.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** The check character that belongs behind 17 digits (GB 11643-1999). */
export function idNumberCheckCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, position) => total + weight * Number(digits[position]), 0);
  return CHECK_CHARACTERS[sum % 11] ?? '';
}

/**
 * A resident identity number as GB 11643-1999 wants it. Takes the cell or the field as typed: full-width digits, spaces, dashes and a
 * small `x` are folded. Region codes are not compared with a list. Optional everywhere: ask only where something was typed.
 *
 * Problems: `idNumber.damaged` a spreadsheet made a number of it · `idNumber.oldForm` the 15-digit form of before 1999 · `idNumber.length` ·
 * `idNumber.characters` · `idNumber.birthDate` no such day, before 1900, or after `today` · `idNumber.checkCharacter`.
 */
export function checkIdNumber(typed: string | number, today?: Day): Checked<IdNumber> {
  if (isDamagedNumber(typed)) return bad('idNumber.damaged');
  const number = cellText(typed)
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase();
  if (/^\d{15}$/.test(number)) return bad('idNumber.oldForm');
  if (!/^[\dX]*$/.test(number)) return bad('idNumber.characters');
  if (number.length !== 18) return bad('idNumber.length', { length: number.length });
  const problem = problemOfIdNumber(number);
  if (problem) return bad(`idNumber.${problem}` satisfies ProblemCode);
  const birthDate = dayOf(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)));
  if (birthDate === null || birthDate < '1900-01-01' || (today !== undefined && birthDate > today))
    return bad('idNumber.birthDate');
  return good({ number, birthDate, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' });
}

/** What is wrong with 18 characters of digits and `X`; null when nothing but perhaps the birth date. */
function problemOfIdNumber(number: string): 'characters' | 'damaged' | 'checkCharacter' | null {
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return 'characters';
  if (number[17] === idNumberCheckCharacter(number)) return null;
  // A number that went through a spreadsheet comes back as text with zeros where its last three digits were.
  return number.endsWith('000') ? 'damaged' : 'checkCharacter';
}
