import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { holds, maskAddress, maskPhone, mayOn, withheldFrom, type Withheld } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import type { Proposal } from '../../platform/approvals/proposal.entity.js';
import {
  Proposals,
  type Decision,
  type ProposalContent,
  type ProposalKind,
  type ProposedChange,
} from '../../platform/approvals/proposals.service.js';
import { ConflictError, NotFoundError } from '../../platform/errors/domain-error.js';
import type { Card, CardPhone } from './card.rules.js';
import { changeCard, loadCard, loadCards } from './card-store.js';
import { backwards, joinSteps, linesOf, takeStep, type CardStep } from './card-steps.rules.js';
import { StudentAccess, type VisibleStudent } from './student-access.js';
import type { ChangeOrigin } from './student-draft.js';

export const CARD_CHANGE = 'contactCard.change';
export const GUARDIAN_CORRECTION = 'contactCard.guardianCorrection';
export const CARD_PROPOSAL_KINDS = [CARD_CHANGE, GUARDIAN_CORRECTION] as const;

/** What a proposal about a card keeps. */
export interface CardProposal {
  /** `wait`: comes true when somebody agrees; `confirm`: counts already and asks to be confirmed. */
  readonly mode: 'wait' | 'confirm';
  readonly steps: readonly CardStep[];
  readonly source: ChangeOrigin['source'];
}

export const contentOf = (proposal: Pick<Proposal, 'content'>): CardProposal =>
  proposal.content as unknown as CardProposal;

/** How much of a card somebody sees, for the lines of a difference. */
export function lineShown(
  change: { readonly field: string; readonly before: string | null; readonly after: string | null },
  village: string | null,
  withheld: ReadonlySet<Withheld>,
): (value: string | null) => string | null {
  return (value) => {
    if (value === null) return null;
    if (change.field === 'phone') return maskPhone(value);
    return change.field === 'address' && withheld.has('houseNumber') ? maskAddress(value, village) : value;
  };
}

/**
 * Changes of a contact card that wait for the department, or that count already and ask to be confirmed. What a guardian corrects by a link is of the
 * same form, under a kind of its own.
 */
@Injectable()
export class CardProposals {
  constructor(
    private readonly proposals: Proposals,
    private readonly access: StudentAccess,
  ) {
    for (const kind of CARD_PROPOSAL_KINDS) proposals.register(this.kind(kind));
  }

  /**
   * Puts steps before the department. What the same person has proposed for this card and nobody has decided yet is joined with it:
   * one person has one open proposal of each mode for a card, and the later word counts.
   * @returns the proposal
   */
  async propose(
    tx: Tx,
    student: VisibleStudent,
    mode: CardProposal['mode'],
    steps: readonly CardStep[],
    { source, reason }: Pick<ChangeOrigin, 'source' | 'reason'>,
  ): Promise<Proposal> {
    const open = await this.openOf(tx, student.id, mode);
    if (!open)
      return this.proposals.propose(tx, {
        kind: CARD_CHANGE,
        studentId: student.id,
        content: { mode, steps, source },
        reason,
      });
    const joined = joinSteps(contentOf(open).steps, steps, mode === 'confirm');
    const amended = await this.proposals.amend(tx, open, { mode, steps: joined, source }, reason);
    // A number that is back to what it was asks for nothing any more.
    if (joined.length === 0) await this.proposals.withdraw(tx, open.id, null);
    return amended;
  }

  /** What a guardian without account corrects by a link: it waits like a colleague's change. The transaction runs in the name of the product. */
  async proposeForGuardian(
    tx: Tx,
    studentId: string,
    steps: readonly CardStep[],
    reason: string | null,
  ): Promise<Proposal> {
    return this.proposals.proposeForGuardian(tx, {
      kind: GUARDIAN_CORRECTION,
      studentId,
      content: { mode: 'wait', steps, source: 'guardian' },
      reason,
    });
  }

  /** Locks what this person has before the department about these children, before the children's own rows: a decision locks in the same order. */
  async lockOwn(tx: Tx, studentIds: readonly string[]): Promise<void> {
    await tx.query(
      `SELECT id FROM proposals WHERE school_id = $1 AND student_id = ANY($2::uuid[]) AND kind = $3 AND status = 'open' AND proposed_by = $4 ORDER BY id FOR UPDATE`,
      [tx.viewer.schoolId, studentIds, CARD_CHANGE, tx.viewer.id],
    );
  }

  private async openOf(tx: Tx, studentId: string, mode: CardProposal['mode']): Promise<Proposal | null> {
    const mine = await this.proposals.openBy(tx, { kind: CARD_CHANGE, studentId });
    return mine.find((proposal) => contentOf(proposal).mode === mode) ?? null;
  }

  private kind(kind: string): ProposalKind {
    return {
      kind,
      seenBy: (viewer) => mayOn(viewer, 'contactCard.history', {}),
      show: (tx, proposals) => this.show(tx, proposals),
      mayDecide: (viewer) => holds(viewer, 'contactCard.approve'),
      apply: (tx, proposal, decision) => this.apply(tx, proposal, decision),
      sendBack: (tx, proposal, reason) => this.takeBack(tx, proposal, reason),
    };
  }

  /** The difference as the viewer sees cards: phones masked, and whose house number or family is withheld does not see it here either. */
  private async show(tx: Tx, proposals: readonly Proposal[]): Promise<ReadonlyMap<string, ProposalContent>> {
    const cards = await loadCards(
      tx,
      proposals.map(({ studentId }) => studentId!),
    );
    const contents = new Map<string, ProposalContent>();
    for (const proposal of proposals) {
      const card = cards.get(proposal.studentId!);
      if (!card || !mayOn(tx.viewer, 'contactCard.view', card)) continue;
      const withheld = withheldFrom(tx.viewer, 'contactCard.view', card);
      if (withheld.has('family')) continue;
      contents.set(proposal.id, { about: null, changes: changesOf(proposal, card.card, withheld) });
    }
    return contents;
  }

  private async apply(tx: Tx, proposal: Proposal, { replaceNewer }: Decision): Promise<void> {
    const { mode, steps, source } = contentOf(proposal);
    if (mode === 'confirm') return;
    const { student, stored } = await this.lock(tx, proposal);
    const { card, overtaken } = takeSteps(stored.card, steps);
    // Opening the proposal shows both values; the answer itself names no value of the card.
    if (overtaken && !replaceNewer) throw new ConflictError('proposal.overtaken');
    const changed = await changeCard(tx, student, stored, card, {
      source,
      reason: proposal.reason,
      changedBy: proposal.proposedBy ?? tx.viewer.id,
      approvedBy: tx.viewer.id,
      proposalId: proposal.id,
    });
    if (changed.length > 0) await tx.trace('contactCard.edited', { studentId: student.id, subjectId: proposal.id });
  }

  /** What counted while it waited goes back, where nobody has changed it again since; the history has a row for it. */
  private async takeBack(tx: Tx, proposal: Proposal, reason: string | null): Promise<void> {
    const { mode, steps } = contentOf(proposal);
    if (mode === 'wait') return;
    const { student, stored } = await this.lock(tx, proposal);
    const card = steps.map(againUnderNewId).reduce((present, step) => {
      const taken = takeStep(present, step);
      return taken.present === undefined ? taken.card : present;
    }, stored.card);
    const changed = await changeCard(tx, student, stored, card, { source: null, reason, proposalId: proposal.id });
    if (changed.length > 0) await tx.trace('contactCard.edited', { studentId: student.id, subjectId: proposal.id });
  }

  private async lock(
    tx: Tx,
    proposal: Proposal,
  ): Promise<{ student: VisibleStudent; stored: Awaited<ReturnType<typeof loadCard>> }> {
    if (proposal.studentId === null) throw new NotFoundError();
    const student = await this.access.visible(tx, proposal.studentId, 'contactCard.view', true);
    return { student, stored: await loadCard(tx, student.id) };
  }
}

/** Takes all steps on a card. @returns the card, and whether any of them has been overtaken */
export function takeSteps(card: Card, steps: readonly CardStep[]): { card: Card; overtaken: boolean } {
  let overtaken = false;
  const next = steps.reduce((present, step) => {
    const taken = takeStep(present, step);
    overtaken ||= taken.present !== undefined;
    return taken.card;
  }, card);
  return {
    card: {
      ...next,
      phones: eachOnce(next.phones),
      guardians: next.guardians.map((person) => ({ ...person, phones: eachOnce(person.phones) })),
    },
    overtaken,
  };
}

/** A number somebody else has added meanwhile does not stand twice with one person. */
function eachOnce(phones: readonly CardPhone[]): CardPhone[] {
  return phones.filter(({ number }, position) => phones.findIndex((phone) => phone.number === number) === position);
}

/** A number taken off stays in the table as taken off; where it comes back it is a new row. */
function againUnderNewId(step: CardStep): CardStep {
  const back = backwards(step);
  return back.of === 'phone' && back.before === null && back.after !== null
    ? { ...back, after: { ...back.after, id: v7() } }
    : back;
}

/** The lines of a proposal; one that waits also says what has been overtaken. */
export function changesOf(
  proposal: Pick<Proposal, 'content' | 'status'>,
  present: Card,
  withheld: ReadonlySet<Withheld>,
): ProposedChange[] {
  const { mode, steps } = contentOf(proposal);
  const waits = mode === 'wait' && proposal.status === 'open';
  return steps.flatMap((step) => {
    const taken = waits ? takeStep(present, step) : null;
    return linesOf(step).map((line): ProposedChange => {
      const shown = lineShown(line, present.village, withheld);
      return {
        field: line.field,
        person: line.person,
        before: shown(line.before),
        after: shown(line.after),
        applied: mode === 'confirm',
        ...(taken?.present !== undefined ? { present: shown(taken.present) } : {}),
      };
    });
  });
}
