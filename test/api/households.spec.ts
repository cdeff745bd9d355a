import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

interface Sibling {
  id: string;
  older: boolean | null;
  signs?: string[];
}
interface Household {
  siblings: Sibling[];
  suggested: Sibling[];
}

describe('a household', () => {
  let app: TestApp;
  let school: ASchool;
  let own: AClass;
  let other: AClass;
  let head: Person;
  let office: Person;
  let department: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    own = await app.world.class(school, { grade: 3, number: 2 });
    other = await app.world.class(school, { grade: 5, number: 1 });
    head = await app.world.person(school, { heads: [own] });
    office = await app.world.person(school, { roles: ['office'] });
    department = await app.world.person(school, { roles: ['moralEducation'] });
  });
  afterAll(() => app.stop());

  let families = 0;
  /** A child of the class, a twin in it and an older sister in another, all with the same father and his number. */
  const family = async (): Promise<{ child: AStudent; twin: AStudent; sister: AStudent; phone: string }> => {
    const phone = `138000${String(20_000 + ++families)}`;
    const name = `王大山${'甲乙丙丁戊己庚辛壬癸'[families % 10]}`;
    const one = async (inClass: AClass, birthDate: string): Promise<AStudent> => {
      const child = await app.world.student(school, { in: inClass, birthDate, address: `东庄村${families}号` });
      await app.world.guardian(child, { name, phone });
      return child;
    };
    return {
      child: await one(own, '2017-05-04'),
      twin: await one(own, '2017-05-04'),
      sister: await one(other, '2015-01-01'),
      phone,
    };
  };
  const of = async (person: Person, child: AStudent): Promise<Household> =>
    (await app.as(person).get(`/api/students/${child.id}/household`).expect(200)).body as Household;
  const link = (person: Person, child: AStudent, sibling: AStudent) =>
    app
      .as(person)
      .post(`/api/students/${child.id}/household/siblings`)
      .send({ studentId: sibling.id, reason: '户口簿' });
  const leave = (person: Person, child: AStudent) =>
    app.as(person).post(`/api/students/${child.id}/household/leave`).send({ reason: '父母分居' });

  it('is suggested by a guardian’s number, or a guardian’s name together with the address, and only of whom one may see', async () => {
    const { child, twin, sister } = await family();
    expect((await of(office, child)).suggested.map(({ id }) => id).sort()).toEqual([twin.id, sister.id].sort());
    expect((await of(office, child)).suggested[0]!.signs).toEqual(['guardian', 'phone']);
    const seen = await app.as(head).get(`/api/students/${child.id}/household`).expect(200);
    expect((seen.body as Household).suggested.map(({ id }) => id)).toEqual([twin.id]);
    expect(seen.text).not.toContain(sister.id);
    expect(seen.text).not.toContain(sister.name);
  });

  it('puts brothers and sisters together, and shows each only to who may see them', async () => {
    const { child, twin, sister } = await family();
    await link(office, child, sister).expect(200);
    const { body } = await link(head, child, twin).expect(200);
    expect((body as Household).siblings.map(({ id }) => id)).toEqual([twin.id]);
    const all = await of(office, child);
    expect(all.siblings.map(({ id, older }) => [id, older])).toEqual([
      [sister.id, true],
      [twin.id, false],
    ]);
    expect(all.suggested).toEqual([]);
    expect((await link(office, twin, sister).expect(409)).body.code).toBe('household.together');
  });

  it('does not swallow another one, and is not linked with oneself or with whom one may not see', async () => {
    const [one, another] = [await family(), await family()];
    await link(office, one.child, one.twin).expect(200);
    await link(office, another.child, another.twin).expect(200);
    expect((await link(office, one.child, another.child).expect(409)).body.code).toBe('household.another');
    await link(office, one.child, one.child).expect(400);
    await link(head, one.child, one.sister).expect(404);
  });

  it('is left with a reason, and who would be left alone leaves too', async () => {
    const { child, twin, sister } = await family();
    await link(office, child, sister).expect(200);
    await link(office, child, twin).expect(200);
    await leave(office, sister).expect(200);
    expect((await of(office, child)).siblings.map(({ id }) => id)).toEqual([twin.id]);
    await leave(office, child).expect(200);
    expect((await of(office, twin)).siblings).toEqual([]);
    expect((await leave(office, twin).expect(409)).body.code).toBe('household.alone');
    const { rows } = await app.owner.query(
      `SELECT DISTINCT unlink_reason FROM household_members WHERE student_id = ANY($1)`,
      [[child.id, twin.id, sister.id]],
    );
    expect(rows).toEqual([{ unlink_reason: '父母分居' }]);
  });

  it('has what its cards share changed once, each child with an own history, and nothing that is a child’s own', async () => {
    const { child, twin, sister } = await family();
    await link(office, child, sister).expect(200);
    await link(office, child, twin).expect(200);
    const card = (await app.as(office).get(`/api/students/${child.id}/contact-card`).expect(200)).body;
    const [father] = card.guardians;
    await app
      .as(office)
      .put(`/api/students/${child.id}/contact-card`)
      .set('If-Match', '"1"')
      .send({
        address: '西庄村9号',
        village: '西庄村',
        phones: [{ number: '13500009999' }],
        guardians: [
          {
            id: father.id,
            name: father.name,
            relationship: 'father',
            kind: 'guardian',
            worksAt: '青岛',
            phones: [{ id: father.phones[0].id, number: '13511112222' }],
          },
          {
            name: '王奶奶',
            relationship: 'paternalGrandmother',
            kind: 'guardian',
            phones: [{ number: '13522223333' }],
          },
        ],
        reason: '全家搬家',
        also: [twin.id, sister.id],
      })
      .expect(200);
    for (const one of [child, twin, sister]) {
      const { body } = await app.as(office).get(`/api/students/${one.id}/contact-card`).expect(200);
      expect(body).toMatchObject({
        address: '西庄村9号',
        village: '西庄村',
        phones: one === child ? [{ masked: '135****9999' }] : [],
        guardians: [
          { worksAt: '青岛', phones: [{ masked: '135****2222' }] },
          { name: '王奶奶', phones: [{ masked: '135****3333' }] },
        ],
      });
      const { rows } = await app.owner.query<{ field: string }>(
        `SELECT field FROM contact_card_changes WHERE student_id = $1 AND reason = '全家搬家'`,
        [one.id],
      );
      expect(rows.filter(({ field }) => field === 'address')).toHaveLength(1);
      expect(rows.filter(({ field }) => field === 'phone')).toHaveLength(one === child ? 3 : 2);
    }
  });

  it('lets a head teacher’s change wait for every child alike, and reaches nobody of another class', async () => {
    const { child, twin, sister } = await family();
    await link(office, child, sister).expect(200);
    await link(office, child, twin).expect(200);
    const put = (also: string[]) =>
      app
        .as(head)
        .put(`/api/students/${child.id}/contact-card`)
        .set('If-Match', '"1"')
        .send({ address: '西庄村9号', village: '东庄村', phones: [], guardians: [], reason: '搬家', also });
    await put([sister.id]).expect(404);
    await put([twin.id]).expect(200);
    const { rows } = await app.owner.query<{ student_id: string }>(
      `SELECT student_id FROM proposals WHERE student_id = ANY($1) AND status = 'open'`,
      [[child.id, twin.id, sister.id]],
    );
    expect(rows.map(({ student_id }) => student_id).sort()).toEqual([child.id, twin.id].sort());
  });

  it('does not take the cards of children who do not live together for one', async () => {
    const { child, twin } = await family();
    const { body } = await app
      .as(department)
      .put(`/api/students/${child.id}/contact-card`)
      .set('If-Match', '"1"')
      .send({ address: '西庄村9号', village: null, phones: [], guardians: [], reason: '搬家', also: [twin.id] })
      .expect(400);
    expect(body.errors).toMatchObject([{ pointer: '/also/0', code: 'household.notTogether' }]);
  });
});
