import { DUTY_STATES, LIMITS, type DutyState } from '@tongxin/shared';
import { TextField } from '../../platform/fields/fields.js';
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
import { NamedPerson, NamedStudent } from '../care-records/index.js';
import { DutyStandard, DutyWindowView } from '../duties/index.js';
import { ClassName } from '../organisation/index.js';

/** What the viewer may do with a handover. */
export const HANDOVER_ACTS = ['write', 'acknowledge'] as const;

export class WriteHandoverNoteRequest {
  /** Null clears what was written. */
  @TextField({ max: LIMITS.handoverNoteMax, nullable: true }) words: string | null;
}

export class HandoverAcknowledgementView {
  @ShownPart(() => NamedPerson) by: NamedPerson;
  @ShownInstant() at: string;
}

/** A class changes hands: who leaves it, on which day, and who has it now. */
export class HandoverView {
  /** The id of the assignment that ends. */
  @ShownId() id: string;
  @ShownPart(() => ClassName) class: ClassName;
  @ShownPart(() => NamedPerson) from: NamedPerson;
  @ShownDay() lastOn: string;
  @ShownParts(() => NamedPerson) to: NamedPerson[];
  @ShownNumber() children: number;
  @ShownNumber() notes: number;
  @ShownParts(() => HandoverAcknowledgementView) acknowledged: HandoverAcknowledgementView[];
  @ShownChoices(HANDOVER_ACTS) may: string[];
}

export class HandoverPage extends pageOf(HandoverView, 'HandoverPage') {}

export class HandoverDuty {
  @ShownPart(() => DutyStandard) standard: DutyStandard;
  @ShownPart(() => DutyWindowView) window: DutyWindowView;
  @ShownChoice(DUTY_STATES) status: DutyState;
}

export class HandoverPromise {
  @ShownId() talkId: string;
  @ShownDay() on: string;
  @ShownText() text: string;
  @ShownPart(() => NamedPerson) by: NamedPerson;
}

export class HandoverConcern {
  @ShownChoice(['watch', 'urgent']) concern: string;
  @ShownDay() heldOn: string;
}

export class HandoverNoteView {
  @ShownText({ nullable: true }) words: string | null;
  @ShownNumber() version: number;
  @ShownInstant() at: string;
}

/** One child on the page. What the former head teacher no longer sees is left out: they keep their own entries only. */
export class HandoverChild {
  @ShownPart(() => NamedStudent) student: NamedStudent;
  @ShownParts(() => HandoverPromise) promises: HandoverPromise[];
  @ShownPart(() => HandoverNoteView, { nullable: true }) note: HandoverNoteView | null;
  @ShownParts(() => HandoverDuty, { optional: true }) duties?: HandoverDuty[];
  @ShownPart(() => HandoverConcern, { nullable: true, optional: true }) concern?: HandoverConcern | null;
  @ShownDay({ nullable: true, optional: true }) lastTalkOn?: string | null;
  @ShownBoolean({ optional: true }) neverCaredFor?: boolean;
  @ShownBoolean({ optional: true }) cardStale?: boolean;
}

export class HandoverDetail extends HandoverView {
  /** Whether only the viewer's own entries are shown. */
  @ShownBoolean() ownOnly: boolean;
  @ShownParts(() => HandoverChild) pupils: HandoverChild[];
}
