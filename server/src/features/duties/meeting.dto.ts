import { MonthField } from '../../platform/fields/fields.js';
import { ShownBoolean, ShownNumber, ShownPart, ShownParts, ShownText } from '../../platform/fields/shown.js';
import { NamedPerson, NamedStudent } from '../care-records/index.js';

export class MeetingNamesRequest {
  /** The month the page is about; the present one where nothing is said. */
  @MonthField({ optional: true }) month?: string;
}

/** A child the meeting speaks of: something is overdue, or nobody has ever reached it. */
export class MeetingChild {
  @ShownPart(() => NamedStudent) student: NamedStudent;
  @ShownPart(() => NamedPerson, { nullable: true }) headTeacher: NamedPerson | null;
  /** How many duties of the month are overdue. */
  @ShownNumber() overdue: number;
  @ShownBoolean() neverCaredFor: boolean;
}

/** The names on the page for the meeting; each of them leaves a row in its child's access log. */
export class MeetingNames {
  @ShownText() month: string;
  @ShownNumber() total: number;
  /** In the order of classes and names; never more than 500. */
  @ShownParts(() => MeetingChild) children: MeetingChild[];
}
