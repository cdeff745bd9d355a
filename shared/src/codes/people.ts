import { foldWord } from './folding.js';
import { wordIndex, type Words } from './words.js';

/** Sex as the ID number tells it. */
export const SEX_CODES = ['male', 'female'] as const;
export type SexCode = (typeof SEX_CODES)[number];

/** The word of each sex on screen, and how else ledgers write it. */
export const SEX_WORDS: Readonly<Record<SexCode, Words>> = {
  male: { 'zh-CN': '男', en: 'male', alsoWritten: ['男性', '男生', '男孩', 'm', 'boy'] },
  female: { 'zh-CN': '女', en: 'female', alsoWritten: ['女性', '女生', '女孩', 'f', 'girl'] },
};

const SEX_OF_WORD = wordIndex(SEX_WORDS);

/** The sex a ledger means by one word; null when it is none we know. */
export function sexOfWord(word: string): SexCode | null {
  return SEX_OF_WORD.get(foldWord(word)) ?? null;
}

/** What an account may be granted; a person may hold several roles, each from a day to a day. */
export const ROLE_CODES = [
  'headTeacher',
  'subjectTeacher',
  'helper',
  'volunteer',
  'counsellor',
  'office',
  'moralEducation',
  'principal',
  'administrator',
  'dataProtection',
  'bureau',
] as const;
export type RoleCode = (typeof ROLE_CODES)[number];

/** Who heads a class, dated: the head teacher, and the deputy whose talks count just as well. */
export const CLASS_HEADSHIPS = ['headTeacher', 'deputy'] as const;
export type ClassHeadship = (typeof CLASS_HEADSHIPS)[number];

/** Nothing is deleted: a care file is open, rests, is closed, or went with the child to another school. */
export const CARE_FILE_STATUSES = ['open', 'paused', 'closed', 'transferred'] as const;
export type CareFileStatus = (typeof CARE_FILE_STATUSES)[number];
