import { LIMITS, SCHOOL_SYSTEMS, STAGES, type SchoolSystem } from '@tongxin/shared';
import { ChoiceField, TextField } from '../../platform/fields/fields.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownDay,
  ShownId,
  ShownNumber,
  ShownParts,
  ShownText,
  ShownTexts,
} from '../../platform/fields/shown.js';
import { pageOf } from '../../platform/fields/page.js';

export class SchoolView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownText() name: string;
  @ShownChoice(['school', 'bureau']) kind: string;
  @ShownText() system: string;
  @ShownText() timeZone: string;
}

export class EditSchoolRequest {
  @TextField({ max: LIMITS.schoolNameMax, optional: true }) name?: string;
  @ChoiceField(SCHOOL_SYSTEMS, { optional: true }) system?: SchoolSystem;
  /** A name of the time zone database, such as `Asia/Urumqi`. */
  @TextField({ max: 60, optional: true }) timeZone?: string;
}

export class CalendarExceptionView {
  @ShownDay() from: string;
  @ShownDay() to: string;
  @ShownText() name: string;
  @ShownChoice(['holiday', 'workday']) kind: string;
}

export class TermView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownText() schoolYear: string;
  /** The calendar year the school year begins in. */
  @ShownNumber() startYear: number;
  @ShownNumber() ordinal: number;
  @ShownDay() from: string;
  @ShownDay() to: string;
  @ShownParts(() => CalendarExceptionView) holidays: CalendarExceptionView[];
}

export class ClassHead {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownBoolean() deputy: boolean;
}

export class ClassView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownText() label: string;
  @ShownText() labelEn: string;
  @ShownChoice(STAGES) stage: string;
  @ShownNumber() entryYear: number;
  @ShownNumber() number: number;
  @ShownNumber({ nullable: true }) grade: number | null;
  @ShownParts(() => ClassHead) headTeachers: ClassHead[];
  /** How many pupils are in it; null for whoever does not set up classes. */
  @ShownNumber({ nullable: true }) pupils: number | null;
}

export class StaffView {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownTexts() roles: string[];
}

export class SchoolPage extends pageOf(SchoolView, 'SchoolPage') {}
export class TermPage extends pageOf(TermView, 'TermPage') {}
export class ClassPage extends pageOf(ClassView, 'ClassPage') {}
export class StaffPage extends pageOf(StaffView, 'StaffPage') {}
