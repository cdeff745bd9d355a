import { mayOn, withheldFrom, type ViewerFacts } from '@tongxin/shared';
import { editableUntil } from './talk.rules.js';

/** What the policy looks at of a stored talk. `classId` is the child's class today. */
export interface TalkFacts {
  readonly authorId: string;
  readonly classId: string | null;
  readonly typedAt: Date;
  readonly voidedAt: Date | null;
}

/** A former head teacher keeps own entries to read, not to change: whoever changes one must still have the child in their care. */
export function mayRecordFor(viewer: ViewerFacts, talk: Pick<TalkFacts, 'classId'>): boolean {
  return mayOn(viewer, 'talk.create', { classId: talk.classId });
}

/** The author, while the child is in their care. */
export function isOwnToChange(viewer: ViewerFacts, talk: TalkFacts): boolean {
  return mayOn(viewer, 'talk.edit', { authorId: talk.authorId }) && mayRecordFor(viewer, talk);
}

/** The author, for seven days from typing, unless it is void. */
export function mayEditTalk(viewer: ViewerFacts & { now: Date }, talk: TalkFacts): boolean {
  return isOwnToChange(viewer, talk) && talk.voidedAt === null && viewer.now < editableUntil(talk.typedAt);
}

/** The author while the child is in their care, and the moral-education department; whether it is void already is a matter of state. */
export function mayVoidTalk(viewer: ViewerFacts, talk: TalkFacts): boolean {
  const asDepartment = mayOn(viewer, 'talk.void', { classId: talk.classId });
  return asDepartment || (mayOn(viewer, 'talk.void', { authorId: talk.authorId }) && mayRecordFor(viewer, talk));
}

/** Those who only know that and when do not read what was said; authors read their own words. */
export function readsWords(viewer: ViewerFacts, talk: Pick<TalkFacts, 'authorId' | 'classId'>): boolean {
  return talk.authorId === viewer.id || !withheldFrom(viewer, 'talk.view', talk).has('words');
}
