import { Injectable } from '@nestjs/common';
import { holds } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import type { Proposal } from '../../platform/approvals/proposal.entity.js';
import { Proposals, type ProposalContent, type ProposalKind } from '../../platform/approvals/proposals.service.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import { namesOfStaff } from './staff-names.js';
import { userOf } from './user-store.js';

export const PASSWORD_RESET = 'password.reset';

/**
 * A new password for somebody who reads closed records or agrees in another's place. The principal or an administrator says yes, never who asked for it
 * and never whom it concerns; for the principal's own account that leaves the administrator. The yes makes no code: whoever asked makes it, once.
 */
@Injectable()
export class PasswordResetProposals implements ProposalKind {
  readonly kind = PASSWORD_RESET;

  constructor(proposals: Proposals) {
    proposals.register(this);
  }

  seenBy(viewer: Viewer): boolean {
    return holds(viewer, 'user.reset') || holds(viewer, 'wideGrant.approve');
  }

  async show(tx: Tx, proposals: readonly Proposal[]): Promise<ReadonlyMap<string, ProposalContent>> {
    const seen = proposals.filter(({ proposedBy }) => proposedBy === tx.viewer.id || this.seenBy(tx.viewer));
    const names = await namesOfStaff(
      tx,
      seen.map(({ subjectId }) => subjectId!),
    );
    return new Map(
      seen.map(({ id, subjectId }) => [
        id,
        { about: names.get(subjectId!) ?? null, changes: [{ field: 'password', before: null, after: null }] },
      ]),
    );
  }

  mayDecide(viewer: Viewer, { subjectId }: Proposal): boolean {
    return holds(viewer, 'wideGrant.approve') && viewer.id !== subjectId;
  }

  /** @throws ConflictError `user.disabled` */
  async apply(tx: Tx, { subjectId }: Proposal): Promise<void> {
    if ((await userOf(tx, subjectId!)).disabledAt !== null) throw new ConflictError('user.disabled');
  }
}
