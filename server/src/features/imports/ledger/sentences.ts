import { CATEGORY_CODES, CATEGORY_WORDS, type Language, type ProblemCode } from '@tongxin/shared';
import type { RowProblem } from './row-cells.js';

type Sentences = Readonly<Record<Language, string>>;

/** What to say at a cell; `{name}` is filled in from the problem. Only for the workbook the server makes, the pages have their own. */
export const ROW_SENTENCES = {
  'name.missing': { 'zh-CN': '没有填写姓名。', en: 'The name is missing.' },
  'name.length': { 'zh-CN': '姓名应为 {min}～{max} 个字。', en: 'A name has {min} to {max} characters.' },
  'name.formula': { 'zh-CN': '像是公式，不是姓名。', en: 'This looks like a formula, not like a name.' },
  'name.digits': { 'zh-CN': '姓名中不能有数字。', en: 'A name holds no digits.' },
  'name.characters': { 'zh-CN': '姓名中有不能用的符号。', en: 'The name holds signs that no name has.' },
  'sex.unknown': { 'zh-CN': '请填“男”或“女”。', en: 'Write male or female.' },
  'sex.missing': {
    'zh-CN': '没有填写性别，身份证号也看不出。',
    en: 'The sex is missing, and there is no ID number to tell it.',
  },
  'sex.differsFromIdNumber': { 'zh-CN': '性别与身份证号不一致。', en: 'The ID number tells the other sex.' },
  'birthDate.differsFromIdNumber': {
    'zh-CN': '出生日期与身份证号不一致。',
    en: 'The ID number tells another birth date.',
  },
  'birthDate.future': { 'zh-CN': '出生日期在今天之后。', en: 'The birth date lies in the future.' },
  'birthDate.tooEarly': { 'zh-CN': '出生日期太早，请核对。', en: 'The birth date is too early; please check it.' },
  'idNumber.length': {
    'zh-CN': '身份证号应为 18 位，这里是 {length} 位。',
    en: 'An ID number has 18 characters, not {length}.',
  },
  'idNumber.characters': {
    'zh-CN': '身份证号只能有数字，最后一位可以是 X。',
    en: 'An ID number has only digits, and perhaps an X at the end.',
  },
  'idNumber.oldForm': {
    'zh-CN': '这是 15 位的旧号码，请填 18 位的新号码。',
    en: 'This is the old form of 15 digits; write the one of 18.',
  },
  'idNumber.birthDate': {
    'zh-CN': '身份证号中的出生日期不存在。',
    en: 'There is no such day as the one in this ID number.',
  },
  'idNumber.checkCharacter': {
    'zh-CN': '身份证号最后一位对不上，请核对。',
    en: 'The last character of this ID number does not fit; please check it.',
  },
  'idNumber.damaged': {
    'zh-CN': '身份证号被表格软件改成了数字，后几位已丢失，请把单元格设为文本后重新填写。',
    en: 'The spreadsheet made a number of this ID number and lost its last digits; type it again as text.',
  },
  'studentNumber.invalid': {
    'zh-CN': '学籍号应为 G、J 或 L 加 18 位。',
    en: 'A student number is G, J or L and 18 characters.',
  },
  'studentNumber.birthDate': {
    'zh-CN': '学籍号中的出生日期不存在。',
    en: 'There is no such day as the one in this student number.',
  },
  'studentNumber.checkCharacter': {
    'zh-CN': '学籍号最后一位对不上，请核对。',
    en: 'The last character of this student number does not fit; please check it.',
  },
  'studentNumber.damaged': {
    'zh-CN': '学籍号被表格软件改坏了，请把单元格设为文本后重新填写。',
    en: 'The spreadsheet damaged this student number; type it again as text.',
  },
  'studentNumber.differsFromIdNumber': {
    'zh-CN': '学籍号与身份证号不是同一个人的。',
    en: 'Student number and ID number are of two people.',
  },
  'phone.invalid': {
    'zh-CN': '电话号码不对：这里有 {digits} 位数字，手机号应为 11 位。',
    en: 'This is no telephone number: it has {digits} digits, a mobile has 11.',
  },
  'phone.areaCodeMissing': { 'zh-CN': '固定电话请加区号。', en: 'Write the area code before the number.' },
  'phone.damaged': {
    'zh-CN': '电话号码被表格软件改坏了，请把单元格设为文本后重新填写。',
    en: 'The spreadsheet damaged this number; type it again as text.',
  },
  'phone.tooMany': { 'zh-CN': '一个人最多填 {max} 个电话。', en: 'A person has at most {max} telephone numbers.' },
  'date.invalid': {
    'zh-CN': '日期不对，请写成 2018-03-14 的样子。',
    en: 'This is no date; write it like 2018-03-14.',
  },
  'date.dayMissing': { 'zh-CN': '日期要写到日。', en: 'The day is missing from this date.' },
  'date.damaged': {
    'zh-CN': '日期被表格软件改坏了，请重新填写。',
    en: 'The spreadsheet damaged this date; type it again.',
  },
  'date.future': { 'zh-CN': '日期在今天之后。', en: 'The date lies in the future.' },
  'age.invalid': { 'zh-CN': '年龄应为 0～{max} 的整数。', en: 'An age is a whole number from 0 to {max}.' },
  'text.formula': {
    'zh-CN': '文字不能以 = + - @ 开头。',
    en: 'A text must not begin with = + - or @.',
  },
  'field.tooLong': { 'zh-CN': '文字太长，最多 {max} 个字。', en: 'The text is too long; at most {max} characters.' },
  'field.controlCharacter': {
    'zh-CN': '文字中有看不见的控制字符。',
    en: 'The text holds invisible control characters.',
  },
  'cell.error': {
    'zh-CN': '表格在这一格显示错误（{text}）。',
    en: 'The spreadsheet shows an error in this cell ({text}).',
  },
  'class.missing': { 'zh-CN': '没有填写年级或班级。', en: 'Grade or class is missing.' },
  'class.invalid': { 'zh-CN': '看不懂是哪个班。', en: 'Nobody can tell which class this is.' },
  'class.ambiguous': {
    'zh-CN': '看不出是小学还是初中的班。',
    en: 'This may be a class of primary or of junior school.',
  },
  'class.unknown': { 'zh-CN': '学校没有{label}。', en: 'The school has no {labelEn}.' },
  'category.missing': { 'zh-CN': '没有填写类别。', en: 'The category is missing.' },
  'category.unknown': {
    'zh-CN': '不认识的类别：{words}。可以填：{known}。',
    en: 'Unknown category: {words}. Known are: {known}.',
  },
  'relationship.unknown': { 'zh-CN': '看不懂的关系，按“其他”记。', en: 'Unknown relationship; it is kept as “other”.' },
  'relationship.missing': {
    'zh-CN': '没有填写关系，按“其他”记。',
    en: 'The relationship is missing; it is kept as “other”.',
  },
  'guardian.missing': { 'zh-CN': '没有监护人。', en: 'There is no guardian.' },
  'guardian.orphanWithParent': {
    'zh-CN': '类别是孤儿，监护人却是父母，请核对。',
    en: 'The child is called an orphan, yet a parent is the guardian; please check.',
  },
  'guardian.entrustedUnderAge': {
    'zh-CN': '委托监护人未满 {age} 周岁，法律要求是成年人。',
    en: 'The entrusted guardian is under {age}; the law asks for an adult.',
  },
  'guardian.repeated': {
    'zh-CN': '委托监护人与监护人是同一个人，请核对。',
    en: 'Guardian and entrusted guardian are the same person; please check.',
  },
  'row.duplicateInFile': { 'zh-CN': '与第 {sheetRow} 行是同一个学生。', en: 'This is the child of row {sheetRow}.' },
  'row.duplicateInSchool': { 'zh-CN': '学校已有这个学生。', en: 'The school has this child already.' },
  'row.keysDisagree': {
    'zh-CN': '身份证号和学籍号分别属于两个学生，请核对。',
    en: 'ID number and student number belong to two children; please check.',
  },
} as const satisfies Partial<Record<ProblemCode, Sentences>>;

const ELSE: Sentences = { 'zh-CN': '这一格有问题（{code}）。', en: 'There is something wrong in this cell ({code}).' };

/** One problem as a sentence in the reader's language, without its column. */
export function sentenceOf({ code, params }: Pick<RowProblem, 'code' | 'params'>, language: Language): string {
  const sentences: Partial<Record<ProblemCode, Sentences>> = ROW_SENTENCES;
  const words: Readonly<Record<string, unknown>> = {
    ...params,
    code,
    known: CATEGORY_CODES.map((category) => CATEGORY_WORDS[category][language]),
  };
  return (sentences[code] ?? ELSE)[language].replace(/\{(\w+)\}/g, (_whole, name: string) =>
    said(words[name], language),
  );
}

function said(word: unknown, language: Language): string {
  if (Array.isArray(word)) return word.map(String).join(language === 'zh-CN' ? '、' : ', ');
  return typeof word === 'string' || typeof word === 'number' ? String(word) : '';
}
