import { Injectable } from '@nestjs/common';
import { addDays } from '@tongxin/shared';
import { v7 } from 'uuid';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { Proposals } from '../../platform/approvals/proposals.service.js';
import {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
} from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { RoleGrant } from '../organisation/index.js';
import type {
  EndGrantRequest,
  GrantOutcome,
  GrantQuery,
  GrantState,
  GrantView,
  NewGrantRequest,
} from './grants.dto.js';
import { GRANTS, ONE_GRANT, OVERLAPPING_GRANT, OVERLAPPING_PROPOSAL, type GrantRow } from './grants.queries.js';
import { deciderOf, mayEndPost } from './post.rules.js';
import { findUser, refuseLastAdministrator } from './user-store.js';

export const ROLE_GRANT = 'role.grant';
const PAGE_SIZE = 25;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EXCLUSION_VIOLATION = '23P01';

/** A post somebody is to hold from a day to a day. */
export interface WantedGrant {
  readonly staffId: string;
  readonly role: string;
  readonly from: string;
  readonly to: string | null;
  readonly reason?: string | null;
}

/** Who holds which post from when to when, who asked for it and who agreed. Nobody gives themselves one. */
@Injectable()
export class Grants {
  constructor(
    private readonly db: Database,
    private readonly proposals: Proposals,
  ) {}

  /** Posts, the newest first; also those that have ended. */
  async list(
    viewer: Viewer,
    { staffId, role, state, limit = PAGE_SIZE, cursor }: GrantQuery,
  ): Promise<Page<GrantView>> {
    const rows = await this.db.read<GrantRow>(viewer, GRANTS, [
      viewer.schoolId,
      viewer.today,
      staffId ?? null,
      role ?? null,
      state ?? null,
      lastOf(cursor),
      limit + 1,
    ]);
    return toPage(
      rows,
      limit,
      (row) => toView(row, viewer),
      ({ id }) => toCursor([id]),
    );
  }

  /**
   * Gives a post, or puts it before a second person.
   * @throws InvalidRequestError for days that cannot be or nobody of the school; ConflictError `grant.self`, `grant.overlaps`, `grant.proposed`, `user.disabled`
   */
  async create(viewer: Viewer, request: NewGrantRequest): Promise<GrantOutcome> {
    const { staffId, role, from, to = null, reason } = request;
    if (from < viewer.today) throw InvalidRequestError.at('/from', 'grant.past');
    if (to !== null && to < from) throw InvalidRequestError.at('/to', 'date.order');
    return this.db.as(viewer, async (tx) => {
      await assertColleague(tx, staffId);
      const { grantId, proposalId } = await this.giveOrPropose(tx, { staffId, role, from, to, reason: reason ?? null });
      return {
        outcome: grantId === null ? 'waits' : 'given',
        grant: grantId === null ? null : await this.shown(tx, grantId),
        proposalId,
      };
    });
  }

  /** As {@link create}, inside another act; the person and the days are good. */
  async giveOrPropose(tx: Tx, wanted: WantedGrant): Promise<{ grantId: string | null; proposalId: string | null }> {
    if (wanted.staffId === tx.viewer.id) throw new ConflictError('grant.self');
    await this.refuseTwice(tx, wanted);
    const decides = deciderOf(tx.viewer.roles, wanted.role);
    if (decides === null) return { grantId: await this.give(tx, wanted, null), proposalId: null };
    const { staffId, role, from, to, reason } = wanted;
    const { id } = await this.proposals.propose(tx, {
      kind: ROLE_GRANT,
      subjectId: staffId,
      content: { staffId, role, from, to, decides },
      reason: reason ?? null,
    });
    return { grantId: null, proposalId: id };
  }

  /** Stores a post that has the yes it needs. @throws ConflictError `grant.overlaps` */
  async give(tx: Tx, { staffId, role, from, to }: WantedGrant, proposedBy: string | null): Promise<string> {
    const id = v7();
    try {
      await tx.insert(RoleGrant, {
        id,
        staffId,
        role,
        fromOn: from,
        toOn: to,
        grantedBy: tx.viewer.id,
        grantedAt: tx.viewer.now,
        proposedBy,
      });
    } catch (error) {
      if ((error as { code?: unknown }).code === EXCLUSION_VIOLATION) throw new ConflictError('grant.overlaps');
      throw error;
    }
    await tx.trace('role.granted', { subjectId: id });
    return id;
  }

  /**
   * Ends a post on a day; the day before today ends it with the next request. One that has not begun is called off.
   * @throws NotFoundError; ForbiddenError where another post ends it; ConflictError `grant.ended`, `user.lastAdministrator`
   */
  async end(viewer: Viewer, id: string, { on, reason }: EndGrantRequest): Promise<GrantView> {
    return this.db.as(viewer, async (tx) => {
      const grant = await tx.findOneForUpdate(RoleGrant, { id });
      if (!grant) throw new NotFoundError();
      if (!mayEndPost(viewer.roles, grant.role)) throw new ForbiddenError();
      const last = grant.fromOn > on ? addDays(grant.fromOn, -1) : on;
      if (on < addDays(viewer.today, -1)) throw InvalidRequestError.at('/on', 'grant.past');
      if (grant.toOn !== null && (grant.toOn < viewer.today || last >= grant.toOn))
        throw new ConflictError('grant.ended');
      if (grant.role === 'administrator' && grant.fromOn <= viewer.today)
        await refuseLastAdministrator(tx, grant.staffId);
      await tx.update(
        RoleGrant,
        { id },
        { toOn: last, endedBy: viewer.id, endedAt: viewer.now, endReason: reason ?? null },
      );
      await tx.trace('role.ended', { subjectId: id });
      return this.shown(tx, id);
    });
  }

  private async refuseTwice(tx: Tx, { staffId, role, from, to }: WantedGrant): Promise<void> {
    const values = [tx.viewer.schoolId, staffId, role, from, to];
    if ((await tx.query(OVERLAPPING_GRANT, values)).length > 0) throw new ConflictError('grant.overlaps');
    if ((await tx.query(OVERLAPPING_PROPOSAL, values)).length > 0) throw new ConflictError('grant.proposed');
  }

  private async shown(tx: Tx, id: string): Promise<GrantView> {
    const [row] = await tx.query<GrantRow>(ONE_GRANT, [tx.viewer.schoolId, tx.viewer.today, id]);
    return toView(row!, tx.viewer);
  }
}

/** @throws InvalidRequestError `user.unknown`, ConflictError `user.disabled` */
async function assertColleague(tx: Tx, staffId: string): Promise<void> {
  const found = await findUser(tx, staffId);
  if (!found) throw InvalidRequestError.at('/staffId', 'user.unknown');
  if (found.disabledAt !== null) throw new ConflictError('user.disabled');
}

function toView(row: GrantRow, viewer: Viewer): GrantView {
  const state: GrantState =
    row.to !== null && (row.to < viewer.today || row.to < row.from)
      ? 'past'
      : row.from > viewer.today
        ? 'coming'
        : 'running';
  return {
    ...row,
    grantedAt: row.grantedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    state,
    mayEnd: state !== 'past' && mayEndPost(viewer.roles, row.role),
  };
}

function lastOf(cursor: string | undefined): string | null {
  const id = fromCursor(cursor, 1)?.[0] ?? null;
  if (id !== null && !(typeof id === 'string' && UUID.test(id)))
    throw InvalidRequestError.at('/cursor', 'request.cursorInvalid');
  return id;
}
