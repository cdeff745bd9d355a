import { monthOf, type DutyView, type TodayView } from '@tongxin/shared';
import type { TalkUnderway } from './talk-outbox.js';

/**
 * A monthly talk as it will stand when the server has the talks that are still underway: a reached talk whose day lies in
 * the window fulfils it. Laying the same talks over an answer that knows them already changes nothing.
 */
export function dutyAfter(duty: DutyView, underway: readonly TalkUnderway[]): DutyView {
  if (duty.standard.code !== 'monthlyTalk') return duty;
  return talksWith(duty, underway).reduce((after, { draft }) => {
    const inside = draft.heldOn >= after.window.from && draft.heldOn <= after.window.to;
    const open = after.status === 'due' || after.status === 'overdue';
    return {
      ...after,
      status: inside && open ? (after.status === 'due' ? 'done' : 'late') : after.status,
      lastOn: after.lastOn == null || after.lastOn < draft.heldOn ? draft.heldOn : after.lastOn,
      lastTopics: after.lastOn == null || after.lastOn <= draft.heldOn ? draft.topics : after.lastTopics,
      neverCaredFor: false,
    };
  }, duty);
}

/** Today as it will stand with the talks underway: the child leaves the list and the ring moves at once. */
export function todayAfter(view: TodayView, underway: readonly TalkUnderway[]): TodayView {
  if (underway.length === 0) return view;
  const after = view.due.map((duty) => dutyAfter(duty, underway));
  const left = after.filter((duty) => duty.status === 'due' || duty.status === 'overdue');
  const newThisMonth = view.due.filter(
    (duty) =>
      duty.standard.code === 'monthlyTalk' &&
      (duty.lastOn == null || monthOf(duty.lastOn) < view.month) &&
      talksWith(duty, underway).some(({ draft }) => monthOf(draft.heldOn) === view.month),
  ).length;
  return {
    ...view,
    due: left,
    dueTotal: view.dueTotal - (after.length - left.length),
    ring: view.ring && { ...view.ring, done: Math.min(view.ring.done + newThisMonth, view.ring.expected) },
  };
}

function talksWith(duty: DutyView, underway: readonly TalkUnderway[]): readonly TalkUnderway[] {
  return underway.filter(
    ({ draft }) => draft.reached && draft.students.some((student) => student.id === duty.student.id),
  );
}
