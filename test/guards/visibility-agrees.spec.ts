import { TestApp } from '../support/test-app.js';
import type { AStudent, Person } from '../support/world.js';

/** Every road to a child, and what a signed-in person sends along it. `{id}` is the child, `{talk}` a talk with the child. */
const ROADS: readonly { send: 'get' | 'post' | 'put' | 'patch'; path: string; body?: object; version?: boolean }[] = [
  { send: 'get', path: '/api/students/{id}' },
  { send: 'patch', path: '/api/students/{id}', body: { name: '新名字' }, version: true },
  { send: 'get', path: '/api/students/{id}/contact-card' },
  { send: 'get', path: '/api/students/{id}/contact-card/changes' },
  {
    send: 'put',
    path: '/api/students/{id}/contact-card',
    body: { address: null, village: null, phones: [], guardians: [], reason: '核实' },
    version: true,
  },
  { send: 'post', path: '/api/students/{id}/contact-card/verify', body: { reached: true }, version: true },
  {
    send: 'post',
    path: '/api/students/{id}/contact-card/reveal',
    body: { what: 'phone', id: '0198c0de-0000-7000-8000-000000000000', reason: 'call' },
  },
  { send: 'get', path: '/api/students/{id}/timeline' },
  { send: 'get', path: '/api/students/{id}/access-log' },
  { send: 'patch', path: '/api/students/{id}/care-file', body: { status: 'paused', reason: '转出' }, version: true },
  { send: 'post', path: '/api/students/{id}/categories', body: { code: 'illness', from: '2026-11-01' } },
  { send: 'post', path: '/api/talks', body: { studentIds: ['{id}'], heldOn: '2026-11-20', summary: '聊天' } },
  { send: 'get', path: '/api/talks/{talk}' },
  { send: 'patch', path: '/api/talks/{talk}', body: { summary: '改' }, version: true },
  { send: 'post', path: '/api/talks/{talk}/addenda', body: { text: '补充' } },
  { send: 'post', path: '/api/talks/{talk}/void', body: { reason: 'mistyped' }, version: true },
  { send: 'post', path: '/api/talks/{talk}/follow-up/done', body: {}, version: true },
  { send: 'post', path: '/api/urgent-concerns/{talk}/take', body: {} },
];

describe('a child', () => {
  let app: TestApp;
  let child: AStudent;
  let talk: string;
  let people: Record<string, Person>;
  const everybody = (): [string, Person][] => Object.entries(people);

  beforeAll(async () => {
    app = await TestApp.start();
    const { world } = app;
    const school = await world.school();
    const [own, other] = [
      await world.class(school, { grade: 3, number: 1 }),
      await world.class(school, { grade: 3, number: 2 }),
    ];
    const elsewhere = await world.school();
    const theirs = await world.class(elsewhere, { grade: 3, number: 1 });
    people = {
      'head teacher of the class': await world.person(school, { heads: [own] }),
      'head teacher of another class': await world.person(school, { heads: [other] }),
      'former head teacher': await world.person(school),
      'subject teacher of the class': await world.person(school, { teaches: [own] }),
      'subject teacher of another class': await world.person(school, { teaches: [other] }),
      helper: await world.person(school, { roles: ['helper'] }),
      volunteer: await world.person(school, { roles: ['volunteer'] }),
      counsellor: await world.person(school, { roles: ['counsellor'] }),
      office: await world.person(school, { roles: ['office'] }),
      'moral-education department': await world.person(school, { roles: ['moralEducation'] }),
      principal: await world.person(school, { roles: ['principal'] }),
      administrator: await world.person(school, { roles: ['administrator'] }),
      'data-protection officer': await world.person(school, { roles: ['dataProtection'] }),
      'nobody in particular': await world.person(school),
      bureau: await world.person(await world.school({ kind: 'bureau' }), { roles: ['bureau'] }),
      'head teacher of the other school': await world.person(elsewhere, { heads: [theirs] }),
      'office of the other school': await world.person(elsewhere, { roles: ['office'] }),
      'moral education of the other school': await world.person(elsewhere, { roles: ['moralEducation'] }),
      'principal of the other school': await world.person(elsewhere, { roles: ['principal'] }),
    };
    await world.assign(people['former head teacher']!, own, 'deputy', '2025-09-01', '2026-11-10');
    child = await world.student(school, { name: '欧阳清远', in: own, idNumber: '11010519491231002X' });
    await world.guardian(child, { phone: '13912345678' });
    const { body } = await app
      .as(people['head teacher of the class']!)
      .post('/api/talks')
      .send({
        studentIds: [child.id],
        heldOn: '2026-11-20',
        summary: '他说想妈妈了',
        followUp: { on: '2026-11-27', text: '再聊' },
        concern: 'urgent',
      })
      .expect(201);
    talk = body.items[0].id;
  });
  afterAll(() => app.stop());

  const listed = async (person: Person): Promise<boolean[]> => {
    const search = await app.as(person).post('/api/students/search').send({ query: '欧阳' });
    const list = await app.as(person).get('/api/students');
    const found = (answer: { status: number; body: { items?: { id: string }[] } }): boolean =>
      answer.status === 200 && answer.body.items!.some(({ id }) => id === child.id);
    return [found(search), found(list)];
  };

  it('is opened by exactly those who find it in their list and in their search', async () => {
    for (const [who, person] of everybody()) {
      const [inSearch, inList] = await listed(person);
      const { status } = await app.as(person).get(`/api/students/${child.id}`);
      expect([who, inSearch, inList]).toEqual([who, status === 200, status === 200]);
    }
  });

  it('is seen by these and nobody else', async () => {
    const seeing: string[] = [];
    for (const [who, person] of everybody()) if ((await listed(person))[0]) seeing.push(who);
    expect(seeing).toEqual([
      'head teacher of the class',
      'subject teacher of the class',
      'office',
      'moral-education department',
      'principal',
    ]);
  });

  it('cannot be told from a child that does not exist, by any road, by whoever may not see it', async () => {
    for (const [who, person] of everybody()) {
      if ((await listed(person))[0]) continue;
      for (const { send, path, body, version } of ROADS) {
        // Who read a file is the data-protection officer's business; the file itself is not.
        if (who === 'data-protection officer' && path.endsWith('/access-log')) continue;
        // Own entries stay readable to the former head teacher for 30 days; here nobody of these wrote one.
        const at = async (id: string, talkId: string): Promise<[number, string, string]> => {
          const text = JSON.stringify(body ?? null).replaceAll('{id}', id);
          const test = app.as(person)[send](path.replace('{id}', id).replace('{talk}', talkId));
          if (version) test.set('If-Match', '"1"');
          const answer = body === undefined ? await test : await test.send(JSON.parse(text) as object);
          return [answer.status, answer.body.code, answer.headers['content-type'] as string];
        };
        const there = await at(child.id, talk);
        const nowhere = await at('0198c0de-0000-7000-8000-00000000abcd', '0198c0de-0000-7000-8000-00000000abce');
        expect([who, path, ...there]).toEqual([who, path, ...nowhere]);
        expect([403, 404]).toContain(there[0]);
      }
    }
  });

  it('is not changed by anybody who was refused', async () => {
    const { rows } = await app.owner.query<{ version: number; changes: number; talks: number; acts: number }>(
      `SELECT s.version, (SELECT count(*)::int FROM contact_card_changes) AS changes, (SELECT count(*)::int FROM care_records) AS talks,
              (SELECT count(*)::int FROM audit_entries a WHERE a.student_id = s.id AND a.actor_id <> ALL($2::uuid[])) AS acts
         FROM students s WHERE s.id = $1`,
      [
        child.id,
        [
          'head teacher of the class',
          'subject teacher of the class',
          'office',
          'moral-education department',
          'principal',
        ].map((who) => people[who]!.id),
      ],
    );
    expect(rows[0]).toEqual({ version: 1, changes: 0, talks: 1, acts: 0 });
  });

  it('stands in nobody’s duties, overview or day who may not see it', async () => {
    for (const [who, person] of everybody()) {
      const [visible] = await listed(person);
      for (const path of [
        '/api/duties?month=2026-11&limit=100',
        '/api/today',
        '/api/talks?month=2026-11',
        '/api/urgent-concerns',
        '/api/duties/summary?month=2026-11',
      ]) {
        const answer = await app.as(person).get(path);
        if (!visible)
          expect([who, path, answer.text.includes(child.id), answer.text.includes('欧阳')]).toEqual([
            who,
            path,
            false,
            false,
          ]);
      }
      if (!visible) {
        const summary = await app.as(person).get('/api/duties/summary?month=2026-11');
        if (summary.status === 200)
          expect([
            who,
            summary.body.neverCaredFor ?? 0,
            summary.body.byStandard.every((one: { expected: number }) => one.expected === 0),
          ]).toEqual([who, 0, true]);
      }
    }
  });

  it('shows its words, numbers and categories only to those whose role needs them', async () => {
    const textOf = async (who: string, path: string): Promise<string> => (await app.as(people[who]!).get(path)).text;
    const file = `/api/students/${child.id}`;
    for (const [who] of everybody()) {
      const all = [
        await textOf(who, file),
        await textOf(who, `${file}/contact-card`),
        await textOf(who, `${file}/timeline`),
        await textOf(who, '/api/talks?month=2026-11'),
        await textOf(who, `/api/talks/${talk}`),
      ].join('\n');
      expect([who, all.includes('13912345678'), all.includes('11010519491231002X')]).toEqual([who, false, false]);
      const words = ['head teacher of the class', 'moral-education department', 'principal'].includes(who);
      expect([who, all.includes('想妈妈')]).toEqual([who, words]);
      const category = ['head teacher of the class', 'moral-education department', 'principal'].includes(who);
      expect([who, (await textOf(who, file)).includes('"code":"leftBehind"')]).toEqual([who, category]);
    }
  });
});
