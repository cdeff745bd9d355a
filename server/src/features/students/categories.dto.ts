import {
  CATEGORY_AUDIENCES,
  CATEGORY_CODES,
  LIMITS,
  PROPOSAL_STATUS_CODES,
  type CategoryAudience,
  type CategoryCode,
} from '@tongxin/shared';
import { ChoiceField, DayField, TextField } from '../../platform/fields/fields.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownDay,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
} from '../../platform/fields/shown.js';
import { ChangeActor } from './contact-card.dto.js';

/** Why a child is in care, as the viewer may know it. */
export class CategoryView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownChoice(CATEGORY_CODES) code: string;
  @ShownDay() from: string;
  @ShownDay({ nullable: true }) to: string | null;
  @ShownText({ nullable: true }) basis: string | null;
  @ShownText({ nullable: true }) endReason: string | null;
  /** Who knows of it. */
  @ShownChoice(CATEGORY_AUDIENCES) audience: string;
}

export class AddCategoryRequest {
  @ChoiceField(CATEGORY_CODES) code: CategoryCode;
  @DayField() from: string;
  @TextField({ max: LIMITS.categoryBasisMax, optional: true }) basis?: string;
}

export class EndCategoryRequest {
  /** The last day. */
  @DayField() to: string;
  @TextField({ max: LIMITS.changeReasonMax }) reason: string;
}

/** A head teacher's proposal stands on something somebody can look at. */
export class ProposeCategoryRequest {
  @ChoiceField(CATEGORY_CODES) code: CategoryCode;
  @DayField() from: string;
  @TextField({ max: LIMITS.categoryBasisMax }) basis: string;
}

export class ChangeAudienceRequest {
  @ChoiceField(['restricted', 'department']) audience: Exclude<CategoryAudience, 'usual'>;
}

/** A category that waits for the department, or came back from it. */
export class CategoryProposalView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownChoice(['category.add', 'category.end']) kind: string;
  @ShownChoice(PROPOSAL_STATUS_CODES) status: string;
  @ShownChoice(CATEGORY_CODES) code: string;
  /** The category that is to end; null where one is to begin. */
  @ShownId({ nullable: true }) categoryId: string | null;
  /** The first day of one that is to begin, the last of one that is to end. */
  @ShownDay() on: string;
  /** On what basis it is to begin, or why it is to end. */
  @ShownText() reason: string;
  @ShownPart(() => ChangeActor) by: ChangeActor;
  @ShownInstant() at: string;
  @ShownPart(() => ChangeActor, { nullable: true }) decidedBy: ChangeActor | null;
  @ShownInstant({ nullable: true }) decidedAt: string | null;
  /** Why it came back. */
  @ShownText({ nullable: true }) decisionReason: string | null;
  /** Whether the viewer proposed it and may take it back. */
  @ShownBoolean() own: boolean;
}

/** What waits for the department, and what came back in the last weeks; the newest first. */
export class CategoryProposals {
  @ShownParts(() => CategoryProposalView) items: CategoryProposalView[];
}
