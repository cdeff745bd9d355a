import { Injectable } from '@nestjs/common';
import { holds, later } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import type { Proposal } from '../../platform/approvals/proposal.entity.js';
import { Proposals, type ProposalContent, type ProposalKind } from '../../platform/approvals/proposals.service.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import { Grants, ROLE_GRANT } from './grants.service.js';
import type { Decider } from './post.rules.js';
import { namesOfStaff } from './staff-names.js';
import { userOf } from './user-store.js';

interface Content {
  readonly staffId: string;
  readonly role: string;
  readonly from: string;
  readonly to: string | null;
  readonly decides: Decider;
}

const contentOf = (proposal: Proposal): Content => proposal.content as unknown as Content;

/** A post for a colleague: who agrees was settled when it was proposed, and is never whom it concerns. */
@Injectable()
export class RoleGrantProposals implements ProposalKind {
  readonly kind = ROLE_GRANT;

  constructor(
    proposals: Proposals,
    private readonly grants: Grants,
  ) {
    proposals.register(this);
  }

  seenBy(viewer: Viewer): boolean {
    return holds(viewer, 'grant.view');
  }

  async show(tx: Tx, proposals: readonly Proposal[]): Promise<ReadonlyMap<string, ProposalContent>> {
    const seen = proposals.filter(({ proposedBy }) => proposedBy === tx.viewer.id || this.seenBy(tx.viewer));
    const names = await namesOfStaff(
      tx,
      seen.map((proposal) => contentOf(proposal).staffId),
    );
    return new Map(
      seen.map((proposal) => {
        const { staffId, role, from, to } = contentOf(proposal);
        const changes = [
          { field: 'role', before: null, after: role },
          { field: 'from', before: null, after: from },
          ...(to === null ? [] : [{ field: 'to', before: null, after: to }]),
        ];
        return [proposal.id, { about: names.get(staffId) ?? null, changes }];
      }),
    );
  }

  mayDecide(viewer: Viewer, proposal: Proposal): boolean {
    const { decides, staffId } = contentOf(proposal);
    return viewer.roles.includes(decides) && viewer.id !== staffId;
  }

  /** Nothing counts backwards: a post whose day has passed while it waited begins today. @throws ConflictError `grant.over`, `grant.overlaps`, `user.disabled` */
  async apply(tx: Tx, proposal: Proposal): Promise<void> {
    const { staffId, role, from, to } = contentOf(proposal);
    const begins = later(from, tx.viewer.today);
    if (to !== null && to < begins) throw new ConflictError('grant.over');
    if ((await userOf(tx, staffId)).disabledAt !== null) throw new ConflictError('user.disabled');
    await this.grants.give(tx, { staffId, role, from: begins, to }, proposal.proposedBy);
  }
}
