import { pageOf } from '../../platform/fields/page.js';
import { ShownId, ShownInstant, ShownPart, ShownText } from '../../platform/fields/shown.js';
import { ClassName } from '../organisation/index.js';
import { ChangeActor } from './contact-card.dto.js';

/** One field of a child as it was and as it became; numbers are masked, a class is named. */
export class StudentChangeView {
  @ShownId() id: string;
  @ShownInstant() at: string;
  @ShownPart(() => ChangeActor) by: ChangeActor;
  @ShownText() field: string;
  @ShownText({ nullable: true }) before: string | null;
  @ShownText({ nullable: true }) after: string | null;
  @ShownPart(() => ClassName, { nullable: true }) classBefore: ClassName | null;
  @ShownPart(() => ClassName, { nullable: true }) classAfter: ClassName | null;
  /** Words, or for a number `newNumber` or `mistyped`. */
  @ShownText({ nullable: true }) reason: string | null;
}
export class StudentChangePage extends pageOf(StudentChangeView, 'StudentChangePage') {}
