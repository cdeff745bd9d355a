import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { maskAddress, maskPhone } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import { InvalidRequestError, NotFoundError, StaleVersionError } from '../../platform/errors/domain-error.js';
import type { CardPhone } from './card.rules.js';
import { CardProposals } from './card-proposals.service.js';
import { loadCard, type StoredCard } from './card-store.js';
import { stepsBetween } from './card-steps.rules.js';
import { ContactCard, ContactCardVerification } from './contact-card.entities.js';
import { FieldChecks } from './field-checks.js';
import { correctedCard, shownToGuardian, type CardCorrection } from './guardian-correction.rules.js';
import { Student } from './student.entities.js';

export interface GuardianCardPhone {
  readonly id: string;
  readonly masked: string;
}

/** All that a guardian is given of the own child's card. No category, no care file, no status, no other child, no family fact. */
export interface GuardianCard {
  readonly version: number;
  readonly studentName: string;
  readonly village: string | null;
  /** Without the house. */
  readonly address: string | null;
  /** The child's own. */
  readonly phones: GuardianCardPhone[];
  readonly people: {
    readonly id: string;
    readonly name: string;
    readonly relationship: string;
    readonly phones: GuardianCardPhone[];
  }[];
}

/**
 * The contact card as a guardian without account meets it. Which child it is follows from their link, never from what they send;
 * the transaction runs in the name of the product.
 */
@Injectable()
export class GuardianCards {
  constructor(private readonly proposals: CardProposals) {}

  /** @throws NotFoundError where the child has no card */
  async show(tx: Tx, studentId: string): Promise<GuardianCard> {
    const { student, stored } = await this.lock(tx, studentId);
    const { address, village, phones } = stored.card;
    return {
      version: stored.version,
      studentName: student.name,
      village,
      address: address === null ? null : maskAddress(address, village),
      phones: phones.map(toPhone),
      people: shownToGuardian(stored.card).map((person) => ({
        id: person.id,
        name: person.name,
        relationship: person.relationship,
        phones: person.phones.map(toPhone),
      })),
    };
  }

  /** The guardian says that the card is right: it is fresh from today. @throws StaleVersionError where it has changed since they saw it */
  async confirm(tx: Tx, studentId: string, seen: number): Promise<void> {
    await this.lock(tx, studentId, seen);
    const card = await tx.findOneForUpdate(ContactCard, { studentId });
    if (!card) throw new NotFoundError();
    const { today, now } = tx.viewer;
    await tx.insert(ContactCardVerification, {
      id: v7(),
      studentId,
      verifiedOn: today,
      reached: true,
      verifiedBy: null,
      byGuardian: true,
      typedAt: now,
    });
    await tx.updateVersion(ContactCard, { studentId }, card, seen, {
      verifiedOn: today,
      verifiedAt: now,
      verifiedBy: null,
      verifiedByGuardian: true,
    });
  }

  /**
   * Puts what the guardian corrects before the department; nothing of it counts before somebody there agrees.
   * @returns the proposal's id
   * @throws StaleVersionError, InvalidRequestError for wrong values, and where nothing is different
   */
  async correct(
    tx: Tx,
    studentId: string,
    seen: number,
    correction: CardCorrection,
    message: string | null,
  ): Promise<string> {
    const { stored } = await this.lock(tx, studentId, seen);
    const checks = new FieldChecks();
    const wanted = correctedCard(stored.card, correction, checks, v7);
    checks.refuse();
    const steps = stepsBetween(stored.card, wanted);
    if (steps.length === 0) throw new InvalidRequestError([], 'guardianCard.unchanged');
    return (await this.proposals.proposeForGuardian(tx, studentId, steps, message)).id;
  }

  private async lock(tx: Tx, studentId: string, seen?: number): Promise<{ student: Student; stored: StoredCard }> {
    const student = await tx.findOneForUpdate(Student, { id: studentId });
    if (!student) throw new NotFoundError();
    const stored = await loadCard(tx, studentId);
    if (seen !== undefined && stored.version !== seen) throw new StaleVersionError(stored.version);
    return { student, stored };
  }
}

const toPhone = ({ id, number }: CardPhone): GuardianCardPhone => ({ id, masked: maskPhone(number) });
