import { CursorField, LimitQuery } from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import { ShownDay, ShownId, ShownNumber, ShownPart, ShownText } from '../../platform/fields/shown.js';
import { NamedPerson, NamedStudent } from './named.dto.js';

export class UrgentConcernQuery {
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

/** Somebody is urgently worried about a child, and nobody of the department has taken it yet. */
export class UrgentConcernView {
  @ShownId() talkId: string;
  @ShownPart(() => NamedStudent) student: NamedStudent;
  @ShownDay() heldOn: string;
  @ShownPart(() => NamedPerson) by: NamedPerson;
  @ShownText({ nullable: true }) summary: string | null;
  @ShownNumber() version: number;
}

export class UrgentConcernPage extends pageOf(UrgentConcernView, 'UrgentConcernPage') {}

/** What somebody promised a child, for a day that has come or is near. */
export class FollowUpView {
  @ShownId() talkId: string;
  @ShownPart(() => NamedStudent) student: NamedStudent;
  @ShownDay() on: string;
  @ShownText() text: string;
  @ShownNumber() version: number;
}
