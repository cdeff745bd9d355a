import {
  LIMITS,
  STANDARD_CODES,
  STANDARD_FREQUENCIES,
  type StandardCode,
  type StandardFrequency,
} from '@tongxin/shared';
import { BooleanQuery, CursorField, DayField, IdField, LimitQuery, TextField } from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownDay,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownText,
} from '../../platform/fields/shown.js';
import { NamedPerson, NamedStudent } from '../care-records/index.js';

export class ExemptionQuery {
  @IdField({ optional: true }) studentId?: string;
  /** Only those that excuse from something today or later. */
  @BooleanQuery() current?: boolean;
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
  @BooleanQuery() total?: boolean;
}

export class GrantExemptionRequest {
  @IdField() studentId: string;
  /** The rule, as duties and standards name it. */
  @IdField() standardId: string;
  /** The child is excused from every window of the rule whose last day lies between these days, both included. */
  @DayField() from: string;
  @DayField() to: string;
  @TextField({ max: LIMITS.changeReasonMax }) reason: string;
}

export class EndExemptionRequest {
  /** From this day on the child is asked again; the first day of the exemption takes all of it back. Without it today. */
  @DayField({ optional: true }) from?: string;
  @TextField({ max: LIMITS.changeReasonMax }) reason: string;
}

export class ExemptionStandard {
  @ShownId() id: string;
  @ShownChoice(STANDARD_CODES) code: StandardCode;
  @ShownText() title: string;
  @ShownChoice(STANDARD_FREQUENCIES) every: StandardFrequency;
}

/** That a child is excused, from what and how long. Why stands in the exemption itself, which is opened one by one. */
export class ExemptionListItem {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownPart(() => NamedStudent) student: NamedStudent;
  @ShownPart(() => ExemptionStandard) standard: ExemptionStandard;
  @ShownDay() from: string;
  @ShownDay() to: string;
  /** It excuses from something today or later. */
  @ShownBoolean() current: boolean;
  /** The day from which the child is asked again, where it was ended. */
  @ShownDay({ nullable: true }) endedOn: string | null;
  @ShownPart(() => NamedPerson) grantedBy: NamedPerson;
  @ShownInstant() grantedAt: string;
}

export class ExemptionPage extends pageOf(ExemptionListItem, 'ExemptionPage') {}

/** An exemption with its reason. */
export class ExemptionView extends ExemptionListItem {
  @ShownText() reason: string;
  @ShownText({ nullable: true }) endReason: string | null;
  @ShownPart(() => NamedPerson, { nullable: true }) endedBy: NamedPerson | null;
  @ShownInstant({ nullable: true }) endedAt: string | null;
}
