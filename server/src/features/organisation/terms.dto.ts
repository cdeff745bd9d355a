import { LIMITS } from '@tongxin/shared';
import { ChoiceField, DayField, NumberField, TextField } from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownDay,
  ShownId,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
} from '../../platform/fields/shown.js';

export const CALENDAR_KINDS = ['holiday', 'workday'] as const;
export type CalendarKind = (typeof CALENDAR_KINDS)[number];

export class CreateTermRequest {
  /** The calendar year the school year begins in: 2026 is 2026–2027. */
  @NumberField({ min: 2000, max: 2100 }) schoolYear: number;
  @NumberField({ min: 1, max: 2 }) ordinal: 1 | 2;
  @DayField() from: string;
  @DayField() to: string;
}

/** Year and ordinal of a term stay: what has been recorded in it keeps its sense. */
export class EditTermRequest {
  @DayField({ optional: true }) from?: string;
  @DayField({ optional: true }) to?: string;
}

/** Days on which a school day is free, or a free day is worked. */
export class CalendarDaysView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownChoice(CALENDAR_KINDS) kind: CalendarKind;
  @ShownDay() from: string;
  @ShownDay() to: string;
  @ShownText() name: string;
}

export class CalendarDaysPage extends pageOf(CalendarDaysView, 'CalendarDaysPage') {}

export class CalendarDaysRequest {
  @ChoiceField(CALENDAR_KINDS) kind: CalendarKind;
  @DayField() from: string;
  /** Without it one day. */
  @DayField({ optional: true }) to?: string;
  @TextField({ max: LIMITS.holidayNameMax }) name: string;
}

export class EditCalendarDaysRequest {
  @ChoiceField(CALENDAR_KINDS, { optional: true }) kind?: CalendarKind;
  @DayField({ optional: true }) from?: string;
  @DayField({ optional: true }) to?: string;
  @TextField({ max: LIMITS.holidayNameMax, optional: true }) name?: string;
}

/** What the school has entered for these days already. */
export class KnownDays {
  @ShownDay() from: string;
  @ShownDay() to: string;
  @ShownText() name: string;
}

export class PublicDaysView {
  @ShownChoice(CALENDAR_KINDS) kind: CalendarKind;
  @ShownDay() from: string;
  @ShownDay() to: string;
  @ShownText() name: string;
  @ShownText() nameEn: string;
  /** `new`: not in the school's calendar yet · `same`: there as it is · `other`: there with other days, see `there`. */
  @ShownChoice(['new', 'same', 'other']) state: 'new' | 'same' | 'other';
  @ShownPart(() => KnownDays, { nullable: true }) there: KnownDays | null;
}

/** The public holidays of a calendar year as they ship with the product, held against the school's calendar. */
export class PublicYearView {
  @ShownNumber() year: number;
  /** As the State Council published them; else only the days the law names, to be corrected by its notice. */
  @ShownBoolean() published: boolean;
  @ShownParts(() => PublicDaysView) days: PublicDaysView[];
}

export class TakePublicHolidaysRequest {
  @NumberField({ min: 2000, max: 2100 }) year: number;
}

/** What taking them over did. */
export class PublicHolidaysTaken {
  @ShownNumber() added: number;
  @ShownNumber() changed: number;
}
