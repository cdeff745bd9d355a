import { LIMITS, STAGES } from '@tongxin/shared';
import {
  BooleanField,
  ChoiceField,
  DayField,
  IdListField,
  NumberField,
  PartListField,
} from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownDay,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
} from '../../platform/fields/shown.js';

const YEARS = { min: 2000, max: 2200 };
/** More classes begin in no school at once. */
const NEW_CLASSES_MAX = 60;

export class RolloverTermField {
  @NumberField({ min: 1, max: 2 }) ordinal: 1 | 2;
  @DayField() from: string;
  @DayField() to: string;
}

export class NewClassField {
  @ChoiceField(STAGES) stage: 'primary' | 'junior';
  @NumberField({ min: 1, max: LIMITS.classNumberMax }) number: number;
}

/** Runs the step into a new school year. What is left away is done as the preview says. */
export class RunRolloverRequest {
  /** The calendar year the new school year begins in, as the preview says. */
  @NumberField(YEARS) toYear: number;
  @PartListField(() => RolloverTermField, { max: 2, optional: true }) terms?: RolloverTermField[];
  @PartListField(() => NewClassField, { max: NEW_CLASSES_MAX, optional: true }) newClasses?: NewClassField[];
  /** Graduating classes whose children stay at this school: their files stay open, and they wait for a new class. */
  @IdListField({ max: NEW_CLASSES_MAX, min: 0, optional: true }) stayingClassIds?: string[];
  /** Does everything and keeps nothing of it. */
  @BooleanField({ optional: true }) dryRun?: boolean;
}

export class RolloverCountsView {
  @ShownNumber() classesMoving: number;
  @ShownNumber() classesGraduating: number;
  @ShownNumber() pupilsLeaving: number;
  @ShownNumber() pupilsStaying: number;
  @ShownNumber() filesClosing: number;
  @ShownNumber() assignmentsEnding: number;
  @ShownNumber() termsMade: number;
  @ShownNumber() classesMade: number;
}

export class RolloverPerson {
  @ShownId() id: string;
  @ShownText() name: string;
}

export class RolloverView {
  /** Null for a dry run: nothing was kept. */
  @ShownId({ nullable: true }) id: string | null;
  @ShownNumber() toYear: number;
  @ShownBoolean() dryRun: boolean;
  @ShownPart(() => RolloverPerson) runBy: RolloverPerson;
  @ShownInstant() runAt: string;
  @ShownPart(() => RolloverCountsView) counts: RolloverCountsView;
  /** Until when it can be taken back. */
  @ShownInstant() undoUntil: string;
  @ShownInstant({ nullable: true }) undoneAt: string | null;
  @ShownBoolean() mayUndo: boolean;
}

export class RolloverPage extends pageOf(RolloverView, 'RolloverPage') {}

export class RolloverTermView {
  @ShownNumber() ordinal: number;
  @ShownDay() from: string;
  @ShownDay() to: string;
  /** Whether the school has entered it already. */
  @ShownBoolean() exists: boolean;
}

export class RolloverClassView {
  @ShownId() id: string;
  @ShownText() label: string;
  @ShownText() labelEn: string;
  /** What it is called in the new year; null: it graduates. */
  @ShownText({ nullable: true }) next: string | null;
  @ShownText({ nullable: true }) nextEn: string | null;
  @ShownNumber() pupils: number;
  @ShownNumber() files: number;
  @ShownParts(() => RolloverPerson) headTeachers: RolloverPerson[];
}

export class NewClassView {
  @ShownChoice(STAGES) stage: string;
  @ShownNumber() number: number;
  @ShownText() label: string;
  @ShownText() labelEn: string;
}

/** What would happen, before anything does. */
export class RolloverPreview {
  @ShownNumber() toYear: number;
  @ShownText() schoolYear: string;
  @ShownDay() lastOn: string;
  @ShownDay() runnableFrom: string;
  @ShownBoolean() runnable: boolean;
  @ShownPart(() => RolloverCountsView) counts: RolloverCountsView;
  @ShownParts(() => RolloverTermView) terms: RolloverTermView[];
  @ShownParts(() => RolloverClassView) classes: RolloverClassView[];
  @ShownParts(() => NewClassView) newClasses: NewClassView[];
  /** The last one that counts, where there is one. */
  @ShownPart(() => RolloverView, { nullable: true }) last: RolloverView | null;
}
