import { LIMITS } from '@tongxin/shared';
import { BooleanField, ChoiceField, CursorField, LimitQuery, TextField } from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownDay,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownText,
} from '../../platform/fields/shown.js';
import { REMINDER_LANGUAGES, ROBOT_KINDS, type ReminderLanguage, type RobotKind } from './reminder.entities.js';

export class DigestQuery {
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

/** What waited for oneself on a morning; figures only. */
export class DigestView {
  @ShownDay() day: string;
  @ShownNumber() talksDue: number;
  @ShownNumber() cardsDue: number;
  @ShownNumber() overdue: number;
  @ShownNumber() followUps: number;
  @ShownNumber() urgent: number;
  @ShownNumber() approvals: number;
}
export const DigestPage = pageOf(DigestView, 'DigestPage');

export class CalendarFeedView {
  @ShownInstant() madeAt: string;
  /** When a calendar last asked; null where none has yet. */
  @ShownInstant({ nullable: true }) readAt: string | null;
}

/** How one wants to be reminded; version 0 where nothing has been said yet. */
export class ReminderSettingsView {
  @ShownNumber() version: number;
  @ShownBoolean() byMail: boolean;
  @ShownText({ nullable: true }) mailAddress: string | null;
  @ShownChoice(REMINDER_LANGUAGES) language: ReminderLanguage;
  /** Whether this installation can send mail at all. */
  @ShownBoolean() mailAvailable: boolean;
  @ShownPart(() => CalendarFeedView, { nullable: true }) calendar: CalendarFeedView | null;
}

export class ReminderSettingsRequest {
  @BooleanField() byMail: boolean;
  @TextField({ max: LIMITS.mailAddressMax, nullable: true }) mailAddress: string | null;
  @ChoiceField(REMINDER_LANGUAGES) language: ReminderLanguage;
}

/** The secret address of one's calendar, shown this once. */
export class CalendarAddress {
  @ShownText() address: string;
}

export class LastDelivery {
  @ShownDay() day: string;
  @ShownChoice(['waiting', 'sent', 'failed']) status: string;
  @ShownText({ nullable: true }) problem: string | null;
}

/** The school's group robot. Of its address only the host and the last characters are shown again. */
export class ReminderChannelView {
  @ShownNumber() version: number;
  @ShownChoice(ROBOT_KINDS, { nullable: true }) kind: RobotKind | null;
  @ShownText({ nullable: true }) host: string | null;
  @ShownText({ nullable: true }) ending: string | null;
  /** Whether messages are signed. */
  @ShownBoolean() signed: boolean;
  @ShownChoice(REMINDER_LANGUAGES) language: ReminderLanguage;
  @ShownPart(() => LastDelivery, { nullable: true }) last: LastDelivery | null;
  @ShownBoolean() mailAvailable: boolean;
  /** How many colleagues want the digest by mail. */
  @ShownNumber() mailReaders: number;
}

export class ReminderChannelRequest {
  @ChoiceField(ROBOT_KINDS) kind: RobotKind;
  /** Left out: the address stays as it is. */
  @TextField({ max: LIMITS.webAddressMax, optional: true }) url?: string;
  /** Left out: stays as it is; null: no signature. */
  @TextField({ max: LIMITS.robotSecretMax, optional: true, nullable: true }) secret?: string | null;
  @ChoiceField(REMINDER_LANGUAGES) language: ReminderLanguage;
}

/** What became of a message to try the robot with. */
export class RobotTrial {
  @ShownBoolean() reached: boolean;
  @ShownText({ nullable: true }) problem: string | null;
}

export class DeliveryPerson {
  @ShownId() id: string;
  @ShownText() name: string;
}

/** A message that did not get there; where it was to go is not shown. */
export class DeliveryView {
  @ShownId() id: string;
  @ShownDay() day: string;
  @ShownChoice(['mail', 'robot']) way: string;
  @ShownPart(() => DeliveryPerson, { nullable: true }) person: DeliveryPerson | null;
  @ShownChoice(['waiting', 'failed']) status: string;
  @ShownNumber() attempts: number;
  @ShownText({ nullable: true }) problem: string | null;
  @ShownInstant() changedAt: string;
}
export const DeliveryPage = pageOf(DeliveryView, 'DeliveryPage');
