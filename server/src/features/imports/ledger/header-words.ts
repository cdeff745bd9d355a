import { foldWord, LEDGER_FIELD_WORDS, LEDGER_FIELDS, type LedgerField } from '@tongxin/shared';

/** The people of a ledger that a column can belong to. */
export type LedgerPerson = 'student' | 'guardian' | 'entrusted';

/** What may be said of several people, so that the bare word (关系, 年龄, 电话) needs to be told whose it is. */
export type PersonalAttribute = 'relationship' | 'age' | 'birthDate' | 'phone' | 'address' | 'worksAt' | 'awaySince';

/** What a header says: a field; something of a person not named; or something known that Tongxin does not take from a ledger. */
export type HeaderMeaning =
  | { readonly kind: 'field'; readonly field: LedgerField }
  | { readonly kind: 'personal'; readonly attribute: PersonalAttribute }
  | { readonly kind: 'leftOut' };

/** A list of words apart by `、`. */
function words(list: string): readonly string[] {
  return list.split('、');
}

const FIELD_WORDS: Partial<Record<LedgerField, readonly string[]>> = {
  sequence: words('序号、序、编号、号、次序、行号、no、number、seq'),
  studentNumber: words(
    '学籍号、全国学籍号、学籍号码、学籍编号、学籍、学号、全国学籍编号、学籍辅号、student no、student id',
  ),
  name: words(
    '姓名、名字、名称、学生、儿童、孩子、幼儿、被监护人、留守儿童、困境儿童、关爱对象、student、child、full name',
  ),
  sex: words('性别、gender'),
  idNumber: words(
    '身份证号、身份证、身份证号码、身份证件号、身份证件号码、公民身份号码、居民身份证号、居民身份证号码、证件号、证件号码、identity number、identity card、id card、id card number、id',
  ),
  grade: words('年级、所在年级、就读年级、学段年级、年段、grade level、year'),
  class: words(
    '班级、班、所在班级、就读班级、年级班级、年级班、年班、班别、班级名称、现就读班级、所在年级班级、年级及班级、class name',
  ),
  categories: words(
    '类别、类型、特殊群体类别、特殊群体类型、学生类别、学生类型、儿童类别、儿童类型、群体类别、群体类型、关爱类别、关爱类型、人员类别、困难类别、困难类型、困境类别、困境类型、困境情形、特殊类别、特殊类型、所属类别、所属类型、特殊学生类别、特殊学生类型、对象类别、分类、category、type',
  ),
  village: words(
    '村、社区、村社区、村居、村居社区、村庄、自然村、行政村、所在村、所属村、所在村居、所在社区、所在村社区、村委会、村居委会、居委会、村名、村组、community、hamlet',
  ),
  note: words(
    '备注、备注说明、说明、其他说明、附注、需要说明的情况、情况说明、notes、remark、remarks、comment、comments',
  ),
  phone: words('家庭电话、家庭联系电话、家庭联系方式、家庭电话号码、home phone、family phone'),
};

const PERSONAL_WORDS: Readonly<Record<PersonalAttribute, readonly string[]>> = {
  relationship: words(
    '关系、与学生关系、与本人关系、与儿童关系、与孩子关系、与幼儿关系、与该生关系、与其关系、与被监护人关系、亲属关系、家庭关系、称谓、称呼、relationship、relation、relationship to child、relationship to student',
  ),
  age: words('年龄、周岁、岁数、实足年龄、age'),
  birthDate: words('出生日期、出生年月、出生年月日、出生时间、生日、birthday、date of birth、birth date、born'),
  phone: words(
    '电话、联系电话、联系方式、电话号码、联系电话号码、手机、手机号、手机号码、联系手机、移动电话、联系号码、固定电话、phone、phone number、telephone、tel、mobile、contact',
  ),
  address: words(
    '住址、地址、详细住址、详细地址、现住址、现住地址、现居住地、现居住地址、居住地、居住地址、居住地点、常住地址、常住地、联系地址、通讯地址、现家庭住址、家庭住址、家庭地址、家庭详细住址、家庭详细地址、家庭现住址、家庭居住地址、家庭常住地址、家庭所在地、家庭通讯地址、address、detailed address、home address、family address',
  ),
  worksAt: words(
    '务工地、务工地点、务工地址、务工所在地、外出地点、外出地、外出务工地、外出务工地点、外出务工地址、打工地、打工地点、外出打工地点、工作地、工作地点、工作单位、就业地点、外出去向、去向、务工去向、务工单位、务工省市、workplace、works at、work place、place of work、working at',
  ),
  awaySince: words(
    '外出时间、外出务工时间、务工时间、外出日期、外出务工日期、外出起始时间、外出务工起始时间、何时外出、开始外出时间、away since、left home on',
  ),
};

const NAME_WORDS = ['', '姓名', '名字', '名称', 'name'];

const PERSON_WORDS: Readonly<Record<LedgerPerson, readonly string[]>> = {
  student: words('学生、儿童、孩子、幼儿、本人、被监护人、关爱对象、留守儿童、困境儿童、子女、student、child'),
  guardian: words(
    '监护人、法定监护人、家长、家长监护人、父母、父母监护人、父母或监护人、父母或其他监护人、第一监护人、主要监护人、原监护人、监护人家长、guardian、parent',
  ),
  entrusted: words(
    '委托监护人、受委托监护人、被委托监护人、受委托人、被委托人、受托人、受托监护人、委托人、委托照护人、委托照料人、受委托照护人、实际照料人、实际照护人、实际抚养人、实际监护人、现监护人、临时监护人、代理监护人、代管人、照料人、entrusted guardian、entrusted、caregiver、carer',
  ),
};

/** Columns that are understood and left out on purpose: what we compute ourselves, or do not keep. */
const LEFT_OUT_WORDS = words(
  '问题、problem、问题problem、民族、籍贯、户籍、户口所在地、户籍所在地、户籍地址、户口性质、政治面貌、学校、学校名称、所在学校、就读学校、单位、帮扶教师、帮扶人、帮扶责任人、帮扶人电话、帮扶教师电话、结对教师、结对帮扶人、包靠教师、教师妈妈、代理妈妈、班主任、班主任姓名、班主任电话、照片、签名、签字',
);
const LEFT_OUT_ATTRIBUTES = words(
  '性别、民族、身份证、身份证号、身份证号码、文化程度、学历、健康状况、身体状况、职业、政治面貌、收入、婚姻状况',
);

const FIELDS: ReadonlySet<string> = new Set(LEDGER_FIELDS);

/** Words of the template that are bare: 出生日期 is the child's only where it stands once. */
const PERSONAL: ReadonlySet<string> = new Set(Object.values(PERSONAL_WORDS).flat().map(headerKey));

const MEANINGS = meanings();

/** A header in the form it is compared and remembered: one width, lower case, without spaces, brackets and marks. */
export function headerKey(header: string): string {
  return foldWord(header).replace(/的/g, '');
}

/** What a header means by its words; what stands in brackets (必填, 可多选, 年月日) may be left out. Undefined when it is not known. */
export function meaningOf(header: string): HeaderMeaning | undefined {
  const key = headerKey(header);
  const withoutBrackets = headerKey(header.normalize('NFKC').replace(/[([【〔{][^)\]】〕}]*[)\]】〕}]/g, ''));
  const bare = withoutBrackets.replace(/必填|选填|可多选/g, '');
  const chineseOnly = /\p{Script=Han}/u.test(bare) ? bare.replace(/[a-z0-9]/g, '') : bare;
  return MEANINGS.get(key) ?? MEANINGS.get(withoutBrackets) ?? MEANINGS.get(bare) ?? MEANINGS.get(chineseOnly);
}

/** Whether a group title over several columns (监护人情况) speaks of a person. */
export function namesSomebody(title: string): boolean {
  return /父|母|爷|奶|监护|家长|委托|受托|照料|抚养|教师|帮扶|guardian|parent|carer|caregiver/i.test(title);
}

function meanings(): ReadonlyMap<string, HeaderMeaning> {
  const known = new Map<string, HeaderMeaning>();
  const learn = (word: string, meaning: HeaderMeaning): void => {
    const key = headerKey(word);
    if (key !== '' && !known.has(key)) known.set(key, meaning);
  };
  for (const field of LEDGER_FIELDS) {
    const meaning: HeaderMeaning = { kind: 'field', field };
    for (const word of Object.values(LEDGER_FIELD_WORDS[field]))
      if (!PERSONAL.has(headerKey(word))) learn(word, meaning);
  }
  for (const [field, words] of Object.entries(FIELD_WORDS) as [LedgerField, readonly string[]][]) {
    for (const word of words) learn(word, { kind: 'field', field });
  }
  for (const word of LEFT_OUT_WORDS) learn(word, { kind: 'leftOut' });
  for (const [attribute, words] of Object.entries(PERSONAL_WORDS) as [PersonalAttribute, readonly string[]][]) {
    for (const word of words) learn(word, { kind: 'personal', attribute });
  }
  for (const [person, titles] of Object.entries(PERSON_WORDS) as [LedgerPerson, readonly string[]][]) {
    for (const title of titles) learnPerson(learn, person, title);
  }
  return known;
}

type Learn = (word: string, meaning: HeaderMeaning) => void;

function learnPerson(learn: Learn, person: LedgerPerson, title: string): void {
  for (const word of NAME_WORDS) {
    const field = fieldOf(person, 'name');
    if (field) learn(`${title}${word}`, { kind: 'field', field });
  }
  if (person === 'student') learnStudent(learn, title);
  for (const [attribute, words] of Object.entries(PERSONAL_WORDS) as [PersonalAttribute, readonly string[]][]) {
    const field = fieldOf(person, attribute);
    for (const word of words) learn(`${title}${word}`, field ? { kind: 'field', field } : { kind: 'leftOut' });
  }
  const relationship = fieldOf(person, 'relationship');
  if (relationship) learn(`与${title}关系`, { kind: 'field', field: relationship });
  for (const word of LEFT_OUT_ATTRIBUTES) learn(`${title}${word}`, { kind: 'leftOut' });
}

function learnStudent(learn: Learn, title: string): void {
  for (const [field, words] of Object.entries(FIELD_WORDS) as [LedgerField, readonly string[]][]) {
    for (const word of words) learn(`${title}${word}`, { kind: 'field', field });
  }
}

/** The field for an attribute of a person; undefined where a ledger has no such field (the age of the child, an entrusted guardian away). */
export function fieldOf(person: LedgerPerson, attribute: PersonalAttribute | 'name'): LedgerField | undefined {
  const field = person === 'student' ? attribute : `${person}.${attribute}`;
  return FIELDS.has(field) ? (field as LedgerField) : undefined;
}
