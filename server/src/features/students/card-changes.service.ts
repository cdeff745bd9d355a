import { Injectable } from '@nestjs/common';
import { mayOn } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import type { Card, CardChange } from './card.rules.js';
import { CardProposals } from './card-proposals.service.js';
import { changeCard, type StoredCard } from './card-store.js';
import { linesOf, stepsBetween } from './card-steps.rules.js';
import type { VisibleStudent } from './student-access.js';
import type { ChangeOrigin } from './student-draft.js';

/** What has become of a wanted change. */
export interface CardOutcome {
  readonly applied: readonly CardChange[];
  readonly proposed: readonly CardChange[];
}

/** Who changes a card: the office and the department at once; for everybody else phones count at once, to be confirmed, and all other fields wait. */
@Injectable()
export class CardChanges {
  constructor(private readonly proposals: CardProposals) {}

  /**
   * Brings a card to what is wanted, as far as this person's post lets it count. The student's row is locked already.
   * @returns what counts now and what waits
   */
  async make(
    tx: Tx,
    student: VisibleStudent,
    stored: StoredCard,
    wanted: Card,
    origin: Pick<ChangeOrigin, 'source' | 'reason'>,
  ): Promise<CardOutcome> {
    if (mayOn(tx.viewer, 'contactCard.edit', student)) {
      const applied = await changeCard(tx, student, stored, wanted, origin);
      if (applied.length > 0) await tx.trace('contactCard.edited', { studentId: student.id });
      return { applied, proposed: [] };
    }
    const reachable = withPhonesOf(stored.card, wanted);
    const applied = await this.applyPhones(tx, student, stored, reachable, origin);
    const waiting = stepsBetween(reachable, wanted);
    if (waiting.length > 0) await this.proposals.propose(tx, student, 'wait', waiting, origin);
    return { applied, proposed: waiting.flatMap(linesOf) };
  }

  private async applyPhones(
    tx: Tx,
    student: VisibleStudent,
    stored: StoredCard,
    reachable: Card,
    origin: Pick<ChangeOrigin, 'source' | 'reason'>,
  ): Promise<readonly CardChange[]> {
    const steps = stepsBetween(stored.card, reachable);
    const proposal = steps.length > 0 ? await this.proposals.propose(tx, student, 'confirm', steps, origin) : null;
    const applied = await changeCard(tx, student, stored, reachable, {
      ...origin,
      ...(proposal ? { proposalId: proposal.id } : {}),
    });
    if (applied.length > 0) await tx.trace('contactCard.edited', { studentId: student.id });
    return applied;
  }
}

/** The stored card with the numbers of the wanted one, of the child and of everybody who stands on both. */
function withPhonesOf(stored: Card, wanted: Card): Card {
  return {
    ...stored,
    phones: wanted.phones,
    guardians: stored.guardians.map((person) => ({
      ...person,
      phones: wanted.guardians.find(({ id }) => id === person.id)?.phones ?? person.phones,
    })),
  };
}
