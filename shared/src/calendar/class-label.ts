import type { Language } from '../codes/words.js';

/** Primary or junior secondary school; compulsory schooling is nine grades in both systems. */
export const STAGES = ['primary', 'junior'] as const;
export type Stage = (typeof STAGES)[number];

/** 六三: six years of primary and three of junior school; 五四: five and four. */
export const SCHOOL_SYSTEMS = ['63', '54'] as const;
export type SchoolSystem = (typeof SCHOOL_SYSTEMS)[number];

/** A class is a cohort: those who entered a stage in one year, in one room. Its label follows from the school year; the cohort stays itself. */
export interface Cohort {
  readonly stage: Stage;
  /** The calendar year the children entered the stage. */
  readonly entryYear: number;
  readonly number: number;
  readonly system: SchoolSystem;
}

/** Grades 1–9 as they are written. */
export const GRADE_NUMERALS = '一二三四五六七八九';

const LAST_GRADE = 9;

/** How many grades primary school has in a system. */
export function primaryGrades(system: SchoolSystem): number {
  return system === '63' ? 6 : 5;
}

/** The first grade of a stage in a system: 1, and 7 (六三) or 6 (五四). */
export function firstGradeOf(stage: Stage, system: SchoolSystem): number {
  return stage === 'primary' ? 1 : primaryGrades(system) + 1;
}

/** The grade, 1–9, a class is in; null before it begins and after it has graduated. `schoolYear` is the year it begins in. */
export function gradeOf(cohort: Omit<Cohort, 'number'>, schoolYear: number): number | null {
  const grade = firstGradeOf(cohort.stage, cohort.system) + schoolYear - cohort.entryYear;
  const last = cohort.stage === 'primary' ? primaryGrades(cohort.system) : LAST_GRADE;
  return schoolYear >= cohort.entryYear && grade <= last ? grade : null;
}

/** `三年级2班`, `Grade 3, Class 2`; null before the class begins and after it has graduated. */
export function classLabel(cohort: Cohort, schoolYear: number, language: Language): string | null {
  const grade = gradeOf(cohort, schoolYear);
  return grade === null ? null : gradeAndClassLabel(grade, cohort.number, language);
}

/** The label of a grade (1–9) and a class number, for a class that perhaps does not exist yet. */
export function gradeAndClassLabel(grade: number, number: number, language: Language): string {
  return language === 'zh-CN'
    ? `${GRADE_NUMERALS[grade - 1] ?? grade}年级${number}班`
    : `Grade ${grade}, Class ${number}`;
}

/** What a class is called in any year, also after it has graduated: `小学2020级2班`, `Class 2 of primary intake 2020`. */
export function cohortLabel(cohort: Cohort, language: Language): string {
  if (language === 'en') return `Class ${cohort.number} of ${cohort.stage} intake ${cohort.entryYear}`;
  return `${cohort.stage === 'primary' ? '小学' : '初中'}${cohort.entryYear}级${cohort.number}班`;
}
