import {
  AID_CATEGORIES,
  CATEGORY_CODES,
  grantsOf,
  type CategoryCode,
  type Grant,
  type Permission,
} from '@tongxin/shared';
import type { Session } from '../../../core/session/session.js';

/** What the posts of whoever is signed in grant for a permission, from the table the server reads too. */
export function ownGrants(session: Session, permission: Permission): readonly Grant[] {
  const roles = session.view()?.roles ?? [];
  return grantsOf({ id: '', roles, headedClassIds: [], taughtClassIds: [] }, permission);
}

/** The categories whoever is signed in gets to see: all, those that aid follows from, or none. */
export function seenCategories(session: Session): readonly CategoryCode[] {
  const seeing = ownGrants(session, 'student.list').filter((grant) => !grant.withheld?.includes('categories'));
  if (seeing.length === 0) return [];
  return seeing.some((grant) => !grant.withheld?.includes('otherCategories')) ? CATEGORY_CODES : AID_CATEGORIES;
}
