import { GRANTED_ROLES, LANGUAGES, LIMITS, type Language } from '@tongxin/shared';
import { ArrayMinSize } from 'class-validator';
import { ChoiceField, ChoiceListField, PartListField, TextField } from '../../platform/fields/fields.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownChoices,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownRecord,
  ShownText,
} from '../../platform/fields/shown.js';
import { CodeSlip, Colleague, RoleOutcome } from './users.dto.js';

export const STAFF_ROW_STATES = ['ready', 'warning', 'error'] as const;
/** So many are invited in one request: each code takes work. */
export const INVITED_AT_ONCE = 50;

export class StaffRowProblem {
  /** The header as it stands in the sheet. */
  @ShownText() column: string;
  @ShownText() code: string;
  @ShownRecord('any') params: Record<string, unknown>;
}

/** A row of an uploaded list: who would be invited under which user name. */
export class StaffRowView {
  @ShownNumber() sheetRow: number;
  @ShownText() name: string;
  @ShownText() username: string;
  @ShownBoolean() usernameSuggested: boolean;
  @ShownChoices(GRANTED_ROLES) roles: string[];
  @ShownChoice(STAFF_ROW_STATES) status: (typeof STAFF_ROW_STATES)[number];
  @ShownParts(() => StaffRowProblem) problems: StaffRowProblem[];
}

export class StaffListCounts {
  @ShownNumber() rows: number;
  @ShownNumber() ready: number;
  @ShownNumber() warnings: number;
  @ShownNumber() errors: number;
}

/** What an uploaded list would do; nothing is stored. */
export class StaffListView {
  @ShownPart(() => StaffListCounts) counts: StaffListCounts;
  @ShownParts(() => StaffRowView) rows: StaffRowView[];
  /** Whether the list holds more rows than are read at a time. */
  @ShownBoolean() more: boolean;
}

export class StaffRowRequest {
  @TextField({ max: LIMITS.nameMax * 2 }) name: string;
  @TextField({ max: LIMITS.usernameMax, optional: true }) username?: string;
  @ChoiceListField(GRANTED_ROLES, { max: LIMITS.rolesPerPerson, optional: true }) roles?: string[];
}

export class InviteStaffRequest {
  @PartListField(() => StaffRowRequest, { max: INVITED_AT_ONCE })
  @ArrayMinSize(1, { context: { params: { min: 1 } } })
  rows: StaffRowRequest[];
}

/** What became of one row, in the order in which they were sent. */
export class InvitedRow {
  @ShownPart(() => Colleague, { nullable: true }) user: Colleague | null;
  @ShownPart(() => CodeSlip, { nullable: true }) slip: CodeSlip | null;
  @ShownParts(() => RoleOutcome) roles: RoleOutcome[];
  /** Why it was left out; null where the colleague is invited. */
  @ShownText({ nullable: true }) problem: string | null;
}

export class InvitedStaffView {
  @ShownParts(() => InvitedRow) items: InvitedRow[];
}

export class TemplateQuery {
  @ChoiceField(LANGUAGES, { optional: true }) language?: Language;
}
