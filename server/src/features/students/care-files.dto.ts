import { CARE_FILE_STATUSES, CATEGORY_CODES, LIMITS } from '@tongxin/shared';
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
import { ChangeActor } from './contact-card.dto.js';

/** From which day a care file has had a status, who said so and why. */
export class CareFilePeriodView {
  @ShownChoice(CARE_FILE_STATUSES) status: string;
  @ShownDay() from: string;
  @ShownText({ nullable: true }) reason: string | null;
  @ShownPart(() => ChangeActor, { nullable: true }) by: ChangeActor | null;
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
}

export class ChangeCareFileRequest {
  @ChoiceField(['open', 'paused', 'closed']) status: 'open' | 'paused' | 'closed';
  /** From which day; without it today. */
  @DayField({ optional: true }) on?: string;
  @TextField({ max: LIMITS.changeReasonMax }) reason: string;
}

export class AddCategoryRequest {
  @ChoiceField(CATEGORY_CODES) code: string;
  @DayField() from: string;
  @TextField({ max: LIMITS.categoryBasisMax, optional: true }) basis?: string;
}

export class EndCategoryRequest {
  /** The last day. */
  @DayField() to: string;
  @TextField({ max: LIMITS.changeReasonMax }) reason: string;
}
