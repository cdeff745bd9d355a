import type { Role, ViewerFacts } from '@tongxin/shared';
import type { TestApp } from '../../support/test-app.js';
import type { AClass, ASchool, Person } from '../../support/world.js';
import type { Canaries } from './canaries.js';

/** Somebody who asks, and what the policy knows of them today. */
export interface Member {
  readonly who: string;
  readonly person: Person;
  readonly facts: ViewerFacts;
}

/** Where a child or record is, seen from the people of the first school. */
export const PLACES = ['own class', 'other class', 'other school'] as const;
export type Place = (typeof PLACES)[number];

/** Two schools with their classes, and one person of every role, of every role that has ended, and of nobody's. */
export interface Stage {
  readonly app: TestApp;
  readonly school: ASchool;
  readonly otherSchool: ASchool;
  readonly classes: Readonly<Record<Place, AClass>>;
  /** Who heads the class of a place. */
  readonly heads: Readonly<Record<Place, Person>>;
  /** Who headed it until yesterday. */
  readonly formerHeads: Readonly<Record<Place, Person>>;
  /** The department of the school of a place. */
  readonly departments: Readonly<Record<Place, Person>>;
  readonly members: readonly Member[];
  readonly canaries: Canaries;
}

const GRANTED: readonly Role[] = [
  'helper',
  'volunteer',
  'counsellor',
  'office',
  'moralEducation',
  'principal',
  'administrator',
  'dataProtection',
];
const TODAY = '2026-11-23';
const YESTERDAY = '2026-11-22';

export async function stageOf(app: TestApp, canaries: Canaries): Promise<Stage> {
  const { world } = app;
  const school = await world.school();
  const otherSchool = await world.school();
  const classes = {
    'own class': await world.class(school, { grade: 3, number: 1 }),
    'other class': await world.class(school, { grade: 3, number: 2 }),
    'other school': await world.class(otherSchool, { grade: 3, number: 1 }),
  };
  const own = classes['own class'];
  const members: Member[] = [];
  const add = (who: string, person: Person, facts: Partial<ViewerFacts>): Person => {
    members.push({
      who,
      person,
      facts: { id: person.id, roles: [], headedClassIds: [], taughtClassIds: [], ...facts },
    });
    return person;
  };

  const newHead = await world.person(school);
  await world.assign(newHead, own, 'headTeacher', TODAY, null);
  const head = add('head teacher', newHead, {
    roles: ['headTeacher'],
    headedClassIds: [own.id],
  });
  const deputy = await world.person(school);
  await world.assign(deputy, own, 'deputy', '2026-11-01', null);
  add('deputy', deputy, { roles: ['headTeacher'], headedClassIds: [own.id] });
  const subjectTeacher = await world.person(school);
  await world.assign(subjectTeacher, own, 'subjectTeacher', TODAY, null);
  add('subject teacher', subjectTeacher, {
    roles: ['subjectTeacher'],
    taughtClassIds: [own.id],
  });
  for (const role of GRANTED) add(role, await world.person(school, { roles: [role] }), { roles: [role] });

  const formerHead = await world.person(school);
  await world.assign(formerHead, own, 'headTeacher', '2025-09-01', YESTERDAY);
  add('former head teacher', formerHead, { roles: ['headTeacher'] });
  const changeHands = async (of: ASchool, one: AClass): Promise<[Person, Person]> => {
    const [before, after] = [await world.person(of), await world.person(of)];
    await world.assign(before, one, 'headTeacher', '2025-09-01', YESTERDAY);
    await world.assign(after, one, 'headTeacher', TODAY, null);
    return [before, after];
  };
  const [formerOther, otherHead] = await changeHands(school, classes['other class']);
  const [formerElsewhere, elsewhereHead] = await changeHands(otherSchool, classes['other school']);
  const formerSubject = await world.person(school);
  await world.assign(formerSubject, own, 'subjectTeacher', '2025-09-01', YESTERDAY);
  add('former subject teacher', formerSubject, {});
  for (const role of ['office', 'moralEducation', 'principal'] as const) {
    const former = await world.person(school, { roles: [role] });
    await app.owner.query(`UPDATE role_grants SET to_on = $2 WHERE staff_id = $1`, [former.id, YESTERDAY]);
    add(`former ${role}`, former, {});
  }
  add('nobody in particular', await world.person(school), {});
  add('bureau', await world.person(await world.school({ kind: 'bureau' }), { roles: ['bureau'] }), {
    roles: ['bureau'],
  });

  const department = await world.person(school, { roles: ['moralEducation'] });
  return {
    app,
    canaries,
    school,
    otherSchool,
    classes,
    heads: {
      'own class': head,
      'other class': otherHead,
      'other school': elsewhereHead,
    },
    formerHeads: { 'own class': formerHead, 'other class': formerOther, 'other school': formerElsewhere },
    departments: {
      'own class': department,
      'other class': department,
      'other school': await world.person(otherSchool, { roles: ['moralEducation'] }),
    },
    members,
  };
}
