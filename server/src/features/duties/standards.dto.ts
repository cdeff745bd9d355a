import {
  CATEGORY_CODES,
  GRACE_DAYS_MAX,
  STANDARD_ACTORS,
  STANDARD_CODES,
  STANDARD_FREQUENCIES,
  STANDARD_URGENCIES,
  WINDOW_PARTS,
  type CategoryCode,
  type StandardActor,
  type StandardCode,
  type StandardFrequency,
  type StandardUrgency,
  type WindowPartKind,
} from '@tongxin/shared';
import {
  BooleanField,
  ChoiceField,
  ChoiceListField,
  DayField,
  IdField,
  NumberField,
  PartField,
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
import { NamedPerson, NamedStudent } from '../care-records/index.js';
import { ClassName } from '../organisation/index.js';
import { DutyWindowView } from './duty.dto.js';

/** In which part of its month or term a standard asks; `days` goes with `fromDay` and `lastDays`. */
export class StandardWindow {
  @ShownChoice(WINDOW_PARTS) part: WindowPartKind;
  @ShownNumber({ nullable: true }) days: number | null;
}

/** One version of a rule. Versions of one rule have the same `ruleId` and follow each other without gaps. */
export class CareStandardView {
  @ShownId() id: string;
  @ShownId() ruleId: string;
  @ShownChoice(STANDARD_CODES) code: StandardCode;
  @ShownText() title: string;
  @ShownChoice(STANDARD_ACTORS) who: StandardActor;
  /**
   * `specialGroup`: every special-group student; `categories`: those of the categories named; `urgencies`: those who are as urgent as named;
   * `categoriesAndUrgencies`: those of the categories who are as urgent.
   */
  @ShownChoice(['specialGroup', 'categories', 'urgencies', 'categoriesAndUrgencies']) whom: string;
  @ShownChoice(STANDARD_FREQUENCIES) every: StandardFrequency;
  @ShownChoices(CATEGORY_CODES, { nullable: true }) categories: string[] | null;
  @ShownChoices(STANDARD_URGENCIES, { nullable: true }) urgencies: string[] | null;
  @ShownBoolean() asksInHolidays: boolean;
  @ShownPart(() => StandardWindow) window: StandardWindow;
  /** So many days after its window what was done in it may still be typed. */
  @ShownNumber() graceDays: number;
  /** A window asks only where so many school days fall into it. */
  @ShownNumber() minimumSchoolDays: number;
  @ShownDay() from: string;
  @ShownDay({ nullable: true }) to: string | null;
  @ShownChoice(['past', 'inForce', 'coming']) status: 'past' | 'inForce' | 'coming';
  /** The windows of this version, from the running term on, a year ahead. */
  @ShownParts(() => DutyWindowView) windows: DutyWindowView[];
  /** Who set it up; null where it came with the school. */
  @ShownPart(() => NamedPerson, { nullable: true }) createdBy: NamedPerson | null;
  @ShownInstant({ nullable: true }) createdAt: string | null;
  @ShownNumber() version: number;
}

export class CareStandardPage extends pageOf(CareStandardView, 'CareStandardPage') {}

export class StandardWindowRequest {
  @ChoiceField(WINDOW_PARTS) part: WindowPartKind;
  /** `fromDay`: from this day of the month, or of the term, on; `lastDays`: its last so many days. */
  @NumberField({ min: 1, max: 366, optional: true, nullable: true }) days?: number | null;
}

/** The parts of a sentence that may change, and from when on they hold. */
export class ChangeStandardRequest {
  @ChoiceField(STANDARD_ACTORS) who: StandardActor;
  @ChoiceField(STANDARD_FREQUENCIES) every: StandardFrequency;
  /** Null: every special-group student. */
  @ChoiceListField(CATEGORY_CODES, { max: CATEGORY_CODES.length, nullable: true }) categories: CategoryCode[] | null;
  /** Of these only who is so urgent; null or left out: whatever the urgency. */
  @ChoiceListField(STANDARD_URGENCIES, { max: STANDARD_URGENCIES.length, optional: true, nullable: true })
  urgencies?: StandardUrgency[] | null;
  @BooleanField() asksInHolidays: boolean;
  @PartField(() => StandardWindowRequest) window: StandardWindowRequest;
  @NumberField({ min: 0, max: GRACE_DAYS_MAX }) graceDays: number;
  @DayField() from: string;
}

export class CreateStandardRequest extends ChangeStandardRequest {
  @ChoiceField(STANDARD_CODES) code: StandardCode;
}

export class PreviewStandardRequest extends CreateStandardRequest {
  /** The rule that would change; without it the sentence is a new one. */
  @IdField({ optional: true }) ruleId?: string;
}

export class EndStandardRequest {
  /** The last day; null takes back an end that has not come. */
  @DayField({ nullable: true }) on: string | null;
}

/** How many children of a class are asked for, and how many were so far. */
export class PreviewClass {
  @ShownPart(() => ClassName, { nullable: true }) class: ClassName | null;
  @ShownText({ nullable: true }) headTeacher: string | null;
  @ShownNumber() expected: number;
  @ShownNumber() before: number;
}

/** Children by name, the first of them; `total` counts all. */
export class PreviewChildren {
  @ShownNumber() total: number;
  @ShownParts(() => NamedStudent) items: NamedStudent[];
}

/** Who becomes due by a sentence, before it is saved, and what that changes. */
export class StandardPreview {
  /** The windows to come; empty where the sentence asks for nothing within a year. */
  @ShownParts(() => DutyWindowView) windows: DutyWindowView[];
  /** Everything below is about the first of them. */
  @ShownNumber() expected: number;
  @ShownNumber() exempt: number;
  /** How many the rule asks for as it stands; null for a new rule. */
  @ShownNumber({ nullable: true }) before: number | null;
  @ShownParts(() => PreviewClass) byClass: PreviewClass[];
  @ShownPart(() => PreviewChildren) added: PreviewChildren;
  @ShownPart(() => PreviewChildren) removed: PreviewChildren;
  /** Children another rule of the same kind asks for as well: they have a duty by each. */
  @ShownNumber() several: number;
  /** Another rule asks some of them for the very same thing: this sentence would not be saved. */
  @ShownBoolean() overlaps: boolean;
}
