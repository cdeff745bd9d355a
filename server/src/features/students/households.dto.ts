import { LIMITS } from '@tongxin/shared';
import { IdField, TextField } from '../../platform/fields/fields.js';
import {
  ShownBoolean,
  ShownChoices,
  ShownId,
  ShownInstant,
  ShownPart,
  ShownParts,
  ShownText,
} from '../../platform/fields/shown.js';
import { ClassName } from '../organisation/index.js';

/** Why two children may be brothers and sisters. */
export const SIBLING_SIGNS = ['phone', 'guardian'] as const;

/** A brother or sister the viewer may see. */
export class SiblingView {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownText({ nullable: true }) sex: string | null;
  /** Older than the child the household is shown of; null where a birth date is missing. */
  @ShownBoolean({ nullable: true }) older: boolean | null;
  @ShownPart(() => ClassName, { nullable: true }) class: ClassName | null;
}

export class HouseholdSibling extends SiblingView {
  @ShownInstant() linkedAt: string;
  @ShownText({ nullable: true }) linkedBy: string | null;
  @ShownText({ nullable: true }) reason: string | null;
}

/** Somebody whose card says the same: a guardian's number, or a guardian's name together with the address. */
export class SuggestedSibling extends SiblingView {
  @ShownChoices(SIBLING_SIGNS) signs: string[];
}

/** Who lives together with a child, as far as the viewer may see them; of others nothing is said. */
export class HouseholdView {
  @ShownParts(() => HouseholdSibling) siblings: HouseholdSibling[];
  @ShownParts(() => SuggestedSibling) suggested: SuggestedSibling[];
  @ShownBoolean() mayEdit: boolean;
}

export class LinkSiblingRequest {
  @IdField() studentId: string;
  @TextField({ max: LIMITS.changeReasonMax }) reason: string;
}

export class LeaveHouseholdRequest {
  @TextField({ max: LIMITS.changeReasonMax }) reason: string;
}
