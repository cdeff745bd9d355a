import type { DutyView } from '@tongxin/shared';
import { monthGroups } from './month-groups.js';

function aDuty(name: string, month: string, change: Partial<DutyView> = {}): DutyView {
  return {
    student: { id: name, name, class: null },
    standard: { id: 'rule-1', code: 'monthlyTalk', title: '', every: 'month' },
    window: { from: `${month}-01`, to: `${month}-28` },
    status: 'due',
    exemptReason: null,
    lastOn: '2026-09-10',
    neverCaredFor: false,
    assignee: null,
    ...change,
  };
}

describe('the talks of a month', () => {
  it('stand in groups, and late ones are done', () => {
    const groups = monthGroups(
      [
        aDuty('a', '2026-11'),
        aDuty('b', '2026-11', { status: 'late' }),
        aDuty('c', '2026-11', { status: 'done' }),
        aDuty('d', '2026-11', { status: 'exempt' }),
      ],
      '2026-11',
    );
    expect(groups.map(({ key, rows }) => [key, rows.map(({ duty }) => duty.student.name).join()])).toEqual([
      ['due', 'a'],
      ['done', 'b,c'],
      ['exempt', 'd'],
    ]);
  });

  it('name a child once among the overdue, with every month that was missed', () => {
    const overdue = { status: 'overdue' } as const;
    const [group] = monthGroups([aDuty('a', '2026-10', overdue), aDuty('a', '2026-09', overdue)], '2026-11');
    expect(group?.rows).toMatchObject([{ duty: { window: { from: '2026-09-01' } }, alsoMissed: ['2026-10'] }]);
  });

  it('put whoever has no record at all first, then the longest since', () => {
    const overdue = { status: 'overdue' } as const;
    const [group] = monthGroups(
      [
        aDuty('recent', '2026-10', { ...overdue, lastOn: '2026-11-09' }),
        aDuty('long ago', '2026-10', { ...overdue, lastOn: '2026-09-02' }),
        aDuty('never', '2026-10', { ...overdue, lastOn: null, neverCaredFor: true }),
      ],
      '2026-11',
    );
    expect(group?.rows.map(({ duty }) => duty.student.name)).toEqual(['never', 'long ago', 'recent']);
  });

  it('do not hold what was done in another month', () => {
    expect(monthGroups([aDuty('a', '2026-10', { status: 'late' })], '2026-11')).toEqual([]);
  });
});
