import { v7 } from 'uuid';
import { talkSchool, TALK_DAY, type TalkSchool } from '../support/talk-school.js';

describe('an urgent concern', () => {
  let at: TalkSchool;
  beforeAll(async () => {
    at = await talkSchool();
  });
  afterAll(() => at.app.stop());

  const urgent = async (by = at.moral): Promise<{ talkId: string; [field: string]: unknown }[]> =>
    (await at.app.as(by).get('/api/urgent-concerns').expect(200)).body.items;
  const take = (talkId: string, by = at.moral) => at.app.as(by).post(`/api/urgent-concerns/${talkId}/take`);

  it('stands with the department at once, and leaves when somebody takes it', async () => {
    const talk = await at.record({ concern: 'urgent', summary: '手臂上有伤' });
    expect(await urgent()).toEqual([
      {
        talkId: talk.id,
        student: expect.objectContaining({ id: at.child.id, name: '陶小满' }),
        heldOn: TALK_DAY,
        by: { id: at.head.id, name: at.head.name },
        summary: '手臂上有伤',
        version: 1,
      },
    ]);
    await take(talk.id).expect(204);
    expect(await urgent()).toEqual([]);
    const { body } = await at.app.as(at.head).get(`/api/talks/${talk.id}`).expect(200);
    expect(body).toMatchObject({
      concern: 'urgent',
      concernTaken: { by: at.moral.name, at: '2026-11-23T02:00:00.000Z' },
      version: 1,
    });
    expect(await at.acts(talk.id)).toEqual(['talk.recorded', 'urgentConcern.taken', 'talk.opened']);
  });

  it('is taken by one, and the other is told', async () => {
    const talk = await at.record({ concern: 'urgent' });
    const colleague = await at.app.world.person(at.school, { roles: ['moralEducation'] });
    const answers = await Promise.all([take(talk.id), take(talk.id, colleague), take(talk.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual([
      'concern.taken',
      'concern.taken',
    ]);
    expect((await at.acts(talk.id)).filter((act) => act === 'urgentConcern.taken')).toHaveLength(1);
  });

  it('leaves when the talk is voided or was no urgent one after all, and comes back when it is again', async () => {
    const talk = await at.record({ concern: 'urgent' });
    const edit = (concern: string, version: number) =>
      at.app.as(at.head).patch(`/api/talks/${talk.id}`).set('If-Match', `"${version}"`).send({ concern }).expect(200);
    await edit('watch', 1);
    expect(await urgent()).toEqual([]);
    expect((await take(talk.id).expect(409)).body.code).toBe('talk.notUrgent');
    await edit('urgent', 2);
    await take(talk.id).expect(204);
    await edit('watch', 3);
    await edit('urgent', 4);
    expect((await urgent()).map(({ talkId }) => talkId)).toEqual([talk.id]);
    await at.app
      .as(at.head)
      .post(`/api/talks/${talk.id}/void`)
      .set('If-Match', '"5"')
      .send({ reason: 'mistyped' })
      .expect(200);
    expect(await urgent()).toEqual([]);
    expect((await take(talk.id).expect(409)).body.code).toBe('talk.voided');
  });

  it('is the department’s alone: not the principal’s, not the teachers’, not the other school’s', async () => {
    const talk = await at.record({ concern: 'urgent' });
    for (const by of [at.head, at.principal, at.office]) {
      await at.app.as(by).get('/api/urgent-concerns').expect(403);
      await take(talk.id, by).expect(403);
    }
    const theirs = await at.app.world.person({ id: at.faraway.schoolId, name: '' }, { roles: ['moralEducation'] });
    expect(await urgent(theirs)).toEqual([]);
    await take(talk.id, theirs).expect(404);
    await take(v7()).expect(404);
    await take('nonsense').expect(404);
  });
});
