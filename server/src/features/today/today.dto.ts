import { ShownNumber, ShownPart, ShownParts, ShownText } from '../../platform/fields/shown.js';
import { FollowUpView, UrgentConcernView } from '../care-records/index.js';
import { DutyView } from '../duties/index.js';
import { EmergencyView } from '../emergency-access/index.js';
import { UrgencyReviewView } from '../students/index.js';

/** Talks of this month with the children of the classes somebody heads; done includes those typed late. */
export class TalkRing {
  @ShownNumber() done: number;
  @ShownNumber() expected: number;
}

/** What somebody must do now. */
export class TodayView {
  @ShownText() month: string;
  @ShownPart(() => TalkRing, { nullable: true }) ring: TalkRing | null;
  /** The department only; the rest of them stands in `/api/urgent-concerns`. */
  @ShownParts(() => UrgentConcernView) urgent: UrgentConcernView[];
  /** Every child once, by its worst open duty. */
  @ShownParts(() => DutyView) due: DutyView[];
  /** How many children have an open duty. */
  @ShownNumber() dueTotal: number;
  @ShownParts(() => FollowUpView) followUps: FollowUpView[];
  /** Children whose urgency is to be looked at again, overdue or within a week; the earliest day first. */
  @ShownParts(() => UrgencyReviewView) reviews: UrgencyReviewView[];
  /** Emergency accesses that nobody has reviewed yet, for those who answer for the children; the first due first. */
  @ShownParts(() => EmergencyView) emergencies: EmergencyView[];
}
