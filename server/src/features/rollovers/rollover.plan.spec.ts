import { describe, expect, it } from '@jest/globals';
import { usualTerms } from '@tongxin/shared';
import { nextYear, planRollover, type RolloverClass, type RolloverFacts } from './rollover.plan.js';

const aClass = (entryYear: number, changes: Partial<RolloverClass> = {}): RolloverClass => ({
  id: `${changes.stage ?? 'primary'}-${entryYear}-${changes.number ?? 1}`,
  stage: 'primary',
  entryYear,
  number: 1,
  pupils: 30,
  files: 4,
  ...changes,
});

const facts = (changes: Partial<RolloverFacts> = {}): RolloverFacts => ({
  system: '63',
  today: '2027-07-08',
  schoolYear: 2026,
  terms: usualTerms(2026),
  classes: [2021, 2022, 2026].map((year) => aClass(year)),
  ...changes,
});

describe('stepping into a new school year', () => {
  it('moves every class up a grade and lets the last grade graduate', () => {
    expect(planRollover(facts(), 2027).steps).toEqual([
      { id: 'primary-2021-1', from: 6, to: null },
      { id: 'primary-2022-1', from: 5, to: 6 },
      { id: 'primary-2026-1', from: 1, to: 2 },
    ]);
  });

  it('lets the fifth grade of a 五四 school graduate, and its ninth', () => {
    const classes = [aClass(2022), aClass(2023), aClass(2023, { stage: 'junior' }), aClass(2024, { stage: 'junior' })];
    expect(planRollover(facts({ system: '54', classes }), 2027).steps.map(({ from, to }) => [from, to])).toEqual([
      [5, null],
      [4, 5],
      [9, null],
      [8, 9],
    ]);
  });

  it('may be run from the day after the last day of the second term', () => {
    expect(planRollover(facts(), 2027)).toMatchObject({ lastOn: '2027-07-05', runnableFrom: '2027-07-06' });
  });

  it('makes the terms that are not there yet, and no others', () => {
    const [first] = usualTerms(2027);
    expect(planRollover(facts(), 2027).termsToMake).toEqual(usualTerms(2027));
    expect(planRollover(facts({ terms: [...usualTerms(2026), first] }), 2027).termsToMake).toEqual([
      usualTerms(2027)[1],
    ]);
  });

  it('offers as many classes of beginners as began the year before, without those that are there', () => {
    const classes = [1, 2, 3].map((number) => aClass(2026, { number }));
    expect(planRollover(facts({ classes }), 2027).newClasses.map(({ number }) => number)).toEqual([1, 2, 3]);
    const some = [...classes, aClass(2027, { number: 2, pupils: 0 })];
    expect(planRollover(facts({ classes: some }), 2027).newClasses.map(({ number }) => number)).toEqual([1, 3]);
  });

  it('is the step into the year after this one, unless graduates still sit in their class', () => {
    expect(nextYear(facts())).toBe(2027);
    expect(nextYear(facts({ schoolYear: 2027 }))).toBe(2027);
    expect(nextYear(facts({ schoolYear: 2027, classes: [aClass(2021, { pupils: 0 }), aClass(2022)] }))).toBe(2028);
  });

  it('also empties a class that graduated years ago', () => {
    expect(planRollover(facts({ classes: [aClass(2018), aClass(2019, { pupils: 0 })] }), 2027).steps).toEqual([
      { id: 'primary-2018-1', from: 6, to: null },
    ]);
  });
});
