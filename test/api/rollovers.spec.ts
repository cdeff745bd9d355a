import { addDays } from '@tongxin/shared';
import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

/** Three days after the second term. */
const IN_JULY = '2027-07-08T10:00:00+08:00';

/** Everything a rollover may touch, as it stands, without versions and the marks of the rollover itself. */
const STANDING = `SELECT jsonb_build_object(
    'terms', (SELECT jsonb_agg(jsonb_build_array(school_year, ordinal, from_on, to_on) ORDER BY from_on) FROM terms WHERE school_id = $1),
    'classes', (SELECT jsonb_agg(id ORDER BY id) FROM classes WHERE school_id = $1),
    'students', (SELECT jsonb_agg(jsonb_build_array(id, class_id, care_status) ORDER BY id) FROM students WHERE school_id = $1),
    'files', (SELECT jsonb_agg(jsonb_build_array(student_id, status) ORDER BY student_id) FROM care_files WHERE school_id = $1),
    'memberships', (SELECT jsonb_agg(jsonb_build_array(id, class_id, from_on, to_on) ORDER BY id) FROM class_memberships WHERE school_id = $1),
    'assignments', (SELECT jsonb_agg(jsonb_build_array(id, staff_id, from_on, to_on) ORDER BY id) FROM class_assignments WHERE school_id = $1)) AS standing`;

describe('the step into a new school year', () => {
  let app: TestApp;
  let school: ASchool;
  let office: Person;
  let moral: Person;
  let head: Person;
  let sixth: AClass;
  let third: AClass;
  let graduate: AStudent;
  let paused: AStudent;
  let pupil: AStudent;
  let younger: AStudent;

  beforeEach(async () => {
    app = await TestApp.start({ at: IN_JULY });
    const { world } = app;
    school = await world.school();
    office = await world.person(school, { roles: ['office'] });
    moral = await world.person(school, { roles: ['moralEducation'] });
    sixth = await world.class(school, { grade: 6 });
    third = await world.class(school, { grade: 3 });
    await world.class(school, { grade: 1, number: 1 });
    await world.class(school, { grade: 1, number: 2 });
    head = await world.person(school, { heads: [sixth] });
    graduate = await world.student(school, { in: sixth });
    paused = await world.student(school, { in: sixth });
    await world.careStatus(paused, 'paused', '2027-03-01');
    pupil = await world.student(school, { in: sixth, careFile: false });
    younger = await world.student(school, { in: third });
  });
  afterEach(() => app.stop());

  const standing = async (): Promise<unknown> => (await app.owner.query(STANDING, [school.id])).rows[0].standing;
  const run = (body: object = {}, by: Person = moral) =>
    app
      .as(by)
      .post('/api/rollovers')
      .send({ toYear: 2027, ...body });
  const statusOf = async (student: AStudent): Promise<unknown> =>
    (
      await app.owner.query(`SELECT care_status AS status, class_id AS "classId" FROM students WHERE id = $1`, [
        student.id,
      ])
    ).rows[0];

  it('is shown before anything happens: who moves, who graduates, whose files close', async () => {
    const { body } = await app.as(office).get('/api/rollovers/preview').expect(200);
    expect(body).toMatchObject({
      toYear: 2027,
      schoolYear: '2027–2028学年',
      lastOn: '2027-07-05',
      runnable: true,
      counts: {
        classesMoving: 3,
        classesGraduating: 1,
        pupilsLeaving: 3,
        filesClosing: 2,
        assignmentsEnding: 1,
        termsMade: 2,
        classesMade: 2,
      },
      last: null,
    });
    expect(body.classes.find(({ id }: AClass) => id === third.id)).toMatchObject({
      label: '三年级1班',
      next: '四年级1班',
      nextEn: 'Grade 4, Class 1',
    });
    expect(body.classes.find(({ id }: AClass) => id === sixth.id)).toMatchObject({ next: null, pupils: 3, files: 2 });
    expect(body.newClasses.map(({ label }: { label: string }) => label)).toEqual(['一年级1班', '一年级2班']);
  });

  it('tried as a dry run says the same figures and changes nothing', async () => {
    const before = await standing();
    const { body } = await run({ dryRun: true }).expect(201);
    expect(body).toMatchObject({
      id: null,
      dryRun: true,
      mayUndo: false,
      counts: { pupilsLeaving: 3, filesClosing: 2, assignmentsEnding: 1, termsMade: 2, classesMade: 2 },
    });
    expect(await standing()).toEqual(before);
    expect((await app.as(moral).get('/api/rollovers').expect(200)).body.items).toEqual([]);
  });

  it('closes the files of graduates with the reason, ends their class and its head teacher, and moves the others by their label', async () => {
    await run().expect(201);
    expect(await statusOf(graduate)).toEqual({ status: 'closed', classId: sixth.id });
    expect(await statusOf(paused)).toMatchObject({ status: 'closed' });
    expect(await statusOf(pupil)).toMatchObject({ status: null });
    expect(await statusOf(younger)).toMatchObject({ status: 'open', classId: third.id });
    const file = await app.as(moral).get(`/api/students/${graduate.id}/care-file`).expect(200);
    expect(file.body.periods.at(-1)).toMatchObject({
      status: 'closed',
      from: '2027-07-06',
      reasonCode: 'graduated',
      by: { id: moral.id },
    });
    await app.as(head).get(`/api/students/${graduate.id}`).expect(404);
    const log = await app.as(moral).get(`/api/students/${graduate.id}/access-log`).expect(200);
    expect(log.body.items.map(({ act }: { act: string }) => act)).toContain('careFile.changed');

    app.clock.moveTo('2027-09-06T10:00:00+08:00');
    const { body } = await app.as(moral).get('/api/classes').expect(200);
    expect(body.items.map(({ label }: { label: string }) => label)).toEqual([
      '一年级1班',
      '一年级2班',
      '二年级1班',
      '二年级2班',
      '四年级1班',
    ]);
    const duties = await app.as(moral).get('/api/duties?month=2027-09').expect(200);
    expect(duties.body.items.map(({ student }: { student: { id: string } }) => student.id)).not.toContain(graduate.id);
  });

  it('keeps the children of a class open that stays at the school; they wait for a new class', async () => {
    await run({ stayingClassIds: [sixth.id] }).expect(201);
    expect(await statusOf(graduate)).toEqual({ status: 'open', classId: null });
    await run({ stayingClassIds: [third.id], toYear: 2027 }).expect(409);
  });

  it('is run once, also when two people press at the same time', async () => {
    const answers = await Promise.all([run(), run({}, office)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'rollover.done' });
    expect((await run().expect(409)).body.code).toBe('rollover.done');
    expect((await app.owner.query(`SELECT 1 FROM rollovers WHERE school_id = $1`, [school.id])).rowCount).toBe(1);
  });

  it('is refused before the old year is over, and for another year than the next', async () => {
    app.clock.moveTo('2027-06-20T10:00:00+08:00');
    expect((await run().expect(409)).body.code).toBe('rollover.tooEarly');
    await run({ dryRun: true }).expect(201);
    expect((await run({ toYear: 2028 }).expect(409)).body.code).toBe('rollover.wrongYear');
  });

  it('names the field where the days of a term, a class or a staying class cannot be', async () => {
    const at = async (body: object) => (await run(body).expect(400)).body.errors[0];
    expect(await at({ terms: [{ ordinal: 1, from: '2027-07-01', to: '2028-01-20' }] })).toMatchObject({
      pointer: '/terms/0/from',
      code: 'date.order',
    });
    expect(
      await at({
        terms: [
          { ordinal: 1, from: '2027-09-01', to: '2028-02-20' },
          { ordinal: 2, from: '2028-02-14', to: '2028-07-05' },
        ],
      }),
    ).toMatchObject({ pointer: '/terms/1/from', code: 'term.overlaps' });
    expect(
      await at({
        newClasses: [
          { stage: 'primary', number: 1 },
          { stage: 'primary', number: 1 },
        ],
      }),
    ).toMatchObject({ pointer: '/newClasses/1/number', code: 'class.taken' });
    expect(await at({ stayingClassIds: [third.id] })).toMatchObject({
      pointer: '/stayingClassIds/0',
      code: 'rollover.notGraduating',
    });
  });

  it('is taken back exactly, within a day, and may then be run again', async () => {
    const before = await standing();
    const { body } = await run({ stayingClassIds: [] }).expect(201);
    expect(await standing()).not.toEqual(before);
    app.clock.moveTo('2027-07-09T09:00:00+08:00');
    const undone = await app.as(office).post(`/api/rollovers/${body.id}/undo`).expect(200);
    expect(undone.body).toMatchObject({ id: body.id, mayUndo: false, undoneAt: '2027-07-09T01:00:00.000Z' });
    expect(await standing()).toEqual(before);
    expect((await app.as(office).post(`/api/rollovers/${body.id}/undo`).expect(409)).body.code).toBe('rollover.undone');
    await app.as(head).get(`/api/students/${graduate.id}`).expect(200);
    await run().expect(201);
  });

  it('takes back children who stayed as well', async () => {
    const before = await standing();
    const { body } = await run({ stayingClassIds: [sixth.id] }).expect(201);
    await app.as(moral).post(`/api/rollovers/${body.id}/undo`).expect(200);
    expect(await standing()).toEqual(before);
  });

  it('is not taken back after a day', async () => {
    const { body } = await run().expect(201);
    app.clock.moveTo('2027-07-09T10:00:01+08:00');
    expect((await app.as(moral).post(`/api/rollovers/${body.id}/undo`).expect(409)).body.code).toBe(
      'rollover.undoOver',
    );
  });

  it('is not taken back where somebody has built on it, and says on what', async () => {
    const { body } = await run().expect(201);
    const undo = async () => (await app.as(moral).post(`/api/rollovers/${body.id}/undo`).expect(409)).body.code;
    const { rows } = await app.owner.query(`SELECT id FROM classes WHERE school_id = $1 AND entry_year = 2027`, [
      school.id,
    ]);
    const beginners = { id: rows[0].id as string, schoolId: school.id };
    const beginner = await app.world.student(school, { in: beginners });
    expect(await undo()).toBe('rollover.classesInUse');
    await app.world.move(beginner, third, addDays('2027-07-08', 1));
    await app.owner.query(`DELETE FROM class_memberships WHERE class_id = $1`, [beginners.id]);
    await app.owner.query(`UPDATE terms SET version = 2 WHERE school_id = $1 AND school_year = 2027 AND ordinal = 1`, [
      school.id,
    ]);
    expect(await undo()).toBe('rollover.termsChanged');
    const file = await app.as(moral).get(`/api/students/${graduate.id}/care-file`).expect(200);
    await app
      .as(moral)
      .patch(`/api/students/${graduate.id}/care-file`)
      .set('If-Match', `"${file.body.version}"`)
      .send({ status: 'open', reason: '留级' })
      .expect(200);
    expect(await undo()).toBe('rollover.filesChanged');
  });

  it('is for the office and the department: the principal looks, a head teacher does neither', async () => {
    const principal = await app.world.person(school, { roles: ['principal'] });
    await app.as(principal).get('/api/rollovers/preview').expect(200);
    await run({}, principal).expect(403);
    await app.as(head).get('/api/rollovers/preview').expect(403);
    const elsewhere = await app.world.person(await app.world.school(), { roles: ['moralEducation'] });
    const { body } = await run().expect(201);
    await app.as(elsewhere).post(`/api/rollovers/${body.id}/undo`).expect(404);
  });
});
