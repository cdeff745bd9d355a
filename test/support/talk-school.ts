import { TestApp } from './test-app.js';
import type { AClass, ASchool, AStudent, Person } from './world.js';

/** Tests of talks stand on this day. */
export const TALK_DAY = '2026-11-23';

/** A talk as the interface answers it. */
export interface ATalk {
  id: string;
  version: number;
  [field: string]: unknown;
}

/** Two classes of one school and one of another, with everybody who may have to do with a talk. */
export interface TalkSchool {
  app: TestApp;
  school: ASchool;
  own: AClass;
  head: Person;
  deputy: Person;
  otherHead: Person;
  moral: Person;
  principal: Person;
  office: Person;
  subjectTeacher: Person;
  /** Head teacher in another school. */
  elsewhere: Person;
  child: AStudent;
  sibling: AStudent;
  /** In the class of `otherHead`. */
  stranger: AStudent;
  /** In the class of `elsewhere`. */
  faraway: AStudent;
  /** Records a talk with `child`, unless said otherwise. */
  record(body?: object, by?: Person): Promise<ATalk>;
  /** What stands in the access log about a talk, in the order it happened. */
  acts(subject: string): Promise<string[]>;
  /** How many records the school has. */
  stored(): Promise<number>;
}

export async function talkSchool(): Promise<TalkSchool> {
  const app = await TestApp.start();
  const { world } = app;
  const school = await world.school();
  const own = await world.class(school, { grade: 3, number: 2 });
  const other = await world.class(school, { grade: 4, number: 1 });
  const otherSchool = await world.school();
  const theirs = await world.class(otherSchool);
  const head = await world.person(school, { heads: [own] });
  const deputy = await world.person(school);
  await world.assign(deputy, own, 'deputy', '2026-09-01', null);
  const child = await world.student(school, { in: own, name: '陶小满', birthDate: '2017-05-04' });
  return {
    app,
    school,
    own,
    head,
    deputy,
    otherHead: await world.person(school, { heads: [other] }),
    moral: await world.person(school, { roles: ['moralEducation'] }),
    principal: await world.person(school, { roles: ['principal'] }),
    office: await world.person(school, { roles: ['office'] }),
    subjectTeacher: await world.person(school, { teaches: [own] }),
    elsewhere: await world.person(otherSchool, { heads: [theirs] }),
    child,
    sibling: await world.student(school, { in: own, name: '陶小寒', birthDate: '2017-05-04' }),
    stranger: await world.student(school, { in: other }),
    faraway: await world.student(otherSchool, { in: theirs }),
    record: async (body = {}, by = head) => {
      const answer = await app
        .as(by)
        .post('/api/talks')
        .send({ studentIds: [child.id], heldOn: TALK_DAY, summary: '聊了家里的事', ...body })
        .expect(201);
      return answer.body.items[0] as ATalk;
    },
    acts: async (subject) => {
      const { rows } = await app.owner.query<{ act: string }>(
        `SELECT act FROM audit_entries WHERE school_id = $1 AND subject_id = $2 ORDER BY id`,
        [school.id, subject],
      );
      return rows.map(({ act }) => act);
    },
    stored: async () =>
      (await app.owner.query(`SELECT 1 FROM care_records WHERE school_id = $1`, [school.id])).rowCount ?? 0,
  };
}
