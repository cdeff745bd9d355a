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
