import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { Proposal } from '../../platform/approvals/proposal.entity.js';
import { Proposals } from '../../platform/approvals/proposals.service.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import { Codes, type FreshCode } from './codes.js';
import { PASSWORD_RESET } from './password-reset.proposals.js';
import { resetNeedsTwo, shutsClosedRecords } from './post.rules.js';
import { findUser, postsOf, userOf } from './user-store.js';
import type { CodeOutcome, FirstCodesRequest, FirstCodesView, MakeCodeRequest } from './users.dto.js';
import type { UserRow } from './users.queries.js';

/** So long after the second person's yes the code can be made; later it is asked for anew. */
const AGREED_HOURS = 24;

const AGREED = `SELECT id, content FROM proposals
  WHERE school_id = $1 AND kind = $2 AND subject_id = $3 AND proposed_by = $4 AND status = 'approved' AND decided_at > $5 AND content->>'spentAt' IS NULL
  ORDER BY decided_at DESC LIMIT 1 FOR UPDATE`;
const WAITING = `SELECT id FROM proposals WHERE school_id = $1 AND kind = $2 AND subject_id = $3 AND status = 'open' LIMIT 1`;

/** Codes for colleagues: to come in for the first time, or anew after a forgotten password. */
@Injectable()
export class UserCodes {
  constructor(
    private readonly db: Database,
    private readonly codes: Codes,
    private readonly proposals: Proposals,
  ) {}

  /**
   * Makes a code for somebody. Where two people have to agree it puts the reset before the second one; when they have agreed, whoever asked for it
   * makes the code, once.
   * @throws NotFoundError; ConflictError `user.self`, `user.disabled`
   */
  async make(viewer: Viewer, id: string, { reason }: MakeCodeRequest): Promise<CodeOutcome> {
    let fresh: FreshCode | null = null;
    const { user, proposalId } = await this.db.as(viewer, async (tx) => {
      const row = await userOf(tx, id);
      const user = { id: row.id, name: row.name, username: row.username };
      if (id === viewer.id) throw new ConflictError('user.self');
      if (row.disabledAt !== null) throw new ConflictError('user.disabled');
      const waits = await this.secondPerson(tx, row, reason ?? null);
      if (waits === null) fresh = await this.makeNow(tx, row);
      return { user, proposalId: waits };
    });
    if (proposalId !== null) return { outcome: 'waits', slip: null, proposalId };
    return { outcome: 'made', slip: fresh && this.codes.slipOf(viewer, user, fresh), proposalId: null };
  }

  /** New codes for colleagues who have never been in, for example when the first ones have expired. Whoever has come in, is switched off or is not there is left out. */
  async makeFirst(viewer: Viewer, { userIds }: FirstCodesRequest): Promise<FirstCodesView> {
    const fresh = new Map<string, FreshCode>();
    const users = await this.db.as(viewer, async (tx) => {
      const made: { id: string; name: string; username: string }[] = [];
      for (const id of [...userIds].sort()) {
        const row = await findUser(tx, id);
        if (row?.activatedAt !== null || row.disabledAt !== null || id === viewer.id) continue;
        fresh.set(id, await this.codes.make(tx, row.accountId, 'activation'));
        made.push({ id, name: row.name, username: row.username });
      }
      return made;
    });
    return {
      slips: users.flatMap((user) => {
        const code = fresh.get(user.id);
        return code ? [this.codes.slipOf(viewer, user, code)] : [];
      }),
    };
  }

  private async makeNow(tx: Tx, { id, accountId, activatedAt }: UserRow): Promise<FreshCode> {
    if (activatedAt === null) return this.codes.make(tx, accountId, 'activation');
    return this.codes.make(tx, accountId, 'reset', shutsClosedRecords(await postsOf(tx, id)));
  }

  /** @returns null where the code may be made now, else the proposal that waits */
  private async secondPerson(tx: Tx, row: UserRow, reason: string | null): Promise<string | null> {
    if (row.activatedAt === null || !resetNeedsTwo(await postsOf(tx, row.id))) return null;
    const { schoolId, id: own, now } = tx.viewer;
    const since = new Date(now.getTime() - AGREED_HOURS * 3_600_000);
    const [agreed] = await tx.query<{ id: string; content: Record<string, unknown> }>(AGREED, [
      schoolId,
      PASSWORD_RESET,
      row.id,
      own,
      since,
    ]);
    if (agreed) {
      await tx.update(Proposal, { id: agreed.id }, { content: { ...agreed.content, spentAt: now.toISOString() } });
      return null;
    }
    // Two who ask at once wait for each other at the person, so that one proposal stands.
    await tx.query('SELECT 1 FROM staff WHERE school_id = $1 AND id = $2 FOR UPDATE', [schoolId, row.id]);
    const [waiting] = await tx.query<{ id: string }>(WAITING, [schoolId, PASSWORD_RESET, row.id]);
    if (waiting) return waiting.id;
    const proposal = await this.proposals.propose(tx, {
      kind: PASSWORD_RESET,
      subjectId: row.id,
      content: { staffId: row.id },
      reason,
    });
    return proposal.id;
  }
}
