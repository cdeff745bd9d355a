import { GRANTED_ROLES, LIMITS } from '@tongxin/shared';
import { ChoiceField, CursorField, DayField, IdField, LimitQuery, TextField } from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownDay,
  ShownId,
  ShownInstant,
  ShownPart,
  ShownText,
} from '../../platform/fields/shown.js';
import { Colleague } from './users.dto.js';

export const GRANT_STATES = ['running', 'coming', 'past'] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** A post from a day to a day: who asked for it, who agreed, who ended it why. */
export class GrantView {
  @ShownId() id: string;
  @ShownPart(() => Colleague) staff: Colleague;
  @ShownChoice(GRANTED_ROLES) role: string;
  @ShownDay() from: string;
  @ShownDay({ nullable: true }) to: string | null;
  @ShownChoice(GRANT_STATES) state: GrantState;
  @ShownPart(() => Colleague, { nullable: true }) grantedBy: Colleague | null;
  @ShownInstant() grantedAt: string;
  @ShownPart(() => Colleague, { nullable: true }) proposedBy: Colleague | null;
  @ShownPart(() => Colleague, { nullable: true }) endedBy: Colleague | null;
  @ShownInstant({ nullable: true }) endedAt: string | null;
  @ShownText({ nullable: true }) endReason: string | null;
  @ShownBoolean() mayEnd: boolean;
}
export class GrantPage extends pageOf(GrantView, 'GrantPage') {}

export class GrantQuery {
  @IdField({ optional: true }) staffId?: string;
  @ChoiceField(GRANTED_ROLES, { optional: true }) role?: string;
  @ChoiceField(GRANT_STATES, { optional: true }) state?: GrantState;
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

export class NewGrantRequest {
  @IdField() staffId: string;
  @ChoiceField(GRANTED_ROLES) role: string;
  @DayField() from: string;
  @DayField({ optional: true, nullable: true }) to?: string | null;
  @TextField({ max: LIMITS.changeReasonMax, optional: true }) reason?: string;
}

/** `given`: it counts from its day on. `waits`: a second person has to agree. */
export class GrantOutcome {
  @ShownChoice(['given', 'waits']) outcome: 'given' | 'waits';
  @ShownPart(() => GrantView, { nullable: true }) grant: GrantView | null;
  @ShownId({ nullable: true }) proposalId: string | null;
}

export class EndGrantRequest {
  /** The last day of the post; the day before today ends it at once. */
  @DayField() on: string;
  @TextField({ max: LIMITS.changeReasonMax, optional: true }) reason?: string;
}
