import { holds, todayIn } from '@tongxin/shared';
import type { Viewer } from '../../platform/access/viewer.js';
import { classNameOf, type SchoolContext } from '../organisation/index.js';
import { maySwitch, resetNeedsTwo } from './post.rules.js';
import type { ResetState, UserAct, UserListItem, UserState, UserView } from './users.dto.js';
import type { UserRow } from './users.queries.js';

/** Who never chose a password is invited; who did stays active, also while a forgotten one waits for its code. */
export function stateOf({ disabledAt, activatedAt }: Pick<UserRow, 'disabledAt' | 'activatedAt'>): UserState {
  if (disabledAt !== null) return 'disabled';
  return activatedAt === null ? 'invited' : 'active';
}

export function toListItem(row: UserRow, viewer: Viewer, school: SchoolContext): UserListItem {
  return {
    id: row.id,
    name: row.name,
    username: row.username,
    state: stateOf(row),
    passwordSet: row.passwordSet,
    lastSignInOn: row.signedInAt ? todayIn(viewer.timeZone, row.signedInAt) : null,
    code:
      row.codePurpose && row.codeExpiresAt
        ? {
            purpose: row.codePurpose,
            expiresAt: row.codeExpiresAt.toISOString(),
            expired: row.codeExpiresAt <= viewer.now,
          }
        : null,
    roles: row.roles.map((role) => ({ ...role, grantedAt: new Date(role.grantedAt).toISOString() })),
    classes: row.classes.map((one) => ({ ...one, class: classNameOf(one.class, school) })),
  };
}

export function toView(row: UserRow, viewer: Viewer, school: SchoolContext): UserView {
  return {
    ...toListItem(row, viewer, school),
    version: row.version,
    invitedOn: todayIn(viewer.timeZone, row.createdAt),
    activatedOn: row.activatedAt ? todayIn(viewer.timeZone, row.activatedAt) : null,
    closedRecordsFrom:
      row.closedRecordsFrom && row.closedRecordsFrom > viewer.now ? row.closedRecordsFrom.toISOString() : null,
    resetNeedsSecondPerson: needsSecondPerson(row),
    reset: resetOf(row, viewer),
    rolesProposed: row.rolesProposed,
    may: actsOn(row, viewer),
  };
}

const postsOf = (row: Pick<UserRow, 'roles'>): string[] => row.roles.map(({ role }) => role);

/** A first code goes to somebody who has never been in: nothing of theirs could be read with it. */
function needsSecondPerson(row: UserRow): boolean {
  return row.activatedAt !== null && resetNeedsTwo(postsOf(row));
}

function resetOf({ reset }: UserRow, viewer: Viewer): ResetState | null {
  if (!reset) return null;
  return {
    proposalId: reset.id,
    status: reset.status === 'open' ? 'waits' : 'agreed',
    proposedBy: reset.proposedBy,
    until: reset.until === null ? null : new Date(reset.until).toISOString(),
    own: reset.proposedBy?.id === viewer.id,
  };
}

function actsOn(row: UserRow, viewer: Viewer): UserAct[] {
  const acts: UserAct[] = [];
  const other = row.id !== viewer.id;
  const on = row.disabledAt === null;
  if (holds(viewer, 'user.edit')) acts.push('edit');
  if (holds(viewer, 'user.edit') && other && maySwitch(viewer.roles, postsOf(row)))
    acts.push(on ? 'disable' : 'enable');
  if (holds(viewer, 'user.reset') && other && on) {
    const reset = resetOf(row, viewer);
    if (!needsSecondPerson(row) || (reset?.status === 'agreed' && reset.own)) acts.push('makeCode');
    else if (!reset) acts.push('askForReset');
  }
  if (holds(viewer, 'grant.propose') && other && on) acts.push('giveRole');
  return acts;
}
