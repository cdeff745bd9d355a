import { TestApp } from '../support/test-app.js';
import type { AStudent, Person } from '../support/world.js';

/** Every road on which a category could show itself: in words, by a filter, in a number, in what is asked because of it. */
const ROADS: readonly { send: 'get' | 'post'; path: string; body?: object }[] = [
  { send: 'post', path: '/api/students/search', body: { limit: 100, total: true } },
  { send: 'post', path: '/api/students/search', body: { categories: ['psychological'], total: true } },
  { send: 'post', path: '/api/students/search', body: { categories: ['psychological', 'leftBehind'], total: true } },
  { send: 'post', path: '/api/students/search', body: { categories: ['psychological', 'hardship'], total: true } },
  { send: 'get', path: '/api/students?categories=psychological&total=true' },
  { send: 'get', path: '/api/students/{id}' },
  { send: 'get', path: '/api/students/{id}/care-file' },
  { send: 'get', path: '/api/students/{id}/contact-card' },
  { send: 'get', path: '/api/students/{id}/timeline' },
  { send: 'get', path: '/api/students/{id}/changes' },
  { send: 'get', path: '/api/students/{id}/category-proposals' },
  { send: 'get', path: '/api/approvals?status=open' },
  { send: 'get', path: '/api/approvals?status=decided' },
  { send: 'get', path: '/api/duties?month=2026-11&total=true' },
  { send: 'get', path: '/api/duties?month=2026-11&status=due' },
  { send: 'get', path: '/api/duties/summary?month=2026-11' },
  { send: 'get', path: '/api/today' },
];

/** So many answers are compared that a busy machine takes its time. */
const PATIENCE = 240_000;

describe('a category of restricted audience', () => {
  let app: TestApp;
  let child: AStudent;
  let category: string;
  let moral: Person;
  const people: Record<string, Person> = {};

  beforeAll(async () => {
    app = await TestApp.start();
    const { world } = app;
    const school = await world.school({ standards: false });
    // A standard that asks for such children only: what is due for a child would tell why.
    await app.owner.query(
      `INSERT INTO care_standards (school_id, id, code, every, who, categories, from_on) VALUES ($1, gen_random_uuid(), 'monthlyTalk', 'month', 'headTeacher', '{psychological}', '2025-09-01')`,
      [school.id],
    );
    const own = await world.class(school, { grade: 3, number: 1 });
    const other = await world.class(school, { grade: 3, number: 2 });
    moral = await world.person(school, { roles: ['moralEducation'] });
    Object.assign(people, {
      head: await world.person(school, { heads: [own] }),
      'other head': await world.person(school, { heads: [other] }),
      'subject teacher': await world.person(school, { teaches: [own] }),
      'subject teacher who works in the office': await world.person(school, { teaches: [own], roles: ['office'] }),
      helper: await world.person(school, { roles: ['helper'] }),
      volunteer: await world.person(school, { roles: ['volunteer'] }),
      counsellor: await world.person(school, { roles: ['counsellor'] }),
      office: await world.person(school, { roles: ['office'] }),
      principal: await world.person(school, { roles: ['principal'] }),
      department: moral,
      administrator: await world.person(school, { roles: ['administrator'] }),
    });
    child = await world.student(school, { in: own, categories: ['leftBehind'], openedOn: '2026-09-01' });
  });
  afterAll(() => app.stop());

  /** All that a person is told on every road; ids, instants and versions of requests aside it is plain text to compare. */
  const told = async (person: Person): Promise<string[]> => {
    const answers: string[] = [];
    for (const { send, path, body } of ROADS) {
      const test = app.as(person)[send](path.replace('{id}', child.id));
      const answer = await (body ? test.send(body) : test);
      const { instance: _instance, ...said } = answer.body as Record<string, unknown>;
      answers.push(`${path} ${answer.status} ${JSON.stringify(said)}`);
    }
    return answers;
  };
  const everybodyTold = async (): Promise<Record<string, string[]>> => {
    const all: Record<string, string[]> = {};
    for (const [who, person] of Object.entries(people)) all[who] = await told(person);
    return all;
  };
  const whoNotices = (before: Record<string, string[]>, after: Record<string, string[]>): string[] =>
    Object.keys(people).filter((who) => JSON.stringify(before[who]) !== JSON.stringify(after[who]));
  const audience = (to: string, version: number) =>
    app
      .as(moral)
      .patch(`/api/students/${child.id}/categories/${category}/audience`)
      .set('If-Match', `"${version}"`)
      .send({ audience: to });

  it(
    'is noticed on no road by anybody but the head teacher, the department and the principal',
    async () => {
      const before = await everybodyTold();
      const added = await app
        .as(moral)
        .post(`/api/students/${child.id}/categories`)
        .send({ code: 'psychological', from: '2026-09-01', basis: '量表' })
        .expect(201);
      category = added.body.id;
      expect(added.body.audience).toBe('restricted');
      const after = await everybodyTold();
      expect(whoNotices(before, after)).toEqual(['head', 'principal', 'department']);
      expect(after['head']!.join()).toContain('psychological');

      // Kept to the department and the principal, it is for the head teacher as if it were not there.
      await audience('department', 1).expect(200);
      const narrowed = await everybodyTold();
      expect(whoNotices(before, narrowed)).toEqual(['principal', 'department']);

      await audience('restricted', 2).expect(200);
      expect((await told(people['head']!)).join()).toContain('psychological');
    },
    PATIENCE,
  );

  it(
    'proposed by the head teacher is known to the same few while it waits and when it is decided',
    async () => {
      const before = await everybodyTold();
      const { body } = await app
        .as(people['head']!)
        .post(`/api/students/${child.id}/category-proposals`)
        .send({ code: 'conduct', from: '2026-11-02', basis: '班主任观察记录' })
        .expect(201);
      expect(whoNotices(before, await everybodyTold())).toEqual(['head', 'principal', 'department']);
      await app.as(moral).post(`/api/approvals/${body.id}/approve`).send({}).expect(200);
      expect(whoNotices(before, await everybodyTold())).toEqual(['head', 'principal', 'department']);
    },
    PATIENCE,
  );

  it('is narrowed by the department alone, and only one of psychology or conduct', async () => {
    for (const [who, status] of [
      ['head', 403],
      ['office', 403],
      ['principal', 403],
      ['other head', 403],
    ] as const)
      await app
        .as(people[who]!)
        .patch(`/api/students/${child.id}/categories/${category}/audience`)
        .set('If-Match', '"3"')
        .send({ audience: 'department' })
        .expect(status);
    await audience('department', 1).expect(412);
    await audience('usual', 3).expect(400);
    const { body } = await app.as(moral).get(`/api/students/${child.id}`);
    const usual = body.categories.find(({ code }: { code: string }) => code === 'leftBehind');
    const refused = await app
      .as(moral)
      .patch(`/api/students/${child.id}/categories/${usual.id}/audience`)
      .set('If-Match', '"1"')
      .send({ audience: 'department' })
      .expect(409);
    expect(refused.body.code).toBe('category.notRestricted');
  });
});
