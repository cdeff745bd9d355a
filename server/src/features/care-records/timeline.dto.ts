import { CARE_RECORD_KINDS, type CareRecordKind } from '@tongxin/shared';
import { ChoiceListField, CursorField, LimitQuery } from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import { ShownBoolean, ShownChoice, ShownDay, ShownId, ShownPart } from '../../platform/fields/shown.js';
import { NamedPerson } from './named.dto.js';
import { TalkView } from './talk.dto.js';

export class TimelineQuery {
  /** Only records of these kinds. */
  @ChoiceListField(CARE_RECORD_KINDS, { max: CARE_RECORD_KINDS.length, optional: true }) kind?: CareRecordKind[];
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

/** Something done for a child on a day; the form of its kind stands beside it. */
export class TimelineItem {
  @ShownId() id: string;
  @ShownChoice(CARE_RECORD_KINDS) kind: CareRecordKind;
  @ShownDay() heldOn: string;
  @ShownPart(() => NamedPerson) by: NamedPerson;
  @ShownBoolean() reached: boolean;
  @ShownBoolean() voided: boolean;
  /** Typed after the month in which it happened was over. */
  @ShownBoolean() late: boolean;
  @ShownPart(() => TalkView, { optional: true }) talk?: TalkView;
}

export class TimelinePage extends pageOf(TimelineItem, 'TimelinePage') {}
