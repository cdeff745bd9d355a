import { CursorField, LimitQuery } from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import { ShownId, ShownInstant, ShownPart, ShownText } from '../../platform/fields/shown.js';
import { ChangeActor } from './contact-card.dto.js';

export class NewestFirstQuery {
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

/** Somebody read or changed something of a child. */
export class AccessLogItem {
  @ShownId() id: string;
  @ShownInstant() at: string;
  /** Null: the product itself, at night or for a job. */
  @ShownPart(() => ChangeActor, { nullable: true }) actor: ChangeActor | null;
  @ShownText() act: string;
  @ShownText({ nullable: true }) reason: string | null;
}
export class AccessLogPage extends pageOf(AccessLogItem, 'AccessLogPage') {}

/** A child as the access log of a school names it: by name only to whom the child is visible. */
export class AuditStudent {
  @ShownId() id: string;
  @ShownText({ nullable: true }) name: string | null;
}

export class AuditItem {
  @ShownId() id: string;
  @ShownInstant() at: string;
  @ShownPart(() => ChangeActor, { nullable: true }) actor: ChangeActor | null;
  @ShownText() act: string;
  @ShownPart(() => AuditStudent, { nullable: true }) student: AuditStudent | null;
  @ShownId({ nullable: true }) subjectId: string | null;
  @ShownText({ nullable: true }) reason: string | null;
}
export class AuditPage extends pageOf(AuditItem, 'AuditPage') {}
