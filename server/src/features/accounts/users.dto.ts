import { GRANTED_ROLES, LIMITS, ROLES } from '@tongxin/shared';
import {
  BooleanField,
  ChoiceField,
  ChoiceListField,
  CursorField,
  IdListField,
  LimitQuery,
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
import { ClassName } from '../organisation/index.js';

export const USER_STATES = ['invited', 'active', 'disabled'] as const;
export type UserState = (typeof USER_STATES)[number];
export const CODE_PURPOSES = ['activation', 'reset'] as const;
export const USER_ACTS = ['edit', 'disable', 'enable', 'makeCode', 'askForReset', 'giveRole'] as const;
export type UserAct = (typeof USER_ACTS)[number];
export const CLASS_POSTS = ['headTeacher', 'deputy', 'subjectTeacher'] as const;

export class Colleague {
  @ShownId() id: string;
  @ShownText() name: string;
}

/** A post with its days, who gave it, and who asked for it. */
export class UserRole {
  @ShownId() id: string;
  @ShownChoice(GRANTED_ROLES) role: string;
  @ShownDay() from: string;
  @ShownDay({ nullable: true }) to: string | null;
  @ShownPart(() => Colleague, { nullable: true }) grantedBy: Colleague | null;
  @ShownInstant() grantedAt: string;
}

/** A class headed or taught, with its days. */
export class UserClass {
  @ShownPart(() => ClassName) class: ClassName;
  @ShownChoice(CLASS_POSTS) role: string;
  @ShownText({ nullable: true }) subject: string | null;
  @ShownDay() from: string;
  @ShownDay({ nullable: true }) to: string | null;
}

/** A code that is out: what for, and until when it counts. The code itself is told once and never again. */
export class OpenCode {
  @ShownChoice(CODE_PURPOSES) purpose: string;
  @ShownInstant() expiresAt: string;
  @ShownBoolean() expired: boolean;
}

/** A reset that needs a second person: it waits, or is agreed and the code can be made until then, by who asked for it. */
export class ResetState {
  @ShownId() proposalId: string;
  @ShownChoice(['waits', 'agreed']) status: 'waits' | 'agreed';
  @ShownPart(() => Colleague, { nullable: true }) proposedBy: Colleague | null;
  @ShownInstant({ nullable: true }) until: string | null;
  @ShownBoolean() own: boolean;
}

export class UserListItem {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownText() username: string;
  @ShownChoice(USER_STATES) state: UserState;
  @ShownBoolean() passwordSet: boolean;
  @ShownDay({ nullable: true }) lastSignInOn: string | null;
  @ShownPart(() => OpenCode, { nullable: true }) code: OpenCode | null;
  @ShownParts(() => UserRole) roles: UserRole[];
  @ShownParts(() => UserClass) classes: UserClass[];
}

/** A colleague with an account: what the list says, what may be done, and which posts wait for a yes. */
export class UserView extends UserListItem {
  @ShownNumber() version: number;
  @ShownDay() invitedOn: string;
  @ShownDay({ nullable: true }) activatedOn: string | null;
  @ShownInstant({ nullable: true }) closedRecordsFrom: string | null;
  @ShownBoolean() resetNeedsSecondPerson: boolean;
  @ShownPart(() => ResetState, { nullable: true }) reset: ResetState | null;
  @ShownChoices(GRANTED_ROLES) rolesProposed: string[];
  @ShownChoices(USER_ACTS) may: UserAct[];
}

export class UserPage extends pageOf(UserListItem, 'UserPage') {}

export class UserQuery {
  @ChoiceField(ROLES, { optional: true }) role?: string;
  @ChoiceField(USER_STATES, { optional: true }) state?: UserState;
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

export class UserSearchRequest extends UserQuery {
  @TextField({ max: LIMITS.searchQueryMax, optional: true }) query?: string;
}

export class InviteUserRequest {
  @TextField({ max: LIMITS.nameMax * 2 }) name: string;
  /** Left out: suggested from the name. */
  @TextField({ max: LIMITS.usernameMax, optional: true }) username?: string;
  /** Posts to propose with it, from today on. */
  @ChoiceListField(GRANTED_ROLES, { max: LIMITS.rolesPerPerson, optional: true }) roles?: string[];
}

export class SuggestUsernameRequest {
  @TextField({ max: LIMITS.nameMax * 2 }) name: string;
}

export class UsernameView {
  @ShownText() username: string;
}

export class EditUserRequest {
  @TextField({ max: LIMITS.nameMax * 2, optional: true }) name?: string;
  @BooleanField({ optional: true }) disabled?: boolean;
}

export class MakeCodeRequest {
  /** Read by the second person, where one is needed. */
  @TextField({ max: LIMITS.changeReasonMax, optional: true }) reason?: string;
}

/** A code as it is told once: who it is for, what for, until when. */
export class CodeSlip {
  @ShownId() userId: string;
  @ShownText() name: string;
  @ShownText() username: string;
  @ShownText() school: string;
  @ShownChoice(CODE_PURPOSES) purpose: string;
  @ShownText() code: string;
  @ShownInstant() expiresAt: string;
}

/** `made`: the code, this once; null where the same request was answered before. `waits`: a second person has to agree first. */
export class CodeOutcome {
  @ShownChoice(['made', 'waits']) outcome: 'made' | 'waits';
  @ShownPart(() => CodeSlip, { nullable: true }) slip: CodeSlip | null;
  @ShownId({ nullable: true }) proposalId: string | null;
}

/** So many codes are made in one request: each takes work. */
export const CODES_AT_ONCE = 50;

export class FirstCodesRequest {
  @IdListField({ max: CODES_AT_ONCE }) userIds: string[];
}

/** The codes of those who have never been in; who has come in meanwhile is left out. Empty where the same request was answered before. */
export class FirstCodesView {
  @ShownParts(() => CodeSlip) slips: CodeSlip[];
}

export class RoleOutcome {
  @ShownChoice(GRANTED_ROLES) role: string;
  @ShownChoice(['given', 'waits']) outcome: 'given' | 'waits';
  @ShownId({ nullable: true }) proposalId: string | null;
}

export class InvitedView {
  @ShownPart(() => UserView) user: UserView;
  @ShownPart(() => CodeSlip, { nullable: true }) slip: CodeSlip | null;
  @ShownParts(() => RoleOutcome) roles: RoleOutcome[];
}
