import type { DutyView } from '@tongxin/shared';
import { telephoneAddress } from './dialler.js';
import { rowsOfDuties } from './student-row.js';

function aDuty(studentId: string, code: DutyView['standard']['code']): DutyView {
  return {
    student: { id: studentId, name: '林小满', class: null },
    standard: { id: 'rule-1', code, title: '', every: 'month' },
    window: { from: '2026-11-01', to: '2026-11-30' },
    status: 'due',
    exemptReason: null,
    lastOn: null,
    neverCaredFor: false,
    assignee: null,
  };
}

describe('a list of what is due', () => {
  it('shows a child once, where its first duty stood, with all of its duties', () => {
    const rows = rowsOfDuties([
      aDuty('student-1', 'monthlyTalk'),
      aDuty('student-2', 'monthlyTalk'),
      aDuty('student-1', 'contactCardVerified'),
    ]);
    expect(rows.map((row) => [row.id, row.duties.length])).toEqual([
      ['student-1', 2],
      ['student-2', 1],
    ]);
  });
});

describe('the address of a telephone', () => {
  it.each([
    ['13812345678', 'tel:13812345678'],
    ['0536-1234567', 'tel:05361234567'],
    ['0536-1234567-801', 'tel:05361234567,801'],
    ['+818012345678', 'tel:+818012345678'],
  ])('of %s is %s', (number, address) => expect(telephoneAddress(number)).toBe(address));
});
