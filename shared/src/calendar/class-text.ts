import { foldWidth } from '../codes/folding.js';
import { LIMITS } from '../codes/limits.js';
import { bad, good, type Checked } from '../codes/problems.js';
import {
  GRADE_NUMERALS,
  STAGES,
  firstGradeOf,
  gradeOf,
  primaryGrades,
  type Cohort,
  type SchoolSystem,
  type Stage,
} from './class-label.js';

/** What is needed to tell which cohort 三年级2班 is: the school's system, the school year, and the stages it teaches (both when absent). */
export interface ClassTextSettings {
  readonly system: SchoolSystem;
  readonly schoolYear: number;
  readonly stages?: readonly Stage[];
}

type Grade = { readonly grade: number } | { readonly entryYear: number; readonly stage: Stage | null };

const NUMERAL = '[一二三四五六七八九]';
const COUNT = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})';
// Longest first: a grade with its word, then short forms that only count in front of a class.
const SPELT_GRADE = `(?:小学|初中)?(?:${NUMERAL}|\\d)年级?|(?:小学|初中)?\\d{4}级|初(?:中)?[一二三四1-4]年级?|小[一二三四五六1-6]年级?|grade\\d|g\\d`;
const SHORT_GRADE = `初(?:中)?[一二三四1-4]|小[一二三四五六1-6]|${NUMERAL}|\\d`;
const CLASS = `[(]?(?:第|class|c)?(${COUNT})[)]?(?:班级?)?`;
const JOINED = [
  new RegExp(`^(${SPELT_GRADE})[-.,/]?${CLASS}$`),
  new RegExp(`^(${SHORT_GRADE})[(](${COUNT})[)](?:班级?)?$`),
  new RegExp(`^(${SHORT_GRADE})[-./]${CLASS}$`),
  new RegExp(`^(初[一二三四]|小[一二三四五六])${CLASS}$`),
  // 三2班, 三二班; but 二十班 is class 20 of nobody knows which grade.
  new RegExp(`^(${NUMERAL})(\\d{1,2}|${NUMERAL})(?:班级?)$`),
  // 302班: a digit for the grade, two for the class.
  /^(\d)(\d{2})(?:班级?)?$/,
];
const ONLY_CLASS = new RegExp(`^${CLASS}$`);

/**
 * The class a ledger means, from its grade column and its class column, or from one of them holding both: 三年级 + 2班, 3 + 2, 初一 + 二班,
 * 七年级(2)班, 三（2）班, 3.2, 2022级2班, Grade 3 Class 2. Full-width characters and spaces are folded. That the school has such a class is
 * not asked here.
 *
 * Problems: `class.missing` grade or class not given · `class.ambiguous` an entry year that fits two stages · `class.invalid`.
 */
export function checkClassText(
  gradeCell: string | number | null,
  classCell: string | number | null,
  settings: ClassTextSettings,
): Checked<Cohort> {
  const gradeText = fold(gradeCell);
  const classText = fold(classCell);
  if (gradeText === '' && classText === '') return bad('class.missing');
  if (gradeText === '' || classText === '') return joinedCohort(gradeText || classText, settings);
  const grade = gradeMeant(gradeText, settings);
  const number = ONLY_CLASS.exec(classText)?.[1];
  if (grade && number) return cohortMeant(grade, number, settings);
  return agreeing(grade, joinedCohort(classText, settings), settings);
}

/** A class column that repeats the grade is fine as long as both say the same. */
function agreeing(grade: Grade | null, joined: Checked<Cohort>, settings: ClassTextSettings): Checked<Cohort> {
  if (!grade || !joined.ok) return bad('class.invalid');
  const alone = cohortMeant(grade, String(joined.value.number), settings);
  const same = alone.ok && alone.value.stage === joined.value.stage && alone.value.entryYear === joined.value.entryYear;
  return same ? joined : bad('class.invalid');
}

function joinedCohort(text: string, settings: ClassTextSettings): Checked<Cohort> {
  for (const pattern of JOINED) {
    const parts = pattern.exec(text);
    const grade = parts?.[1] ? gradeMeant(parts[1], settings) : null;
    if (grade && parts?.[2]) return cohortMeant(grade, parts[2], settings);
  }
  return bad(ONLY_CLASS.test(text) || gradeMeant(text, settings) ? 'class.missing' : 'class.invalid');
}

function gradeMeant(text: string, { system }: ClassTextSettings): Grade | null {
  const entry = /^(小学|初中)?(\d{4})级$/.exec(text);
  if (entry) return { entryYear: Number(entry[2]), stage: entry[1] ? stageOf(entry[1]) : null };
  const parts = new RegExp(`^(小学|初中|小|初|grade|g)?(${NUMERAL}|\\d)(?:年级?|级)?$`).exec(text);
  if (!parts) return null;
  const count = /\d/.test(parts[2] ?? '') ? Number(parts[2]) : GRADE_NUMERALS.indexOf(parts[2] ?? '') + 1;
  const junior = parts[1]?.startsWith('初') === true;
  // 初一 is the first grade of junior school; 初中七年级 already counts through.
  const grade = junior && count < firstGradeOf('junior', system) ? primaryGrades(system) + count : count;
  const last = parts[1]?.startsWith('小') ? primaryGrades(system) : 9;
  return grade >= 1 && grade <= last ? { grade } : null;
}

function cohortMeant(grade: Grade, numberText: string, settings: ClassTextSettings): Checked<Cohort> {
  const { system, schoolYear } = settings;
  const number = countOf(numberText);
  if (number < 1 || number > LIMITS.classNumberMax) return bad('class.invalid');
  if ('grade' in grade) {
    const stage: Stage = grade.grade <= primaryGrades(system) ? 'primary' : 'junior';
    return good({ stage, entryYear: schoolYear - grade.grade + firstGradeOf(stage, system), number, system });
  }
  const stages = (grade.stage ? [grade.stage] : (settings.stages ?? STAGES)).filter(
    (stage) => gradeOf({ stage, entryYear: grade.entryYear, system }, schoolYear) !== null,
  );
  if (stages.length > 1) return bad('class.ambiguous');
  return stages[0] ? good({ stage: stages[0], entryYear: grade.entryYear, number, system }) : bad('class.invalid');
}

/** 2, 02, 二, 十, 十二, 二十, 二十一; 0 for what is no such number. */
function countOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const parts = new RegExp(`^(${NUMERAL})?(十)?(${NUMERAL})?$`).exec(text);
  if (!parts || (parts[1] && parts[3] && !parts[2])) return 0;
  const digit = (numeral: string | undefined): number => (numeral ? GRADE_NUMERALS.indexOf(numeral) + 1 : 0);
  return parts[2] ? (parts[1] ? digit(parts[1]) : 1) * 10 + digit(parts[3]) : digit(parts[1] ?? parts[3]);
}

function stageOf(word: string): Stage {
  return word === '小学' ? 'primary' : 'junior';
}

function fold(cell: string | number | null): string {
  return foldWidth(String(cell ?? ''))
    .toLowerCase()
    .replace(/[\s'’]/g, '')
    .replace(/[[【〔]/g, '(')
    .replace(/[\]】〕]/g, ')')
    .replace(/\p{Pd}/gu, '-')
    .replaceAll('級', '级')
    .replaceAll('學', '学');
}
