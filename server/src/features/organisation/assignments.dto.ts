import { LIMITS } from '@tongxin/shared';
import {
  BooleanField,
  ChoiceField,
  CursorField,
  DayField,
  IdField,
  LimitQuery,
  TextField,
} from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import { ShownChoice, ShownDay, ShownId, ShownNumber, ShownPart, ShownText } from '../../platform/fields/shown.js';
import { ClassName } from './session.dto.js';

export const ASSIGNMENT_ROLES = ['headTeacher', 'deputy', 'subjectTeacher'] as const;
export type AssignmentRole = (typeof ASSIGNMENT_ROLES)[number];

export class AssignmentQuery {
  @IdField({ optional: true }) classId?: string;
  @IdField({ optional: true }) staffId?: string;
  /** `current`: in force today · `coming`: from a later day on · `ended`: over. Without it all. */
  @ChoiceField(['current', 'coming', 'ended'], { optional: true }) state?: 'current' | 'coming' | 'ended';
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

export class AssignedPerson {
  @ShownId() id: string;
  @ShownText() name: string;
}

/** Who heads a class, stands in for its head, or teaches it a subject; from a day to a day, both included. */
export class AssignmentView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownPart(() => ClassName) class: ClassName;
  @ShownPart(() => AssignedPerson) staff: AssignedPerson;
  @ShownChoice(ASSIGNMENT_ROLES) role: AssignmentRole;
  @ShownText({ nullable: true }) subject: string | null;
  @ShownDay() from: string;
  @ShownDay({ nullable: true }) to: string | null;
  @ShownChoice(['current', 'coming', 'ended']) state: 'current' | 'coming' | 'ended';
  @ShownPart(() => AssignedPerson, { nullable: true }) grantedBy: AssignedPerson | null;
  @ShownText({ nullable: true }) endReason: string | null;
}

export class AssignmentPage extends pageOf(AssignmentView, 'AssignmentPage') {}

export class CreateAssignmentRequest {
  @IdField() classId: string;
  @IdField() staffId: string;
  @ChoiceField(ASSIGNMENT_ROLES) role: AssignmentRole;
  /** Of a subject teacher; nobody else has one. */
  @TextField({ max: LIMITS.termNameMax, optional: true }) subject?: string;
  /** Without it today. */
  @DayField({ optional: true }) from?: string;
  @DayField({ optional: true }) to?: string;
  /** Whoever holds this post at the class hands over the day before. */
  @BooleanField({ optional: true }) replace?: boolean;
  @TextField({ max: LIMITS.changeReasonMax, optional: true }) reason?: string;
}

/** What became of it: the post is given, or waits for the department. */
export class AssignmentOutcome {
  @ShownPart(() => AssignmentView, { nullable: true }) assignment: AssignmentView | null;
  /** The proposal that waits, by its id. */
  @ShownId({ nullable: true }) proposalId: string | null;
}

export class EndAssignmentRequest {
  /** The last day; yesterday at the earliest, which takes the class away at once. Without it today. */
  @DayField({ optional: true }) on?: string;
  @TextField({ max: LIMITS.changeReasonMax, optional: true }) reason?: string;
}
