import { checkIdNumber, type IdNumber } from './id-number.js';
import { bad, good, type Checked } from './problems.js';
import { cellText, isDamagedNumber } from './spreadsheet-damage.js';

/** A student number (学籍号); with `G` it contains the child's ID number and is as sensitive as that. */
export interface StudentNumber {
  readonly number: string;
  /** The ID number inside a `G` number; null for provisional (`L`) and other (`J`) numbers. */
  readonly idNumber: IdNumber | null;
}

const STUDENT_NUMBER = /^[GJL]\d{17}[\dX]$/;

/**
 * A national student number: `G`, `J` or `L` and 18 characters; behind `G` an ID number, checked as one. Full-width characters, spaces,
 * dashes and small letters are folded.
 *
 * Problems: `studentNumber.damaged` · `studentNumber.invalid` · `studentNumber.birthDate` · `studentNumber.checkCharacter`.
 */
export function checkStudentNumber(typed: string | number): Checked<StudentNumber> {
  if (isDamagedNumber(typed)) return bad('studentNumber.damaged');
  const number = cellText(typed)
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase();
  if (!STUDENT_NUMBER.test(number)) return bad('studentNumber.invalid');
  if (!number.startsWith('G')) return good({ number, idNumber: null });
  const inside = checkIdNumber(number.slice(1));
  if (inside.ok) return good({ number, idNumber: inside.value });
  if (inside.problem === 'idNumber.birthDate') return bad('studentNumber.birthDate');
  if (inside.problem === 'idNumber.checkCharacter') return bad('studentNumber.checkCharacter');
  if (inside.problem === 'idNumber.damaged') return bad('studentNumber.damaged');
  return bad('studentNumber.invalid');
}
