import {
  DUTY_STATES,
  EXEMPTION_REASONS,
  STANDARD_CODES,
  STANDARD_FREQUENCIES,
  TALK_TOPICS,
  type DutyState,
  type ExemptionReason,
  type StandardCode,
  type StandardFrequency,
} from '@tongxin/shared';
import {
  BooleanQuery,
  ChoiceField,
  ChoiceListField,
  CursorField,
  IdField,
  LimitQuery,
  MonthField,
} from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownChoices,
  ShownDay,
  ShownId,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
} from '../../platform/fields/shown.js';
import { NamedPerson, NamedStudent } from '../care-records/index.js';
import { ClassName } from '../organisation/index.js';

export class DutyQuery {
  /** Every duty whose window overlaps this month; the present month where nothing is said. */
  @MonthField({ optional: true }) month?: string;
  @ChoiceListField(DUTY_STATES, { max: DUTY_STATES.length, optional: true }) status?: DutyState[];
  @ChoiceField(STANDARD_CODES, { optional: true }) standard?: StandardCode;
  @IdField({ optional: true }) classId?: string;
  /** Instead of a month: every duty whose window has begun in the running term, where what is overdue stays until its end. */
  @BooleanQuery() term?: boolean;
  /** Only children who are in no class. */
  @BooleanQuery() withoutClass?: boolean;
  /** Only children nobody has ever reached, each once. */
  @BooleanQuery() neverCaredFor?: boolean;
  /** Only what nobody has ever done for the child, or only what somebody has; not told to those who see the state only. */
  @BooleanQuery() neverDone?: boolean;
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
  @BooleanQuery() total?: boolean;
}

export class DutySummaryQuery {
  @MonthField({ optional: true }) month?: string;
  @ChoiceField(STANDARD_CODES, { optional: true }) standard?: StandardCode;
}

export class DutyStandard {
  /** The rule it follows from, whatever version of it asks. */
  @ShownId() id: string;
  @ShownChoice(STANDARD_CODES) code: StandardCode;
  @ShownText() title: string;
  @ShownChoice(STANDARD_FREQUENCIES) every: StandardFrequency;
}

/** From a day to a day, both included. */
export class DutyWindowView {
  @ShownDay() from: string;
  @ShownDay() to: string;
}

/** What is due for one child by one standard in one window. `lastOn`, `neverCaredFor` and `lastTopics` are left out for those who see the state only. */
export class DutyView {
  @ShownPart(() => NamedStudent) student: NamedStudent;
  @ShownPart(() => DutyStandard) standard: DutyStandard;
  @ShownPart(() => DutyWindowView) window: DutyWindowView;
  @ShownChoice(DUTY_STATES) status: DutyState;
  @ShownChoice(EXEMPTION_REASONS, { nullable: true }) exemptReason: ExemptionReason | null;
  @ShownDay({ nullable: true, optional: true }) lastOn?: string | null;
  @ShownBoolean({ optional: true }) neverCaredFor?: boolean;
  @ShownChoices(TALK_TOPICS, { optional: true }) lastTopics?: string[];
  @ShownPart(() => NamedPerson, { nullable: true }) assignee: NamedPerson | null;
}

export class DutyPage extends pageOf(DutyView, 'DutyPage') {}

/** How the duties of one standard stand: `expected` is all that is asked, `done` includes what was typed late. */
export class StandardCoverage {
  @ShownChoice(STANDARD_CODES) code: StandardCode;
  @ShownNumber() expected: number;
  @ShownNumber() done: number;
  @ShownNumber() overdue: number;
  @ShownNumber() due: number;
  @ShownNumber() exempt: number;
}

/** Contact cards verified in the term and since their last change, and those that are not. */
export class CardFreshness {
  @ShownNumber() fresh: number;
  @ShownNumber() stale: number;
  /** Of the stale ones those that nobody has ever verified; left out for those who see states only. */
  @ShownNumber({ optional: true }) never?: number;
}

/** How the duties of one class stand; `class` is null for children in no class. */
export class ClassCoverage {
  @ShownPart(() => ClassName, { nullable: true }) class: ClassName | null;
  @ShownText({ nullable: true }) headTeacher: string | null;
  @ShownNumber() expected: number;
  @ShownNumber() done: number;
  @ShownNumber() overdue: number;
  @ShownNumber() due: number;
  @ShownNumber() exempt: number;
  /** How the contact cards of the class stand, as far as this month asks for them. */
  @ShownPart(() => CardFreshness) cards: CardFreshness;
}

export class TrendPoint {
  @ShownText() month: string;
  @ShownNumber() expected: number;
  @ShownNumber() done: number;
}

/** Whether the work is done. Every number is the length of a list that `/api/duties` gives. */
export class DutySummary {
  @ShownText() month: string;
  @ShownParts(() => StandardCoverage) byStandard: StandardCoverage[];
  @ShownParts(() => ClassCoverage) byClass: ClassCoverage[];
  @ShownNumber({ optional: true }) neverCaredFor?: number;
  @ShownParts(() => TrendPoint) trend: TrendPoint[];
  @ShownPart(() => CardFreshness) cards: CardFreshness;
}

export class TrendQuery {
  /** The month up to which the running school year is shown; the present month where nothing is said. */
  @MonthField({ optional: true }) month?: string;
}

/** The months of one school year in which talks were asked. */
export class TrendYear {
  /** The calendar year it begins in. */
  @ShownNumber() schoolYear: number;
  @ShownParts(() => TrendPoint) months: TrendPoint[];
}

/** The talks of this school year and of the last, month by month; the years in order. */
export class DutyTrend {
  @ShownParts(() => TrendYear) years: TrendYear[];
}

export class NeverCaredForQuery {
  @IdField({ optional: true }) classId?: string;
  @BooleanQuery() withoutClass?: boolean;
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
  @BooleanQuery() total?: boolean;
}

/** A child with an open care file whom nobody has ever reached. */
export class NeverCaredForView {
  @ShownPart(() => NamedStudent) student: NamedStudent;
  @ShownDay() openedOn: string;
  @ShownPart(() => NamedPerson, { nullable: true }) headTeacher: NamedPerson | null;
}

export class NeverCaredForPage extends pageOf(NeverCaredForView, 'NeverCaredForPage') {}
