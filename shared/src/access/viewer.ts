import { isEverybodys, PERMISSIONS, ruleOf, type Grant, type Permission, type Scope, type Withheld } from './policy.js';
import type { Role } from './roles.js';

/** What the policy needs to know of the person who asks. Class lists hold only what is in force today. */
export interface ViewerFacts {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly headedClassIds: readonly string[];
  readonly taughtClassIds: readonly string[];
}

/** What the policy needs to know of a stored row: whose child, in which class, written by whom. */
export interface RowFacts {
  readonly classId?: string | null;
  readonly authorId?: string | null;
}

/** Which children a permission reaches: all of the school, or those of some classes. Nothing at all is `{ all: false, classIds: [] }`. */
export interface Reach {
  readonly all: boolean;
  readonly classIds: readonly string[];
}

/** Few combinations of roles ever ask, and the table never changes while the program runs. */
const granted = new Map<string, readonly Grant[]>();

/** @returns what the person's roles grant for a permission, wherever it reaches */
export function grantsOf(viewer: ViewerFacts, permission: Permission): readonly Grant[] {
  const key = `${permission} ${viewer.roles.join()}`;
  const known = granted.get(key);
  if (known) return known;
  const { grants } = ruleOf(permission);
  const found = viewer.roles.flatMap((role) => grants[role] ?? []);
  granted.set(key, found);
  return found;
}

/** @returns whether the person holds a permission at all, in whatever scope; the row decides later */
export function holds(viewer: ViewerFacts, permission: Permission): boolean {
  return isEverybodys(permission) || grantsOf(viewer, permission).length > 0;
}

/** @returns every permission the person holds in some scope, in the order of the table; menus and buttons follow it */
export function permissionsOf(viewer: ViewerFacts): Permission[] {
  return PERMISSIONS.filter((permission) => holds(viewer, permission));
}

function covers(viewer: ViewerFacts, scope: Scope, row: RowFacts): boolean {
  switch (scope) {
    case 'school':
      return true;
    case 'class':
      return row.classId != null && viewer.headedClassIds.includes(row.classId);
    case 'taught':
      return row.classId != null && viewer.taughtClassIds.includes(row.classId);
    case 'own':
      return row.authorId != null && row.authorId === viewer.id;
    case 'self':
    case 'paired':
    case 'referred':
    case 'bureau':
      return false;
  }
}

/** @returns whether the person may do this to this stored row */
export function mayOn(viewer: ViewerFacts, permission: Permission, row: RowFacts): boolean {
  return grantsOf(viewer, permission).some((grant) => grant.scopes.some((scope) => covers(viewer, scope, row)));
}

/**
 * Which parts of a row are withheld from the person: only what every role that reaches the row withholds.
 * @returns the withheld parts; call only where {@link mayOn} holds
 */
export function withheldFrom(viewer: ViewerFacts, permission: Permission, row: RowFacts): ReadonlySet<Withheld> {
  const reaching = grantsOf(viewer, permission).filter((grant) =>
    grant.scopes.some((scope) => covers(viewer, scope, row)),
  );
  const [first, ...others] = reaching.map((grant) => new Set(grant.withheld ?? []));
  if (!first) return new Set();
  return new Set([...first].filter((part) => others.every((other) => other.has(part))));
}

/** The children a permission reaches for lists, counts and search: the rule of {@link mayOn} for rows nobody wrote. */
export function reachOf(viewer: ViewerFacts, permission: Permission): Reach {
  return reachOfGrants(viewer, grantsOf(viewer, permission));
}

/** The children of whom a permission shows also this part: the rule of {@link withheldFrom} for lists, counts and search. */
export function reachSeeing(viewer: ViewerFacts, permission: Permission, part: Withheld): Reach {
  return reachOfGrants(
    viewer,
    grantsOf(viewer, permission).filter((grant) => !grant.withheld?.includes(part)),
  );
}

function reachOfGrants(viewer: ViewerFacts, grants: readonly Grant[]): Reach {
  const scopes = new Set(grants.flatMap((grant) => grant.scopes));
  if (scopes.has('school')) return { all: true, classIds: [] };
  const classIds = new Set<string>();
  if (scopes.has('class')) viewer.headedClassIds.forEach((id) => classIds.add(id));
  if (scopes.has('taught')) viewer.taughtClassIds.forEach((id) => classIds.add(id));
  return { all: false, classIds: [...classIds] };
}
