import {
  addDays,
  dayOf,
  daysBetween,
  earlier,
  idNumberCheckCharacter,
  later,
  type CareFileStatus,
  type Day,
  type SexCode,
} from '@tongxin/shared';
import { Chance, idOf } from './chance.js';
import { madeUpPhone, makeHousehold, type Household } from './demo-household.js';
import { childName, type MadeName } from './demo-names.js';

/** A class of a demo school: the children who entered in one year, in one room. */
export interface DemoCohort {
  /** Which demo school, `a` or `b`. */
  readonly school: string;
  readonly entryYear: number;
  readonly number: number;
}

/**
 * How it goes between a child and the head teacher: `steady` talked with every month · `late` the talk is typed in days after the month ·
 * `patchy` a month is missed now and then · `never` nobody has got round to it yet.
 */
export type Habit = 'steady' | 'late' | 'patchy' | 'never';

/** A special-group student of the demo; all of it follows from the class and the place in it, nothing from the day of loading. */
export interface DemoChild {
  readonly id: string;
  readonly cohort: DemoCohort;
  /** 0 is the first in the class. */
  readonly place: number;
  readonly name: MadeName;
  readonly sex: SexCode;
  readonly birthDate: Day;
  readonly idNumber: string | null;
  readonly studentNumber: string | null;
  readonly village: string;
  readonly address: string;
  readonly phones: readonly string[];
  readonly household: Household;
  readonly habit: Habit;
  /** What became of the care file; most are open. */
  readonly status: CareFileStatus;
  readonly remark: string | null;
}

/** The villages around the school, as they are written on the cards. */
export const VILLAGES = [
  '槐荫村',
  '上河村',
  '下河村',
  '桃园村',
  '红土坡',
  '王家埠',
  '柏树沟',
  '青石桥村',
  '三岔口',
  '枣林村',
  '月亮湾',
  '新集社区',
];
const REMARKS = ['喜欢画画', '对花生过敏', '乘校车上下学', '周末住在外婆家', '与同班同学同村，结伴回家'];

const ENTRY_AGE = 6;

/** @returns the children of a class with their families, always the same ones */
export function childrenOf(cohort: DemoCohort): DemoChild[] {
  const chance = Chance.of('class', cohort.school, cohort.entryYear, cohort.number);
  const [fewest, most] = cohort.school === 'a' ? [7, 10] : [4, 6];
  const children: DemoChild[] = [];
  // Every second class of a year's intake has two children of one name, as it happens.
  const twins = cohort.number === 2 && cohort.entryYear % 2 === 0;
  for (let place = 0, count = cohort.number === 2 ? 9 : chance.whole(fewest, most); place < count; place += 1) {
    const known = children.map((child) => child.name.full);
    children.push(makeChild(cohort, place, known, twins && place === 5 ? children[4] : undefined));
  }
  return children;
}

function makeChild(cohort: DemoCohort, place: number, taken: readonly string[], namesake?: DemoChild): DemoChild {
  const { school, entryYear, number } = cohort;
  const chance = Chance.of('child', school, entryYear, number, place);
  const sex = namesake?.sex ?? (chance.happens(0.52) ? 'male' : 'female');
  const kind = place === 0 && number % 2 === 0 ? 'special' : place === 6 && chance.happens(0.3) ? 'minority' : 'common';
  let name = namesake?.name ?? childName(chance, sex, kind);
  while (!namesake && taken.includes(name.full)) name = childName(chance, sex, kind);
  let birthDate = birthDateOf(chance, entryYear);
  while (namesake && birthDate.slice(0, 7) === namesake.birthDate.slice(0, 7))
    birthDate = birthDateOf(chance, entryYear);
  const idNumber = chance.happens(0.95) ? idNumberOf(chance, birthDate, sex) : null;
  const village = chance.pick(VILLAGES);
  return {
    id: idOf(school, 'child', entryYear, number, place),
    cohort,
    place,
    name,
    sex,
    birthDate,
    idNumber,
    studentNumber: idNumber && chance.happens(0.96) ? `G${idNumber}` : provisionalNumber(chance, entryYear),
    village,
    address: `青禾县云岭镇${village}${chance.whole(1, 180)}号`,
    phones: chance.happens(0.12) ? [madeUpPhone(chance)] : [],
    household: makeHousehold(chance, name.surname),
    habit: habitOf(chance, cohort, place),
    status: place === 6 && entryYear % 2 === 1 ? (number === 3 ? 'paused' : number === 4 ? 'closed' : 'open') : 'open',
    remark: chance.happens(0.15) ? chance.pick(REMARKS) : null,
  };
}

/** Every second class of the first school has one child of each habit; elsewhere they come as they come. */
function habitOf(chance: Chance, { school, entryYear, number }: DemoCohort, place: number): Habit {
  const fallen = chance.weighted<Habit>({ steady: 84, patchy: 10, late: 5, never: 1 });
  if (number === 2) return ({ 1: 'never', 2: 'late', 3: 'patchy' } as const)[place] ?? fallen;
  return school === 'b' && place === 1 && entryYear % 3 === 0 ? 'never' : fallen;
}

/** A day on which a child who enters school that year may have been born: six years old by 31 August. */
function birthDateOf(chance: Chance, entryYear: number): Day {
  return addDays(dayOf(entryYear - ENTRY_AGE - 1, 9, 1)!, chance.whole(0, 364));
}

/** An ID number with a true check character and a region no place has. */
function idNumberOf(chance: Chance, birthDate: Day, sex: SexCode): string {
  const region = `3790${String(chance.whole(1, 89)).padStart(2, '0')}`;
  const order = String(chance.whole(0, 49) * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0');
  const digits = `${region}${birthDate.replaceAll('-', '')}${order}`;
  return digits + idNumberCheckCharacter(digits);
}

/** A provisional student number, for children whose ID number is still to come. */
function provisionalNumber(chance: Chance, entryYear: number): string {
  return `L3790${String(chance.whole(1, 89)).padStart(2, '0')}${entryYear}${String(chance.whole(0, 99_999_999)).padStart(8, '0')}`;
}

/** A day so many months before the child came to school, or up to three weeks earlier; since then a parent has been away. */
export function awaySince(child: DemoChild, months: number): Day {
  const { entryYear } = child.cohort;
  return addDays(`${entryYear}-08-28`, -Math.round(months * 30.4) - Chance.of('away', child.id, months).whole(0, 21));
}

/**
 * When the care file was opened: for most soon after the child came to school, for some at the start of a later year; for those nobody has
 * talked with, lately.
 * @param today the day of loading; nothing opens later
 * @param schoolYearBegan first day of the running school year
 */
export function openedOn(child: DemoChild, today: Day, schoolYearBegan: Day): Day {
  const chance = Chance.of('opened', child.id);
  const { entryYear } = child.cohort;
  const entered = earlier(`${entryYear}-09-01`, schoolYearBegan);
  if (child.habit === 'never') return later(entered, addDays(today, -chance.whole(34, 40)));
  const years = Math.max(0, Number(schoolYearBegan.slice(0, 4)) - entryYear);
  const year = entryYear + (chance.happens(0.75) ? 0 : chance.whole(0, years));
  const began = year === entryYear ? entered : earlier(`${year}-09-01`, schoolYearBegan);
  return earlier(addDays(began, chance.whole(3, Math.min(20, Math.max(3, daysBetween(began, today))))), today);
}
