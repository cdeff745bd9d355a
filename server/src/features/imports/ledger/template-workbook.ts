import {
  CATEGORY_CODES,
  CATEGORY_WORDS,
  LEDGER_COLUMNS,
  LEDGER_FIELD_WORDS,
  RELATIONSHIP_WORDS,
  SEX_CODES,
  SEX_WORDS,
  type Language,
  type RelationshipCode,
} from '@tongxin/shared';
import { textCell, writeWorkbook, type Choices, type WrittenSheet } from './workbook.writer.js';

/** The columns of the template, in the order the official ledger has them. */
export const TEMPLATE_FIELDS = LEDGER_COLUMNS;
type TemplateField = (typeof TEMPLATE_FIELDS)[number];

/** What the template is made for; `grades` and `classes` are offered as choices in the school's own words. */
export interface TemplateDocument {
  /** The roster has fewer columns. Without it a ledger. */
  readonly kind?: 'ledger' | 'roster';
  readonly language: Language;
  readonly grades: readonly string[];
  readonly classes: readonly string[];
}

/** The columns of the roster of all pupils. */
const ROSTER_COLUMNS: readonly TemplateField[] = [
  'sequence',
  'studentNumber',
  'name',
  'sex',
  'birthDate',
  'idNumber',
  'grade',
  'class',
];

function fieldsOf({ kind }: Pick<TemplateDocument, 'kind'>): readonly TemplateField[] {
  return kind === 'roster' ? ROSTER_COLUMNS : TEMPLATE_FIELDS;
}

const WIDTHS: Partial<Record<TemplateField, number>> = {
  sequence: 6,
  studentNumber: 24,
  name: 14,
  sex: 8,
  idNumber: 22,
  categories: 24,
  address: 36,
  'guardian.address': 36,
  'entrusted.address': 36,
  note: 24,
};

const REQUIRED: readonly TemplateField[] = ['name', 'class', 'categories'];

const RELATIONSHIPS_OFFERED: readonly RelationshipCode[] = [
  'father',
  'mother',
  'paternalGrandfather',
  'paternalGrandmother',
  'maternalGrandfather',
  'maternalGrandmother',
  'uncle',
  'aunt',
  'brother',
  'sister',
  'otherRelative',
  'neighbour',
  'other',
];

const WORDS = {
  'zh-CN': {
    ledger: '台账',
    roster: '花名册',
    rosterTitle: '全校学生花名册',
    title: '关爱特殊群体学生台账',
    school: '填报单位：',
    stated: '填报日期：',
    instructions: '填表说明',
    column: '列',
    how: '怎么填',
    example: '例子',
    required: '必填。',
  },
  en: {
    ledger: 'Ledger',
    roster: 'Roster',
    rosterTitle: 'Roster of all pupils',
    title: 'Ledger of students in special care',
    school: 'School: ',
    stated: 'Filled in on: ',
    instructions: 'How to fill in',
    column: 'Column',
    how: 'How to fill it in',
    example: 'Example',
    required: 'Required. ',
  },
} as const satisfies Record<Language, Record<string, string>>;

interface Hint {
  readonly how: Readonly<Record<Language, string>>;
  readonly example: Readonly<Record<Language, string>>;
}

const HINTS: Partial<Record<TemplateField, Hint>> = {
  studentNumber: {
    how: { 'zh-CN': 'G、J 或 L 加 18 位，没有可以空着。', en: 'G, J or L and 18 characters; may stay empty.' },
    example: { 'zh-CN': 'G11010519491231002X', en: 'G11010519491231002X' },
  },
  name: {
    how: { 'zh-CN': '少数民族姓名的间隔用“·”。', en: 'Parts of a minority name stand apart by “·”.' },
    example: { 'zh-CN': '周小禾', en: '周小禾' },
  },
  birthDate: {
    how: { 'zh-CN': '写到日；有身份证号可以空着。', en: 'With the day; may stay empty where there is an ID number.' },
    example: { 'zh-CN': '2018-03-14', en: '2018-03-14' },
  },
  idNumber: {
    how: {
      'zh-CN': '18 位，本列已设为文本，请不要改成数字；没有可以空着。',
      en: '18 characters. The column is text, please leave it so; may stay empty.',
    },
    example: { 'zh-CN': '11010519491231002X', en: '11010519491231002X' },
  },
  grade: {
    how: { 'zh-CN': '也可以和班级写在一起。', en: 'May also stand together with the class.' },
    example: { 'zh-CN': '三年级', en: 'Grade 3' },
  },
  class: { how: { 'zh-CN': '', en: '' }, example: { 'zh-CN': '2班', en: 'Class 2' } },
  categories: {
    how: {
      'zh-CN': '可以填多个，用“、”隔开。可以填：{known}',
      en: 'Several are allowed, apart by commas. Known are: {known}',
    },
    example: { 'zh-CN': '留守、单亲', en: 'left-behind, single-parent' },
  },
  phone: {
    how: {
      'zh-CN': '手机 11 位，固定电话加区号；多个号码用“、”隔开。',
      en: 'A mobile, or a landline with its area code; several apart by commas.',
    },
    example: { 'zh-CN': '0536-2345678', en: '0536-2345678' },
  },
  'guardian.relationship': {
    how: { 'zh-CN': '是学生的什么人。', en: 'What this person is to the child.' },
    example: { 'zh-CN': '父亲', en: 'father' },
  },
  'guardian.age': {
    how: { 'zh-CN': '填报日期时的周岁。', en: 'Full years on the day the ledger is filled in.' },
    example: { 'zh-CN': '41', en: '41' },
  },
  'guardian.worksAt': {
    how: {
      'zh-CN': '外出务工的地方；不外出填“本地”。',
      en: 'Where this person works away from home; otherwise write “local”.',
    },
    example: { 'zh-CN': '青岛', en: 'Qingdao' },
  },
  'entrusted.name': {
    how: {
      'zh-CN': '父母外出时受托照料孩子的成年人；没有可以空着。',
      en: 'The adult entrusted with the child while the parents are away; may stay empty.',
    },
    example: { 'zh-CN': '', en: '' },
  },
};

/** The ledger to fill in: the official columns as text, with choices where there are some, and a sheet that says how. */
export function writeTemplateWorkbook(document: TemplateDocument): Promise<Buffer> {
  return writeWorkbook([ledgerSheet(document), instructionsSheet(document)]);
}

function ledgerSheet(document: TemplateDocument): WrittenSheet {
  const { language, kind } = document;
  const fields = fieldsOf(document);
  const words = WORDS[language];
  const bold = { fontWeight: 'bold', wrap: true, alignVertical: 'center', backgroundColor: '#E3F0EE' } as const;
  const empty = fields.map(() => textCell(null));
  return {
    name: kind === 'roster' ? words.roster : words.ledger,
    widths: fields.map((field) => WIDTHS[field] ?? 16),
    fixedRows: 3,
    choices: choicesOf(document),
    rows: [
      [textCell(kind === 'roster' ? words.rosterTitle : words.title, { fontWeight: 'bold', fontSize: 14 })],
      [textCell(words.school), null, null, null, textCell(words.stated)],
      fields.map((field) => textCell(LEDGER_FIELD_WORDS[field][language], bold)),
      empty,
    ],
  };
}

function choicesOf({ language, grades, classes, kind }: TemplateDocument): Choices[] {
  const of = (field: TemplateField, words: readonly string[], strict: boolean): Choices => ({
    column: fieldsOf({ kind }).indexOf(field),
    words,
    strict,
  });
  const relationships = RELATIONSHIPS_OFFERED.map((code) => RELATIONSHIP_WORDS[code][language]);
  const all = [
    of(
      'sex',
      SEX_CODES.map((code) => SEX_WORDS[code][language]),
      true,
    ),
    of('grade', grades, false),
    of('class', classes, false),
    of(
      'categories',
      CATEGORY_CODES.map((code) => CATEGORY_WORDS[code][language]),
      false,
    ),
    of('guardian.relationship', relationships, false),
    of('entrusted.relationship', relationships, false),
  ];
  return all.filter(({ words, column }) => words.length > 0 && column >= 0);
}

function instructionsSheet({ language, kind }: TemplateDocument): WrittenSheet {
  const words = WORDS[language];
  const known = CATEGORY_CODES.map((code) => CATEGORY_WORDS[code][language]).join(language === 'zh-CN' ? '、' : ', ');
  const bold = { fontWeight: 'bold' } as const;
  const top = { wrap: true, alignVertical: 'top' } as const;
  return {
    name: words.instructions,
    widths: [30, 70, 30],
    fixedRows: 1,
    rows: [
      [textCell(words.column, bold), textCell(words.how, bold), textCell(words.example, bold)],
      ...fieldsOf({ kind }).flatMap((field) => {
        const hint = HINTS[field];
        if (!hint) return [];
        const how = `${REQUIRED.includes(field) ? words.required : ''}${hint.how[language].replace('{known}', known)}`;
        return [
          [
            textCell(LEDGER_FIELD_WORDS[field][language], top),
            textCell(how, top),
            textCell(hint.example[language], top),
          ],
        ];
      }),
      [textCell(null)],
    ],
  };
}
