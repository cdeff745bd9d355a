import { Injectable } from '@nestjs/common';
import { todayIn } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import { jobViewer, type Viewer } from '../../platform/access/viewer.js';
import { Clock } from '../../platform/clock/clock.js';
import { sha256 } from '../../platform/crypto/tokens.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { Attempts } from '../../platform/sessions/attempts.js';
import { GuardianCards } from '../students/index.js';
import { GuardianLink } from './guardian-link.entities.js';
import { refuseOver } from './guardian-link.rules.js';
import type { CorrectGuardianCardRequest, GuardianCardDone, GuardianCardView } from './guardian-links.dto.js';

/** Who holds a link and from where: all that is known of somebody without account. */
export interface LinkHolder {
  readonly token: string;
  readonly address: string;
  readonly requestId: string;
}

interface Found {
  link_id: string;
  school_id: string;
  school_name: string;
  time_zone: string;
  system: '63' | '54';
}

const TOKEN = /^[\w-]{43}$/;

/**
 * What a guardian without account does by a link: look, confirm once or correct once. The link alone says which child it is. In the access log it is the link
 * that acts, since nobody of the school does.
 */
@Injectable()
export class GuardianCardService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly attempts: Attempts,
    private readonly cards: GuardianCards,
  ) {}

  /** Looks at the card; looking does not use the link. @throws as {@link by} */
  open(holder: LinkHolder): Promise<GuardianCardView> {
    return this.by(holder, async (tx, link, schoolName) => {
      const card = await this.cards.show(tx, link.studentId);
      if (!link.openedAt)
        await tx.updateVersion(GuardianLink, { id: link.id }, link, link.version, { openedAt: tx.viewer.now });
      await tx.trace('guardianLink.opened', { studentId: link.studentId, subjectId: link.id });
      return { schoolName, ...card, expiresAt: link.expiresAt.toISOString() };
    });
  }

  /** Confirms the card as it was seen, and uses the link. @throws as {@link by}; StaleVersionError, the link is not used then */
  confirm(holder: LinkHolder, seen: number): Promise<GuardianCardDone> {
    return this.by(holder, async (tx, link, schoolName) => {
      await this.cards.confirm(tx, link.studentId, seen);
      await this.use(tx, link, 'confirmed', null);
      return { schoolName };
    });
  }

  /** Corrects the card, which then waits for the department, and uses the link. @throws as {@link by}; StaleVersionError, InvalidRequestError, the link is not used then */
  correct(holder: LinkHolder, request: CorrectGuardianCardRequest): Promise<GuardianCardDone> {
    const { version, address, phones, people, message = null } = request;
    return this.by(holder, async (tx, link, schoolName) => {
      const correction = { ...(address === undefined ? {} : { address }), phones, people };
      const proposalId = await this.cards.correct(tx, link.studentId, version, correction, message);
      await this.use(tx, link, 'corrected', proposalId);
      return { schoolName };
    });
  }

  /**
   * Finds the link of a secret and works under its school.
   * @throws TooManyError for too many guesses from one address, or too many requests with one link; NotFoundError `guardianLink.unknown` for a guess;
   * ConflictError `guardianLink.used`, `.expired`, `.revoked`, told only to who holds a real link
   */
  private async by<T>(
    { token, address, requestId }: LinkHolder,
    work: (tx: Tx, link: GuardianLink, schoolName: string) => Promise<T>,
  ): Promise<T> {
    const guess = { of: 'linkAddress', key: address } as const;
    await this.attempts.count(guess);
    const [found] = TOKEN.test(token)
      ? await this.db.beforeViewer<Found>('SELECT * FROM app.guardian_link_of($1)', [sha256(token)])
      : [];
    if (!found) throw new NotFoundError('guardianLink.unknown');
    await this.attempts.giveBack(guess);
    await this.attempts.count({ of: 'link', key: token });
    return this.db.as(this.viewerFor(found, requestId), async (tx) => {
      const link = await tx.findOneForUpdate(GuardianLink, { id: found.link_id });
      if (!link) throw new NotFoundError('guardianLink.unknown');
      refuseOver(link, tx.viewer.now);
      return work(tx, link, found.school_name);
    });
  }

  private viewerFor({ link_id, school_id, time_zone, system }: Found, requestId: string): Viewer {
    const now = this.clock.now();
    const today = todayIn(time_zone, now);
    const viewer = jobViewer({
      schoolId: school_id,
      actorId: link_id,
      timeZone: time_zone,
      schoolSystem: system,
      today,
      now,
    });
    return { ...viewer, requestId };
  }

  private async use(
    tx: Tx,
    link: GuardianLink,
    outcome: 'confirmed' | 'corrected',
    proposalId: string | null,
  ): Promise<void> {
    const { now } = tx.viewer;
    await tx.updateVersion(GuardianLink, { id: link.id }, link, link.version, { usedAt: now, outcome, proposalId });
    await tx.trace(`guardianLink.${outcome}`, { studentId: link.studentId, subjectId: link.id });
  }
}
