import {
  GUARDIAN_KINDS,
  LIMITS,
  RELATIONSHIP_CODES,
  SEX_CODES,
  type GuardianKind,
  type SexCode,
} from '@tongxin/shared';
import {
  BooleanField,
  ChoiceField,
  DayField,
  IdField,
  IdListField,
  NumberField,
  PartListField,
  TextField,
} from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownChoices,
  ShownDay,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
} from '../../platform/fields/shown.js';

/** Where somebody learned what they change on a card. */
export const CARD_SOURCES = ['guardian', 'homeVisit', 'phoneCall', 'document', 'other'] as const;
export const REVEALED = ['phone', 'idNumber', 'studentNumber', 'address'] as const;
export const REVEAL_REASONS = ['call', 'verify', 'form', 'emergency', 'other'] as const;

/** What the law asks for of an entrusted guardian (Minors Protection Law, articles 22 and 23). */
export const THINGS_TO_GET = ['entrustedNotice', 'entrustedAge'] as const;

/** As somebody may type a number before it is folded. */
const PHONE_TYPED_MAX = 40;
const NAME_TYPED_MAX = 60;

export class PhoneView {
  @ShownId() id: string;
  @ShownText({ nullable: true }) label: string | null;
  @ShownText() masked: string;
}

/** A person of the card; what the viewer may not know is null. */
export class GuardianView {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownChoice(RELATIONSHIP_CODES) relationship: string;
  @ShownChoice(GUARDIAN_KINDS) kind: string;
  @ShownChoice(SEX_CODES, { nullable: true }) sex: string | null;
  @ShownDay({ nullable: true }) birthDate: string | null;
  @ShownNumber({ nullable: true }) age: number | null;
  @ShownParts(() => PhoneView) phones: PhoneView[];
  @ShownText({ nullable: true }) address: string | null;
  @ShownText({ nullable: true }) worksAt: string | null;
  @ShownDay({ nullable: true }) awaySince: string | null;
  @ShownBoolean({ nullable: true }) unableToCare: boolean | null;
  @ShownBoolean({ nullable: true }) deceased: boolean | null;
  @ShownBoolean({ nullable: true }) livesWithChild: boolean | null;
  @ShownNumber() callOrder: number;
  /** Day of the written notice by which the parents entrust the child; entrusted guardians only. */
  @ShownDay({ nullable: true }) entrustedNoticeOn: string | null;
  @ShownDay({ nullable: true }) entrustedUntil: string | null;
  /** What the law asks for and is not on file yet. */
  @ShownChoices(THINGS_TO_GET, { nullable: true }) toGet: string[] | null;
}

/** One line of a difference; masked as the card is. */
export class CardChangeLine {
  @ShownText() field: string;
  /** Whose; null: the child's own. */
  @ShownText({ nullable: true }) person: string | null;
  @ShownText({ nullable: true }) before: string | null;
  @ShownText({ nullable: true }) after: string | null;
}

/** A change of the card that waits for the department, or counts already and waits to be confirmed. */
export class WaitingCardChange {
  /** The proposal's id. */
  @ShownId() id: string;
  @ShownText() kind: string;
  /** It counts already. */
  @ShownBoolean() applied: boolean;
  /** Null: a guardian, by the link to the card. */
  @ShownText({ nullable: true }) proposedBy: string | null;
  /** The viewer proposed it. */
  @ShownBoolean() own: boolean;
  @ShownInstant() proposedAt: string;
  @ShownParts(() => CardChangeLine) changes: CardChangeLine[];
}

export class ContactCardView {
  @ShownNumber() version: number;
  @ShownText({ nullable: true }) address: string | null;
  @ShownText({ nullable: true }) village: string | null;
  /** The child's own. */
  @ShownParts(() => PhoneView) phones: PhoneView[];
  @ShownDay({ nullable: true }) verifiedOn: string | null;
  @ShownText({ nullable: true }) verifiedBy: string | null;
  /** A guardian confirmed it last, by a link. */
  @ShownBoolean() verifiedByGuardian: boolean;
  /** Not verified in this term, or changed since. */
  @ShownBoolean() stale: boolean;
  /** In the order to call them. */
  @ShownParts(() => GuardianView) guardians: GuardianView[];
  /** How often nobody was reached since the card was last made sure of. */
  @ShownNumber() attempts: number;
  @ShownDay({ nullable: true }) lastAttemptOn: string | null;
  /** What waits for the department. */
  @ShownParts(() => WaitingCardChange) waiting: WaitingCardChange[];
  @ShownBoolean() mayEdit: boolean;
  /** A change by the viewer counts at once; else it waits for the department, but for phones. */
  @ShownBoolean() editsAtOnce: boolean;
  @ShownBoolean() mayReveal: boolean;
}

/** A card after a change: what of it counts, and what waits. */
export class ContactCardSaved extends ContactCardView {
  @ShownParts(() => CardChangeLine) applied: CardChangeLine[];
  @ShownParts(() => CardChangeLine) proposed: CardChangeLine[];
}

/** A number of the card: with an id it is the stored one, and without `number` it stays as it is, since it was shown masked. */
export class EditPhone {
  @IdField({ optional: true }) id?: string;
  @TextField({ max: LIMITS.phoneLabelMax, optional: true, nullable: true }) label?: string | null;
  @TextField({ max: PHONE_TYPED_MAX, optional: true }) number?: string;
}

export class EditGuardian {
  @IdField({ optional: true }) id?: string;
  @TextField({ max: NAME_TYPED_MAX }) name: string;
  @ChoiceField(RELATIONSHIP_CODES) relationship: string;
  @ChoiceField(GUARDIAN_KINDS) kind: GuardianKind;
  @ChoiceField(SEX_CODES, { optional: true, nullable: true }) sex?: SexCode | null;
  @DayField({ optional: true, nullable: true }) birthDate?: string | null;
  @NumberField({ min: 0, max: LIMITS.ageMax, optional: true, nullable: true }) age?: number | null;
  @TextField({ max: LIMITS.addressMax, optional: true, nullable: true }) address?: string | null;
  @TextField({ max: LIMITS.worksAtMax, optional: true, nullable: true }) worksAt?: string | null;
  @DayField({ optional: true, nullable: true }) awaySince?: string | null;
  @BooleanField({ optional: true }) unableToCare?: boolean;
  @BooleanField({ optional: true }) deceased?: boolean;
  @BooleanField({ optional: true, nullable: true }) livesWithChild?: boolean | null;
  @DayField({ optional: true, nullable: true }) entrustedNoticeOn?: string | null;
  @DayField({ optional: true, nullable: true }) entrustedUntil?: string | null;
  @PartListField(() => EditPhone, { max: LIMITS.phonesPerPerson }) phones: EditPhone[];
}

/** The whole card: people and numbers with an id are kept, without one they are new, left out they are taken off; the history keeps them. */
export class EditContactCardRequest {
  @TextField({ max: LIMITS.addressMax, nullable: true }) address: string | null;
  @TextField({ max: LIMITS.villageMax, nullable: true }) village: string | null;
  @PartListField(() => EditPhone, { max: LIMITS.phonesPerPerson }) phones: EditPhone[];
  /** In the order to call them. */
  @PartListField(() => EditGuardian, { max: LIMITS.guardiansPerCard }) guardians: EditGuardian[];
  @TextField({ max: LIMITS.changeReasonMax }) reason: string;
  @ChoiceField(CARD_SOURCES, { optional: true }) source?: (typeof CARD_SOURCES)[number];
  /** Brothers and sisters of the household on whose cards the same is to be changed. */
  @IdListField({ max: LIMITS.householdMax, optional: true }) also?: string[];
}

export class ChangeActor {
  @ShownId() id: string;
  @ShownText() name: string;
}

/** One field of a card as it was and as it is; phones are masked. */
export class ContactCardChangeView {
  @ShownId() id: string;
  @ShownInstant() at: string;
  @ShownPart(() => ChangeActor) by: ChangeActor;
  @ShownText() field: string;
  /** Whose; null: the child's own. */
  @ShownText({ nullable: true }) person: string | null;
  @ShownText({ nullable: true }) before: string | null;
  @ShownText({ nullable: true }) after: string | null;
  @ShownText({ nullable: true }) source: string | null;
  @ShownText({ nullable: true }) reason: string | null;
  /** The same for everything one save has changed. */
  @ShownId({ nullable: true }) changeId: string | null;
  /** The second person who agreed; null where none was needed, or none has agreed yet. */
  @ShownPart(() => ChangeActor, { nullable: true }) approvedBy: ChangeActor | null;
  /** It counts and waits to be confirmed. */
  @ShownBoolean() unconfirmed: boolean;
}
export class ContactCardChangePage extends pageOf(ContactCardChangeView, 'ContactCardChangePage') {}

export class VerifyContactCardRequest {
  @DayField({ optional: true }) on?: string;
  @BooleanField({ optional: true }) reached?: boolean;
}

export class RevealRequest {
  @ChoiceField(REVEALED) what: (typeof REVEALED)[number];
  /** Which phone; for an address, whose: without it the child's. */
  @IdField({ optional: true }) id?: string;
  @ChoiceField(REVEAL_REASONS) reason: (typeof REVEAL_REASONS)[number];
  @TextField({ max: LIMITS.revealNoteMax, optional: true }) note?: string;
}

export class RevealView {
  @ShownText() value: string;
}
