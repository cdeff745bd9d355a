import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transaction.js';
import { Proposal } from '../../platform/approvals/proposal.entity.js';
import { Proposals } from '../../platform/approvals/proposals.service.js';
import { SubjectKinds, type FileSubject, type SubjectKind } from '../../platform/files/subject-kinds.js';

/** The evidence of a proposal: seen by whoever sees the proposal, added by whoever made it while nobody has decided. */
@Injectable()
export class ProposalFiles implements SubjectKind {
  readonly kind = 'proposal';

  constructor(
    private readonly proposals: Proposals,
    subjects: SubjectKinds,
  ) {
    subjects.register(this);
  }

  async find(tx: Tx, subjectId: string): Promise<FileSubject | null> {
    const proposal = await tx.findOne(Proposal, { id: subjectId });
    if (!proposal || !(await this.proposals.kindOf(proposal).show(tx, [proposal])).has(proposal.id)) return null;
    const mayChange = proposal.status === 'open' && proposal.proposedBy === tx.viewer.id;
    return { studentId: proposal.studentId, mayChange };
  }
}
