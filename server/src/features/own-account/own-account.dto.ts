import { LIMITS } from '@tongxin/shared';
import { SecretField, TextField } from '../../platform/fields/fields.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownText,
  ShownTexts,
} from '../../platform/fields/shown.js';
import { BROWSERS, SYSTEMS } from '../../platform/sessions/device-family.js';

/** A device one is signed in on. */
export class OwnSession {
  @ShownId() id: string;
  @ShownChoice(BROWSERS, { nullable: true }) browser: string | null;
  @ShownChoice(SYSTEMS, { nullable: true }) system: string | null;
  @ShownInstant() startedAt: string;
  @ShownInstant() seenAt: string;
  /** The one this request came from. */
  @ShownBoolean() current: boolean;
}

export class EndedSessions {
  @ShownNumber() ended: number;
}

export class NoticeView {
  @ShownInstant({ nullable: true }) acceptedAt: string | null;
}

export class SecondFactorView {
  /** Since when it is on; null where it is off. */
  @ShownInstant({ nullable: true }) since: string | null;
  @ShownNumber() recoveryCodesLeft: number;
  /** Whether this person's posts ask for one. */
  @ShownBoolean() required: boolean;
}

/** Shown once: whoever needs it again begins again. */
export class BegunSecondFactor {
  /** For typing into the app, in base32. */
  @ShownText() secret: string;
  /** For the QR code, `otpauth://totp/…`. */
  @ShownText() uri: string;
}

export class ConfirmSecondFactorRequest {
  @TextField({ max: LIMITS.secondFactorMax }) code: string;
}

/** Shown once: each opens one sign-in. */
export class RecoveryCodes {
  @ShownTexts() codes: string[];
}

export class PasswordRequest {
  @SecretField({ max: LIMITS.passwordMax }) password: string;
}
