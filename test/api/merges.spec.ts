import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

/** Everything that hangs on these children and may be touched, without versions and what a merge itself leaves behind. */
const STANDING = `SELECT jsonb_build_object(
    'students', (SELECT jsonb_agg(to_jsonb(s) - 'version' ORDER BY id) FROM students s WHERE id = ANY($1)),
    'keys', (SELECT jsonb_agg(to_jsonb(k) ORDER BY student_id, kind, key) FROM student_keys k WHERE student_id = ANY($1)),
    'files', (SELECT jsonb_agg(to_jsonb(f) - 'version' ORDER BY id) FROM care_files f WHERE student_id = ANY($1)),
    'periods', (SELECT jsonb_agg(to_jsonb(p) ORDER BY id) FROM care_file_periods p WHERE student_id = ANY($1)),
    'categories', (SELECT jsonb_agg(to_jsonb(c) ORDER BY id) FROM care_categories c WHERE student_id = ANY($1)),
    'memberships', (SELECT jsonb_agg(to_jsonb(m) ORDER BY id) FROM class_memberships m WHERE student_id = ANY($1)),
    'cards', (SELECT jsonb_agg(to_jsonb(c) - 'version' - 'changed_on' - 'changed_at' ORDER BY student_id) FROM contact_cards c WHERE student_id = ANY($1)),
    'people', (SELECT jsonb_agg(to_jsonb(g) ORDER BY id) FROM guardians g WHERE student_id = ANY($1) AND removed_at IS NULL),
    'phones', (SELECT jsonb_agg(to_jsonb(p) ORDER BY id) FROM phones p WHERE student_id = ANY($1) AND removed_at IS NULL),
    'records', (SELECT jsonb_agg(to_jsonb(r) ORDER BY id) FROM care_records r WHERE student_id = ANY($1))) AS standing`;

describe('two files made for one child', () => {
  let app: TestApp;
  let school: ASchool;
  let moral: Person;
  let head: Person;
  let own: AClass;
  let kept: AStudent;
  let gone: AStudent;

  beforeEach(async () => {
    app = await TestApp.start();
    const { world } = app;
    school = await world.school();
    own = await world.class(school);
    moral = await world.person(school, { roles: ['moralEducation'] });
    head = await world.person(school, { heads: [own] });
    kept = await world.student(school, {
      name: '何安安',
      in: own,
      birthDate: '2017-03-02',
      categories: ['leftBehind'],
      idNumber: '440524188001010014',
    });
    gone = await world.student(school, {
      name: '何安安',
      birthDate: '2017-03-02',
      categories: ['leftBehind', 'hardship'],
      studentNumber: 'G440524188001010014',
      address: '西庄村9号',
      openedOn: '2026-09-10',
    });
    await world.guardian(kept, { name: '何大山', phone: '13800001111' });
    await world.guardian(gone, { name: '何大山', phone: '13800001111' });
    await world.guardian(gone, { name: '周小芳', relationship: 'mother', phone: '13800002222' });
    await world.talk(kept, { by: head, on: '2026-10-12', summary: '第一次' });
    await world.talk(gone, { by: head, on: '2026-11-12', summary: '第二次' });
  });
  afterEach(() => app.stop());

  const standing = async (): Promise<unknown> =>
    (await app.owner.query(STANDING, [[kept.id, gone.id]])).rows[0].standing;
  const merge = (body: object = {}, by: Person = moral) =>
    app
      .as(by)
      .post('/api/merges')
      .send({ keepId: kept.id, mergeId: gone.id, keptVersion: 1, mergedVersion: 1, reason: '重复建档', ...body });

  it('are found by what they have in common, and never offered again once they are said to be two', async () => {
    const { body } = await app.as(moral).get('/api/merges/candidates').expect(200);
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({ likeness: 'sameNumber', maybeTwins: false });
    expect([body.items[0].one.id, body.items[0].other.id].sort()).toEqual([kept.id, gone.id].sort());
    await app.as(moral).post('/api/merges/different').send({ oneId: kept.id, otherId: gone.id }).expect(204);
    await app.as(moral).post('/api/merges/different').send({ oneId: gone.id, otherId: kept.id }).expect(204);
    expect((await app.as(moral).get('/api/merges/candidates').expect(200)).body.items).toEqual([]);
  });

  it('are told from twins, who are shown as most likely two', async () => {
    const { world } = app;
    const one = await world.student(school, { name: '孙一一', in: own, birthDate: '2016-06-06' });
    const other = await world.student(school, { name: '孙二二', in: own, birthDate: '2016-06-06' });
    for (const child of [one, other]) await world.guardian(child, { name: '孙伟', phone: '13800009999' });
    const { body } = await app.as(moral).get('/api/merges/candidates').expect(200);
    expect(body.items.at(-1)).toMatchObject({ likeness: 'bornTogether', maybeTwins: true });
    const preview = await app.as(moral).post('/api/merges/preview').send({ keepId: one.id, mergeId: other.id });
    expect(preview.body).toMatchObject({ maybeTwins: true, differing: ['name'] });
  });

  it('are compared field by field before anything happens, with masked numbers and a row in the log of each', async () => {
    const before = await standing();
    const { body } = await app
      .as(moral)
      .post('/api/merges/preview')
      .send({ keepId: kept.id, mergeId: gone.id })
      .expect(200);
    expect(body).toMatchObject({
      kept: { name: '何安安', records: 1, idNumber: '4405***********4' },
      merged: {
        records: 1,
        studentNumber: expect.stringContaining('*'),
        guardians: [{ name: '何大山' }, { name: '周小芳' }],
      },
      differing: ['idNumber', 'studentNumber', 'address'],
      maybeTwins: false,
    });
    expect(JSON.stringify(body)).not.toContain('440524188001010014');
    expect(await standing()).toEqual(before);
    const { rows } = await app.owner.query(`SELECT student_id FROM audit_entries WHERE act = 'merge.previewed'`);
    expect(rows.map(({ student_id: id }) => id).sort()).toEqual([kept.id, gone.id].sort());
  });

  it('become one: records, categories, people and numbers of both, and nobody finds the other any more', async () => {
    const { body } = await merge({ take: ['address'] }).expect(201);
    expect(body).toMatchObject({ kept: { id: kept.id }, mergedName: '何安安', mayUndo: true });
    await app.as(moral).get(`/api/students/${gone.id}`).expect(404);
    const search = await app.as(moral).post('/api/students/search').send({ query: '何安安' }).expect(200);
    expect(search.body.items.map(({ id }: { id: string }) => id)).toEqual([kept.id]);
    const byPhone = await app.as(moral).post('/api/students/search').send({ query: '2222' }).expect(200);
    expect(byPhone.body.items.map(({ id }: { id: string }) => id)).toEqual([kept.id]);
    const file = (await app.as(moral).get(`/api/students/${kept.id}`).expect(200)).body;
    expect(file.categories.map(({ code }: { code: string }) => code).sort()).toEqual(['hardship', 'leftBehind']);
    expect(file.contactCard.guardians.map(({ name }: { name: string }) => name)).toEqual(['何大山', '周小芳']);
    expect(file.contactCard.address).toBe('西庄村9号');
    const timeline = (await app.as(head).get(`/api/students/${kept.id}/timeline`).expect(200)).body;
    expect(timeline.items.map(({ heldOn }: { heldOn: string }) => heldOn)).toEqual(['2026-11-12', '2026-10-12']);
    const duties = (await app.as(moral).get('/api/duties?standard=monthlyTalk').expect(200)).body;
    expect(duties.items.map(({ student }: { student: { id: string } }) => student.id)).toEqual([kept.id]);
  });

  it('are made two again exactly as they were', async () => {
    const before = await standing();
    const { body } = await merge({ take: ['address', 'studentNumber'] }).expect(201);
    expect(await standing()).not.toEqual(before);
    app.clock.moveTo('2026-11-30T09:00:00+08:00');
    const undone = await app.as(moral).post(`/api/merges/${body.id}/undo`).expect(200);
    expect(undone.body).toMatchObject({ mayUndo: false, undoneAt: '2026-11-30T01:00:00.000Z' });
    expect(await standing()).toEqual(before);
    expect((await app.as(moral).post(`/api/merges/${body.id}/undo`).expect(409)).body.code).toBe('merge.undone');
    await app.as(moral).get(`/api/students/${gone.id}`).expect(200);
  });

  it('are together as pressing as the more pressing of the two, and apart as they were', async () => {
    const urgent = async (child: AStudent, level: string): Promise<void> => {
      const file = (await app.as(moral).get(`/api/students/${child.id}/care-file`).expect(200)).body;
      await app
        .as(moral)
        .patch(`/api/students/${child.id}/care-file/urgency`)
        .set('If-Match', `"${file.version}"`)
        .send({ level, reason: '情绪低落', ...(level === 'normal' ? {} : { reviewOn: '2026-12-10' }) })
        .expect(200);
    };
    await urgent(kept, 'raised');
    await urgent(gone, 'high');
    const urgencies = async (): Promise<unknown> =>
      (
        await app.owner.query(
          `SELECT student_id AS id, urgency FROM care_files WHERE student_id = ANY($1) ORDER BY urgency`,
          [[kept.id, gone.id]],
        )
      ).rows;
    const { body } = await merge().expect(201);
    expect(await urgencies()).toEqual([{ id: kept.id, urgency: 'high' }]);
    await app.as(moral).post(`/api/merges/${body.id}/undo`).expect(200);
    expect(await urgencies()).toEqual([
      { id: gone.id, urgency: 'high' },
      { id: kept.id, urgency: 'raised' },
    ]);
  });

  it('move whole where the file that stays was a pupil’s without care file', async () => {
    const pupil = await app.world.student(school, {
      name: '何安安',
      in: own,
      birthDate: '2017-03-02',
      careFile: false,
    });
    const { body } = await merge({ keepId: pupil.id, mergeId: gone.id }).expect(201);
    expect((await app.as(head).get(`/api/students/${pupil.id}`).expect(200)).body.careFile).toMatchObject({
      status: 'open',
    });
    await app.as(moral).post(`/api/merges/${body.id}/undo`).expect(200);
    const { rows } = await app.owner.query(
      `SELECT id, care_status AS status FROM students WHERE id = ANY($1) ORDER BY care_status NULLS LAST`,
      [[pupil.id, gone.id]],
    );
    expect(rows).toEqual([
      { id: gone.id, status: 'open' },
      { id: pupil.id, status: null },
    ]);
  });

  it('are not made two again where somebody has built on it, or after a week', async () => {
    const { body } = await merge().expect(201);
    const undo = async () => (await app.as(moral).post(`/api/merges/${body.id}/undo`).expect(409)).body.code;
    const file = (await app.as(moral).get(`/api/students/${kept.id}`).expect(200)).body;
    await app
      .as(moral)
      .patch(`/api/students/${kept.id}`)
      .set('If-Match', `"${file.version}"`)
      .send({ name: '何安然' })
      .expect(200);
    expect(await undo()).toBe('merge.changedSince');
    app.clock.moveTo('2026-12-01T10:00:00+08:00');
    expect(await undo()).toBe('merge.undoOver');
  });

  it('are not merged with themselves, nor with what has changed meanwhile, nor by whoever is not the department', async () => {
    const same = await merge({ mergeId: kept.id }).expect(400);
    expect(same.body.errors[0]).toMatchObject({ pointer: '/mergeId', code: 'merge.sameChild' });
    expect((await merge({ keptVersion: 9 }).expect(409)).body.code).toBe('merge.stale');
    expect((await merge({ mergedVersion: 9 }).expect(409)).body.code).toBe('merge.stale');
    await merge({}, head).expect(403);
    const elsewhere = await app.world.school();
    await merge({}, await app.world.person(elsewhere, { roles: ['moralEducation'] })).expect(404);
    const theirs = await app.world.student(elsewhere);
    await merge({ mergeId: theirs.id }).expect(404);
    const two = await Promise.all([merge(), merge()]);
    expect(two.map(({ status }) => status).sort()).toEqual([201, 404]);
  });

  it('leave no table of a child behind: every one is named in the list of the merge', async () => {
    const { rows } = await app.owner.query<{ name: string }>(
      `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' AND c.column_name = 'student_id' AND t.table_type = 'BASE TABLE' ORDER BY c.table_name`,
    );
    const named = await app.owner.query<{ name: string }>(`SELECT name FROM app.child_tables() ORDER BY name`);
    expect(named.rows.map(({ name }) => name).sort()).toEqual(rows.map(({ name }) => name).sort());
  });
});
