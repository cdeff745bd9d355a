import { Injectable } from '@nestjs/common';
import { checkPersonName, checkUsername, type Checked } from '@tongxin/shared';
import { v7 } from 'uuid';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  StaleVersionError,
} from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { SchoolContexts, Staff } from '../organisation/index.js';
import { Codes, type FreshCode } from './codes.js';
import { Grants } from './grants.service.js';
import { maySwitch } from './post.rules.js';
import { postsOf, refuseLastAdministrator, userOf } from './user-store.js';
import { toListItem, toView } from './user-views.js';
import { suggestUsernames, usernamesTaken } from './usernames.js';
import type {
  EditUserRequest,
  InvitedView,
  InviteUserRequest,
  RoleOutcome,
  UsernameView,
  UserListItem,
  UserSearchRequest,
  UserView,
} from './users.dto.js';
import { USERS, type UserRow } from './users.queries.js';

const PAGE_SIZE = 25;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who has an account at the school: who is invited, who has come in, who is locked out, and what each holds. */
@Injectable()
export class UsersService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly codes: Codes,
    private readonly grants: Grants,
  ) {}

  /** Colleagues by name; a query finds them by a part of the name or the beginning of the user name. */
  async list(
    viewer: Viewer,
    { state, role, query, limit = PAGE_SIZE, cursor }: UserSearchRequest,
  ): Promise<Page<UserListItem>> {
    const school = await this.schools.of(viewer);
    const words = query?.trim().toLowerCase() || null;
    const rows = await this.db.read<UserRow>(viewer, USERS, [
      viewer.schoolId,
      viewer.today,
      viewer.now,
      state ?? null,
      role ?? null,
      words,
      words,
      lastOf(cursor),
      limit + 1,
    ]);
    return toPage(
      rows,
      limit,
      (row) => toListItem(row, viewer, school),
      ({ id }) => toCursor([id]),
    );
  }

  /** @throws NotFoundError */
  async get(viewer: Viewer, id: string): Promise<UserView> {
    return this.db.as({ ...viewer, retryKey: null }, (tx) => this.shown(tx, id));
  }

  /** A free user name for somebody's name. */
  async suggest(viewer: Viewer, typedName: string): Promise<UsernameView> {
    const name = fieldValue('/name', checkPersonName(typedName));
    const [username] = await this.db.as({ ...viewer, retryKey: null }, (tx) => suggestUsernames(tx, [name], new Set()));
    return { username: username! };
  }

  /**
   * Invites one colleague: an account without a password and the code to come in with, told this once. Posts are proposed with it.
   * @throws InvalidRequestError for a name or user name that cannot be, or a user name that is taken
   */
  async invite(viewer: Viewer, request: InviteUserRequest): Promise<InvitedView> {
    const name = fieldValue('/name', checkPersonName(request.name));
    const wanted = request.username === undefined ? null : fieldValue('/username', checkUsername(request.username));
    let fresh: FreshCode | null = null;
    const { user, roles } = await this.db.as(viewer, async (tx) => {
      const username = wanted ?? (await suggestUsernames(tx, [name], new Set()))[0]!;
      const made = await this.addUser(tx, { name, username });
      if (!made) throw InvalidRequestError.at('/username', 'username.taken');
      fresh = made.code;
      return { roles: await this.proposeRoles(tx, made.id, request.roles ?? []), user: await this.shown(tx, made.id) };
    });
    return { user, roles, slip: fresh && this.codes.slipOf(viewer, user, fresh) };
  }

  /**
   * Adds somebody with an account that has no password yet, and makes their first code.
   * @returns null where the user name is taken
   */
  async addUser(
    tx: Tx,
    { name, username }: { name: string; username: string },
  ): Promise<{ id: string; code: FreshCode } | null> {
    if ((await usernamesTaken(tx, [username])).size > 0) return null;
    const id = v7();
    const accountId = v7();
    await tx.insert(Staff, { id, name, createdAt: tx.viewer.now });
    const [invited] = await tx.query<{ done: boolean | null }>('SELECT app.invite_account($1, $2, $3, $4) AS done', [
      accountId,
      id,
      username,
      tx.viewer.now,
    ]);
    // Somebody else took the name in this very moment: nothing of this transaction may stay.
    if (!invited?.done) throw InvalidRequestError.at('/username', 'username.taken');
    await tx.trace('account.invited', { subjectId: accountId });
    return { id, code: await this.codes.make(tx, accountId, 'activation') };
  }

  /** Posts from today on: given at once where the person may, else put before a second person. */
  async proposeRoles(tx: Tx, staffId: string, roles: readonly string[]): Promise<RoleOutcome[]> {
    const outcomes: RoleOutcome[] = [];
    for (const role of roles) {
      const { grantId, proposalId } = await this.grants.giveOrPropose(tx, {
        staffId,
        role,
        from: tx.viewer.today,
        to: null,
      });
      outcomes.push({ role, outcome: grantId === null ? 'waits' : 'given', proposalId });
    }
    return outcomes;
  }

  /**
   * Changes a name, or switches an account off or on; off ends every session and code at once.
   * @param seen the version from If-Match
   * @throws NotFoundError, StaleVersionError; ConflictError `user.self`, `user.lastAdministrator`; ForbiddenError `user.wideRole`
   */
  async edit(viewer: Viewer, id: string, seen: number, request: EditUserRequest): Promise<UserView> {
    const name = request.name === undefined ? null : fieldValue('/name', checkPersonName(request.name));
    return this.db.as(viewer, async (tx) => {
      const row = await userOf(tx, id);
      const disable =
        request.disabled === undefined || request.disabled === (row.disabledAt !== null) ? null : request.disabled;
      if (disable !== null) await this.refuseSwitch(tx, row, disable);
      const [changed] = await tx.query<{ done: boolean }>('SELECT app.change_account($1, $2, $3, $4) AS done', [
        row.accountId,
        seen,
        disable,
        viewer.now,
      ]);
      if (!changed?.done) throw new StaleVersionError(row.version, await this.shown(tx, id));
      if (name !== null && name !== row.name) {
        await tx.update(Staff, { id }, { name });
        await tx.trace('account.renamed', { subjectId: row.accountId });
      }
      if (disable !== null)
        await tx.trace(disable ? 'account.disabled' : 'account.enabled', { subjectId: row.accountId });
      return this.shown(tx, id);
    });
  }

  private async refuseSwitch(tx: Tx, row: UserRow, disable: boolean): Promise<void> {
    if (row.id === tx.viewer.id) throw new ConflictError('user.self');
    if (!maySwitch(tx.viewer.roles, await postsOf(tx, row.id))) throw new ForbiddenError('user.wideRole');
    if (disable) await refuseLastAdministrator(tx, row.id);
  }

  private async shown(tx: Tx, id: string): Promise<UserView> {
    const row = await userOf(tx, id);
    return toView(row, tx.viewer, await this.schools.of(tx.viewer));
  }
}

/** @throws InvalidRequestError at the field */
function fieldValue<T>(pointer: string, checked: Checked<T>): T {
  if (!checked.ok) throw InvalidRequestError.at(pointer, checked.problem, { ...checked.params });
  return checked.value;
}

function lastOf(cursor: string | undefined): string | null {
  const id = fromCursor(cursor, 1)?.[0] ?? null;
  if (id !== null && !(typeof id === 'string' && UUID.test(id)))
    throw InvalidRequestError.at('/cursor', 'request.cursorInvalid');
  return id;
}
