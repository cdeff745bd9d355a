import {
  CARE_FILE_REASON_CODES,
  CARE_FILE_STATUSES,
  LIMITS,
  URGENCY_LEVELS,
  type CareFileReason,
  type CareFileStatus,
  type UrgencyLevel,
} from '@tongxin/shared';
import { ChoiceField, DayField, TextField } from '../../platform/fields/fields.js';
import {
  ShownChoice,
  ShownDay,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
} from '../../platform/fields/shown.js';
import { ClassName } from '../organisation/index.js';
import { ChangeActor } from './contact-card.dto.js';

/** From which day a care file has had a status, who said so and why. */
export class CareFilePeriodView {
  @ShownChoice(CARE_FILE_STATUSES) status: string;
  @ShownDay() from: string;
  /** Null: the first period, and what was written before there were codes. */
  @ShownChoice(CARE_FILE_REASON_CODES, { nullable: true }) reasonCode: string | null;
  @ShownText({ nullable: true }) reason: string | null;
  /** The school that received the child. */
  @ShownText({ nullable: true }) toSchool: string | null;
  @ShownPart(() => ChangeActor, { nullable: true }) by: ChangeActor | null;
  @ShownInstant() at: string;
}

/** How urgent a care file was found, from a day on, and when it was to be looked at again. */
export class UrgencyView {
  @ShownChoice(URGENCY_LEVELS) level: string;
  @ShownText() reason: string;
  @ShownDay({ nullable: true }) reviewOn: string | null;
  @ShownDay() from: string;
  @ShownPart(() => ChangeActor) by: ChangeActor;
  @ShownInstant() at: string;
}

/** A care file with its history, the oldest period first. */
export class CareFileView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownChoice(CARE_FILE_STATUSES) status: string;
  @ShownDay() openedOn: string;
  @ShownText({ nullable: true }) remark: string | null;
  @ShownParts(() => CareFilePeriodView) periods: CareFilePeriodView[];
  /** How urgent it is; null where the viewer is not to know. */
  @ShownChoice(URGENCY_LEVELS, { nullable: true }) urgency: string | null;
  @ShownDay({ nullable: true }) reviewOn: string | null;
  /** How urgent it was found, the newest first; null where the viewer is not to know. */
  @ShownParts(() => UrgencyView, { nullable: true }) urgencies: UrgencyView[] | null;
}

export class ChangeCareFileRequest {
  @ChoiceField(CARE_FILE_STATUSES) status: CareFileStatus;
  /** From which day; without it today. */
  @DayField({ optional: true }) on?: string;
  /** Why; without it `other`, which takes words. */
  @ChoiceField(CARE_FILE_REASON_CODES, { optional: true }) reasonCode?: CareFileReason;
  @TextField({ max: LIMITS.changeReasonMax, optional: true }) reason?: string;
  /** The school that receives the child; for `transferred` only. */
  @TextField({ max: LIMITS.receivingSchoolMax, optional: true }) toSchool?: string;
}

export class SetUrgencyRequest {
  @ChoiceField(URGENCY_LEVELS) level: UrgencyLevel;
  @TextField({ max: LIMITS.urgencyReasonMax }) reason: string;
  /** When somebody looks again; for `raised` and `high`. */
  @DayField({ optional: true }) reviewOn?: string;
}

/** A child whose urgency is to be looked at again. */
export class UrgencyReviewStudent {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownPart(() => ClassName, { nullable: true }) class: ClassName | null;
}
export class UrgencyReviewView {
  @ShownPart(() => UrgencyReviewStudent) student: UrgencyReviewStudent;
  @ShownChoice(URGENCY_LEVELS) level: string;
  @ShownDay() reviewOn: string;
}
