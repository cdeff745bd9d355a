import {
  CATEGORY_CODES,
  CATEGORY_WORDS,
  gradeOf,
  grantsOf,
  LEDGER_COLUMNS,
  LEDGER_FIXED_COLUMNS,
  maskAddress,
  maskIdNumber,
  maskPhone,
  maskStudentNumber,
  mayOn,
  reachSeeing,
  RELATIONSHIP_WORDS,
  SEX_WORDS,
  withheldFrom,
  type Day,
  type Language,
  type LedgerColumnCode,
  type RelationshipCode,
  type ViewerFacts,
  type Withheld,
} from '@tongxin/shared';
import { classWord, gradeWord } from '../imports/index.js';
import { classNameOf, type SchoolContext } from '../organisation/index.js';
import { ageToday, isCurrent, shownCategories } from '../students/index.js';
import type { LedgerPerson, LedgerRow } from './ledger-rows.js';

/** What decides the words of a ledger: its language, and the school's day and year. */
export interface LedgerSetting {
  readonly language: Language;
  readonly school: Pick<SchoolContext, 'today' | 'schoolYear' | 'system'>;
}

/** The part of a child each column belongs to: who has the part withheld has an empty cell. Null: whoever may have a ledger at all. */
const PARTS: Readonly<Record<LedgerColumnCode, Withheld | 'card' | null>> = {
  sequence: null,
  name: null,
  grade: null,
  class: null,
  studentNumber: 'identity',
  sex: 'identity',
  birthDate: 'identity',
  idNumber: 'identity',
  categories: 'categories',
  address: 'card',
  village: 'card',
  phone: 'card',
  'guardian.name': 'card',
  'guardian.relationship': 'card',
  'guardian.phone': 'card',
  'guardian.age': 'family',
  'guardian.address': 'family',
  'guardian.worksAt': 'family',
  'entrusted.name': 'card',
  'entrusted.relationship': 'card',
  'entrusted.phone': 'card',
  'entrusted.age': 'family',
  'entrusted.address': 'family',
  note: 'careFile',
};

/** @returns the columns this person may have, in the order of the ledger: those of which at least one child is shown to them */
export function columnsOffered(viewer: ViewerFacts): LedgerColumnCode[] {
  return LEDGER_COLUMNS.filter((column) => {
    const part = PARTS[column];
    if (part === null) return true;
    const onCard = part === 'card' || part === 'family';
    if (onCard && grantsOf(viewer, 'contactCard.view').length === 0) return false;
    if (part === 'card') return true;
    const { all, classIds } = reachSeeing(viewer, 'ledger.export', part);
    return all || classIds.length > 0;
  });
}

/** @returns the columns of a ledger: those wished for and offered, and those without which nobody knows whom a row means */
export function columnsOf(viewer: ViewerFacts, wished: readonly LedgerColumnCode[] | undefined): LedgerColumnCode[] {
  return columnsOffered(viewer).filter(
    (column) => wished === undefined || wished.includes(column) || LEDGER_FIXED_COLUMNS.includes(column),
  );
}

/** @returns whether numbers stand masked in this person's ledgers, of some children at least */
export function masksNumbers(viewer: ViewerFacts): boolean {
  return grantsOf(viewer, 'ledger.export').some(({ withheld }) => withheld?.includes('numbers'));
}

/** What is not shown of the children of one class: nothing stands in a ledger that the child's own page would not show to the same person. */
interface Limits {
  readonly withheld: ReadonlySet<Withheld>;
  readonly card: boolean;
}

/** Makes rows of texts out of children, each cell only as far as this person may see that part of that child. */
export class LedgerTexts {
  private readonly limits = new Map<string | null, Limits>();

  constructor(
    private readonly viewer: ViewerFacts,
    private readonly columns: readonly LedgerColumnCode[],
    private readonly setting: LedgerSetting,
  ) {}

  /** @param position the sequence number, from 1 */
  row(child: LedgerRow, position: number): string[] {
    const limits = this.limitsOf(child.classId);
    const texts = textsOf(child, limits.withheld, this.setting);
    return this.columns.map((column) => {
      if (column === 'sequence') return String(position);
      const part = PARTS[column];
      if ((part === 'card' || part === 'family') && !limits.card) return '';
      if (part !== null && part !== 'card' && limits.withheld.has(part)) return '';
      return texts[column] ?? '';
    });
  }

  private limitsOf(classId: string | null): Limits {
    const known = this.limits.get(classId);
    if (known) return known;
    const row = { classId };
    const card = mayOn(this.viewer, 'contactCard.view', row);
    const limits = {
      card,
      withheld: new Set([
        ...withheldFrom(this.viewer, 'ledger.export', row),
        ...withheldFrom(this.viewer, 'student.view', row),
        ...(card ? withheldFrom(this.viewer, 'contactCard.view', row) : []),
      ]),
    };
    this.limits.set(classId, limits);
    return limits;
  }
}

type Texts = Readonly<Record<Exclude<LedgerColumnCode, 'sequence'>, string | null>>;

function textsOf(child: LedgerRow, withheld: ReadonlySet<Withheld>, setting: LedgerSetting): Texts {
  const { language, school } = setting;
  const masked = withheld.has('numbers');
  const phones = (numbers: readonly string[]): string => (masked ? numbers.map(maskPhone) : numbers).join('、');
  const address = (text: string | null): string | null =>
    text !== null && withheld.has('houseNumber') ? maskAddress(text, child.village) : text;
  const { guardian, entrusted } = child;
  return {
    studentNumber: masked && child.studentNumber ? maskStudentNumber(child.studentNumber) : child.studentNumber,
    name: child.name,
    sex: SEX_WORDS[child.sex][language],
    birthDate: child.birthDate,
    idNumber: masked && child.idNumber ? maskIdNumber(child.idNumber) : child.idNumber,
    ...classTexts(child, setting),
    categories: categoryTexts(child, withheld, setting),
    address: address(child.address),
    village: child.village,
    phone: phones(child.phones),
    'guardian.name': guardian && guardian.name,
    'guardian.relationship': guardian && relationshipText(guardian, language),
    'guardian.age': guardian && ageText(guardian, school.today),
    'guardian.phone': guardian && phones(guardian.phones),
    'guardian.address': guardian && address(guardian.address),
    'guardian.worksAt': guardian && guardian.worksAt,
    'entrusted.name': entrusted && entrusted.name,
    'entrusted.relationship': entrusted && relationshipText(entrusted, language),
    'entrusted.age': entrusted && ageText(entrusted, school.today),
    'entrusted.phone': entrusted && phones(entrusted.phones),
    'entrusted.address': entrusted && address(entrusted.address),
    note: child.remark,
  };
}

function relationshipText({ relationship }: LedgerPerson, language: Language): string | null {
  return RELATIONSHIP_WORDS[relationship as RelationshipCode]?.[language] ?? null;
}

function ageText(person: LedgerPerson, today: Day): string | null {
  return ageToday(person, today)?.toString() ?? null;
}

/** Those that count today and that the person may know of, in the order of the official list. */
function categoryTexts(
  { categorySpans }: LedgerRow,
  withheld: ReadonlySet<Withheld>,
  { language, school }: LedgerSetting,
): string {
  const current = categorySpans.filter((span) => isCurrent(span, school.today));
  const known = new Set<string>(shownCategories(current, withheld).map(({ code }) => code));
  return CATEGORY_CODES.filter((code) => known.has(code))
    .map((code) => CATEGORY_WORDS[code][language])
    .join(language === 'zh-CN' ? '、' : ', ');
}

/** A class that has graduated, or not begun, has no grade: it is named by its cohort. */
function classTexts(child: LedgerRow, { language, school }: LedgerSetting): Pick<Texts, 'grade' | 'class'> {
  if (child.classId === null) return { grade: null, class: null };
  const grade = gradeOf({ ...child, system: school.system }, school.schoolYear);
  if (grade !== null) return { grade: gradeWord(grade, language), class: classWord(child.number, language) };
  const { label, labelEn } = classNameOf({ ...child, id: child.classId }, school);
  return { grade: null, class: language === 'zh-CN' ? label : labelEn };
}
