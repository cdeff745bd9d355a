import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Person } from '../../support/world.js';
import { canaryChild } from './canary-child.js';
import type { Member, Place, Stage } from './cast.js';
import type { Subject, SubjectKind } from './subject-kind.js';

const schoolOf = (stage: Stage, place: Place): string =>
  place === 'other school' ? stage.otherSchool.id : stage.school.id;

/** A row of the school as a whole, written as it would stand. */
function schoolRow(
  prefix: string,
  sees: SubjectKind['sees'],
  insert: (stage: Stage, schoolId: string, place: Place, asker?: Member) => Promise<string>,
): SubjectKind {
  return {
    prefix,
    sees,
    schoolWide: true,
    async make(stage, place, asker): Promise<Subject> {
      return { row: {}, params: { id: await insert(stage, schoolOf(stage, place), place, asker) } };
    },
  };
}

let years = 2100;
let numbers = 100;

/** A colleague nobody else is, so that what is done to the account concerns nobody else. */
function colleague(stage: Stage, place: Place, roles: [] | ['volunteer'] = []): Promise<Person> {
  const school = place === 'other school' ? stage.otherSchool : stage.school;
  return stage.app.world.person(school, { roles });
}

const insertInto = async (stage: Stage, text: string, values: readonly unknown[]): Promise<string> => {
  const id = v7();
  await stage.app.owner.query(text, [id, ...values]);
  return id;
};

/** What belongs to the school and not to a child. */
export const SCHOOL_SUBJECTS: readonly SubjectKind[] = [
  {
    prefix: '/api/schools/{id}',
    sees: 'school.view',
    schoolWide: true,
    make: (stage, place) => Promise.resolve({ row: {}, params: { id: schoolOf(stage, place) } }),
  },
  schoolRow('/api/terms/{id}', 'term.view', (stage, schoolId) =>
    insertInto(
      stage,
      `INSERT INTO terms (id, school_id, school_year, ordinal, from_on, to_on) VALUES ($1, $2, $3, 1, $4, $5)`,
      [schoolId, ++years, `${years}-09-01`, `${years}-12-20`],
    ),
  ),
  schoolRow('/api/calendar-exceptions/{id}', 'term.view', (stage, schoolId) =>
    insertInto(
      stage,
      `INSERT INTO calendar_exceptions (id, school_id, kind, from_on, to_on, name) VALUES ($1, $2, 'holiday', $3, $3, '校庆')`,
      [schoolId, `${++years}-11-02`],
    ),
  ),
  schoolRow('/api/classes/{id}', 'class.view', (stage, schoolId) =>
    insertInto(
      stage,
      `INSERT INTO classes (id, school_id, stage, entry_year, number) VALUES ($1, $2, 'junior', $3, 1)`,
      [schoolId, ++years],
    ),
  ),
  schoolRow('/api/villages/{id}', 'village.view', (stage, schoolId) =>
    insertInto(stage, `INSERT INTO villages (id, school_id, name, created_at) VALUES ($1, $2, $3, now())`, [
      schoolId,
      `村${++numbers}`,
    ]),
  ),
  schoolRow('/api/assignments/{id}', 'class.view', async (stage, schoolId, place) => {
    const school = place === 'other school' ? stage.otherSchool : stage.school;
    const to = await stage.app.world.class(school, { grade: 5, number: (++numbers % 98) + 1 });
    const person = await colleague(stage, place);
    return insertInto(
      stage,
      `INSERT INTO class_assignments (id, school_id, class_id, staff_id, role, from_on) VALUES ($1, $2, $3, $4, 'headTeacher', '2026-09-01')`,
      [schoolId, to.id, person.id],
    );
  }),
  schoolRow('/api/users/{id}', 'user.view', async (stage, _, place) => (await colleague(stage, place)).id),
  schoolRow('/api/grants/{id}', 'grant.view', async (stage, schoolId, place) => {
    const person = await colleague(stage, place);
    return insertInto(
      stage,
      `INSERT INTO role_grants (id, school_id, staff_id, role, from_on) VALUES ($1, $2, $3, 'volunteer', '2026-09-01')`,
      [schoolId, person.id],
    );
  }),
  schoolRow('/api/care-standards/{id}', 'careStandard.view', (stage, schoolId) =>
    insertInto(
      stage,
      `INSERT INTO care_standards (id, school_id, code, every, who, categories, from_on) VALUES ($1, $2, 'monthlyTalk', 'month', 'headTeacher', '{migrant}', '2026-12-01')`,
      [schoolId],
    ),
  ),
  {
    prefix: '/api/session/devices/{id}',
    sees: 'session.own',
    schoolWide: true,
    /** A running session of the asker's, or of somebody else's where the asker is not to be let in. */
    async make(stage, place, asker) {
      const account = (asker?.person ?? stage.departments[place]).accountId;
      const id = await insertInto(
        stage,
        `INSERT INTO sessions (id, account_id, token_hash, rotated_at, started_at, seen_at) VALUES ($1, $2, $3, $4, $4, $4)`,
        [account, randomBytes(32), stage.app.clock.now()],
      );
      return { row: {}, params: { id } };
    },
  },
  {
    prefix: '/api/public-holidays/{year}',
    sees: 'term.view',
    everywhere: true,
    make: () => Promise.resolve({ row: {}, params: { year: '2026' } }),
  },
  {
    prefix: '/api/ledgers/requests/{id}',
    sees: 'ledger.export',
    schoolWide: true,
    /** Agreed to already; nobody sees a request but who made it. */
    async make(stage, place, asker) {
      const { id: by, schoolId } = asker?.person ?? stage.departments[place];
      const id = await insertInto(
        stage,
        `INSERT INTO ledger_requests (id, school_id, requested_by, requested_at, filter, columns, language, children, ready_until)
         VALUES ($1, $2, $3, $4, '{}', '["sequence", "name", "idNumber"]', 'en', 10000, 'infinity')`,
        [schoolId, by, stage.app.clock.now()],
      );
      return { row: {}, params: { id } };
    },
  },
  {
    prefix: '/api/merges/{id}',
    sees: 'student.merge',
    schoolWide: true,
    async make(stage, place) {
      const [kept, gone] = [await canaryChild(stage, place), await canaryChild(stage, place)];
      const by = stage.departments[place];
      const { body } = await stage.app
        .as(by)
        .post('/api/merges')
        .send({ keepId: kept.id, mergeId: gone.id, keptVersion: 1, mergedVersion: 1, reason: '重复建档' })
        .expect(201);
      return { row: {}, params: { id: body.id as string } };
    },
  },
];
