import { foldWidth } from './folding.js';

/** Crockford's 32 signs: no I, L, O and U, which are mistaken for others or make words. Each sign is worth five bits. */
export const ONE_TIME_CODE_SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Ten signs are 50 bits. */
export const ONE_TIME_CODE_LENGTH = 10;
const HALF = ONE_TIME_CODE_LENGTH / 2;
const CODE = new RegExp(`^[${ONE_TIME_CODE_SIGNS}]{${ONE_TIME_CODE_LENGTH}}$`);

/**
 * A one-time code as it was typed from a slip: small letters, spaces, dashes wherever, O for 0, I and L for 1.
 * @returns the ten signs without anything between them, or null where it cannot be a code
 */
export function foldOneTimeCode(typed: string): string | null {
  const folded = foldWidth(typed)
    .toUpperCase()
    .replace(/[\s\-‐-―_.]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return CODE.test(folded) ? folded : null;
}

/** The code as it stands on a slip, in two halves: `ABCDE-FGHJK`. */
export function shownOneTimeCode(code: string): string {
  return `${code.slice(0, HALF)}-${code.slice(HALF)}`;
}
