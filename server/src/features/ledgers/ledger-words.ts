import { CATEGORY_WORDS, LEDGER_FIELD_WORDS, type Day, type Language, type LedgerColumnCode } from '@tongxin/shared';
import type { SheetDocument } from '../../platform/spreadsheets/sheet-messages.js';
import type { ClassName } from '../organisation/index.js';
import type { LedgerFilter } from './ledgers.dto.js';

/** What stands around the rows of a ledger. */
export interface LedgerFrame {
  readonly language: Language;
  readonly columns: readonly LedgerColumnCode[];
  readonly filter: LedgerFilter;
  /** The class it is narrowed to. */
  readonly class: ClassName | null;
  readonly schoolName: string;
  readonly madeBy: string;
  readonly today: Day;
  /** The time of day where the school is, `14:05`. */
  readonly time: string;
}

const WORDS = {
  'zh-CN': {
    sheet: '台账',
    title: '关爱特殊群体学生台账',
    file: '特殊群体学生台账',
    filter: '范围：',
    everybody: '全部关爱对象',
    everyPupil: '全部学生（含未建档）',
    between: '；',
    class: '班级：',
    categories: '类别：',
    listed: '、',
    status: { open: '档案在册', paused: '档案暂停', closed: '档案已关闭', transferred: '已转学', any: '' },
    urgency: { raised: '关注程度为重点及以上', high: '关注程度为紧急' },
    card: { stale: '联系卡本学期待核实', fresh: '联系卡本学期已核实' },
    query: '按姓名或电话查找所得',
    madeBy: '填表人：',
    stated: '填报日期：',
    apart: '　　',
    foot: '填表人（签字）：____________　　审核人（签字）：____________　　单位（盖章）：____________　　日期：______年____月____日',
  },
  en: {
    sheet: 'Ledger',
    title: 'Ledger of students in special care',
    file: 'ledger',
    filter: 'Of: ',
    everybody: 'all students in care',
    everyPupil: 'all pupils, also those without a care file',
    between: '; ',
    class: 'class ',
    categories: 'categories ',
    listed: ', ',
    status: {
      open: 'care file open',
      paused: 'care file paused',
      closed: 'care file closed',
      transferred: 'transferred',
      any: '',
    },
    urgency: { raised: 'raised urgency or more', high: 'high urgency' },
    card: { stale: 'contact card to be checked', fresh: 'contact card checked' },
    query: 'found by a name or a phone',
    madeBy: 'Prepared by: ',
    stated: 'Filled in on: ',
    apart: '    ',
    foot: 'Prepared by (signature): ____________    Checked by (signature): ____________    School (seal): ____________    Date: ____________',
  },
} as const;

const WIDTHS: Partial<Record<LedgerColumnCode, number>> = {
  sequence: 6,
  studentNumber: 23,
  name: 12,
  sex: 6,
  birthDate: 12,
  idNumber: 21,
  grade: 9,
  class: 8,
  categories: 22,
  address: 34,
  'guardian.age': 8,
  'guardian.address': 34,
  'entrusted.age': 8,
  'entrusted.address': 34,
  note: 24,
};

/** Title, filter in words, who and when, header, and the line to sign: what the official ledger has around its rows. No child is named in it. */
export function sheetOf(frame: LedgerFrame): SheetDocument {
  const { language, columns, schoolName, madeBy, today, time } = frame;
  const words = WORDS[language];
  return {
    name: words.sheet,
    title: language === 'zh-CN' ? `${schoolName}${words.title}` : `${schoolName}: ${words.title}`,
    lines: [
      `${words.filter}${filterWords(frame)}`,
      `${words.madeBy}${madeBy}${words.apart}${words.stated}${today} ${time}`,
    ],
    header: columns.map((column) => LEDGER_FIELD_WORDS[column][language]),
    widths: columns.map((column) => WIDTHS[column] ?? 16),
    foot: words.foot,
  };
}

/** What the file is called in the reader's language, and in plain letters for old programs; no child, no filter. */
export function fileNames(schoolName: string, today: Day, language: Language): { name: string; plainName: string } {
  const plainName = `tongxin-ledger-${today}.xlsx`;
  return { name: language === 'zh-CN' ? `${schoolName}${WORDS[language].file}-${today}.xlsx` : plainName, plainName };
}

function filterWords({ language, filter, class: named }: LedgerFrame): string {
  const words = WORDS[language];
  const status = filter.status === undefined ? '' : words.status[filter.status as keyof typeof words.status];
  const parts = [
    named ? `${words.class}${language === 'zh-CN' ? named.label : named.labelEn}` : '',
    filter.categories?.length
      ? `${words.categories}${filter.categories.map((code) => CATEGORY_WORDS[code][language]).join(words.listed)}`
      : '',
    status,
    filter.urgency ? words.urgency[filter.urgency] : '',
    filter.card ? words.card[filter.card] : '',
    filter.query ? words.query : '',
  ].filter((part) => part !== '');
  const whom = filter.withoutCareFile ? words.everyPupil : words.everybody;
  return parts.length === 0 || filter.withoutCareFile
    ? [whom, ...parts].join(words.between)
    : parts.join(words.between);
}
