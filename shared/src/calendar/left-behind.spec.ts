import { describe, expect, it } from '@jest/globals';
import { leftBehind, type ParentFacts } from './left-behind.js';

const TODAY = '2026-11-23';
const aParent = (facts: Partial<ParentFacts> = {}): ParentFacts => ({
  relation: 'father',
  awaySince: null,
  unableToCare: false,
  deceased: false,
  ...facts,
});
const aMother = (facts: Partial<ParentFacts> = {}): ParentFacts => aParent({ relation: 'mother', ...facts });
const of = (parents: readonly ParentFacts[], birthDate: string | null = '2018-05-01') =>
  leftBehind({ birthDate, parents }, TODAY);

describe('a left-behind child', () => {
  it('by education has one parent away for three months, to the day', () => {
    expect(of([aParent({ awaySince: '2026-08-23' }), aMother()]).education).toBe(true);
    expect(of([aParent({ awaySince: '2026-08-24' }), aMother()]).education).toBe(false);
    expect(
      leftBehind({ birthDate: null, parents: [aParent({ awaySince: '2026-11-30' })] }, '2027-02-27').education,
    ).toBe(false);
    expect(
      leftBehind({ birthDate: null, parents: [aParent({ awaySince: '2026-11-30' })] }, '2027-02-28').education,
    ).toBe(true);
  });

  it('by education may be of any age, and know only one parent', () => {
    expect(of([aMother({ awaySince: '2026-01-01' })], '2009-01-01').education).toBe(true);
  });

  it('by civil affairs has both parents away, from the first day on', () => {
    expect(of([aParent({ awaySince: TODAY }), aMother({ awaySince: TODAY })])).toEqual({
      education: false,
      civilAffairs: true,
    });
    expect(of([aParent({ awaySince: '2026-11-24' }), aMother({ awaySince: TODAY })]).civilAffairs).toBe(false);
  });

  it('by civil affairs has one parent away and the other unable to care or dead', () => {
    expect(of([aParent({ awaySince: TODAY }), aMother({ unableToCare: true })]).civilAffairs).toBe(true);
    expect(of([aParent({ awaySince: TODAY }), aMother({ deceased: true })]).civilAffairs).toBe(true);
    expect(of([aParent({ awaySince: TODAY }), aMother()]).civilAffairs).toBe(false);
    expect(of([aParent({ unableToCare: true }), aMother({ deceased: true })]).civilAffairs).toBe(false);
    expect(of([aParent({ awaySince: TODAY, unableToCare: true }), aMother()]).civilAffairs).toBe(false);
  });

  it('by civil affairs is under 16: until the day before the sixteenth birthday', () => {
    const bothAway = [aParent({ awaySince: '2026-01-01' }), aMother({ awaySince: '2026-01-01' })];
    expect(of(bothAway, '2010-11-24')).toEqual({ education: true, civilAffairs: true });
    expect(of(bothAway, '2010-11-23')).toEqual({ education: true, civilAffairs: false });
    expect(of(bothAway, null).civilAffairs).toBe(false);
  });

  it('by civil affairs is not said where only one parent is known', () => {
    expect(of([aMother({ awaySince: '2026-01-01' })]).civilAffairs).toBe(false);
  });

  it('is none where a parent has died and the other is at home, or nobody is away', () => {
    expect(of([aParent({ awaySince: '2026-01-01', deceased: true }), aMother()])).toEqual({
      education: false,
      civilAffairs: false,
    });
    expect(of([aParent(), aMother()])).toEqual({ education: false, civilAffairs: false });
    expect(of([])).toEqual({ education: false, civilAffairs: false });
  });
});
