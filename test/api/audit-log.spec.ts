import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

interface Item {
  actor: { id: string } | null;
  act: string;
  student: { id: string; name: string | null } | null;
  emergency: boolean;
}

describe('the access log of a school', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let head: Person;
  let otherHead: Person;
  let office: Person;
  let moral: Person;
  let dpo: Person;
  let admin: Person;
  let child: AStudent;
  let far: AStudent;

  beforeAll(async () => {
    app = await TestApp.start();
    const { world } = app;
    school = await world.school();
    own = await world.class(school, { number: 1 });
    const other = await world.class(school, { number: 2 });
    head = await world.person(school, { heads: [own], name: '=SUM(1)' });
    otherHead = await world.person(school, { heads: [other] });
    office = await world.person(school, { roles: ['office'] });
    moral = await world.person(school, { roles: ['moralEducation'] });
    dpo = await world.person(school, { roles: ['dataProtection'] });
    admin = await world.person(school, { roles: ['administrator'] });
    child = await world.student(school, { in: own, name: '苗小青' });
    far = await world.student(school, { in: other, name: '乔大志' });
    await app.as(head).get(`/api/students/${child.id}`).expect(200);
    await app.as(office).get(`/api/students/${child.id}`).expect(200);
    await app.as(office).get(`/api/students/${far.id}`).expect(200);
    await app
      .as(office)
      .patch(`/api/students/${child.id}`)
      .set('If-Match', '"1"')
      .send({ birthDate: '2017-06-01' })
      .expect(200);
    await app
      .as(otherHead)
      .post('/api/emergency-access')
      .send({
        student: { name: '苗小青', classId: own.id },
        kind: 'talks',
        reasonCode: 'illness',
        reason: '孩子在操场晕倒，需要了解情况',
      })
      .expect(201);
    await app.as(otherHead).get(`/api/students/${child.id}/timeline`).expect(200);
  });
  afterAll(() => app.stop());

  const items = async (person: Person, query = ''): Promise<Item[]> =>
    (await app.as(person).get(`/api/audit?limit=100${query}`).expect(200)).body.items;
  const acts = async (person: Person, query = ''): Promise<string[]> =>
    (await items(person, query)).map(({ act }) => act).reverse();

  it('is whole for the department, the principal and the data-protection officer, who reads names and no record', async () => {
    expect(await acts(dpo)).toEqual([
      'student.opened',
      'student.opened',
      'student.opened',
      'student.edited',
      'emergencyAccess.asked',
      'emergencyAccess.opened',
      'timeline.opened',
    ]);
    expect((await items(dpo)).map(({ student }) => student?.name)).toContain('乔大志');
    await app.as(dpo).get(`/api/students/${child.id}`).expect(403);
    expect(await acts(moral)).toEqual(await acts(dpo));
  });

  it('shows a head teacher the own class, and everybody what they did themselves', async () => {
    const ofClass = await items(head);
    expect(ofClass).toHaveLength(6);
    expect(ofClass.every(({ student }) => student?.id === child.id)).toBe(true);
    expect(await acts(office)).toEqual(['student.opened', 'student.opened', 'student.edited']);
    const mine = await items(otherHead);
    expect(mine.map(({ act }) => act)).toContain('timeline.opened');
    // A child that is not theirs has no name there, although they once looked in an emergency.
    expect(mine.filter(({ student }) => student?.id === child.id).every(({ student }) => student!.name === null)).toBe(
      true,
    );
    expect(mine.map(({ student }) => student?.name)).toContain('乔大志');
    await app.as(admin).get('/api/audit').expect(403);
  });

  it('is narrowed by person, child, act, kind and days', async () => {
    expect(await acts(dpo, `&actorId=${office.id}`)).toEqual(['student.opened', 'student.opened', 'student.edited']);
    expect(await acts(dpo, `&studentId=${far.id}`)).toEqual(['student.opened']);
    expect(await acts(dpo, '&act=student.edited')).toEqual(['student.edited']);
    expect(await acts(dpo, '&only=changes')).toEqual(
      ['student.edited', 'emergencyAccess.asked', 'emergencyAccess.opened'].filter((act) => !act.endsWith('.opened')),
    );
    const emergencies = await items(dpo, '&only=emergencies');
    expect(emergencies.map(({ act }) => act)).toEqual([
      'timeline.opened',
      'emergencyAccess.opened',
      'emergencyAccess.asked',
    ]);
    expect(emergencies.every(({ emergency }) => emergency)).toBe(true);
    expect(await acts(dpo, '&from=2026-11-24')).toEqual([]);
    expect(await acts(dpo, '&from=2026-11-23&to=2026-11-23')).toHaveLength(7);
    await app.as(dpo).get('/api/audit?only=secrets').expect(400);
    // Another's acts are no way around the own class.
    expect(await acts(otherHead, `&actorId=${office.id}`)).toEqual(['student.opened']);
  });

  it('can be taken away as a table whose texts are no formulas, which is written down', async () => {
    const { text, headers } = await app.as(dpo).get('/api/audit/export.csv?language=en').expect(200);
    expect(headers['content-type']).toContain('text/csv');
    const lines = text.replace('\uFEFF', '').trim().split('\r\n');
    expect(lines[0]).toBe('time,person,act,kind,student,reason,id');
    expect(lines.length).toBeGreaterThanOrEqual(9);
    expect(text).toContain(`'=SUM(1)`);
    expect(text).not.toMatch(/(^|,)=SUM/m);
    expect(await acts(dpo, '&act=audit.exported')).toEqual(['audit.exported']);
    for (const person of [head, office]) await app.as(person).get('/api/audit/export.csv').expect(403);
  });

  it('is checked from its first sealed row to the last, and a row changed by hand is found', async () => {
    await app.owner.query(`SELECT app.seal_audit(now())`);
    const { body } = await app.as(dpo).get('/api/audit/seal').expect(200);
    expect(body).toMatchObject({ holds: true, brokenAt: null });
    expect(body.entries).toBeGreaterThanOrEqual(7);
    expect(body.newestHash).toMatch(/^[0-9a-f]{64}$/);
    await app.as(admin).get('/api/audit/seal').expect(200);
    await app.as(head).get('/api/audit/seal').expect(403);
    await app.owner.query(`UPDATE audit_entries SET act = 'made.up' WHERE school_id = $1 AND act = 'student.edited'`, [
      school.id,
    ]);
    const broken = await app.as(dpo).get('/api/audit/seal').expect(200);
    expect(broken.body).toMatchObject({ holds: false, brokenAt: 1 });
  });
});
