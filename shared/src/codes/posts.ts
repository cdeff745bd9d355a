import { foldWord } from './folding.js';
import type { RoleCode } from './people.js';
import { wordIndex, type Words } from './words.js';

/** Posts with one child at a time: the department agrees. */
export const NEAR_POSTS = ['helper', 'volunteer'] as const satisfies readonly RoleCode[];
/** Posts that see the whole school or keep its keys: the principal agrees, or for what the principal proposes the administrator. */
export const WIDE_POSTS = [
  'office',
  'moralEducation',
  'principal',
  'counsellor',
  'administrator',
  'dataProtection',
] as const satisfies readonly RoleCode[];
/** What is granted from a day to a day. Heading and teaching a class follow from the class. */
export const GRANTED_ROLES = [...NEAR_POSTS, ...WIDE_POSTS] as const;
export type GrantedRole = (typeof GRANTED_ROLES)[number];

/** @returns whether a role sees the whole school or keeps its keys */
export function isWidePost(role: string): boolean {
  return (WIDE_POSTS as readonly string[]).includes(role);
}

/** What a list of staff calls a post; the two that follow from a class are known, so that they can be told from a mistake. */
const ROLE_WORDS: Readonly<Record<GrantedRole | 'headTeacher' | 'subjectTeacher', Words>> = {
  helper: { 'zh-CN': '帮扶人', en: 'helper', alsoWritten: ['帮扶教师', '教师妈妈', '爱心妈妈', '结对教师'] },
  volunteer: { 'zh-CN': '志愿者', en: 'volunteer', alsoWritten: ['志愿服务者', '义工'] },
  counsellor: {
    'zh-CN': '心理教师',
    en: 'counsellor',
    alsoWritten: ['心理老师', '心理健康教师', '心理辅导教师', '心理咨询师'],
  },
  office: {
    'zh-CN': '学校办公室',
    en: 'school office',
    alsoWritten: ['办公室', '办公室主任', '校办', '党政办', 'office'],
  },
  moralEducation: {
    'zh-CN': '德育处',
    en: 'moral-education department',
    alsoWritten: ['德育主任', '德育处主任', '政教处', '政教主任', '学生处', 'moral education'],
  },
  principal: { 'zh-CN': '校长', en: 'principal', alsoWritten: ['副校长', '分管校长', 'headmaster'] },
  administrator: { 'zh-CN': '系统管理员', en: 'administrator', alsoWritten: ['管理员', '信息管理员', 'admin'] },
  dataProtection: {
    'zh-CN': '数据保护专员',
    en: 'data-protection officer',
    alsoWritten: ['数据保护员', '个人信息保护负责人'],
  },
  headTeacher: { 'zh-CN': '班主任', en: 'head teacher', alsoWritten: [] },
  subjectTeacher: {
    'zh-CN': '任课教师',
    en: 'subject teacher',
    alsoWritten: ['任课老师', '科任教师', '教师', '老师', 'teacher'],
  },
};
const ROLE_OF_WORD = wordIndex(ROLE_WORDS);

/** The post a list of staff means by one word; null when it is none we know. */
export function roleOfWord(word: string): keyof typeof ROLE_WORDS | null {
  return ROLE_OF_WORD.get(foldWord(word)) ?? null;
}
