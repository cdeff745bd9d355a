import { foldWord } from './folding.js';
import { wordIndex, type Words } from './words.js';

/** What an adult is to the child. */
export const RELATIONSHIP_CODES = [
  'father',
  'mother',
  'stepFather',
  'stepMother',
  'adoptiveFather',
  'adoptiveMother',
  'fosterParent',
  'paternalGrandfather',
  'paternalGrandmother',
  'maternalGrandfather',
  'maternalGrandmother',
  'greatGrandparent',
  'uncle',
  'aunt',
  'brother',
  'sister',
  'cousin',
  'otherRelative',
  'neighbour',
  'familyFriend',
  'teacher',
  'institution',
  'other',
] as const;
export type RelationshipCode = (typeof RELATIONSHIP_CODES)[number];

/** Father and mother by birth: an orphan cannot have one of them as guardian. */
export const BIRTH_PARENTS = ['father', 'mother'] as const satisfies readonly RelationshipCode[];

/** Everybody the law puts in the place of a parent; who of them is away decides whether a child is left behind. */
export const PARENT_RELATIONSHIPS = [
  'father',
  'mother',
  'stepFather',
  'stepMother',
  'adoptiveFather',
  'adoptiveMother',
] as const satisfies readonly RelationshipCode[];
export type ParentRelationship = (typeof PARENT_RELATIONSHIPS)[number];

/** A guardian by law, or somebody the guardians have entrusted with the child's care. */
export const GUARDIAN_KINDS = ['guardian', 'entrusted'] as const;
export type GuardianKind = (typeof GUARDIAN_KINDS)[number];

/** The word of each relationship on screen, and how else ledgers write it. */
export const RELATIONSHIP_WORDS: Readonly<Record<RelationshipCode, Words>> = {
  father: { 'zh-CN': '父亲', en: 'father', alsoWritten: ['父親', '父', '爸爸', '爸', '生父', '父子', '父女', 'dad'] },
  mother: {
    'zh-CN': '母亲',
    en: 'mother',
    alsoWritten: ['母親', '母', '妈妈', '媽媽', '妈', '生母', '母子', '母女', 'mum', 'mom'],
  },
  stepFather: { 'zh-CN': '继父', en: 'stepfather', alsoWritten: ['繼父', '后爸', '后爹'] },
  stepMother: { 'zh-CN': '继母', en: 'stepmother', alsoWritten: ['繼母', '后妈', '后娘'] },
  adoptiveFather: { 'zh-CN': '养父', en: 'adoptive father', alsoWritten: ['養父'] },
  adoptiveMother: { 'zh-CN': '养母', en: 'adoptive mother', alsoWritten: ['養母'] },
  fosterParent: {
    'zh-CN': '寄养家长',
    en: 'foster parent',
    alsoWritten: ['寄養家長', '寄养', '寄养父母', '寄养家庭', 'foster'],
  },
  paternalGrandfather: {
    'zh-CN': '爷爷',
    en: 'paternal grandfather',
    alsoWritten: ['爺爺', '祖父', '爷', '阿公', '爷孙', "father's father"],
  },
  paternalGrandmother: {
    'zh-CN': '奶奶',
    en: 'paternal grandmother',
    alsoWritten: ['祖母', '嫲嫲', '阿嬷', '奶孙', "father's mother"],
  },
  maternalGrandfather: {
    'zh-CN': '外公',
    en: 'maternal grandfather',
    alsoWritten: ['外祖父', '姥爷', '姥爺', '老爷', '外爷', "mother's father"],
  },
  maternalGrandmother: {
    'zh-CN': '外婆',
    en: 'maternal grandmother',
    alsoWritten: ['外祖母', '姥姥', '姥娘', '家婆', "mother's mother"],
  },
  greatGrandparent: {
    'zh-CN': '曾祖父母',
    en: 'great-grandparent',
    alsoWritten: [
      '曾祖父',
      '曾祖母',
      '太爷爷',
      '太奶奶',
      '太公',
      '太婆',
      '老爷爷',
      '老奶奶',
      '太姥姥',
      '太姥爷',
      '外曾祖父',
      '外曾祖母',
    ],
  },
  uncle: {
    'zh-CN': '叔伯舅',
    en: 'uncle',
    alsoWritten: [
      ...['叔叔', '叔', '叔父', '伯伯', '伯父', '大伯', '伯', '大爷', '舅舅', '舅', '舅父'],
      ...['姑父', '姑丈', '姑夫', '姨父', '姨夫', '姨丈', '叔侄', '伯侄', '舅甥'],
    ],
  },
  aunt: {
    'zh-CN': '姑姨婶',
    en: 'aunt',
    alsoWritten: [
      ...['姑姑', '姑', '姑妈', '姑媽', '姑母', '姨', '姨妈', '姨媽', '姨母', '姨娘', '伯母', '大娘', '大妈'],
      ...['婶婶', '嬸嬸', '婶', '婶子', '婶母', '婶娘', '舅妈', '舅媽', '舅母', '妗子', '姑侄', '姨甥'],
    ],
  },
  brother: {
    'zh-CN': '哥哥弟弟',
    en: 'brother',
    alsoWritten: ['哥哥', '哥', '兄', '兄长', '弟弟', '弟', '兄弟', '兄妹'],
  },
  sister: {
    'zh-CN': '姐姐妹妹',
    en: 'sister',
    alsoWritten: ['姐姐', '姐', '姊姊', '姊', '妹妹', '妹', '姐妹', '姐弟'],
  },
  cousin: {
    'zh-CN': '堂表兄弟姐妹',
    en: 'cousin',
    alsoWritten: ['堂哥', '堂姐', '堂兄', '堂弟', '堂妹', '表哥', '表姐', '表兄', '表弟', '表妹'],
  },
  otherRelative: {
    'zh-CN': '其他亲属',
    en: 'other relative',
    alsoWritten: [
      '其他親屬',
      '其它亲属',
      '亲属',
      '親屬',
      '亲戚',
      '親戚',
      '姑婆',
      '姑奶奶',
      '姑奶',
      '姨奶奶',
      '姨婆',
      '舅公',
      '舅爷爷',
      'relative',
    ],
  },
  neighbour: { 'zh-CN': '邻居', en: 'neighbour', alsoWritten: ['鄰居', '邻里', '邻里乡亲', 'neighbor'] },
  familyFriend: {
    'zh-CN': '家人的朋友',
    en: 'family friend',
    alsoWritten: ['朋友', '父母朋友', '家长朋友', '阿姨', 'friend'],
  },
  teacher: { 'zh-CN': '老师', en: 'teacher', alsoWritten: ['老師', '教师', '教師', '班主任', '托管老师'] },
  institution: {
    'zh-CN': '机构',
    en: 'institution',
    alsoWritten: ['機構', '福利院', '儿童福利院', '村委会', '居委会', '民政', '民政局', '民政部门', '养老院', '敬老院'],
  },
  other: { 'zh-CN': '其他', en: 'other', alsoWritten: ['其它', '其他关系', '其他人', '其他监护人', '非亲属'] },
};

const RELATIONSHIP_OF_WORD = wordIndex(RELATIONSHIP_WORDS);

/** Which of several aunts or uncles does not matter to us: 大姑, 二叔, 小姨. */
const ORDINAL = /^[大二三四五六老小幺]/u;

/** The relationship a ledger means by one word (爷爷, 姥爷, 二叔, grandfather on the father's side …); null when it is none we know. */
export function relationshipOfWord(word: string): RelationshipCode | null {
  const folded = foldWord(word);
  return RELATIONSHIP_OF_WORD.get(folded) ?? RELATIONSHIP_OF_WORD.get(folded.replace(ORDINAL, '')) ?? null;
}
