import fc from 'fast-check';
import { v7 } from 'uuid';
import { addDays, type Day } from '@tongxin/shared';
import { unanswered, withoutBoard } from '../support/duty-boards.js';
import { aWorld, noonIn, store, type Stored } from '../support/duty-worlds.js';
import { TestApp } from '../support/test-app.js';
import type { Person } from '../support/world.js';

/** Days the clock moves over, one after the other: months' ends, days of grace, the end of a term, the holidays, the next term. */
const DAYS = ['2026-10-30', '2026-11-17', '2026-12-01', '2026-12-08', '2027-01-21', '2027-02-10', '2026-11-30'];

/** What may happen to a school from one day to the next. */
const CHANGES = [
  'talk',
  'otherRecord',
  'voided',
  'unreached',
  'verified',
  'cardChanged',
  'excused',
  'asked',
  'moved',
  'leftClass',
  'category',
  'categoryEnded',
  'urgent',
  'paused',
  'closed',
  'renamed',
  'head',
  'headGone',
  'standardEnded',
  'holiday',
  'zone',
] as const;
type Change = (typeof CHANGES)[number];
const someChanges = fc.array(fc.record({ change: fc.constantFrom(...CHANGES), child: fc.nat(3), person: fc.nat(1) }), {
  minLength: 1,
  maxLength: 4,
});

/** Everybody who is shown duties, each seeing them in another way. */
interface Viewers {
  readonly [name: string]: Person;
}

describe('the duty board', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  it('answers as the computation does, for everybody, whatever has happened and whatever the day', async () => {
    const happened = new Set<Change>();
    const agreed = fc.asyncProperty(
      aWorld,
      fc.array(fc.record({ day: fc.constantFrom(...DAYS), changes: someChanges }), { minLength: 1, maxLength: 3 }),
      async (world, days) => {
        const stored = await store(app, world);
        const viewers = await viewersOf(app, stored);
        for (const { day, changes } of days) {
          app.clock.moveTo(noonIn(world.zone, day).toISOString());
          for (const { change, child, person } of changes) {
            await make(app, stored, change, child % stored.children.length, stored.people[person]!, day);
            happened.add(change);
          }
          await assertAgrees(app, stored, viewers);
        }
      },
    );
    await fc.assert(agreed, { numRuns: 4 });
    expect(happened.size).toBeGreaterThan(2);
  }, 300_000);

  it('is asked by everybody but those who know all of some children and the state of others', async () => {
    const [world] = fc.sample(aWorld, { numRuns: 1, seed: 7 });
    const stored = await store(app, world!);
    const { mixed, one: _one, other: _other, ...others } = await viewersOf(app, stored);
    const third = await app.world.class({ id: stored.department.schoolId, name: '' }, { number: 4 });
    const head = await app.world.person({ id: stored.department.schoolId, name: '' }, { heads: [third] });
    app.clock.moveTo(noonIn(world!.zone, '2026-11-17').toISOString());
    const ask = (person: Person) => async () => {
      for (const path of ['/api/duties/summary', '/api/duties?status=due', '/api/duties?term=true', '/api/today'])
        await app.as(person).get(path).expect(200);
    };
    for (const person of [...Object.values(others), head]) expect(await unanswered(app.nest, ask(person))).toBe(0);
    expect(await unanswered(app.nest, ask(mixed!))).toBe(4);
  });
});

/** The department, the people the world knows, whatever they head or headed, and a third class whose child is seen in both ways by one person. */
async function viewersOf(app: TestApp, { department, persons, children }: Stored): Promise<Viewers> {
  const school = { id: department.schoolId, name: '' };
  const { world } = app;
  const third = await world.class(school, { number: 3 });
  children.push((await world.student(school, { in: third })).id);
  return {
    department,
    principal: await world.person(school, { roles: ['principal'], heads: [third] }),
    mixed: await world.person(school, { roles: ['office'], heads: [third] }),
    office: await world.person(school, { roles: ['office'] }),
    one: persons[0]!,
    other: persons[1]!,
  };
}

async function assertAgrees(app: TestApp, stored: Stored, viewers: Viewers): Promise<void> {
  const asked = async (): Promise<unknown[]> => {
    const answers: unknown[] = [];
    for (const [name, person] of Object.entries(viewers))
      for (const path of pathsFor(stored)) answers.push([name, path, await answerOf(app, person, path)]);
    return answers;
  };
  const read = await asked();
  const computed = await withoutBoard(app.nest, asked);
  // Only what differs: all answers of everybody are no help to whoever looks for the fault.
  const apart = read.flatMap((answer, place) =>
    JSON.stringify(answer) === JSON.stringify(computed[place]) ? [] : [{ read: answer, computed: computed[place] }],
  );
  expect(apart).toEqual([]);
}

function pathsFor({ classes, children }: Stored): string[] {
  return [
    '/api/duties/summary',
    '/api/duties/summary?standard=contactCardVerified',
    '/api/today',
    '/api/duties?status=due&status=overdue&limit=2&total=true',
    '/api/duties?term=true&limit=3&total=true',
    '/api/duties?term=true&status=overdue',
    '/api/duties?status=done&status=late&status=exempt&limit=2',
    `/api/duties?status=due&status=overdue&classId=${classes[0]}&total=true`,
    '/api/duties?withoutClass=true&standard=monthlyTalk',
    '/api/duties?neverDone=true&status=due&status=overdue&total=true',
    '/api/duties?neverDone=false&term=true',
    '/api/duties?neverCaredFor=true',
    `/api/students/${children[0]}`,
  ];
}

/** One answer, a list page by page to its end; a child's file is looked at for its duties. */
async function answerOf(app: TestApp, person: Person, path: string): Promise<unknown> {
  const { body, status } = await app.as(person).get(path);
  if (status !== 200) return status;
  if (path.startsWith('/api/students/')) return body.duties;
  if (!('nextCursor' in body)) return body;
  const items = [...body.items];
  let cursor = body.nextCursor;
  for (let page = 0; cursor && page < 100; page += 1) {
    const next = await app.as(person).get(`${path}&cursor=${cursor}`).expect(200);
    items.push(...next.body.items);
    cursor = next.body.nextCursor;
  }
  return { ...body, nextCursor: undefined, items };
}

/** Makes one change, as whoever has the right to it would have made it. */
async function make(app: TestApp, stored: Stored, change: Change, index: number, by: string, day: Day): Promise<void> {
  const { department, classes } = stored;
  const schoolId = department.schoolId;
  const child = stored.children[index]!;
  const person = { ...department, id: by };
  const student = { id: child, schoolId, name: '', classId: null };
  const { world, owner } = app;
  const run = (text: string, ...values: unknown[]): Promise<unknown> => owner.query(text, [schoolId, ...values]);
  const before = addDays(day, -3);
  switch (change) {
    case 'talk':
      await world.talk(student, { by: person, on: before, typedAt: `${day}T04:00:00Z`, topics: ['study'] });
      return;
    case 'otherRecord':
      await world.talk(student, { by: person, on: before, kind: 'homeVisit' });
      return;
    case 'voided':
      await run(
        `UPDATE care_records SET voided_at = now(), void_reason = 'mistyped' WHERE school_id = $1 AND student_id = $2 AND voided_at IS NULL`,
        child,
      );
      return;
    case 'unreached':
      await run(`UPDATE care_records SET reached = NOT reached WHERE school_id = $1 AND student_id = $2`, child);
      return;
    case 'verified':
      await world.verification(student, { by: person, on: before });
      return;
    case 'cardChanged':
      await run(
        `INSERT INTO contact_card_changes (school_id, student_id, id, field, changed_by, changed_at) VALUES ($1, $2, $3, 'address', $4, $5)`,
        ...[child, v7(), by, `${before}T12:00:00Z`],
      );
      return;
    case 'excused':
      await run(
        `INSERT INTO duty_exemptions (school_id, student_id, id, standard_id, from_on, to_on, reason, granted_by)
         SELECT $1, $2, gen_random_uuid(), s.id, $3, $4, '', $5 FROM care_standards s WHERE s.school_id = $1 AND s.first_id IS NULL`,
        ...[child, addDays(day, -20), addDays(day, 20), by],
      );
      return;
    case 'asked':
      await run(
        `UPDATE duty_exemptions SET ended_on = from_on, end_reason = '', ended_at = now() WHERE school_id = $1 AND student_id = $2`,
        child,
      );
      return;
    case 'moved':
    case 'leftClass':
      await run(
        `UPDATE class_memberships SET to_on = greatest(from_on, $3::date - 1) WHERE school_id = $1 AND student_id = $2 AND to_on IS NULL`,
        ...[child, day],
      );
      if (change === 'moved')
        await run(
          `INSERT INTO class_memberships (school_id, student_id, id, class_id, from_on) VALUES ($1, $2, $3, $4, $5)`,
          ...[child, v7(), classes[index % 2], day],
        );
      await run(
        `UPDATE students SET class_id = $3 WHERE school_id = $1 AND id = $2`,
        ...[child, change === 'moved' ? classes[index % 2] : null],
      );
      return;
    case 'category':
      await run(
        `INSERT INTO care_categories (school_id, student_id, id, code, from_on, to_on, restricted, department_only) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`,
        ...[child, v7(), index % 2 ? 'orphan' : 'leftBehind', addDays(day, -40), addDays(day, 200), index === 3],
      );
      return;
    case 'categoryEnded':
      await run(
        `UPDATE care_categories SET to_on = greatest(from_on, $3::date) WHERE school_id = $1 AND student_id = $2`,
        ...[child, before],
      );
      return;
    case 'urgent':
      await run(
        `INSERT INTO care_file_urgencies (school_id, student_id, id, level, reason, set_by, set_on, set_at) VALUES ($1, $2, $3, $4, '', $5, $6, clock_timestamp())`,
        ...[child, v7(), index % 2 ? 'high' : 'normal', by, addDays(day, -30)],
      );
      return;
    case 'paused':
    case 'closed':
      await world.careStatus(student, change, before);
      return;
    case 'renamed':
      await run(`UPDATE students SET name = 'wei', sort_key = 'wei' WHERE school_id = $1 AND id = $2`, child);
      return;
    case 'head':
      await run(
        `UPDATE class_assignments SET from_on = from_on + 40 WHERE school_id = $1 AND role = 'headTeacher' AND (to_on IS NULL OR to_on >= from_on + 40)`,
      );
      return;
    case 'headGone':
      await run(
        `UPDATE class_assignments SET to_on = greatest(from_on, $2::date) WHERE school_id = $1 AND role = 'headTeacher' AND to_on IS NULL`,
        before,
      );
      return;
    case 'standardEnded':
      await run(
        `UPDATE care_standards SET to_on = greatest(from_on, $2::date) WHERE school_id = $1 AND code = 'contactCardVerified'`,
        addDays(day, 5),
      );
      return;
    case 'holiday':
      await world.daysOff({ id: schoolId, name: '' }, before, addDays(day, 6));
      return;
    case 'zone':
      await run(`UPDATE schools SET time_zone = 'Asia/Urumqi' WHERE school_id = $1`);
      return;
  }
}
