import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { later, maskAddress, mayOn, reachOf, withheldFrom, type Withheld } from '@tongxin/shared';
import type { Card, CardChange } from './card.rules.js';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import { asHeadTeacherOf, IN_EMERGENCY, isOpenInEmergency, THIS_CHILD } from '../../platform/access/emergency.js';
import type { Viewer } from '../../platform/access/viewer.js';
import {
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
  StaleVersionError,
} from '../../platform/errors/domain-error.js';
import { SchoolContexts, type SchoolContext } from '../organisation/index.js';
import { CardChanges } from './card-changes.service.js';
import { CardProposals, lineShown, takeSteps } from './card-proposals.service.js';
import { cardWanted } from './card-request.rules.js';
import { CARD_PEOPLE, CARD_PHONES, cardOf, loadCard } from './card-store.js';
import { stepsBetween, stepsForSibling } from './card-steps.rules.js';
import type {
  CardChangeLine,
  ContactCardSaved,
  ContactCardView,
  EditContactCardRequest,
  VerifyContactCardRequest,
} from './contact-card.dto.js';
import { ContactCard, ContactCardVerification } from './contact-card.entities.js';
import { CARD_COLUMNS, termBegan, toContactCardView, type CardRow } from './contact-card.view.js';
import { FieldChecks } from './field-checks.js';
import { Households } from './households.service.js';
import { opening, openingValues, SEEN } from './opening.js';
import { withCurrent } from './stale.js';
import { reachValues, StudentAccess, type VisibleStudent } from './student-access.js';

const CARD = `SELECT s.class_id AS "classId", ${CARD_COLUMNS}, ${CARD_PHONES} AS phones, ${CARD_PEOPLE} AS people
  FROM s JOIN contact_cards c ON c.school_id = s.school_id AND c.student_id = s.id
  LEFT JOIN staff v ON v.school_id = c.school_id AND v.id = c.verified_by`;

/** A card and the row its opening leaves. */
const OPEN_CARD = { name: 'contact-card-open', text: `${opening('contactCard.opened')} ${CARD}` };
const OPEN_IN_EMERGENCY = {
  name: 'contact-card-open-in-emergency',
  text: `${opening('contactCard.opened', 'true', IN_EMERGENCY)} ${CARD}`,
};
/** The same inside an act that leaves its own row. */
const CARD_OF = `WITH ${SEEN} ${CARD}`;

type Row = CardRow & { classId: string | null };

/** Contact cards: read to reach an adult now, and kept true. */
@Injectable()
export class ContactCardsService {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
    private readonly access: StudentAccess,
    private readonly changes: CardChanges,
    private readonly proposals: CardProposals,
    private readonly households: Households,
  ) {}

  async open(viewer: Viewer, studentId: string): Promise<ContactCardView> {
    const school = await this.schools.of(viewer);
    const emergency = isOpenInEmergency(viewer, studentId, 'contactCard');
    const [row] = await this.db.read<Row>(
      viewer,
      emergency ? OPEN_IN_EMERGENCY : OPEN_CARD,
      openingValues(viewer, studentId, emergency ? THIS_CHILD : reachOf(viewer, 'contactCard.view')),
    );
    if (!row) throw new NotFoundError();
    if (!emergency) return toView(row, viewer, school);
    const classId = row.classId ?? studentId;
    const card = toView({ ...row, classId }, asHeadTeacherOf(viewer, classId), school);
    return { ...card, mayEdit: false, editsAtOnce: false };
  }

  /**
   * Replaces the whole card; the old value of every field that changes is kept with source, reason and who. What a head teacher or helper changes waits for the
   * department, but for phones; the answer tells both.
   */
  edit(viewer: Viewer, studentId: string, seen: number, request: EditContactCardRequest): Promise<ContactCardSaved> {
    return withCurrent(
      () => this.editSeen(viewer, studentId, seen, request),
      () => this.open(viewer, studentId),
    );
  }

  private async editSeen(
    viewer: Viewer,
    studentId: string,
    seen: number,
    request: EditContactCardRequest,
  ): Promise<ContactCardSaved> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      const { also = [], source = null, reason } = request;
      await this.proposals.lockOwn(tx, [studentId, ...also]);
      const [student, ...siblings] = await this.access.visibleMany(tx, [studentId, ...also], 'contactCard.view', true);
      for (const child of [student!, ...siblings]) {
        if (!mayOn(viewer, 'contactCard.propose', child)) throw new ForbiddenError();
      }
      await this.households.refuseStrangers(tx, studentId, also);
      const stored = await loadCard(tx, studentId);
      if (stored.version !== seen) throw new StaleVersionError(stored.version);
      const checks = new FieldChecks();
      const said = unmasked(request, stored.card, withheldFrom(viewer, 'contactCard.view', student!));
      const wanted = cardWanted(said, stored.card, viewer.today, checks, v7);
      checks.refuse();
      const steps = stepsBetween(stored.card, wanted);
      const outcome = await this.changes.make(tx, student!, stored, wanted, { source, reason });
      for (const sibling of siblings) {
        const theirs = await loadCard(tx, sibling.id);
        const { card } = takeSteps(theirs.card, stepsForSibling(steps, theirs.card, v7));
        await this.changes.make(tx, sibling, theirs, card, { source, reason });
      }
      const card = await this.show(tx, studentId, school);
      const shown = this.linesFor(viewer, student!, wanted);
      return { ...card, applied: outcome.applied.map(shown), proposed: outcome.proposed.map(shown) };
    });
  }

  /** Notes that somebody has made sure of the card, or tried to; only who was reached makes it fresh. */
  verify(viewer: Viewer, studentId: string, seen: number, request: VerifyContactCardRequest): Promise<ContactCardView> {
    return withCurrent(
      () => this.verifySeen(viewer, studentId, seen, request),
      () => this.open(viewer, studentId),
    );
  }

  private async verifySeen(
    viewer: Viewer,
    studentId: string,
    seen: number,
    { on = viewer.today, reached = true }: VerifyContactCardRequest,
  ): Promise<ContactCardView> {
    const school = await this.schools.of(viewer);
    return this.db.as(viewer, async (tx) => {
      await this.seeForChange(tx, studentId, 'contactCard.verify');
      const card = await tx.findOneForUpdate(ContactCard, { studentId });
      if (!card) throw new NotFoundError();
      if (card.version !== seen) throw new StaleVersionError(card.version);
      if (on > viewer.today) throw InvalidRequestError.at('/on', 'date.future');
      await tx.insert(ContactCardVerification, {
        id: v7(),
        studentId,
        verifiedOn: on,
        reached,
        verifiedBy: viewer.id,
        typedAt: viewer.now,
      });
      // An older visit typed in later does not make a card older that somebody has verified since.
      if (reached && on === later(on, card.verifiedOn ?? on))
        await tx.updateVersion(ContactCard, { studentId }, card, seen, {
          verifiedOn: on,
          verifiedAt: viewer.now,
          verifiedBy: viewer.id,
          verifiedByGuardian: false,
        });
      await tx.trace(reached ? 'contactCard.verified' : 'contactCard.notReached', { studentId });
      return this.show(tx, studentId, school);
    });
  }

  /** See, then may: a card that may be read but not changed is refused, one that may not be read is not there. */
  private async seeForChange(tx: Tx, studentId: string, permission: 'contactCard.verify'): Promise<VisibleStudent> {
    const student = await this.access.visible(tx, studentId, 'contactCard.view', true);
    if (!mayOn(tx.viewer, permission, student)) throw new ForbiddenError();
    return student;
  }

  /** A line of the difference as this viewer sees cards. */
  private linesFor(viewer: Viewer, student: VisibleStudent, card: Card): (change: CardChange) => CardChangeLine {
    const withheld = withheldFrom(viewer, 'contactCard.view', student);
    return (change) => {
      const shown = lineShown(change, card.village, withheld);
      return { field: change.field, person: change.person, before: shown(change.before), after: shown(change.after) };
    };
  }

  private async show(tx: Tx, studentId: string, school: SchoolContext): Promise<ContactCardView> {
    const { viewer } = tx;
    const [row] = await tx.query<Row>(CARD_OF, [
      viewer.schoolId,
      studentId,
      ...reachValues(viewer, 'contactCard.view'),
    ]);
    if (!row) throw new NotFoundError();
    return toView(row, viewer, school);
  }
}

/** An address that comes back as it was shown masked is not changed: whoever sees no house number cannot mean the asterisks. */
function unmasked(
  request: EditContactCardRequest,
  stored: Card,
  withheld: ReadonlySet<Withheld>,
): EditContactCardRequest {
  if (!withheld.has('houseNumber')) return request;
  const meant = (said: string | null | undefined, known: string | null): string | null | undefined =>
    said != null && known !== null && said === maskAddress(known, stored.village) ? known : said;
  return {
    ...request,
    address: meant(request.address, stored.address) ?? null,
    guardians: request.guardians.map((person) => {
      const known = stored.guardians.find(({ id }) => id === person.id);
      const address = known ? meant(person.address, known.address) : person.address;
      return address === undefined ? person : { ...person, address };
    }),
  };
}

function toView(row: Row, viewer: Viewer, school: SchoolContext): ContactCardView {
  return toContactCardView(row, cardOf(row.address, row.village, row), {
    withheld: withheldFrom(viewer, 'contactCard.view', row),
    mayEdit: mayOn(viewer, 'contactCard.propose', row),
    editsAtOnce: mayOn(viewer, 'contactCard.edit', row),
    viewerId: viewer.id,
    mayReveal: mayOn(viewer, 'contactCard.reveal', row),
    today: viewer.today,
    termFrom: termBegan(school),
  });
}
