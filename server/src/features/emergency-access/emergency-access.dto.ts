import {
  EMERGENCY_KINDS,
  EMERGENCY_OUTCOMES,
  EMERGENCY_REASONS,
  LIMITS,
  type EmergencyKind,
  type EmergencyOutcome,
  type EmergencyReason,
} from '@tongxin/shared';
import {
  ChoiceField,
  CursorField,
  DayField,
  IdField,
  LimitQuery,
  PartField,
  SecretField,
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
  ShownText,
} from '../../platform/fields/shown.js';
import { ClassName } from '../organisation/index.js';
import { ChangeActor } from '../students/index.js';

/** A child by the whole name and the class, which everybody at the school knows; by the birthday too where two of one name are in it. */
export class EmergencyChild {
  @TextField({ max: 60 }) name: string;
  @IdField() classId: string;
  @DayField({ optional: true }) birthDate?: string;
}

export class OpenEmergencyRequest {
  /** The child, by the id where it is known … */
  @IdField({ optional: true }) studentId?: string;
  /** … else by name and class. */
  @PartField(() => EmergencyChild, { optional: true }) student?: EmergencyChild;
  @ChoiceField(EMERGENCY_KINDS) kind: EmergencyKind;
  @ChoiceField(EMERGENCY_REASONS) reasonCode: EmergencyReason;
  @TextField({ min: LIMITS.emergencyReasonMin, max: LIMITS.emergencyReasonMax }) reason: string;
  /** Where the sign-in is older than ten minutes. */
  @SecretField({ max: LIMITS.passwordMax, optional: true }) password?: string;
}

export class ReviewEmergencyRequest {
  @ChoiceField(EMERGENCY_OUTCOMES) outcome: EmergencyOutcome;
  @TextField({ min: LIMITS.emergencyReviewMin, max: LIMITS.emergencyReasonMax }) text: string;
}

export const EMERGENCY_LISTS = ['waiting', 'all'] as const;
export class EmergencyQuery {
  /** `waiting`: not yet reviewed. */
  @ChoiceField(EMERGENCY_LISTS, { optional: true }) status?: (typeof EMERGENCY_LISTS)[number];
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

export class EmergencyStudent {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownPart(() => ClassName, { nullable: true }) class: ClassName | null;
}

export class EmergencyReview {
  @ShownPart(() => ChangeActor) by: ChangeActor;
  @ShownInstant() at: string;
  @ShownChoice(EMERGENCY_OUTCOMES) outcome: string;
  @ShownText() text: string;
}

export const EMERGENCY_ACTS = ['look', 'finish', 'review'] as const;

/** Who looked into what of whom, why, until when, and what was found about it afterwards. */
export class EmergencyView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownPart(() => EmergencyStudent) student: EmergencyStudent;
  @ShownChoice(EMERGENCY_KINDS) kind: string;
  @ShownChoice(EMERGENCY_REASONS) reasonCode: string;
  @ShownText() reason: string;
  @ShownPart(() => ChangeActor) openedBy: ChangeActor;
  @ShownInstant() openedAt: string;
  @ShownInstant() until: string;
  @ShownDay() reviewDueOn: string;
  /** The days for the review are over and there is none. */
  @ShownBoolean() overdue: boolean;
  @ShownPart(() => EmergencyReview, { nullable: true }) review: EmergencyReview | null;
  /** What the viewer may do with it now. */
  @ShownChoices(EMERGENCY_ACTS) may: string[];
}
export class EmergencyPage extends pageOf(EmergencyView, 'EmergencyPage') {}
