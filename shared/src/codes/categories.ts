import { wordIndex, type Words } from './words.js';
import { foldWord } from './folding.js';

/** Why a child is a special-group student; a child may belong to several categories, each with its own dates. */
export const CATEGORY_CODES = [
  'leftBehind',
  'hardship',
  'poorFamily',
  'orphan',
  'unattended',
  'disability',
  'singleParent',
  'migrant',
  'learningDifficulty',
  'psychological',
  'conduct',
  'illness',
  'otherHardship',
] as const;
export type CategoryCode = (typeof CATEGORY_CODES)[number];

/** The categories that entitle to assistance; the school office sees these and no others. */
export const AID_CATEGORIES: readonly CategoryCode[] = [
  'poorFamily',
  'hardship',
  'orphan',
  'unattended',
  'disability',
  'illness',
];

/** Psychological and moral categories have a restricted audience: a label that could follow a child is read by few. */
export const RESTRICTED_CATEGORIES: readonly CategoryCode[] = ['psychological', 'conduct'];

/** The word of each category on screen and in official ledgers, and how else schools write it. */
export const CATEGORY_WORDS: Readonly<Record<CategoryCode, Words>> = {
  leftBehind: {
    'zh-CN': '留守',
    en: 'left-behind',
    alsoWritten: ['农村留守', '農村留守', '双留守', '单留守', '父母外出务工', '父母外出', 'stay-behind'],
  },
  hardship: {
    'zh-CN': '困境',
    en: 'in hardship',
    alsoWritten: ['困境家庭', '重点困境', '重點困境', '监护缺失', 'hardship'],
  },
  poorFamily: {
    'zh-CN': '家庭经济困难',
    en: 'poor family',
    alsoWritten: [
      '家庭經濟困難',
      '经济困难',
      '經濟困難',
      '家庭困难',
      '家庭困難',
      '家庭贫困',
      '家庭貧困',
      '贫困',
      '貧困',
      '贫困家庭',
      '困难家庭',
      '特困',
      '特困家庭',
      '特困供养',
      '低保',
      '低保户',
      '低保家庭',
      '低保边缘',
      '低收入家庭',
      '建档立卡',
      '建档立卡户',
      '脱贫户',
      '脱贫家庭',
      '防返贫监测户',
      '边缘易致贫户',
      'poverty',
      'low income',
    ],
  },
  orphan: { 'zh-CN': '孤儿', en: 'orphan', alsoWritten: ['孤兒', '双孤', '社会散居孤儿', '父母双亡', 'orphaned'] },
  unattended: {
    'zh-CN': '事实无人抚养',
    en: 'de facto unattended',
    alsoWritten: [
      '事實無人撫養',
      '事实孤儿',
      '事實孤兒',
      '无人抚养',
      '無人撫養',
      '事实无人扶养',
      '无人监护',
      'unattended',
    ],
  },
  disability: {
    'zh-CN': '残疾',
    en: 'disability',
    alsoWritten: [
      '殘疾',
      '残障',
      '殘障',
      '肢体残疾',
      '智力残疾',
      '听力残疾',
      '视力残疾',
      '言语残疾',
      '精神残疾',
      '多重残疾',
      '随班就读',
      '送教上门',
      'disabled',
    ],
  },
  singleParent: {
    'zh-CN': '单亲',
    en: 'single-parent',
    alsoWritten: [
      '單親',
      '单亲家庭',
      '單親家庭',
      '离异',
      '離異',
      '离异家庭',
      '父母离异',
      '父母离婚',
      '离异单亲',
      'single parent family',
    ],
  },
  migrant: {
    'zh-CN': '随迁子女',
    en: "migrant worker's child",
    alsoWritten: [
      '隨遷子女',
      '随迁',
      '隨遷',
      '进城务工人员随迁子女',
      '進城務工人員隨遷子女',
      '进城务工人员子女',
      '外来务工人员子女',
      '外来务工子女',
      '务工人员子女',
      '务工随迁',
      '农民工子女',
      '农民工随迁子女',
      '流动',
      '流動',
      'migrant',
      'migrant child',
    ],
  },
  learningDifficulty: {
    'zh-CN': '学习困难',
    en: 'learning difficulty',
    alsoWritten: [
      '學習困難',
      '学困',
      '學困',
      '学业困难',
      '学习障碍',
      '学习后进',
      '后进',
      '潜能',
      '学习滞后',
      'learning difficulties',
    ],
  },
  psychological: {
    'zh-CN': '心理困扰',
    en: 'psychological difficulty',
    alsoWritten: [
      '心理困擾',
      '心理问题',
      '心理問題',
      '心理困难',
      '心理异常',
      '心理障碍',
      '心理健康',
      '心理',
      'psychological',
    ],
  },
  conduct: {
    'zh-CN': '行为偏差',
    en: 'conduct',
    alsoWritten: [
      '行為偏差',
      '行为不良',
      '不良行为',
      '行为问题',
      '品行偏差',
      '品行不良',
      '品德偏差',
      '行为习惯差',
      'behaviour',
      'behavior',
    ],
  },
  illness: {
    'zh-CN': '长期患病',
    en: 'long illness',
    alsoWritten: [
      '長期患病',
      '患病',
      '重病',
      '大病',
      '重大疾病',
      '慢性病',
      '慢性疾病',
      '长期疾病',
      '体弱多病',
      '疾病',
      'illness',
      'ill',
    ],
  },
  otherHardship: {
    'zh-CN': '其他困难',
    en: 'other hardship',
    alsoWritten: [
      '其他困難',
      '其它困难',
      '其它困難',
      '其他',
      '其它',
      '突发困难',
      '受灾',
      '家庭变故',
      '其他特殊',
      'other',
    ],
  },
};

const CATEGORY_OF_WORD = wordIndex(CATEGORY_WORDS);

/** What ledgers put behind the word without changing it: 留守儿童, 残疾学生, 学困生, orphan child. */
const CATEGORY_SUFFIX = /(儿童|兒童|学生|學生|少年|未成年人|群体|类|類|生|children|child|students|student)$/u;

/** A remark in brackets: 单亲（离异）, 残疾(肢体). */
const REMARK = /[(（[【].*?[)）\]】]/gu;

/**
 * The category a ledger means by one word, in simplified or traditional characters or English; null when it is none we know.
 * A remark in brackets is passed over. A cell with several words is taken apart by the import before.
 */
export function categoryOfWord(word: string): CategoryCode | null {
  return lookUp(foldWord(word)) ?? lookUp(foldWord(word.replace(REMARK, '')));
}

function lookUp(folded: string): CategoryCode | null {
  return CATEGORY_OF_WORD.get(folded) ?? CATEGORY_OF_WORD.get(folded.replace(CATEGORY_SUFFIX, '')) ?? null;
}
