import { GRADE_NUMERALS, type Language } from '@tongxin/shared';

/** `三年级`, `Grade 3`. */
export function gradeWord(grade: number, language: Language): string {
  return language === 'zh-CN' ? `${GRADE_NUMERALS[grade - 1] ?? grade}年级` : `Grade ${grade}`;
}

/** `2班`, `Class 2`. */
export function classWord(number: number, language: Language): string {
  return language === 'zh-CN' ? `${number}班` : `Class ${number}`;
}
