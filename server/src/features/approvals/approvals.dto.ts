import { LIMITS, PROPOSAL_ACTS, PROPOSAL_KINDS, PROPOSAL_ORIGINS, PROPOSAL_STATUS_CODES } from '@tongxin/shared';
import { BooleanField, ChoiceField, CursorField, LimitQuery, TextField } from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownChoices,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
  ShownTexts,
} from '../../platform/fields/shown.js';
import { ClassName } from '../organisation/index.js';

/** Which half of the inbox: what waits, or what has been decided. */
export const APPROVAL_STATES = ['open', 'decided'] as const;

export class ApprovalQuery {
  @ChoiceField(APPROVAL_STATES, { optional: true }) status?: (typeof APPROVAL_STATES)[number];
  @ChoiceField(PROPOSAL_KINDS, { optional: true }) kind?: string;
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

export class ProposalPerson {
  @ShownId() id: string;
  @ShownText() name: string;
}

export class ProposalStudent {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownPart(() => ClassName, { nullable: true }) class: ClassName | null;
}

/** What waits for a second person, or has been decided, as a list shows it: what it is about, never a value of a child's record. */
export class ApprovalListItem {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownChoice(PROPOSAL_KINDS) kind: string;
  @ShownChoice(PROPOSAL_STATUS_CODES) status: string;
  @ShownPart(() => ProposalStudent, { nullable: true }) student: ProposalStudent | null;
  /** Whom or what it concerns, where it is no child. */
  @ShownText({ nullable: true }) about: string | null;
  /** The fields it changes, each once. */
  @ShownTexts() fields: string[];
  @ShownChoice(PROPOSAL_ORIGINS) origin: string;
  /** Null: a guardian, by the link to the card. */
  @ShownPart(() => ProposalPerson, { nullable: true }) proposedBy: ProposalPerson | null;
  @ShownInstant() proposedAt: string;
  @ShownPart(() => ProposalPerson, { nullable: true }) decidedBy: ProposalPerson | null;
  @ShownInstant({ nullable: true }) decidedAt: string | null;
  /** What the viewer may do with it now. */
  @ShownChoices(PROPOSAL_ACTS) may: string[];
}
export class ApprovalPage extends pageOf(ApprovalListItem, 'ApprovalPage') {}

/** One line of the difference, masked where the viewer sees it masked. */
export class ProposedChangeView {
  @ShownText() field: string;
  /** Whose value it is; null: the child's own, or nobody's. */
  @ShownText({ nullable: true }) person: string | null;
  @ShownText({ nullable: true }) before: string | null;
  @ShownText({ nullable: true }) after: string | null;
  /** It counts already and only asks to be confirmed. */
  @ShownBoolean() applied: boolean;
  /** What stands there now is no longer what was proposed to be changed. */
  @ShownBoolean() overtaken: boolean;
  /** What stands there now, where it has been overtaken. */
  @ShownText({ nullable: true }) present: string | null;
}

export class ApprovalView extends ApprovalListItem {
  @ShownText({ nullable: true }) reason: string | null;
  @ShownText({ nullable: true }) decisionReason: string | null;
  @ShownParts(() => ProposedChangeView) changes: ProposedChangeView[];
}

/** How many proposals wait for the viewer to decide on them. */
export class ApprovalCount {
  @ShownNumber() needsYou: number;
  /** There are more than were counted. */
  @ShownBoolean() capped: boolean;
}

export class ApproveRequest {
  /** Replaces what has changed since it was proposed; without it such an approval answers 409 `proposal.overtaken`. */
  @BooleanField({ optional: true }) replaceNewer?: boolean;
}

export class SendBackRequest {
  @TextField({ max: LIMITS.changeReasonMax }) reason: string;
}
