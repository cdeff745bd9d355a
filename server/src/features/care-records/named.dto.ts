import { ClassName } from '../organisation/index.js';
import { ShownId, ShownPart, ShownText } from '../../platform/fields/shown.js';

/** Somebody who works at the school, by name. */
export class NamedPerson {
  @ShownId() id: string;
  @ShownText() name: string;
}

/** A child, by name and class. */
export class NamedStudent {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownPart(() => ClassName, { nullable: true }) class: ClassName | null;
}
