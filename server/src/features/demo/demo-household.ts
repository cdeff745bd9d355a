import type { CategoryCode, GuardianKind, RelationshipCode, SexCode } from '@tongxin/shared';
import type { Chance } from './chance.js';
import { grandparentName, parentName } from './demo-names.js';

/** What is so at a child's home, as far as a talk with the child may touch on it. */
export type Circumstance =
  | 'away'
  | 'bothAway'
  | 'elders'
  | 'oneParent'
  | 'loss'
  | 'migrant'
  | 'poor'
  | 'illness'
  | 'hearing'
  | 'walking'
  | 'learning'
  | 'inward'
  | 'temper';

/** An adult on the contact card. */
export interface DemoGuardian {
  readonly kind: GuardianKind;
  readonly name: string;
  readonly relationship: RelationshipCode;
  readonly sex: SexCode;
  /** Years older than the child. */
  readonly older: number;
  readonly worksAt: string | null;
  /** In months before the child came to school; null: lives at home. */
  readonly awayFor: number | null;
  readonly unableToCare: boolean;
  readonly livesWithChild: boolean;
  readonly phones: readonly string[];
}

/** A family: who is there, who is away, and which categories follow from it. */
export interface Household {
  readonly guardians: readonly DemoGuardian[];
  readonly categories: readonly { readonly code: CategoryCode; readonly basis: string | null }[];
  readonly circumstances: readonly Circumstance[];
  /** How the child speaks of the one who looks after it, of the one far away and where, and of separated parents. */
  readonly said: {
    readonly caregiver: string;
    readonly away: string;
    readonly city: string;
    readonly present: string;
    readonly absent: string;
  };
}

const CITIES = ['青岛', '济南', '苏州', '上海', '杭州', '东莞', '天津', '烟台', '宁波', '无锡', '北京', '厦门'];
const WORKS = ['电子厂', '服装厂', '建筑工地', '物流园', '餐馆', '家具厂', '快递站', '纺织厂'];
const NEARBY = ['镇上超市', '县城建材市场', '镇食品厂', '本村种植合作社', '县城早餐店', '镇卫生院食堂'];

/** Which families the school has, and how many of a hundred. */
const FAMILIES = {
  bothAway: 27,
  fatherAway: 17,
  motherAway: 4,
  oneParent: 12,
  oneParentAway: 8,
  migrant: 10,
  orphan: 1.5,
  unattended: 2.5,
  poor: 6,
  damaged: 1.5,
  walking: 2,
  hearing: 2,
  illness: 3,
  learning: 4,
  inward: 2,
  temper: 1.5,
} as const;
type Family = keyof typeof FAMILIES;

/** Families with both parents at home: category, its basis, and what talks may touch on. */
const AT_HOME = {
  poor: ['poorFamily', '低保家庭', 'poor'],
  damaged: ['otherHardship', '去年房屋受灾', 'poor'],
  walking: ['disability', '残疾证（肢体）', 'walking'],
  hearing: ['disability', '残疾证（听力）', 'hearing'],
  illness: ['illness', '县医院诊断', 'illness'],
  learning: ['learningDifficulty', '学科老师共同分析', 'learning'],
  inward: ['psychological', '心理教师建议', 'inward'],
  temper: ['conduct', '班主任与家长共同商定', 'temper'],
} as const satisfies Partial<Record<Family, readonly [CategoryCode, string, Circumstance]>>;

interface Elder {
  readonly relationship: RelationshipCode;
  readonly sex: SexCode;
  readonly said: string;
  /** Whether the name is the father's. */
  readonly father: boolean;
}
const ELDERS: readonly Elder[] = [
  { relationship: 'paternalGrandmother', sex: 'female', said: '奶奶', father: false },
  { relationship: 'paternalGrandfather', sex: 'male', said: '爷爷', father: true },
  { relationship: 'maternalGrandmother', sex: 'female', said: '外婆', father: false },
  { relationship: 'paternalGrandmother', sex: 'female', said: '奶奶', father: false },
  { relationship: 'maternalGrandfather', sex: 'male', said: '外公', father: false },
];

/** A made-up mobile number: four zeros in the middle stand for nobody's area. */
export function madeUpPhone(chance: Chance): string {
  const prefix = chance.pick(['130', '131', '135', '138', '139', '150', '156', '158', '177', '186', '188', '199']);
  return `${prefix}0000${String(chance.whole(1000, 9999))}`;
}

/** Makes the family of one child. */
export function makeHousehold(chance: Chance, surname: string): Household {
  const family = chance.weighted<Family>(FAMILIES);
  const city = chance.pick(CITIES);
  const elder = chance.pick(ELDERS);
  const father = parent(chance, 'father', surname);
  const mother = parent(chance, 'mother', surname);
  const carer = old(chance, elder, surname);
  const gone = (who: DemoGuardian): DemoGuardian => ({
    ...who,
    worksAt: `${city}${chance.pick(WORKS)}`,
    awayFor: chance.pick([1, 5, 8, 14, 20, 30, 40]),
    livesWithChild: false,
  });
  const home = (who: DemoGuardian): DemoGuardian => ({ ...who, worksAt: chance.pick([null, ...NEARBY]) });
  const said = { caregiver: elder.said, away: '', city, present: '妈妈', absent: '爸爸' };

  switch (family) {
    case 'bothAway': {
      const poor = chance.happens(0.2);
      return {
        guardians: [gone(father), gone(mother), carer],
        categories: [
          { code: 'leftBehind', basis: '父母均外出务工' },
          ...(poor ? [{ code: 'poorFamily', basis: '低保家庭' } as const] : []),
          ...(chance.happens(0.1) ? [{ code: 'learningDifficulty', basis: null } as const] : []),
        ],
        circumstances: ['away', 'bothAway', 'elders', ...(poor ? (['poor'] as const) : [])],
        said: { ...said, away: '爸爸妈妈' },
      };
    }
    case 'fatherAway':
      return {
        guardians: [gone(father), home(mother)],
        categories: [{ code: 'leftBehind', basis: '父亲外出务工' }],
        circumstances: ['away'],
        said: { ...said, caregiver: '妈妈', away: '爸爸' },
      };
    case 'motherAway':
      return {
        guardians: [home(father), gone(mother)],
        categories: [{ code: 'leftBehind', basis: '母亲外出务工' }],
        circumstances: ['away'],
        said: { ...said, caregiver: '爸爸', away: '妈妈' },
      };
    case 'oneParent':
    case 'oneParentAway': {
      const withMother = chance.happens(0.55);
      const [here, there] = withMother ? [mother, father] : [father, mother];
      const [present, absent] = withMother ? ['妈妈', '爸爸'] : ['爸爸', '妈妈'];
      if (family === 'oneParent') {
        return {
          guardians: [home(here), { ...there, livesWithChild: false }],
          categories: [{ code: 'singleParent', basis: '父母离异' }],
          circumstances: ['oneParent'],
          said: { ...said, caregiver: present, present: present, absent: absent },
        };
      }
      const elderOfHers = withMother ? ELDERS[2]! : ELDERS[0]!;
      return {
        guardians: [gone(here), old(chance, elderOfHers, surname)],
        categories: [
          { code: 'singleParent', basis: '父母离异' },
          { code: 'leftBehind', basis: `${present}外出务工` },
        ],
        circumstances: ['away', 'elders'],
        said: { ...said, caregiver: elderOfHers.said, away: present },
      };
    }
    case 'migrant':
      return {
        guardians: [
          { ...father, worksAt: '县城建材市场' },
          { ...mother, worksAt: '县城建材市场' },
        ],
        categories: [{ code: 'migrant', basis: '居住证' }],
        circumstances: ['migrant'],
        said: { ...said, caregiver: '妈妈' },
      };
    case 'orphan': {
      const uncleCares = chance.happens(0.5);
      const uncle = adult(chance, { relationship: 'uncle', sex: 'male', older: chance.whole(28, 36) }, surname);
      return {
        guardians: [uncleCares ? uncle : { ...carer, kind: 'guardian' }],
        categories: [{ code: 'orphan', basis: '民政部门认定' }],
        circumstances: ['loss'],
        said: { ...said, caregiver: uncleCares ? '叔叔' : elder.said },
      };
    }
    case 'unattended':
      return {
        guardians: [{ ...father, unableToCare: true, livesWithChild: false, phones: [] }, carer],
        categories: [
          { code: 'unattended', basis: '民政部门认定' },
          { code: 'poorFamily', basis: '低保家庭' },
        ],
        circumstances: ['loss', 'elders', 'poor'],
        said,
      };
    default: {
      const [code, basis, circumstance] = AT_HOME[family];
      return {
        guardians: [home(father), home(mother)],
        categories: [{ code, basis }],
        circumstances: [circumstance],
        said: { ...said, caregiver: chance.pick(['妈妈', '爸爸']) },
      };
    }
  }
}

type AdultFacts = Pick<DemoGuardian, 'relationship' | 'sex' | 'older'>;

function adult(chance: Chance, { relationship, sex, older }: AdultFacts, surname?: string): DemoGuardian {
  return {
    kind: 'guardian',
    name: parentName(chance, sex, surname),
    relationship,
    sex,
    older,
    worksAt: null,
    awayFor: null,
    unableToCare: false,
    livesWithChild: true,
    phones: [madeUpPhone(chance)],
  };
}

function parent(chance: Chance, relationship: 'father' | 'mother', surname: string): DemoGuardian {
  const father = relationship === 'father';
  const made = adult(
    chance,
    { relationship, sex: father ? 'male' : 'female', older: chance.whole(22, 34) },
    father && surname !== '' ? surname : undefined,
  );
  return chance.happens(0.12) ? { ...made, phones: [...made.phones, madeUpPhone(chance)] } : made;
}

/** A grandparent whom the parents have entrusted with the child. */
function old(chance: Chance, elder: Elder, surname: string): DemoGuardian {
  const named = elder.father && surname !== '' ? surname : undefined;
  return {
    ...adult(chance, { relationship: elder.relationship, sex: elder.sex, older: chance.whole(48, 62) }),
    kind: 'entrusted',
    name: grandparentName(chance, elder.sex, named),
  };
}
