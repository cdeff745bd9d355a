import { addDays, type Day } from '@tongxin/shared';
import { ConflictError, InvalidRequestError } from '../../platform/errors/domain-error.js';
import type { AssignmentRole } from './assignments.dto.js';
import type { ClassAssignment } from './organisation.entities.js';

/** A post to give, checked as far as it can be without looking at others. */
export interface WantedPost {
  readonly classId: string;
  readonly staffId: string;
  readonly role: AssignmentRole;
  readonly subject: string | null;
  readonly from: Day;
  readonly to: Day | null;
  readonly replace: boolean;
}

type Held = Pick<ClassAssignment, 'id' | 'role' | 'staffId' | 'subject' | 'fromOn' | 'toOn'>;

/** @returns whether a post stands in force on some day; one taken away on the day it began never does */
export function isEverHeld({ fromOn, toOn }: Pick<Held, 'fromOn' | 'toOn'>): boolean {
  return toOn === null || fromOn <= toOn;
}

/** @throws InvalidRequestError for a subject where there is none, or none where there must be one, and for days the wrong way round */
export function assertPost({ role, subject, from, to }: Pick<WantedPost, 'role' | 'subject' | 'from' | 'to'>): void {
  if (role === 'subjectTeacher' && subject === null) throw InvalidRequestError.at('/subject', 'subject.missing');
  if (role !== 'subjectTeacher' && subject !== null) throw InvalidRequestError.at('/subject', 'subject.unfit');
  if (to !== null && to < from) throw InvalidRequestError.at('/to', 'date.order', { after: from });
}

/**
 * Holds a post against the others of its class. A class has one head teacher and one deputy at a time; who stands in may do so beside the head
 * teacher, whose absence is nobody's business here. A subject may be taught by several, by each once.
 *
 * @param held all posts of the class
 * @returns the posts that hand over the day before, with their new last day
 * @throws InvalidRequestError `assignment.overlaps` at `/from`, with the days of the other post; `assignment.repeated` for the same post twice
 */
export function handovers(post: WantedPost, held: readonly Held[]): { id: string; lastOn: Day }[] {
  const meeting = held.filter(
    (one) =>
      one.role === post.role &&
      isEverHeld(one) &&
      (post.to === null || one.fromOn <= post.to) &&
      (one.toOn === null || one.toOn >= post.from),
  );
  const same = meeting.find((one) => one.staffId === post.staffId && one.subject === post.subject);
  if (same) throw InvalidRequestError.at('/staffId', 'assignment.repeated', { from: same.fromOn });
  if (post.role === 'subjectTeacher') return [];
  const inTheWay = meeting.find((one) => !post.replace || one.fromOn >= post.from);
  if (inTheWay)
    throw InvalidRequestError.at('/from', 'assignment.overlaps', { from: inTheWay.fromOn, to: inTheWay.toOn });
  return meeting.map(({ id }) => ({ id, lastOn: addDays(post.from, -1) }));
}

/**
 * The last day of a post that ends. What was is not rewritten: yesterday at the earliest.
 * @throws ConflictError `assignment.ended` where it is over; InvalidRequestError for a day too long ago, or after the last day it has: ending prolongs nothing
 */
export function lastDay(post: Pick<Held, 'fromOn' | 'toOn'>, on: Day, today: Day): Day {
  if (post.toOn !== null && post.toOn < today) throw new ConflictError('assignment.ended');
  const earliest = addDays(today, -1);
  if (on < earliest) throw InvalidRequestError.at('/on', 'date.order', { after: earliest });
  if (post.toOn !== null && on > post.toOn) throw InvalidRequestError.at('/on', 'date.order', { before: post.toOn });
  // A post that begins later and is taken back never was in force.
  return on < post.fromOn ? addDays(post.fromOn, -1) : on;
}
