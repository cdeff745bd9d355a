import { v4, v7 } from 'uuid';
import { LIMITS } from '@tongxin/shared';
import { TALK_DAY, talkSchool, type ATalk, type TalkSchool } from '../support/talk-school.js';
import type { Person } from '../support/world.js';

describe('a talk', () => {
  let app: TalkSchool['app'];
  let head: TalkSchool['head'];
  let deputy: TalkSchool['deputy'];
  let otherHead: TalkSchool['otherHead'];
  let moral: TalkSchool['moral'];
  let principal: TalkSchool['principal'];
  let office: TalkSchool['office'];
  let subjectTeacher: TalkSchool['subjectTeacher'];
  let elsewhere: TalkSchool['elsewhere'];
  let child: TalkSchool['child'];
  let sibling: TalkSchool['sibling'];
  let stranger: TalkSchool['stranger'];
  let faraway: TalkSchool['faraway'];
  let record: TalkSchool['record'];
  let acts: TalkSchool['acts'];
  let stored: TalkSchool['stored'];

  beforeAll(async () => {
    ({
      app,
      head,
      deputy,
      otherHead,
      moral,
      principal,
      office,
      subjectTeacher,
      elsewhere,
      child,
      sibling,
      stranger,
      faraway,
      record,
      acts,
      stored,
    } = await talkSchool());
  });
  afterAll(() => app.stop());
  beforeEach(() => app.clock.moveTo('2026-11-23T10:00:00+08:00'));

  describe('when it is recorded', () => {
    it('keeps everything that was said, and who said it when', async () => {
      const said = {
        place: 'careRoom',
        mode: 'faceToFace',
        topics: ['family', 'emotion'],
        mood: 'low',
        concern: 'watch',
        summary: '想妈妈，晚上睡不好',
        reached: true,
        guardianTold: true,
      };
      const followUp = { on: '2026-11-30', text: '给妈妈打亲情电话' };
      const talk = await record({ ...said, followUp });
      expect(talk).toMatchObject({
        ...said,
        followUp: { ...followUp, doneAt: null },
        studentId: child.id,
        student: { name: '陶小满', class: { label: '三年级2班', labelEn: 'Grade 3, Class 2' } },
        author: { id: head.id, name: head.name },
        heldOn: TALK_DAY,
        typedAt: '2026-11-23T02:00:00.000Z',
        editableUntil: '2026-11-30T02:00:00.000Z',
        version: 1,
        voided: null,
        addenda: [],
        mayEdit: true,
        mayVoid: true,
        mayAddend: true,
      });
      const { body, headers } = await app.as(head).get(`/api/talks/${talk.id}`).expect(200);
      expect(body).toEqual(talk);
      expect(headers['etag']).toBe('"1"');
      expect(await acts(talk.id)).toEqual(['talk.recorded', 'talk.opened']);
    });

    it('needs no more than a child and a day', async () => {
      const { body } = await app
        .as(head)
        .post('/api/talks')
        .send({ studentIds: [child.id], heldOn: TALK_DAY })
        .expect(201);
      expect(body.items[0]).toMatchObject({ reached: true, concern: 'none', topics: [], summary: null, mood: null });
    });

    it('takes any id a client makes, and answers one child’s item under it', async () => {
      const id = v4();
      expect(await record({ id: id.toUpperCase() })).toMatchObject({ id, entryId: id });
    });

    it('for several children makes one item a child, with ids that follow from the entry’s', async () => {
      const id = '0198c0de-1111-7000-8000-000000000001';
      const send = () =>
        app
          .as(head)
          .post('/api/talks')
          .send({ id, studentIds: [child.id, sibling.id], heldOn: TALK_DAY })
          .expect(201);
      const first = (await send()).body.items;
      expect(first).toHaveLength(2);
      expect(first.map((item: ATalk) => item['studentId'])).toEqual([child.id, sibling.id]);
      expect(first.every((item: ATalk) => item['entryId'] === id && /^.{14}5/.test(item.id))).toBe(true);
      expect((await send()).body.items).toEqual(first);
      const { v5 } = await import('uuid');
      expect(first[0].id).toBe(v5(child.id, id));
    });

    it.each([1, 2])(
      'for %i is one entry when the same request comes twenty times at once, and each gets the same answer',
      async (children) => {
        const before = await stored();
        const id = v7();
        const studentIds = [child.id, sibling.id].slice(0, children);
        const answers = await Promise.all(
          Array.from({ length: 20 }, () =>
            app.as(head).post('/api/talks').send({ id, studentIds, heldOn: '2026-11-20', summary: '二十次' }),
          ),
        );
        expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
        expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
        expect(await stored()).toBe(before + children);
        const items = answers[0]!.body.items as ATalk[];
        for (const item of items) expect(await acts(item.id)).toEqual(['talk.recorded']);
      },
    );

    it('is one entry also where an Idempotency-Key says that it is a retry, and none is saved for another body', async () => {
      const before = await stored();
      const send = (summary: string) =>
        app
          .as(head)
          .post('/api/talks')
          .set('Idempotency-Key', 'a-retry')
          .send({ studentIds: [child.id], heldOn: TALK_DAY, summary });
      const first = await send('没有编号').expect(201);
      const again = await send('没有编号').expect(201);
      expect(again.body).toEqual(first.body);
      expect((await send('另一段话')).status).toBe(422);
      expect(await stored()).toBe(before + 1);
    });

    it('does not overwrite another entry under the same id: other words, other author, other children', async () => {
      const id = v7();
      await record({ id, summary: '第一次' });
      const refused = async (by: Person, body: object): Promise<void> => {
        const answer = await app
          .as(by)
          .post('/api/talks')
          .send({ id, studentIds: [child.id], heldOn: TALK_DAY, summary: '第一次', ...body })
          .expect(409);
        expect(answer.body.code).toBe('record.exists');
        expect(answer.text).not.toContain('第一次');
      };
      await refused(head, { summary: '第二次' });
      await refused(deputy, {});
      await refused(otherHead, { studentIds: [stranger.id] });
      await refused(head, { studentIds: [child.id, sibling.id] });
      await refused(head, { studentIds: [sibling.id] });
      const { body } = await app.as(head).get(`/api/talks/${id}`).expect(200);
      expect(body).toMatchObject({ summary: '第一次', version: 1 });
    });

    it('may have the same id in another school', async () => {
      const id = v7();
      await record({ id });
      await app
        .as(elsewhere)
        .post('/api/talks')
        .send({ id, studentIds: [faraway.id], heldOn: TALK_DAY })
        .expect(201);
    });

    it('is never refused for being the second that day', async () => {
      await record();
      await record();
    });

    it('can be entered late, however long ago it was', async () => {
      expect(await record({ heldOn: '2024-03-01' })).toMatchObject({ heldOn: '2024-03-01' });
    });

    it('was not held tomorrow, by the day of the school and not of the server', async () => {
      app.clock.moveTo('2026-11-23T23:59:00+08:00');
      const refused = await app
        .as(head)
        .post('/api/talks')
        .send({ studentIds: [child.id], heldOn: '2026-11-24' })
        .expect(400);
      expect(refused.body.errors).toEqual([{ pointer: '/heldOn', code: 'talk.future', params: {} }]);
      app.clock.moveTo('2026-11-24T00:00:00+08:00');
      await record({ heldOn: '2026-11-24' });
    });

    it('was not held before the child was born, and is not followed up before it was held', async () => {
      const { body } = await app
        .as(head)
        .post('/api/talks')
        .send({ studentIds: [child.id], heldOn: '2017-05-03', followUp: { on: '2017-05-02', text: '再聊' } })
        .expect(400);
      expect(body.errors).toEqual([
        { pointer: '/heldOn', code: 'talk.beforeBirth', params: {} },
        { pointer: '/followUp/on', code: 'followUp.beforeTalk', params: {} },
      ]);
      await record({ heldOn: '2017-05-04' });
    });

    it('is saved for all of its children or for none', async () => {
      const before = await stored();
      for (const notMine of [stranger.id, faraway.id, v7()]) {
        const { body } = await app
          .as(head)
          .post('/api/talks')
          .send({ studentIds: [child.id, notMine], heldOn: TALK_DAY })
          .expect(404);
        expect(body.code).toBe('request.notFound');
      }
      expect(await stored()).toBe(before);
    });

    it.each([
      ['nothing', {}, ['/studentIds', '/heldOn']],
      ['no child', { studentIds: [], heldOn: TALK_DAY }, ['/studentIds']],
      ['too many children', { studentIds: Array.from({ length: 21 }, () => v7()), heldOn: TALK_DAY }, ['/studentIds']],
      ['one child, not a list', { studentIds: '{child}', heldOn: TALK_DAY }, ['/studentIds']],
      ['a child that is no id', { studentIds: ["'; DROP TABLE care_records; --"], heldOn: TALK_DAY }, ['/studentIds']],
      ['an id that is none', { studentIds: ['{child}'], heldOn: TALK_DAY, id: '12' }, ['/id']],
      ['a day that does not exist', { studentIds: ['{child}'], heldOn: '2026-02-29' }, ['/heldOn']],
      ['an instant for a day', { studentIds: ['{child}'], heldOn: '2026-11-20T10:00:00Z' }, ['/heldOn']],
      ['a number for a day', { studentIds: ['{child}'], heldOn: 20261120 }, ['/heldOn']],
      [
        'unknown codes',
        {
          studentIds: ['{child}'],
          heldOn: TALK_DAY,
          place: 'moon',
          mode: 'x',
          mood: '😀',
          concern: 'maybe',
          topics: ['x'],
        },
        ['/place', '/mode', '/mood', '/concern', '/topics'],
      ],
      ['topics twice', { studentIds: ['{child}'], heldOn: TALK_DAY, topics: ['study', 'study'] }, ['/topics']],
      ['an object for words', { studentIds: ['{child}'], heldOn: TALK_DAY, summary: { $ne: '' } }, ['/summary']],
      [
        'too many words',
        { studentIds: ['{child}'], heldOn: TALK_DAY, summary: '长'.repeat(LIMITS.talkSummaryMax + 1) },
        ['/summary'],
      ],
      ['a null character', { studentIds: ['{child}'], heldOn: TALK_DAY, summary: 'a\u0000b' }, ['/summary']],
      ['a text for yes or no', { studentIds: ['{child}'], heldOn: TALK_DAY, reached: 'yes' }, ['/reached']],
      [
        'a follow-up without words',
        { studentIds: ['{child}'], heldOn: TALK_DAY, followUp: { on: TALK_DAY } },
        ['/followUp/text'],
      ],
      ['a follow-up that is a text', { studentIds: ['{child}'], heldOn: TALK_DAY, followUp: 'later' }, ['/followUp']],
      [
        'fields nobody asked for',
        { studentIds: ['{child}'], heldOn: TALK_DAY, authorId: v7(), version: 7, level: 'open' },
        ['/authorId', '/version', '/level'],
      ],
    ])('refuses %s, naming each field, and saves nothing', async (_, body, pointers) => {
      const before = await stored();
      const { body: problem } = await app
        .as(head)
        .post('/api/talks')
        .send(JSON.parse(JSON.stringify(body).replaceAll('{child}', child.id)) as object)
        .expect(400);
      expect([...new Set(problem.errors.map((one: { pointer: string }) => one.pointer))].sort()).toEqual(
        [...pointers].sort(),
      );
      expect(await stored()).toBe(before);
    });

    it('is recorded by those who head the class, and by nobody else', async () => {
      const send = (by: Person) =>
        app
          .as(by)
          .post('/api/talks')
          .send({ studentIds: [child.id], heldOn: TALK_DAY });
      expect((await send(deputy)).status).toBe(201);
      for (const by of [otherHead, elsewhere]) expect((await send(by)).status).toBe(404);
      for (const by of [moral, principal, office, subjectTeacher]) expect((await send(by)).status).toBe(403);
    });
  });
});
