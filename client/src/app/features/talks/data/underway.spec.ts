import type { DutyView, TodayView } from '@tongxin/shared';
import { blankTalk } from './talk-draft.js';
import { dutyAfter, todayAfter } from './underway.js';

const child = { id: 'student-1', name: '林小满', class: null };
const november = { from: '2026-11-01', to: '2026-11-30' };
const october = { from: '2026-10-01', to: '2026-10-31' };

function aDuty(change: Partial<DutyView> = {}): DutyView {
  return {
    student: child,
    standard: { id: 'rule-1', code: 'monthlyTalk', title: '', every: 'month' },
    window: november,
    status: 'due',
    exemptReason: null,
    lastOn: null,
    neverCaredFor: true,
    assignee: null,
    ...change,
  };
}

function aToday(due: DutyView[]): TodayView {
  return {
    month: '2026-11',
    ring: { done: 2, expected: 9 },
    urgent: [],
    due,
    dueTotal: due.length,
    followUps: [],
    reviews: [],
    emergencies: [],
  };
}

const talkOn = (heldOn: string, reached = true) => ({
  id: 'talk-1',
  draft: { ...blankTalk([child], '2026-11-23', 'classroom'), heldOn, reached },
});

describe('Today, while a talk is on its way', () => {
  it('lets the child go and moves the ring at once', () => {
    expect(todayAfter(aToday([aDuty()]), [talkOn('2026-11-23')])).toMatchObject({
      due: [],
      dueTotal: 0,
      ring: { done: 3 },
    });
  });

  it('does not count a talk that the answer of the server counts already', () => {
    const known = { ...aToday([]), ring: { done: 3, expected: 9 } };
    expect(todayAfter(known, [talkOn('2026-11-23')]).ring).toEqual({ done: 3, expected: 9 });
  });

  it('keeps the child when nobody was reached', () => {
    expect(todayAfter(aToday([aDuty()]), [talkOn('2026-11-23', false)])).toMatchObject({
      dueTotal: 1,
      ring: { done: 2 },
    });
  });

  it('keeps a missed October open after a talk of today, but moves the ring of November', () => {
    const missed = aDuty({ window: october, status: 'overdue', lastOn: '2026-09-18', neverCaredFor: false });
    const after = todayAfter(aToday([missed]), [talkOn('2026-11-23')]);
    expect(after.due).toMatchObject([{ status: 'overdue', lastOn: '2026-11-23' }]);
    expect(after.ring).toEqual({ done: 3, expected: 9 });
  });

  it('settles a missed October with a talk of that month, entered late', () => {
    const missed = aDuty({ window: october, status: 'overdue', lastOn: '2026-09-18', neverCaredFor: false });
    expect(dutyAfter(missed, [talkOn('2026-10-20')]).status).toBe('late');
    expect(todayAfter(aToday([missed]), [talkOn('2026-10-20')])).toMatchObject({ due: [], ring: { done: 2 } });
  });

  it('leaves other children and other duties alone', () => {
    const other = aDuty({ student: { ...child, id: 'student-2' } });
    const card = aDuty({ standard: { id: 'rule-2', code: 'contactCardVerified', title: '', every: 'term' } });
    expect(todayAfter(aToday([other, card]), [talkOn('2026-11-23')]).due).toEqual([other, card]);
  });
});
