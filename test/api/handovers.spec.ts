import type { HandoverChild } from '@tongxin/shared';
import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

const UNKNOWN = '0198c0de-0000-7000-8000-000000000000';

describe('a class that changes hands', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let former: Person;
  let next: Person;
  let moral: Person;
  let child: AStudent;
  let quiet: AStudent;
  let handover: string;

  beforeAll(async () => {
    app = await TestApp.start();
    const { world } = app;
    school = await world.school();
    own = await world.class(school);
    former = await world.person(school, { name: '许老师' });
    await world.assign(former, own, 'headTeacher', '2025-09-01', '2026-11-15');
    next = await world.person(school, { name: '白老师' });
    await world.assign(next, own, 'headTeacher', '2026-11-16', null);
    moral = await world.person(school, { roles: ['moralEducation'] });
    child = await world.student(school, { in: own, name: '何安安' });
    quiet = await world.student(school, { in: own, name: '何静静' });
    await world.student(school, { in: own, careFile: false });
    const talk = await world.talk(child, { by: former, on: '2026-11-10', concern: 'watch', summary: '想家' });
    await app.owner.query(
      `UPDATE care_records SET follow_up_on = '2026-11-27', follow_up_text = '带他打电话' WHERE id = $1`,
      [talk.id],
    );
    const later = await world.talk(child, { by: next, on: '2026-11-18' });
    await app.owner.query(
      `UPDATE care_records SET follow_up_on = '2026-12-01', follow_up_text = '看作业' WHERE id = $1`,
      [later.id],
    );
    const { body } = await app.as(next).get('/api/handovers').expect(200);
    handover = body.items[0].id;
  });
  afterAll(() => app.stop());

  const open = async (person: Person) => (await app.as(person).get(`/api/handovers/${handover}`).expect(200)).body;
  const of = (page: { pupils: HandoverChild[] }, student: AStudent): HandoverChild =>
    page.pupils.find((one) => one.student.id === student.id)!;
  const opened = async (): Promise<string[]> =>
    (
      await app.owner.query(
        `SELECT student_id AS id FROM audit_entries WHERE act = 'handover.opened' ORDER BY student_id`,
      )
    ).rows.map(({ id }) => id as string);

  it('has a page for who leaves, who comes and the department, and for nobody else', async () => {
    for (const person of [former, next, moral]) {
      const { body } = await app.as(person).get('/api/handovers').expect(200);
      expect(body.items).toMatchObject([
        { id: handover, lastOn: '2026-11-15', from: { name: '许老师' }, to: [{ name: '白老师' }], children: 2 },
      ]);
    }
    const elsewhere = await app.world.class(school, { grade: 4 });
    const other = await app.world.person(school, { heads: [elsewhere] });
    expect((await app.as(other).get('/api/handovers').expect(200)).body.items).toEqual([]);
    await app.as(other).get(`/api/handovers/${handover}`).expect(404);
    await app
      .as(await app.world.person(school, { roles: ['office'] }))
      .get('/api/handovers')
      .expect(403);
    const stranger = await app.world.person(await app.world.school(), { roles: ['moralEducation'] });
    await app.as(stranger).get(`/api/handovers/${handover}`).expect(404);
  });

  it('tells the next one what is open, what was promised, what worries and whose card is old', async () => {
    const page = await open(next);
    expect(page.ownOnly).toBe(false);
    expect(of(page, child)).toMatchObject({
      promises: [
        { on: '2026-11-27', text: '带他打电话', by: { id: former.id } },
        { on: '2026-12-01', text: '看作业' },
      ],
      concern: { concern: 'watch', heldOn: '2026-11-10' },
      lastTalkOn: '2026-11-18',
      neverCaredFor: false,
      cardStale: true,
    });
    expect(of(page, quiet)).toMatchObject({ promises: [], concern: null, lastTalkOn: null, neverCaredFor: true });
    expect(of(page, quiet).duties!.map(({ standard, status }) => [standard.code, status])).toEqual(
      expect.arrayContaining([
        ['monthlyTalk', 'due'],
        ['monthlyTalk', 'overdue'],
        ['contactCardVerified', 'due'],
      ]),
    );
  });

  it('leaves a row in the access log for every child on the page', async () => {
    await app.owner.query(`DELETE FROM audit_entries WHERE act = 'handover.opened'`);
    await open(moral);
    expect(await opened()).toEqual([child.id, quiet.id].sort());
  });

  it('shows the former head teacher only what they wrote themselves', async () => {
    const page = await open(former);
    expect(page.ownOnly).toBe(true);
    expect(of(page, child).promises).toMatchObject([{ text: '带他打电话' }]);
    for (const hidden of ['duties', 'concern', 'lastTalkOn', 'neverCaredFor', 'cardStale'])
      expect(of(page, child)).not.toHaveProperty(hidden);
  });

  it('takes the former head teacher’s words for each child, and nobody else’s', async () => {
    const at = `/api/handovers/${handover}/notes/${child.id}`;
    const { body } = await app.as(former).put(at).send({ words: '听得懂方言，慢慢说' }).expect(200);
    expect(body).toMatchObject({ words: '听得懂方言，慢慢说', version: 1 });
    await app.as(former).put(at).send({ words: '改' }).expect(412);
    await app.as(former).put(at).set('If-Match', '"7"').send({ words: '改' }).expect(412);
    await app.as(former).put(at).set('If-Match', '"1"').send({ words: '听得懂方言' }).expect(200);
    expect(of(await open(next), child).note).toMatchObject({ words: '听得懂方言', version: 2 });
    await app.as(next).put(at).set('If-Match', '"2"').send({ words: '不对' }).expect(403);
    await app.as(former).put(`/api/handovers/${handover}/notes/${UNKNOWN}`).send({ words: '谁' }).expect(404);
    const long = await app
      .as(former)
      .put(at)
      .set('If-Match', '"2"')
      .send({ words: '长'.repeat(1001) })
      .expect(400);
    expect(long.body.errors[0]).toMatchObject({ pointer: '/words', code: 'field.tooLong' });
    await app.as(former).put(at).set('If-Match', '"2"').send({ words: null }).expect(200);
    expect(of(await open(next), child).note).toMatchObject({ words: null });
  });

  it('is confirmed by the next head teacher, once', async () => {
    await app.as(former).post(`/api/handovers/${handover}/acknowledge`).expect(403);
    const { body } = await app.as(next).post(`/api/handovers/${handover}/acknowledge`).expect(200);
    expect(body).toMatchObject({ acknowledged: [{ by: { id: next.id } }], may: [] });
    const again = await app.as(next).post(`/api/handovers/${handover}/acknowledge`).expect(409);
    expect(again.body.code).toBe('handover.acknowledged');
  });

  it('is no longer the former head teacher’s after 30 days', async () => {
    app.clock.moveTo('2026-12-16T10:00:00+08:00');
    expect((await app.as(former).get('/api/handovers')).body.items ?? []).toEqual([]);
    expect([403, 404]).toContain((await app.as(former).get(`/api/handovers/${handover}`)).status);
    await app.as(next).get(`/api/handovers/${handover}`).expect(200);
  });
});
