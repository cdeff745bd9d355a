import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SCHOOL_SYSTEMS, STAGES, classLabel, cohortLabel, gradeOf, type Cohort } from './class-label.js';
import { checkClassText, type ClassTextSettings } from './class-text.js';

const primary63: ClassTextSettings = { system: '63', schoolYear: 2026 };
const cohort = (grade: number, number: number): Cohort =>
  grade <= 6
    ? { stage: 'primary', entryYear: 2027 - grade, number, system: '63' }
    : { stage: 'junior', entryYear: 2033 - grade, number, system: '63' };

describe('the label of a class', () => {
  it('follows from the year: entry 2023 is 三年级 in 2025–2026', () => {
    const entered2023: Cohort = { stage: 'primary', entryYear: 2023, number: 2, system: '63' };
    expect(classLabel(entered2023, 2025, 'zh-CN')).toBe('三年级2班');
    expect(classLabel(entered2023, 2025, 'en')).toBe('Grade 3, Class 2');
    expect(classLabel(entered2023, 2022, 'zh-CN')).toBeNull();
    expect(classLabel(entered2023, 2028, 'zh-CN')).toBe('六年级2班');
    expect(classLabel(entered2023, 2029, 'zh-CN')).toBeNull();
    expect(cohortLabel(entered2023, 'zh-CN')).toBe('小学2023级2班');
    expect(cohortLabel(entered2023, 'en')).toBe('Class 2 of primary intake 2023');
  });

  it('in junior school begins with grade 7 in 六三 and with grade 6 in 五四', () => {
    expect(classLabel({ stage: 'junior', entryYear: 2026, number: 1, system: '63' }, 2026, 'zh-CN')).toBe('七年级1班');
    expect(classLabel({ stage: 'junior', entryYear: 2026, number: 1, system: '54' }, 2026, 'zh-CN')).toBe('六年级1班');
    expect(classLabel({ stage: 'junior', entryYear: 2023, number: 1, system: '54' }, 2026, 'en')).toBe(
      'Grade 9, Class 1',
    );
    expect(gradeOf({ stage: 'junior', entryYear: 2023, system: '63' }, 2026)).toBeNull();
    expect(gradeOf({ stage: 'primary', entryYear: 2021, system: '54' }, 2026)).toBeNull();
  });
});

describe('a class in a ledger', () => {
  it.each([
    ['三年级', '2班', 3, 2],
    ['3年级', '二班', 3, 2],
    ['三', '(2)班', 3, 2],
    [3, 2, 3, 2],
    ['小学三年级', '（十二）班', 3, 12],
    ['三年級', '２班', 3, 2],
    ['小三', '第2班', 3, 2],
    ['初一', '2班', 7, 2],
    ['初中一年级', '2', 7, 2],
    ['初三年级', '二十一班', 9, 21],
    ['七年级', '02班', 7, 2],
    ['Grade 3', 'Class 2', 3, 2],
    ['2022级', '2班', 5, 2],
    ['初中2025级', '2班', 8, 2],
    ['三年级', '三年级2班', 3, 2],
    ['3', '302班', 3, 2],
    [null, '三年级2班', 3, 2],
    [null, '三年级（2）班', 3, 2],
    [null, '三（2）班', 3, 2],
    [null, '3.2', 3, 2],
    [null, 3.2, 3, 2],
    [null, '3-2', 3, 2],
    [null, '302班', 3, 2],
    [null, '三2班', 3, 2],
    [null, '三二班', 3, 2],
    [null, '三年二班', 3, 2],
    [null, '初一2班', 7, 2],
    [null, '初二（3）班', 8, 3],
    [null, '初一年级2班', 7, 2],
    [null, 'Grade 3, Class 2', 3, 2],
    [null, '2022级2班', 5, 2],
    ['三年级2班', null, 3, 2],
  ])('%s and %s is grade %i, class %i', (grade, classText, expectedGrade, number) => {
    expect(checkClassText(grade, classText, primary63)).toEqual({ ok: true, value: cohort(expectedGrade, number) });
  });

  it('in 五四 has grade 6 and 初一 in junior school', () => {
    const value: Cohort = { stage: 'junior', entryYear: 2026, number: 1, system: '54' };
    for (const grade of ['六年级', '初一', '初中六年级']) {
      expect(checkClassText(grade, '1班', { system: '54', schoolYear: 2026 })).toEqual({ ok: true, value });
    }
    expect(checkClassText('初四', '1班', { system: '54', schoolYear: 2026 })).toMatchObject({
      ok: true,
      value: { entryYear: 2023 },
    });
  });

  it.each([
    [null, null, 'class.missing'],
    ['', ' ', 'class.missing'],
    ['三年级', null, 'class.missing'],
    [null, '三年级', 'class.missing'],
    [null, '2班', 'class.missing'],
    [null, '二十班', 'class.missing'],
    ['高一', '2班', 'class.invalid'],
    ['十年级', '2班', 'class.invalid'],
    ['初四', '2班', 'class.invalid'],
    ['三年级', '0班', 'class.invalid'],
    ['三年级', '火箭班', 'class.invalid'],
    ['三年级', '四年级2班', 'class.invalid'],
    ['2010级', '2班', 'class.invalid'],
    ['2024级', '2班', 'class.ambiguous'],
  ])('%s and %s is refused: %s', (grade, classText, problem) => {
    expect(checkClassText(grade, classText, primary63)).toEqual({ ok: false, problem });
  });

  it('by its entry year is clear where the school has one stage', () => {
    expect(checkClassText('2026级', '2班', { ...primary63, stages: ['primary'] })).toEqual({
      ok: true,
      value: cohort(1, 2),
    });
  });

  it('read from its own label is the same class, in both languages and both systems', () => {
    const cohorts = fc.record({
      stage: fc.constantFrom(...STAGES),
      entryYear: fc.integer({ min: 2000, max: 2050 }),
      number: fc.integer({ min: 1, max: 99 }),
      system: fc.constantFrom(...SCHOOL_SYSTEMS),
    });
    fc.assert(
      fc.property(cohorts, fc.nat(8), (value, years) => {
        const schoolYear = value.entryYear + years;
        for (const language of ['zh-CN', 'en'] as const) {
          const label = classLabel(value, schoolYear, language);
          if (label !== null)
            expect(checkClassText(null, label, { system: value.system, schoolYear })).toEqual({ ok: true, value });
        }
        if (gradeOf(value, schoolYear) === null) return;
        expect(checkClassText(null, cohortLabel(value, 'zh-CN'), { system: value.system, schoolYear })).toEqual({
          ok: true,
          value,
        });
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    const typed = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'一二三十年级班初小()（）0123456789.-级') }),
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(
        typed,
        typed,
        (grade, classText) => typeof checkClassText(grade, classText, primary63).ok === 'boolean',
      ),
    );
  });
});
