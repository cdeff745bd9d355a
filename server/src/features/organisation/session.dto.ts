import { LIMITS, PERMISSIONS, ROLES } from '@tongxin/shared';
import { SecretField, TextField } from '../../platform/fields/fields.js';
import { applyDecorators } from '@nestjs/common';
import { MinLength } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import {
  ShownBoolean,
  ShownChoice,
  ShownChoices,
  ShownDay,
  ShownId,
  ShownPart,
  ShownParts,
  ShownText,
  ShownNumber,
} from '../../platform/fields/shown.js';

export class SignInRequest {
  @TextField({ max: LIMITS.usernameMax }) username: string;
  @SecretField({ max: LIMITS.passwordMax }) password: string;
  /** Where the account has a second factor: six digits of the app, or a recovery code. */
  @TextField({ max: LIMITS.secondFactorMax, optional: true }) secondFactor?: string;
}

export class ChangePasswordRequest {
  @SecretField({ max: LIMITS.passwordMax }) currentPassword: string;
  @applyDecorators(
    SecretField({ max: LIMITS.passwordMax }),
    ApiProperty({ type: String, minLength: LIMITS.passwordMin, maxLength: LIMITS.passwordMax, format: 'password' }),
    MinLength(LIMITS.passwordMin, { context: { code: 'password.tooShort', params: { min: LIMITS.passwordMin } } }),
  )
  newPassword: string;
}

export class ClassName {
  @ShownId() id: string;
  @ShownText() label: string;
  @ShownText() labelEn: string;
}

export class SessionUser {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownText() username: string;
}

export class SessionSchool {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownChoice(['school', 'bureau']) kind: 'school' | 'bureau';
  @ShownText() timeZone: string;
}

export class SessionTerm {
  @ShownText() schoolYear: string;
  @ShownNumber() ordinal: number;
  @ShownDay() from: string;
  @ShownDay() to: string;
}

/** Who is signed in, what they hold, and the day and term it is at their school. */
export class SessionView {
  @ShownPart(() => SessionUser) user: SessionUser;
  @ShownChoices(ROLES) roles: string[];
  @ShownPart(() => SessionSchool) school: SessionSchool;
  @ShownChoices(PERMISSIONS) permissions: string[];
  @ShownPart(() => SessionTerm, { nullable: true }) term: SessionTerm | null;
  @ShownDay() today: string;
  @ShownParts(() => ClassName) headedClasses: ClassName[];
  @ShownBoolean() demo: boolean;
  /** Until the notice on confidentiality is accepted, the account does nothing else. */
  @ShownBoolean() noticeAccepted: boolean;
  @ShownBoolean() secondFactor: boolean;
  /** This person's posts ask for a second factor; until there is one, the account does nothing else. */
  @ShownBoolean() secondFactorRequired: boolean;
}
