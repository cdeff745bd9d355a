import {
  CONCERNS,
  LIMITS,
  MOODS,
  TALK_MODES,
  TALK_PLACES,
  TALK_TOPICS,
  VOID_REASONS,
  type Concern,
  type Mood,
  type TalkMode,
  type TalkPlace,
  type TalkTopic,
  type VoidReason,
} from '@tongxin/shared';
import {
  BooleanField,
  ChoiceField,
  ChoiceListField,
  CursorField,
  DayField,
  IdField,
  IdListField,
  LimitQuery,
  MonthField,
  PartField,
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
import { NamedPerson, NamedStudent } from './named.dto.js';

/** What was promised, and for which day. */
export class FollowUp {
  @DayField() on: string;
  @TextField({ max: LIMITS.talkFollowUpMax }) text: string;
}

/** One entry for one child or several. Without `id` the server makes one; with it, the same entry sent twice is one. */
export class RecordTalkRequest {
  @IdField({ optional: true }) id?: string;
  @IdListField({ max: LIMITS.talkStudentsMax }) studentIds: string[];
  @DayField() heldOn: string;
  @ChoiceField(TALK_PLACES, { optional: true }) place?: TalkPlace;
  @ChoiceField(TALK_MODES, { optional: true }) mode?: TalkMode;
  @ChoiceListField(TALK_TOPICS, { max: TALK_TOPICS.length, optional: true }) topics?: TalkTopic[];
  @ChoiceField(MOODS, { optional: true }) mood?: Mood;
  @ChoiceField(CONCERNS, { optional: true }) concern?: Concern;
  @TextField({ max: LIMITS.talkSummaryMax, min: 0, optional: true }) summary?: string;
  /** False: an attempt that reached nobody; it is kept and does not count as done. */
  @BooleanField({ optional: true }) reached?: boolean;
  @BooleanField({ optional: true }) guardianTold?: boolean;
  @PartField(() => FollowUp, { optional: true }) followUp?: FollowUp;
}

/** What is left out stays as it is; null clears. */
export class EditTalkRequest {
  @DayField({ optional: true }) heldOn?: string;
  @ChoiceField(TALK_PLACES, { optional: true, nullable: true }) place?: TalkPlace | null;
  @ChoiceField(TALK_MODES, { optional: true, nullable: true }) mode?: TalkMode | null;
  @ChoiceListField(TALK_TOPICS, { max: TALK_TOPICS.length, optional: true }) topics?: TalkTopic[];
  @ChoiceField(MOODS, { optional: true, nullable: true }) mood?: Mood | null;
  @ChoiceField(CONCERNS, { optional: true }) concern?: Concern;
  @TextField({ max: LIMITS.talkSummaryMax, min: 0, optional: true, nullable: true }) summary?: string | null;
  @BooleanField({ optional: true }) reached?: boolean;
  @BooleanField({ optional: true }) guardianTold?: boolean;
  @PartField(() => FollowUp, { optional: true, nullable: true }) followUp?: FollowUp | null;
}

export class AddAddendumRequest {
  @IdField({ optional: true }) id?: string;
  @TextField({ max: LIMITS.talkAddendumMax }) text: string;
}

export class VoidTalkRequest {
  @ChoiceField(VOID_REASONS) reason: VoidReason;
  @TextField({ max: LIMITS.talkVoidTextMax, min: 0, optional: true }) text?: string;
}

export class TalkQuery {
  @MonthField({ optional: true }) month?: string;
  @IdField({ optional: true }) classId?: string;
  @IdField({ optional: true }) studentId?: string;
  /** Only what the person wrote. */
  @ChoiceField(['me'], { optional: true }) author?: 'me';
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

export class ShownFollowUp {
  @ShownDay() on: string;
  @ShownText() text: string;
  @ShownInstant({ nullable: true }) doneAt: string | null;
}

export class VoidedView {
  @ShownInstant() at: string;
  @ShownText() by: string;
  @ShownChoice(VOID_REASONS) reason: VoidReason;
  @ShownText({ nullable: true, optional: true }) text?: string | null;
}

export class AddendumView {
  @ShownId() id: string;
  @ShownInstant() at: string;
  @ShownText() by: string;
  @ShownText() text: string;
}

export class ConcernTakenView {
  @ShownInstant() at: string;
  @ShownText() by: string;
}

/**
 * A talk. Words and judgements are left out for those who only see that and when. `summary`, `followUp`, `addenda` and the words of a void are
 * left out of lists too: reading them is opening the talk, and opening leaves a row in the access log.
 */
export class TalkView {
  @ShownId() id: string;
  @ShownId() entryId: string;
  @ShownId() studentId: string;
  @ShownPart(() => NamedStudent) student: NamedStudent;
  @ShownPart(() => NamedPerson) author: NamedPerson;
  @ShownDay() heldOn: string;
  @ShownInstant() typedAt: string;
  @ShownNumber() version: number;
  @ShownBoolean() reached: boolean;
  @ShownChoice(TALK_PLACES, { nullable: true }) place: TalkPlace | null;
  @ShownChoice(TALK_MODES, { nullable: true }) mode: TalkMode | null;
  @ShownPart(() => VoidedView, { nullable: true }) voided: VoidedView | null;
  @ShownChoices(TALK_TOPICS, { optional: true }) topics?: TalkTopic[];
  @ShownChoice(MOODS, { optional: true, nullable: true }) mood?: Mood | null;
  @ShownChoice(CONCERNS, { optional: true }) concern?: Concern;
  @ShownPart(() => ConcernTakenView, { optional: true, nullable: true }) concernTaken?: ConcernTakenView | null;
  @ShownText({ optional: true, nullable: true }) summary?: string | null;
  @ShownBoolean({ optional: true }) guardianTold?: boolean;
  @ShownPart(() => ShownFollowUp, { optional: true, nullable: true }) followUp?: ShownFollowUp | null;
  @ShownParts(() => AddendumView, { optional: true }) addenda?: AddendumView[];
  @ShownBoolean() mayEdit: boolean;
  @ShownBoolean() mayVoid: boolean;
  @ShownBoolean() mayAddend: boolean;
  /** The first moment it may no longer be edited. */
  @ShownInstant() editableUntil: string;
}

/** The items of one entry, one a child. */
export class RecordedTalks {
  @ShownParts(() => TalkView) items: TalkView[];
}

export class TalkPage extends pageOf(TalkView, 'TalkPage') {}
