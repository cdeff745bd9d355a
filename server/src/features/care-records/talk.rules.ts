import { createHash } from 'node:crypto';
import { LIMITS, monthOf, todayIn, type Day, type ProblemCode } from '@tongxin/shared';

/** What is said about one talk, with nothing left open: the form in which entries are compared. */
export interface TalkBody {
  heldOn: Day;
  place: string | null;
  mode: string | null;
  topics: readonly string[];
  mood: string | null;
  concern: string;
  summary: string | null;
  reached: boolean;
  guardianTold: boolean;
  followUp: { on: Day; text: string } | null;
}

/** A field of a talk that cannot be so. */
export interface TalkFault {
  readonly pointer: string;
  readonly code: ProblemCode;
}

/**
 * The id of one child's item of an entry: one child's is the entry's own id, several children's are UUID v5 of (entry id, student id), so
 * that the same entry sent twice makes the same items.
 */
export function talkItemId(entryId: string, studentId: string, children: number): string {
  if (children === 1) return entryId.toLowerCase();
  const hash = createHash('sha1')
    .update(Buffer.from(entryId.replaceAll('-', ''), 'hex'))
    .update(studentId.toLowerCase())
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** @returns a hash of what was sent and for whom; the order of children and topics does not matter, nor does leaving out what is nothing */
export function talkBodyHash(studentIds: readonly string[], body: TalkBody): Buffer {
  const { heldOn, place, mode, topics, mood, concern, summary, reached, guardianTold, followUp } = body;
  const children = studentIds.map((id) => id.toLowerCase()).sort();
  const said = [heldOn, place, mode, [...topics].sort(), mood, concern, summary, reached, guardianTold];
  return createHash('sha256')
    .update(JSON.stringify([children, ...said, followUp && [followUp.on, followUp.text]]))
    .digest();
}

/**
 * What cannot be so in a talk, whatever else is right: it was held on a day that has come (where the school is), not before the child was
 * born, and is followed up on that day or later. Any past day is taken: late entry is always possible.
 */
export function talkFaults(
  body: Pick<TalkBody, 'heldOn' | 'followUp'>,
  { today, birthDates }: { today: Day; birthDates: readonly (Day | null)[] },
): TalkFault[] {
  const faults: TalkFault[] = [];
  if (body.heldOn > today) faults.push({ pointer: '/heldOn', code: 'talk.future' });
  else if (birthDates.some((birthDate) => birthDate !== null && body.heldOn < birthDate))
    faults.push({ pointer: '/heldOn', code: 'talk.beforeBirth' });
  if (body.followUp && body.followUp.on < body.heldOn)
    faults.push({ pointer: '/followUp/on', code: 'followUp.beforeTalk' });
  return faults;
}

/** A record may be edited for seven days from the moment it was typed; after that there are addenda. @returns the first moment it may not */
export function editableUntil(typedAt: Date): Date {
  return new Date(typedAt.getTime() + LIMITS.talkEditDays * 24 * 60 * 60 * 1000);
}

/** Typed after the month in which it happened was over, where the school is. */
export function isLateEntry(heldOn: Day, typedAt: Date, timeZone: string): boolean {
  return monthOf(todayIn(timeZone, typedAt)) > monthOf(heldOn);
}
