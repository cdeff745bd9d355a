import { isWidePost, type RoleCode } from '@tongxin/shared';

/** Whose yes a post needs. */
export type Decider = 'moralEducation' | 'principal' | 'administrator';

/**
 * Who has to agree before somebody holds a post. Posts with one child: the department, which needs nobody else. Posts that see the whole school:
 * the principal; what the principal proposes, the administrator, so that nobody gives one away alone.
 * @returns null where it counts at once
 */
export function deciderOf(proposerRoles: readonly RoleCode[], role: string): Decider | null {
  if (!isWidePost(role)) return proposerRoles.includes('moralEducation') ? null : 'moralEducation';
  return proposerRoles.includes('principal') ? 'administrator' : 'principal';
}

/** Taking a post away is quicker than giving it: who agrees to such posts ends them, and the office those with one child. */
export function mayEndPost(roles: readonly RoleCode[], role: string): boolean {
  const enders: readonly RoleCode[] = isWidePost(role) ? ['principal', 'administrator'] : ['office', 'moralEducation'];
  return enders.some((one) => roles.includes(one));
}

/**
 * Posts whose password two people reset together: those that read closed records, and the administrator, whose yes stands in for one of the two.
 */
const TWO_PEOPLE_RESET: readonly string[] = ['counsellor', 'principal', 'moralEducation', 'administrator'];

/** @param posts what the person holds now or is about to hold */
export function resetNeedsTwo(posts: readonly string[]): boolean {
  return posts.some((post) => TWO_PEOPLE_RESET.includes(post));
}

/** The closed records of these stay shut for a day after a reset. */
export function shutsClosedRecords(posts: readonly string[]): boolean {
  return posts.some((post) => ['counsellor', 'principal', 'moralEducation'].includes(post));
}

/** Accounts that see the whole school are switched off and on by the administrator only: the office cannot lock the principal out. */
export function maySwitch(roles: readonly RoleCode[], posts: readonly string[]): boolean {
  return roles.includes('administrator') || !posts.some(isWidePost);
}
