import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DUTY_STATES } from '../codes/duties.js';
import { addDays } from './days.js';
import {
  compareDuties,
  countsAsMonthlyTalk,
  dutyState,
  worstState,
  type CareFilePeriod,
  type DutyFacts,
  type DutyListed,
  type DutyOutcome,
} from './duty-state.js';
import { schoolDaysBetween, type SchoolCalendar } from './school-calendar.js';

const calendar: SchoolCalendar = {
  terms: [{ schoolYear: 2026, ordinal: 1, from: '2026-09-01', to: '2027-01-22' }],
  holidays: [],
  workdays: [],
};
const open = (from: string, to: string | null = null): CareFilePeriod => ({ status: 'open', from, to });
const aDuty = (facts: Partial<DutyFacts> = {}): DutyFacts => ({
  window: { from: '2026-11-01', to: '2026-11-30', inHolidays: false },
  calendar,
  today: '2026-11-23',
  records: [],
  careFile: [open('2026-09-01')],
  categoryBegunOn: '2026-09-01',
  excused: false,
  ...facts,
});
const stateOf = (facts: Partial<DutyFacts>): DutyOutcome => dutyState(aDuty(facts));
const is = (state: string, reason: string | null = null): unknown => ({ state, reason });

describe('the state of a duty', () => {
  it('is due to the last day of the window and overdue from the next', () => {
    expect(stateOf({})).toEqual(is('due'));
    expect(stateOf({ today: '2026-11-30' })).toEqual(is('due'));
    expect(stateOf({ today: '2026-12-01' })).toEqual(is('overdue'));
  });

  it('is done when held and typed in the window, edges included', () => {
    expect(stateOf({ records: [{ heldOn: '2026-11-01', typedOn: '2026-11-01' }] })).toEqual(is('done'));
    expect(stateOf({ records: [{ heldOn: '2026-11-30', typedOn: '2026-11-30' }], today: '2026-12-05' })).toEqual(
      is('done'),
    );
  });

  it('is late when held in the window and typed after it', () => {
    expect(stateOf({ records: [{ heldOn: '2026-11-30', typedOn: '2026-12-01' }], today: '2026-12-01' })).toEqual(
      is('late'),
    );
  });

  it('is not late nor overdue before the days of grace are over, and grace satisfies nothing that was not done in the window', () => {
    const graceDays = 3;
    const typed = (typedOn: string) => [{ heldOn: '2026-11-30', typedOn }];
    expect(stateOf({ graceDays, records: typed('2026-12-03'), today: '2026-12-04' })).toEqual(is('done'));
    expect(stateOf({ graceDays, records: typed('2026-12-04'), today: '2026-12-04' })).toEqual(is('late'));
    expect(stateOf({ graceDays, today: '2026-12-03' })).toEqual(is('due'));
    expect(stateOf({ graceDays, today: '2026-12-04' })).toEqual(is('overdue'));
    const after = [{ heldOn: '2026-12-02', typedOn: '2026-12-02' }];
    expect(stateOf({ graceDays, records: after, today: '2026-12-04' })).toEqual(is('overdue'));
  });

  it('is done when one of several was typed in time', () => {
    const records = [
      { heldOn: '2026-11-28', typedOn: '2026-12-02' },
      { heldOn: '2026-11-05', typedOn: '2026-11-05' },
    ];
    expect(stateOf({ records, today: '2026-12-03' })).toEqual(is('done'));
  });

  it('is not satisfied by a talk on 3 December, nor by one of October', () => {
    expect(stateOf({ records: [{ heldOn: '2026-12-03', typedOn: '2026-12-03' }], today: '2026-12-03' })).toEqual(
      is('overdue'),
    );
    expect(stateOf({ records: [{ heldOn: '2026-10-31', typedOn: '2026-11-02' }] })).toEqual(is('due'));
  });

  it('is exempt, new, for a care file opened with fewer than 10 school days left', () => {
    expect(schoolDaysBetween(calendar, '2026-11-17', '2026-11-30')).toBe(10);
    expect(stateOf({ careFile: [open('2026-11-17')], today: '2026-12-01' })).toEqual(is('overdue'));
    expect(stateOf({ careFile: [open('2026-11-18')], today: '2026-12-01' })).toEqual(is('exempt', 'new'));
    expect(stateOf({ careFile: [open('2026-12-01')], today: '2026-12-01' })).toEqual(is('exempt', 'new'));
  });

  it('is exempt, new, for a category begun with fewer than 10 school days left', () => {
    expect(stateOf({ categoryBegunOn: '2026-11-17' })).toEqual(is('due'));
    expect(stateOf({ categoryBegunOn: '2026-11-18' })).toEqual(is('exempt', 'new'));
    expect(stateOf({ categoryBegunOn: null })).toEqual(is('due'));
  });

  it('is exempt, new, for an urgency begun with fewer than 10 school days left, whichever of the two began last', () => {
    expect(stateOf({ urgencyBegunOn: '2026-11-17' })).toEqual(is('due'));
    expect(stateOf({ urgencyBegunOn: '2026-11-18' })).toEqual(is('exempt', 'new'));
    expect(stateOf({ urgencyBegunOn: '2026-10-01', categoryBegunOn: '2026-11-18' })).toEqual(is('exempt', 'new'));
    expect(stateOf({ urgencyBegunOn: null, categoryBegunOn: null })).toEqual(is('due'));
  });

  it('counts holidays out of the days that were left', () => {
    expect(
      stateOf({
        careFile: [open('2026-11-17')],
        calendar: { ...calendar, holidays: [{ from: '2026-11-26', to: '2026-11-26' }] },
      }),
    ).toEqual(is('exempt', 'new'));
  });

  it.each(['paused', 'closed', 'transferred'] as const)('is exempt for a care file %s on the last day', (status) => {
    const careFile: CareFilePeriod[] = [open('2026-09-01', '2026-11-29'), { status, from: '2026-11-30', to: null }];
    expect(stateOf({ careFile })).toEqual(is('exempt', status));
    expect(stateOf({ careFile, window: { from: '2026-10-01', to: '2026-10-31', inHolidays: false } })).toEqual(
      is('overdue'),
    );
  });

  it('is asked of a child that was away in the middle of the month', () => {
    const careFile: CareFilePeriod[] = [
      open('2026-09-01', '2026-11-19'),
      { status: 'paused', from: '2026-11-20', to: '2026-11-22' },
      open('2026-11-23'),
    ];
    expect(stateOf({ careFile })).toEqual(is('due'));
  });

  it('is exempt, new, for a child that came back with fewer than 10 school days of the month', () => {
    const careFile: CareFilePeriod[] = [{ status: 'paused', from: '2026-09-01', to: '2026-11-19' }, open('2026-11-20')];
    expect(stateOf({ careFile })).toEqual(is('exempt', 'new'));
  });

  it('is exempt where the department has excused the child', () => {
    expect(stateOf({ excused: true })).toEqual(is('exempt', 'excused'));
  });

  it('shows what was done as done, also where it was not asked', () => {
    const records = [{ heldOn: '2026-11-20', typedOn: '2026-11-20' }];
    expect(stateOf({ records, careFile: [open('2026-11-18')] })).toEqual(is('done'));
    expect(stateOf({ records, excused: true })).toEqual(is('done'));
  });

  it('counts weekdays in a month of the holidays', () => {
    const window = { from: '2027-02-01', to: '2027-02-28', inHolidays: true };
    expect(stateOf({ window, today: '2027-03-01' })).toEqual(is('overdue'));
    expect(stateOf({ window, today: '2027-02-20', careFile: [open('2027-02-16')] })).toEqual(is('exempt', 'new'));
  });

  it('never changes from done as time goes by, and turns from due to overdue only once', () => {
    fc.assert(
      fc.property(fc.nat(29), fc.integer({ min: 0, max: 40 }), fc.nat(60), (held, delay, later) => {
        const heldOn = addDays('2026-11-01', held);
        const records = [{ heldOn, typedOn: addDays(heldOn, delay) }];
        const today = addDays(heldOn, delay);
        expect(stateOf({ records, today })).toEqual(stateOf({ records, today: addDays(today, later) }));
        const before = stateOf({ today }).state;
        const after = stateOf({ today: addDays(today, later) }).state;
        expect(before === after || (before === 'due' && after === 'overdue')).toBe(true);
      }),
    );
  });
});

describe('a talk', () => {
  const talk = { heldOn: '2026-11-10', authorId: 'wang', reached: true, voided: false };

  it('counts when its author headed the class on that day, first and last day included', () => {
    expect(countsAsMonthlyTalk(talk, [{ personId: 'wang', from: '2026-11-10', to: '2026-11-10' }])).toBe(true);
    expect(countsAsMonthlyTalk(talk, [{ personId: 'wang', from: '2026-09-01', to: null }])).toBe(true);
  });

  it('does not count before, after, or by somebody else', () => {
    expect(countsAsMonthlyTalk(talk, [{ personId: 'wang', from: '2026-11-11', to: null }])).toBe(false);
    expect(countsAsMonthlyTalk(talk, [{ personId: 'wang', from: '2026-09-01', to: '2026-11-09' }])).toBe(false);
    expect(countsAsMonthlyTalk(talk, [{ personId: 'zhao', from: '2026-09-01', to: null }])).toBe(false);
  });

  it('does not count when nobody was reached, or it is void', () => {
    const headships = [{ personId: 'wang', from: '2026-09-01', to: null }];
    expect(countsAsMonthlyTalk({ ...talk, reached: false }, headships)).toBe(false);
    expect(countsAsMonthlyTalk({ ...talk, voided: true }, headships)).toBe(false);
  });
});

describe('the order of duties', () => {
  it('is nothing ever first, then the longest since, then name, then id', () => {
    const listed: DutyListed[] = [
      { lastOn: '2026-11-01', name: '王一', id: '1' },
      { lastOn: '2026-10-01', name: '王一', id: '2' },
      { lastOn: null, name: '王二', id: '3' },
      { lastOn: null, name: '王一', id: '5' },
      { lastOn: null, name: '王一', id: '4' },
    ];
    expect(listed.sort(compareDuties).map((duty) => duty.id)).toEqual(['4', '5', '3', '2', '1']);
  });

  it('sorts names by code point as the database does, rare characters last', () => {
    const named = (name: string): DutyListed => ({ lastOn: null, name, id: '' });
    expect(compareDuties(named('𠅤'), named('\ufa0e'))).toBe(1);
    expect(compareDuties(named('李'), named('李明'))).toBe(-1);
  });

  it('is an order: the same forwards and backwards', () => {
    const duty = fc.record({
      lastOn: fc.constantFrom(null, '2026-10-01', '2026-11-01'),
      name: fc.string({ unit: 'binary', maxLength: 3 }),
      id: fc.string({ maxLength: 2 }),
    });
    fc.assert(
      fc.property(duty, duty, duty, (one, two, three) => {
        expect(compareDuties(one, two) + compareDuties(two, one)).toBe(0);
        if (compareDuties(one, two) <= 0 && compareDuties(two, three) <= 0)
          expect(compareDuties(one, three)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('shows a child once, with the worst state', () => {
    expect(worstState(['done', 'overdue', 'due'])).toBe('overdue');
    expect(worstState(['exempt', 'done', 'late', 'due'])).toBe('due');
    expect(worstState([])).toBeNull();
    for (const state of DUTY_STATES) expect(worstState([state])).toBe(state);
  });
});
