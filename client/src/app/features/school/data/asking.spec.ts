import { askingChanges, calendarOf, monthsOf } from './asking.js';

const TERMS = [{ startYear: 2026, ordinal: 1, from: '2026-09-01', to: '2027-01-20' }];

describe('the months of a school year', () => {
  it('ask where enough of their days are school days', () => {
    const months = monthsOf(calendarOf(TERMS, [{ kind: 'holiday', from: '2026-10-01', to: '2026-10-07' }]), 2026);
    expect(months.map(({ month }) => month).slice(0, 3)).toEqual(['2026-08', '2026-09', '2026-10']);
    expect(months[0]).toMatchObject({ inTerm: false, asks: false, schoolDays: 0 });
    expect(months[2]).toMatchObject({ inTerm: true, asks: true, schoolDays: 17 });
  });

  it('are told that a shorter term no longer asks for', () => {
    const before = calendarOf(TERMS, []);
    const after = calendarOf([{ ...TERMS[0]!, to: '2027-01-08' }], []);
    expect(askingChanges(before, after, 2026)).toEqual({ asked: [], notAsked: ['2027-01'] });
    expect(askingChanges(after, before, 2026)).toEqual({ asked: ['2027-01'], notAsked: [] });
  });
});
