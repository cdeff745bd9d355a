import { v7 } from 'uuid';
import { talkSchool, type TalkSchool } from '../support/talk-school.js';
import type { AStudent } from '../support/world.js';

interface Item {
  id: string;
  heldOn: string;
  [field: string]: unknown;
}

describe('the timeline of a child', () => {
  let at: TalkSchool;
  let quiet: AStudent;

  beforeAll(async () => {
    at = await talkSchool();
    const { world } = at.app;
    quiet = await world.student(at.school, { in: at.own });
    await world.talk(at.child, { by: at.head, on: '2026-09-15', summary: '九月的话' });
    await world.talk(at.child, { by: at.head, on: '2026-10-20', typedAt: '2026-11-02T08:00:00+08:00' });
    await world.talk(at.child, { by: at.deputy, on: '2026-11-05', voided: true, summary: '记错了人' });
    await world.talk(at.child, { by: at.deputy, on: '2026-11-05', reached: false });
    await world.talk(at.child, { by: at.head, on: '2026-10-31', typedAt: '2026-10-31T23:59:59+08:00' });
  });
  afterAll(() => at.app.stop());

  const items = async (query = ''): Promise<Item[]> =>
    (await at.app.as(at.head).get(`/api/students/${at.child.id}/timeline${query}`).expect(200)).body.items;
  const rows = async (student: AStudent): Promise<number> =>
    (
      await at.app.owner.query(`SELECT 1 FROM audit_entries WHERE student_id = $1 AND act = 'timeline.opened'`, [
        student.id,
      ])
    ).rowCount ?? 0;

  it('shows everything that was done, newest first, also what was voided and whom nobody reached', async () => {
    expect((await items()).map(({ heldOn, voided, reached }) => [heldOn, voided, reached])).toEqual([
      ['2026-11-05', false, false],
      ['2026-11-05', true, true],
      ['2026-10-31', false, true],
      ['2026-10-20', false, true],
      ['2026-09-15', false, true],
    ]);
  });

  it('says what was typed after its month was over, by the clock of the school', async () => {
    expect((await items()).filter(({ late }) => late).map(({ heldOn }) => heldOn)).toEqual(['2026-10-20']);
  });

  it('carries the words for those who may read them', async () => {
    const [oldest] = (await items()).slice(-1);
    expect(oldest).toMatchObject({
      kind: 'talk',
      by: { name: at.head.name },
      talk: { summary: '九月的话', addenda: [] },
    });
  });

  it('goes on page after page, none missing, none twice', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await at.app
        .as(at.head)
        .get(`/api/students/${at.child.id}/timeline?limit=2${cursor && `&cursor=${cursor}`}`)
        .expect(200);
      seen.push(...body.items.map(({ id }: Item) => id));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual((await items()).map(({ id }) => id));
  });

  it('can be asked for by kind', async () => {
    expect(await items('?kind=talk')).toHaveLength(5);
    expect(await items('?kind=homeVisit&kind=diaryEntry')).toEqual([]);
    await at.app.as(at.head).get(`/api/students/${at.child.id}/timeline?kind=gossip`).expect(400);
  });

  it('is empty, not absent, for a child nobody has talked with', async () => {
    const { body } = await at.app.as(at.head).get(`/api/students/${quiet.id}/timeline`).expect(200);
    expect(body).toEqual({ items: [], nextCursor: null });
  });

  it('leaves a row in the access log whenever it is opened, also empty, and none when it is not there', async () => {
    const before = await rows(quiet);
    await at.app.as(at.moral).get(`/api/students/${quiet.id}/timeline`).expect(200);
    expect(await rows(quiet)).toBe(before + 1);
    for (const by of [at.otherHead, at.elsewhere])
      await at.app.as(by).get(`/api/students/${quiet.id}/timeline`).expect(404);
    for (const by of [at.office, at.subjectTeacher])
      await at.app.as(by).get(`/api/students/${quiet.id}/timeline`).expect(403);
    for (const id of [v7(), 'x']) await at.app.as(at.head).get(`/api/students/${id}/timeline`).expect(404);
    expect(await rows(quiet)).toBe(before + 1);
  });

  it('refuses a cursor of another list', async () => {
    for (const cursor of [
      'abc',
      Buffer.from('[1,2,3]').toString('base64url'),
      Buffer.from('["2026-02-30","1"]').toString('base64url'),
    ])
      await at.app.as(at.head).get(`/api/students/${at.child.id}/timeline?cursor=${cursor}`).expect(400);
  });
});
