import { LIMITS, RELATIONSHIP_CODES } from '@tongxin/shared';
import {
  BooleanField,
  ChoiceField,
  IdField,
  NumberField,
  PartListField,
  SecretField,
  TextField,
} from '../../platform/fields/fields.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
} from '../../platform/fields/shown.js';
import { LINK_STATES } from './guardian-link.rules.js';

const TOKEN_MAX = 100;
const PHONE_TYPED_MAX = 40;
const NAME_TYPED_MAX = 60;

export class MakeGuardianLinkRequest {
  /** For whom of the card it is meant; left out: for whoever of the family it reaches. */
  @IdField({ optional: true }) guardianId?: string;
  /** For colleagues; the guardian never sees it. */
  @TextField({ max: LIMITS.changeReasonMax, optional: true }) note?: string;
}

export class GuardianLinkPerson {
  @ShownId() id: string;
  @ShownText() name: string;
}

/** A link that was made for a guardian, and what became of it. Its secret is in nobody's hands but the guardian's. */
export class GuardianLinkView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownChoice(LINK_STATES) state: string;
  @ShownPart(() => GuardianLinkPerson, { nullable: true }) guardian: GuardianLinkPerson | null;
  @ShownText({ nullable: true }) note: string | null;
  @ShownPart(() => GuardianLinkPerson) madeBy: GuardianLinkPerson;
  @ShownInstant() madeAt: string;
  @ShownInstant() expiresAt: string;
  @ShownInstant({ nullable: true }) openedAt: string | null;
  /** When the guardian confirmed or corrected the card. */
  @ShownInstant({ nullable: true }) usedAt: string | null;
  @ShownInstant({ nullable: true }) revokedAt: string | null;
  /** The correction, among the approvals. */
  @ShownId({ nullable: true }) proposalId: string | null;
}

/** The newest 50 links of a child. */
export class GuardianLinkList {
  @ShownParts(() => GuardianLinkView) items: GuardianLinkView[];
  @ShownBoolean() mayMake: boolean;
}

/** A new link with its secret, shown this once. */
export class GuardianLinkMade {
  @ShownPart(() => GuardianLinkView) link: GuardianLinkView;
  /** The whole address; the secret stands behind `#`, so that no server and no log ever sees it. */
  @ShownText() url: string;
}

/** The secret of a link; it travels in bodies only. */
export class OpenGuardianCardRequest {
  @SecretField({ max: TOKEN_MAX }) token: string;
}

export class ConfirmGuardianCardRequest extends OpenGuardianCardRequest {
  /** Of the card that was seen. */
  @NumberField({ min: 1, max: 1_000_000_000 }) version: number;
}

export class CorrectedPhonePart {
  @IdField({ optional: true }) id?: string;
  @TextField({ max: PHONE_TYPED_MAX, optional: true }) number?: string;
  @BooleanField({ optional: true }) gone?: boolean;
}

export class CorrectedPersonPart {
  @IdField({ optional: true }) id?: string;
  @TextField({ max: NAME_TYPED_MAX, optional: true }) name?: string;
  @ChoiceField(RELATIONSHIP_CODES, { optional: true }) relationship?: string;
  @BooleanField({ optional: true }) gone?: boolean;
  @PartListField(() => CorrectedPhonePart, { max: LIMITS.phonesPerPerson * 2 }) phones: CorrectedPhonePart[];
}

/** Differences only: what is not said stays as it is. */
export class CorrectGuardianCardRequest extends ConfirmGuardianCardRequest {
  @TextField({ max: LIMITS.addressMax, optional: true }) address?: string;
  @PartListField(() => CorrectedPhonePart, { max: LIMITS.phonesPerPerson * 2 }) phones: CorrectedPhonePart[];
  @PartListField(() => CorrectedPersonPart, { max: LIMITS.guardiansPerCard * 2 }) people: CorrectedPersonPart[];
  @TextField({ max: LIMITS.changeReasonMax, optional: true }) message?: string;
}

export class GuardianCardPhoneView {
  @ShownId() id: string;
  @ShownText() masked: string;
}

export class GuardianCardPersonView {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownChoice(RELATIONSHIP_CODES) relationship: string;
  @ShownParts(() => GuardianCardPhoneView) phones: GuardianCardPhoneView[];
}

/** What a guardian is given: the own child's card and nothing else. */
export class GuardianCardView {
  @ShownText() schoolName: string;
  @ShownText() studentName: string;
  @ShownNumber() version: number;
  @ShownText({ nullable: true }) village: string | null;
  @ShownText({ nullable: true }) address: string | null;
  @ShownParts(() => GuardianCardPhoneView) phones: GuardianCardPhoneView[];
  @ShownParts(() => GuardianCardPersonView) people: GuardianCardPersonView[];
  @ShownInstant() expiresAt: string;
}

export class GuardianCardDone {
  @ShownText() schoolName: string;
}
