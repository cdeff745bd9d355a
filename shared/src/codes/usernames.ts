import { LIMITS } from './limits.js';
import { bad, good, type Checked } from './problems.js';

const USERNAME = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;

/** A user name: 3 to 40 small letters, digits, dots and dashes, such as `head-3-2`; capitals are folded. Problem: `username.invalid`. */
export function checkUsername(typed: string): Checked<string> {
  const folded = typed.trim().toLowerCase();
  if (folded.length < LIMITS.usernameMin || folded.length > LIMITS.usernameMax || !USERNAME.test(folded))
    return bad('username.invalid', { min: LIMITS.usernameMin, max: LIMITS.usernameMax });
  return good(folded);
}
