import { gradeAndClassLabel, type RoleCode } from '@tongxin/shared';
import { idOf } from './chance.js';

/** A school of the demo, or the bureau above them. */
export interface DemoSchool {
  readonly key: 'a' | 'b' | 'bureau';
  readonly id: string;
  readonly name: string;
  readonly kind: 'school' | 'bureau';
  /** How many classes a grade has. */
  readonly classesAGrade: number;
}

/** Somebody who works in the demo and can be signed in as. */
export interface DemoPerson {
  readonly school: DemoSchool;
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: RoleCode;
  /** Grade and class headed or taught; the person stays with the grade, the classes move on. */
  readonly posts: readonly { readonly grade: number; readonly number: number; readonly subject: string | null }[];
}

export const GRADES = [1, 2, 3, 4, 5, 6] as const;

const school = (key: DemoSchool['key'], name: string, classesAGrade: number): DemoSchool => ({
  key,
  id: idOf(key, 'school'),
  name,
  kind: key === 'bureau' ? 'bureau' : 'school',
  classesAGrade,
});

export const FIRST_SCHOOL = school('a', '青禾实验小学', 4);
export const SECOND_SCHOOL = school('b', '小石桥小学', 1);
export const BUREAU = school('bureau', '青禾县教育局', 0);
export const DEMO_SCHOOLS = [FIRST_SCHOOL, SECOND_SCHOOL, BUREAU] as const;

const HEADS_OF_FIRST = [
  ['孟晓岚', '邵文静', '卢春燕', '汪秀珍'],
  ['姜丽华', '贺建梅', '穆小云', '侯玉洁'],
  ['段海燕', '秦素芬', '顾宁远', '陶志新'],
  ['万红霞', '崔慧敏', '鲍永安', '阮晓彤'],
  ['单丽君', '钟亚萍', '戴立新', '乔淑贞'],
  ['牟建华', '褚敏', '柏秋菊', '晏文涛'],
] as const;
const HEADS_OF_SECOND = ['池秀荣', '匡国庆', '甄玉玲', '靳春光', '童月华', '冉晓红'] as const;

function person(
  of: DemoSchool,
  username: string,
  name: string,
  role: RoleCode,
  posts: DemoPerson['posts'] = [],
): DemoPerson {
  return { school: of, id: idOf(of.key, 'person', username), username, name, role, posts };
}

const taught = (subject: string, classes: readonly (readonly [number, number])[]): DemoPerson['posts'] =>
  classes.map(([grade, number]) => ({ grade, number, subject }));

const headed = (grade: number, number: number): DemoPerson['posts'] => [{ grade, number, subject: null }];

/** Everybody of the demo, in the order in which the sign-in page shows them. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person(FIRST_SCHOOL, 'moral', '施文博', 'moralEducation'),
  person(FIRST_SCHOOL, 'office', '廖静怡', 'office'),
  person(FIRST_SCHOOL, 'principal', '谭振华', 'principal'),
  person(FIRST_SCHOOL, 'counsellor', '苗雨晴', 'counsellor'),
  person(
    FIRST_SCHOOL,
    'teacher-math',
    '覃志宏',
    'subjectTeacher',
    taught('数学', [
      [3, 1],
      [3, 2],
      [3, 3],
    ]),
  ),
  person(
    FIRST_SCHOOL,
    'teacher-chinese',
    '裴文秀',
    'subjectTeacher',
    taught('语文', [
      [3, 2],
      [5, 1],
    ]),
  ),
  person(FIRST_SCHOOL, 'helper-1', '滕月娥', 'helper'),
  person(FIRST_SCHOOL, 'helper-2', '尤建平', 'helper'),
  person(FIRST_SCHOOL, 'volunteer-1', '安宜然', 'volunteer'),
  person(FIRST_SCHOOL, 'admin', '龙海波', 'administrator'),
  person(FIRST_SCHOOL, 'dpo', '管慧', 'dataProtection'),
  ...HEADS_OF_FIRST.flatMap((names, row) =>
    names.map((name, column) =>
      person(FIRST_SCHOOL, `head-${row + 1}-${column + 1}`, name, 'headTeacher', headed(row + 1, column + 1)),
    ),
  ),
  person(SECOND_SCHOOL, 'b-moral', '易兰', 'moralEducation'),
  person(SECOND_SCHOOL, 'b-office', '柯敏', 'office'),
  person(SECOND_SCHOOL, 'b-principal', '荣海生', 'principal'),
  ...HEADS_OF_SECOND.map((name, row) =>
    person(SECOND_SCHOOL, `b-head-${row + 1}-1`, name, 'headTeacher', headed(row + 1, 1)),
  ),
  person(BUREAU, 'bureau', '岳明', 'bureau'),
];

/** What the sign-in page shows of one account. */
export interface DemoAccount {
  readonly username: string;
  readonly name: string;
  readonly role: string;
  readonly school: string;
  /** `三年级2班` for a head teacher, else null. */
  readonly classLabel: string | null;
}

/** The accounts of the demo for the sign-in page, the first school first. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = DEMO_PEOPLE.map(({ username, name, role, school: of, posts }) => ({
  username,
  name,
  role,
  school: of.name,
  classLabel: role === 'headTeacher' && posts[0] ? gradeAndClassLabel(posts[0].grade, posts[0].number, 'zh-CN') : null,
}));
