import { lastTermBegunBy, maskAddress, maskPhone, type Day, type Withheld } from '@tongxin/shared';
import type { Proposal } from '../../platform/approvals/proposal.entity.js';
import type { SchoolContext } from '../organisation/index.js';
import { ageToday, type Card, type CardPerson, type CardPhone } from './card.rules.js';
import type { CardParts } from './card-store.js';
import { CARD_PROPOSAL_KINDS, changesOf, contentOf } from './card-proposals.service.js';
import { toGet } from './entrusted.rules.js';
import type { ContactCardView, GuardianView, PhoneView, WaitingCardChange } from './contact-card.dto.js';

/** When a card was last changed and last made sure of. */
export interface Freshness {
  readonly changedOn: Day | null;
  readonly changedAt: string | Date | null;
  readonly verifiedOn: Day | null;
  readonly verifiedAt: string | Date | null;
}

/** Who was not reached since the card was last made sure of: how often, and when last; `c` is the card. */
export const ATTEMPTS = `(SELECT jsonb_build_object('count', count(*), 'lastOn', max(a.verified_on)) FROM contact_card_verifications a
    WHERE a.school_id = $1 AND a.student_id = c.student_id AND NOT a.reached AND (c.verified_at IS NULL OR a.typed_at > c.verified_at))`;

/** What waits for the department about a card; `c` is the card. */
export const WAITING = `(SELECT coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'kind', w.kind, 'content', w.content, 'status', w.status, 'proposedBy', w.proposed_by,
      'proposerName', n.name, 'proposedAt', w.proposed_at) ORDER BY w.proposed_at, w.id), '[]')
    FROM proposals w LEFT JOIN staff n ON n.school_id = w.school_id AND n.id = w.proposed_by
   WHERE w.school_id = $1 AND w.student_id = c.student_id AND w.kind IN (${CARD_PROPOSAL_KINDS.map((kind) => `'${kind}'`).join(', ')}) AND w.status = 'open')`;

/** A proposal about a card as {@link WAITING} answers. */
export interface WaitingRow extends Pick<Proposal, 'id' | 'kind' | 'content' | 'status' | 'proposedBy'> {
  proposerName: string | null;
  proposedAt: string;
}

/** The columns of a card beside its people and phones; `c` is the card, `v` who verified it. */
export const CARD_COLUMNS = `c.version, c.address, c.village, c.changed_on AS "changedOn", c.changed_at AS "changedAt",
  c.verified_on AS "verifiedOn", c.verified_at AS "verifiedAt", v.name AS "verifiedBy", c.verified_by_guardian AS "verifiedByGuardian", ${ATTEMPTS} AS attempts, ${WAITING} AS waiting`;

/** A card as a statement with {@link CARD_COLUMNS} answers. */
export interface CardRow extends CardParts, Freshness {
  version: number;
  address: string | null;
  village: string | null;
  verifiedBy: string | null;
  verifiedByGuardian: boolean;
  attempts: { count: number; lastOn: Day | null };
  waiting: WaitingRow[];
}

/** What decides how much of a card is shown. */
export interface CardShowing {
  readonly withheld: ReadonlySet<Withheld>;
  readonly mayEdit: boolean;
  /** A change counts at once; else it waits for the department, but for phones. */
  readonly editsAtOnce: boolean;
  readonly viewerId: string;
  readonly mayReveal: boolean;
  readonly today: Day;
  /** First day of the running term, else of the last one; null before the first. */
  readonly termFrom: Day | null;
}

/** The first day of the running term; in the holidays that of the last one, whose verifications still count. Null before the first. */
export function termBegan({ calendar, today }: SchoolContext): Day | null {
  return lastTermBegunBy(calendar, today)?.from ?? null;
}

/** A card is stale that nobody has verified in this term, or that was changed after it was last verified. */
export function isStale(card: Freshness, termFrom: Day | null): boolean {
  const { verifiedOn, verifiedAt, changedOn, changedAt } = card;
  if (verifiedOn === null || (termFrom !== null && verifiedOn < termFrom)) return true;
  if (changedOn === null || changedOn < verifiedOn) return false;
  if (changedOn > verifiedOn || changedAt === null || verifiedAt === null) return changedOn > verifiedOn;
  return new Date(changedAt) > new Date(verifiedAt);
}

/** Shows a card field by field: phones always masked, house numbers and family facts only to whom they are not withheld. */
export function toContactCardView(row: CardRow, card: Card, showing: CardShowing): ContactCardView {
  const { withheld, mayEdit, editsAtOnce, mayReveal, termFrom } = showing;
  // Who sees nothing of the family must still not be offered to call somebody who has died.
  const people = card.guardians.filter(({ deceased }) => !(deceased && withheld.has('family')));
  return {
    version: row.version,
    address: shownAddress(card.address, card.village, withheld),
    village: card.village,
    phones: card.phones.map(toPhoneView),
    verifiedOn: row.verifiedOn,
    verifiedBy: row.verifiedBy,
    verifiedByGuardian: row.verifiedByGuardian,
    stale: isStale(row, termFrom),
    guardians: people.map((person) =>
      toGuardianView(person, card.guardians.indexOf(person) + 1, card.village, showing),
    ),
    attempts: row.attempts.count,
    lastAttemptOn: row.attempts.lastOn,
    waiting: withheld.has('family') ? [] : row.waiting.map((waiting) => toWaitingView(waiting, card, showing)),
    mayEdit,
    editsAtOnce,
    mayReveal,
  };
}

function toGuardianView(
  person: CardPerson,
  callOrder: number,
  village: string | null,
  { withheld, today }: CardShowing,
): GuardianView {
  const family = !withheld.has('family');
  return {
    id: person.id,
    name: person.name,
    relationship: person.relationship,
    kind: person.kind,
    sex: family ? person.sex : null,
    birthDate: family ? person.birthDate : null,
    age: family ? ageToday(person, today) : null,
    phones: person.phones.map(toPhoneView),
    address: family ? shownAddress(person.address, village, withheld) : null,
    worksAt: family ? person.worksAt : null,
    awaySince: family ? person.awaySince : null,
    unableToCare: family ? person.unableToCare : null,
    deceased: family ? person.deceased : null,
    livesWithChild: family ? person.livesWithChild : null,
    callOrder,
    entrustedNoticeOn: family ? person.entrustedNoticeOn : null,
    entrustedUntil: family ? person.entrustedUntil : null,
    toGet: family ? toGet(person, today) : null,
  };
}

function toWaitingView(row: WaitingRow, card: Card, { withheld, viewerId }: CardShowing): WaitingCardChange {
  return {
    id: row.id,
    kind: row.kind,
    applied: contentOf(row).mode === 'confirm',
    proposedBy: row.proposerName,
    own: row.proposedBy === viewerId,
    proposedAt: new Date(row.proposedAt).toISOString(),
    changes: changesOf(row, card, withheld).map(({ field, person = null, before, after }) => ({
      field,
      person,
      before,
      after,
    })),
  };
}

function toPhoneView({ id, label, number }: CardPhone): PhoneView {
  return { id, label, masked: maskPhone(number) };
}

function shownAddress(address: string | null, village: string | null, withheld: ReadonlySet<Withheld>): string | null {
  return address !== null && withheld.has('houseNumber') ? maskAddress(address, village) : address;
}
