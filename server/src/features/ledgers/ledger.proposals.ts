import { Injectable } from '@nestjs/common';
import { holds, LEDGER_FETCHES, type LedgerDecider } from '@tongxin/shared';
import { In } from 'typeorm';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import type { Proposal } from '../../platform/approvals/proposal.entity.js';
import {
  Proposals,
  type ProposalContent,
  type ProposalKind,
  type ProposedChange,
} from '../../platform/approvals/proposals.service.js';
import { SchoolContexts } from '../organisation/index.js';
import { classOf } from './ledger-children.js';
import { LedgerRequest } from './ledger-request.entity.js';
import { LEDGER_EXPORT } from './ledgers.service.js';

const HOUR = 3_600_000;

/** A large ledger that waits for a second person: who decides sees of which children, how many and which columns, and no child's name. */
@Injectable()
export class LedgerProposals implements ProposalKind {
  readonly kind = LEDGER_EXPORT;

  constructor(
    proposals: Proposals,
    private readonly schools: SchoolContexts,
  ) {
    proposals.register(this);
  }

  seenBy(viewer: Viewer): boolean {
    return holds(viewer, 'ledger.approve') || holds(viewer, 'departmentLedger.approve');
  }

  async show(tx: Tx, proposals: readonly Proposal[]): Promise<ReadonlyMap<string, ProposalContent>> {
    const seen = proposals.filter(({ proposedBy }) => proposedBy === tx.viewer.id || this.seenBy(tx.viewer));
    const requests = await tx.find(LedgerRequest, { id: In(seen.flatMap(({ subjectId }) => subjectId ?? [])) });
    const school = await this.schools.of(tx.viewer);
    const shown = new Map<string, ProposalContent>();
    for (const proposal of seen) {
      const request = requests.find(({ id }) => id === proposal.subjectId);
      if (!request) continue;
      const named = await classOf(tx, request.filter, school);
      shown.set(proposal.id, { about: null, changes: changesOf(request, named?.label ?? null) });
    }
    return shown;
  }

  mayDecide(viewer: Viewer, proposal: Proposal): boolean {
    const { decider } = proposal.content as { decider: LedgerDecider };
    return holds(viewer, decider === 'principal' ? 'departmentLedger.approve' : 'ledger.approve');
  }

  /** From now on whoever asked may fetch it; it is made when it is fetched. */
  async apply(tx: Tx, { subjectId }: Proposal): Promise<void> {
    const readyUntil = new Date(tx.viewer.now.getTime() + LEDGER_FETCHES.hours * HOUR);
    await tx.update(LedgerRequest, { id: subjectId! }, { readyUntil });
  }
}

/** Codes stand apart by commas; the client has the words. */
function changesOf({ children, columns, filter }: LedgerRequest, className: string | null): ProposedChange[] {
  const { categories, status, urgency, card, withoutCareFile } = filter;
  const values: readonly (readonly [string, string | null | undefined])[] = [
    ['ledgerChildren', String(children)],
    ['ledgerClass', className],
    ['ledgerCategories', categories?.join(',')],
    ['ledgerStatus', status],
    ['ledgerUrgency', urgency],
    ['ledgerCard', card],
    ['ledgerWithoutCareFile', withoutCareFile ? 'true' : null],
    ['ledgerColumns', columns.join(',')],
  ];
  return values.flatMap(([field, after]) => (after ? [{ field, before: null, after }] : []));
}
