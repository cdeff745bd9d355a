import { v7 } from 'uuid';
import { TALK_DAY, talkSchool, type ATalk, type TalkSchool } from '../support/talk-school.js';
import type { AClass, AStudent, Person } from '../support/world.js';

describe('a talk', () => {
  let app: TalkSchool['app'];
  let school: TalkSchool['school'];
  let own: TalkSchool['own'];
  let head: TalkSchool['head'];
  let deputy: TalkSchool['deputy'];
  let otherHead: TalkSchool['otherHead'];
  let moral: TalkSchool['moral'];
  let principal: TalkSchool['principal'];
  let office: TalkSchool['office'];
  let subjectTeacher: TalkSchool['subjectTeacher'];
  let elsewhere: TalkSchool['elsewhere'];
  let child: TalkSchool['child'];
  let record: TalkSchool['record'];
  let acts: TalkSchool['acts'];

  beforeAll(async () => {
    ({
      app,
      school,
      own,
      head,
      deputy,
      otherHead,
      moral,
      principal,
      office,
      subjectTeacher,
      elsewhere,
      child,
      record,
      acts,
    } = await talkSchool());
  });
  afterAll(() => app.stop());
  beforeEach(() => app.clock.moveTo('2026-11-23T10:00:00+08:00'));

  describe('when it is read', () => {
    it('is opened by those who look after the child, each opening leaving its row', async () => {
      const talk = await record();
      for (const reader of [deputy, moral, principal]) {
        const { body } = await app.as(reader).get(`/api/talks/${talk.id}`).expect(200);
        expect(body).toMatchObject({ summary: '聊了家里的事', mayEdit: false });
      }
      expect(await acts(talk.id)).toEqual(['talk.recorded', 'talk.opened', 'talk.opened', 'talk.opened']);
    });

    it('is not there for others, and their knocking leaves no row', async () => {
      const talk = await record();
      for (const by of [otherHead, elsewhere]) await app.as(by).get(`/api/talks/${talk.id}`).expect(404);
      for (const by of [office, subjectTeacher]) await app.as(by).get(`/api/talks/${talk.id}`).expect(403);
      for (const id of [v7(), 'nonsense', '%00']) await app.as(head).get(`/api/talks/${id}`).expect(404);
      expect(await acts(talk.id)).toEqual(['talk.recorded']);
    });

    it('stands in lists as that and when and what about, not as what was said, and lists leave no row', async () => {
      const talk = await record({ topics: ['peers'], followUp: { on: '2026-12-01', text: '约定' } });
      const { body, text } = await app.as(moral).get('/api/talks?month=2026-11&limit=100').expect(200);
      const item = body.items.find(({ id }: ATalk) => id === talk.id);
      expect(item).toMatchObject({ topics: ['peers'], concern: 'none', heldOn: TALK_DAY, author: { name: head.name } });
      expect(item).not.toHaveProperty('summary');
      expect(item).not.toHaveProperty('followUp');
      expect(item).not.toHaveProperty('addenda');
      expect(text).not.toContain('聊了家里的事');
      expect(text).not.toContain('约定');
      expect(await acts(talk.id)).toEqual(['talk.recorded']);
    });
  });

  describe('in a list', () => {
    let listed: AStudent;
    let reader: Person;
    let listedClass: AClass;
    beforeAll(async () => {
      const quiet = await app.world.school();
      listedClass = await app.world.class(quiet, { grade: 2, number: 5 });
      reader = await app.world.person(quiet, { heads: [listedClass] });
      const colleague = await app.world.person(quiet);
      await app.world.assign(colleague, listedClass, 'deputy', '2025-09-01', null);
      listed = await app.world.student(quiet, { in: listedClass });
      const second = await app.world.student(quiet, { in: listedClass });
      for (const on of ['2026-10-30', '2026-11-01', '2026-11-20', '2026-11-20', '2026-11-22'])
        await app.world.talk(listed, { by: reader, on });
      await app.world.talk(second, { by: colleague, on: '2026-11-21' });
    });

    const days = async (query: string): Promise<string[]> =>
      (await app.as(reader).get(`/api/talks?${query}`).expect(200)).body.items.map(
        ({ heldOn }: { heldOn: string }) => heldOn,
      );

    it('comes newest first, and page after page none is missing or twice', async () => {
      const seen: string[] = [];
      let cursor = '';
      do {
        const { body } = await app
          .as(reader)
          .get(`/api/talks?limit=2${cursor && `&cursor=${cursor}`}`)
          .expect(200);
        seen.push(...body.items.map(({ id }: ATalk) => id));
        cursor = body.nextCursor ?? '';
      } while (cursor);
      expect(new Set(seen).size).toBe(6);
      expect(await days('limit=100')).toEqual([
        '2026-11-22',
        '2026-11-21',
        '2026-11-20',
        '2026-11-20',
        '2026-11-01',
        '2026-10-30',
      ]);
    });

    it('can be asked for by month, child, class and author', async () => {
      expect(await days('month=2026-10')).toEqual(['2026-10-30']);
      expect(await days(`studentId=${listed.id}&month=2026-11`)).toHaveLength(4);
      expect(await days(`classId=${listedClass.id}`)).toHaveLength(6);
      expect(await days('author=me')).toHaveLength(5);
      expect(await days(`classId=${own.id}`)).toEqual([]);
      expect(await days(`studentId=${child.id}`)).toEqual([]);
    });

    it('refuses what is no month, no author, no cursor, no limit', async () => {
      const wrongCursor = Buffer.from('["2026-13-01","x"]').toString('base64url');
      for (const query of [
        'month=2026-13',
        'author=head',
        'cursor=xx',
        `cursor=${wrongCursor}`,
        'limit=101',
        'limit=0',
        'page=2',
        'classId=1',
      ])
        await app.as(reader).get(`/api/talks?${query}`).expect(400);
    });
  });

  describe('after a hand-over of the class', () => {
    let former: Person;
    let successor: Person;
    let handed: AStudent;
    let talk: ATalk;
    beforeAll(async () => {
      app.clock.moveTo('2026-11-23T10:00:00+08:00');
      const handedClass = await app.world.class(school, { grade: 5, number: 3 });
      former = await app.world.person(school);
      await app.world.assign(former, handedClass, 'headTeacher', '2026-09-01', '2026-11-23');
      successor = await app.world.person(school);
      await app.world.assign(successor, handedClass, 'headTeacher', '2026-11-24', null);
      handed = await app.world.student(school, { in: handedClass });
      await app.world.talk(handed, { by: successor, on: '2026-11-10', summary: '接班的人说的' });
      talk = (
        await app
          .as(former)
          .post('/api/talks')
          .send({
            studentIds: [handed.id],
            heldOn: TALK_DAY,
            summary: '交班前',
            followUp: { on: '2026-11-30', text: '约定' },
          })
          .expect(201)
      ).body.items[0];
    });

    it('is read by its author for 30 days, and not changed', async () => {
      app.clock.moveTo('2026-12-23T23:59:00+08:00');
      const { body } = await app.as(former).get(`/api/talks/${talk.id}`).expect(200);
      expect(body).toMatchObject({ summary: '交班前', mayEdit: false, mayVoid: false, mayAddend: false });
      expect((await app.as(former).get('/api/talks').expect(200)).body.items.map(({ id }: ATalk) => id)).toEqual([
        talk.id,
      ]);
      app.clock.moveTo('2026-11-25T10:00:00+08:00');
      await app.as(former).patch(`/api/talks/${talk.id}`).set('If-Match', '"1"').send({ summary: '改' }).expect(403);
      await app
        .as(former)
        .post(`/api/talks/${talk.id}/void`)
        .set('If-Match', '"1"')
        .send({ reason: 'mistyped' })
        .expect(403);
      await app.as(former).post(`/api/talks/${talk.id}/addenda`).send({ text: '补' }).expect(403);
      await app.as(former).post(`/api/talks/${talk.id}/follow-up/done`).expect(403);
      await app
        .as(former)
        .post('/api/talks')
        .send({ studentIds: [handed.id], heldOn: TALK_DAY })
        .expect(404);
      await app.as(former).get(`/api/students/${handed.id}/timeline`).expect(404);
    });

    it('is not there for its author on the 31st day, also where they head another class by then', async () => {
      app.clock.moveTo('2026-12-24T00:00:00+08:00');
      await app.as(former).get(`/api/talks/${talk.id}`).expect(403);
      const newClass = await app.world.class(school, { grade: 1, number: 9 });
      await app.world.assign(former, newClass, 'headTeacher', '2026-12-01', null);
      await app.as(former).get(`/api/talks/${talk.id}`).expect(404);
      expect((await app.as(former).get('/api/talks').expect(200)).body.items).toEqual([]);
    });

    it('is read and followed up by the successor, who may not rewrite it', async () => {
      app.clock.moveTo('2026-11-25T10:00:00+08:00');
      const { body } = await app.as(successor).get(`/api/talks/${talk.id}`).expect(200);
      expect(body).toMatchObject({ mayEdit: false, mayVoid: false, mayAddend: true });
      await app.as(successor).patch(`/api/talks/${talk.id}`).set('If-Match', '"1"').send({ summary: '改' }).expect(403);
      await app.as(successor).post(`/api/talks/${talk.id}/follow-up/done`).expect(200);
    });
  });
});
