import { v7 } from 'uuid';
import { LIMITS } from '@tongxin/shared';
import { talkSchool, type ATalk, type TalkSchool } from '../support/talk-school.js';
import type { Person } from '../support/world.js';

describe('a talk', () => {
  let app: TalkSchool['app'];
  let head: TalkSchool['head'];
  let deputy: TalkSchool['deputy'];
  let otherHead: TalkSchool['otherHead'];
  let moral: TalkSchool['moral'];
  let principal: TalkSchool['principal'];
  let office: TalkSchool['office'];
  let elsewhere: TalkSchool['elsewhere'];
  let child: TalkSchool['child'];
  let sibling: TalkSchool['sibling'];
  let record: TalkSchool['record'];
  let acts: TalkSchool['acts'];

  beforeAll(async () => {
    ({ app, head, deputy, otherHead, moral, principal, office, elsewhere, child, sibling, record, acts } =
      await talkSchool());
  });
  afterAll(() => app.stop());
  beforeEach(() => app.clock.moveTo('2026-11-23T10:00:00+08:00'));

  describe('when it is edited', () => {
    const edit = (id: string, body: object, by: Person = head, version = 1) =>
      app.as(by).patch(`/api/talks/${id}`).set('If-Match', `"${version}"`).send(body);

    it('changes only what is named, and keeps the old words in its history', async () => {
      const talk = await record({ mood: 'low', topics: ['study'] });
      const { body, headers } = await edit(talk.id, { summary: '改过的话', mood: null }).expect(200);
      expect(body).toMatchObject({
        summary: '改过的话',
        mood: null,
        topics: ['study'],
        version: 2,
        typedAt: talk['typedAt'],
      });
      expect(headers['etag']).toBe('"2"');
      const { rows } = await app.owner.query(
        `SELECT version, before, changed_by FROM care_record_versions WHERE record_id = $1`,
        [talk.id],
      );
      expect(rows).toEqual([
        { version: 1, before: expect.objectContaining({ summary: '聊了家里的事', mood: 'low' }), changed_by: head.id },
      ]);
      expect(await acts(talk.id)).toEqual(['talk.recorded', 'talk.edited']);
    });

    it('may be edited for seven days from typing, whenever it was held, and no longer', async () => {
      const talk = await record({ heldOn: '2026-09-01' });
      app.clock.moveTo('2026-11-30T09:59:59+08:00');
      await edit(talk.id, { summary: '还来得及' }).expect(200);
      app.clock.moveTo('2026-11-30T10:00:00+08:00');
      const { body } = await edit(talk.id, { summary: '晚了' }, head, 2).expect(409);
      expect(body.code).toBe('talk.editTimeOver');
      expect((await app.as(head).get(`/api/talks/${talk.id}`)).body).toMatchObject({
        summary: '还来得及',
        mayEdit: false,
        mayAddend: true,
      });
    });

    it('is edited by its author only', async () => {
      const talk = await record();
      for (const by of [deputy, moral]) await edit(talk.id, { summary: '别人的话' }, by).expect(403);
      for (const by of [otherHead, elsewhere]) await edit(talk.id, { summary: '别人的话' }, by).expect(404);
      for (const by of [office, principal]) await edit(talk.id, { summary: '别人的话' }, by).expect(403);
    });

    it('says which version is seen, and shows the present one to whoever has seen an older', async () => {
      const talk = await record();
      await app.as(head).patch(`/api/talks/${talk.id}`).send({ summary: '没看版本' }).expect(428);
      await edit(talk.id, { summary: '先到' }).expect(200);
      const { body } = await edit(talk.id, { summary: '后到' }).expect(412);
      expect(body).toMatchObject({
        code: 'version.stale',
        currentVersion: 2,
        current: { summary: '先到', version: 2 },
      });
    });

    it('of two edits at once keeps one, and tells the other', async () => {
      const talk = await record();
      const answers = await Promise.all([edit(talk.id, { summary: '一' }), edit(talk.id, { summary: '二' })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    });

    it('stays a talk that can have been: not tomorrow, not before birth, no follow-up before it', async () => {
      const talk = await record({ followUp: { on: '2026-11-25', text: '再聊' }, heldOn: '2026-11-20' });
      await edit(talk.id, { heldOn: '2026-11-24' }).expect(400);
      await edit(talk.id, { heldOn: '2016-01-01' }).expect(400);
      await edit(talk.id, { followUp: { on: '2026-11-19', text: '更早' } }).expect(400);
      await edit(talk.id, { studentIds: [sibling.id] }).expect(400);
      const { body } = await edit(talk.id, { followUp: null }).expect(200);
      expect(body.followUp).toBeNull();
    });
  });

  describe('when something is added', () => {
    const add = (id: string, body: object, by: Person = head) => app.as(by).post(`/api/talks/${id}/addenda`).send(body);

    it('keeps its own words, also after seven days, and says who added what', async () => {
      const talk = await record();
      app.clock.moveTo('2027-01-10T10:00:00+08:00');
      await add(talk.id, { text: '妈妈回来了' }).expect(201);
      const { body } = await add(talk.id, { text: '过年一起' }, deputy).expect(201);
      expect(body).toMatchObject({
        summary: '聊了家里的事',
        version: 1,
        addenda: [
          { text: '妈妈回来了', by: head.name, at: '2027-01-10T02:00:00.000Z' },
          { text: '过年一起', by: deputy.name },
        ],
      });
    });

    it('is added once when it is sent twice, and never over another', async () => {
      const talk = await record();
      const id = v7();
      await Promise.all(Array.from({ length: 5 }, () => add(talk.id, { id, text: '同一句' }).expect(201)));
      const { body } = await add(talk.id, { id, text: '同一句' }).expect(201);
      expect(body.addenda).toHaveLength(1);
      expect((await add(talk.id, { id, text: '另一句' }).expect(409)).body.code).toBe('record.exists');
      const second = await record();
      await add(second.id, { id, text: '同一句' }).expect(409);
    });

    it('is added by those who look after the child, and not in empty words', async () => {
      const talk = await record();
      for (const by of [otherHead, elsewhere]) await add(talk.id, { text: '别人' }, by).expect(404);
      for (const by of [moral, office]) await add(talk.id, { text: '别人' }, by).expect(403);
      for (const body of [
        {},
        { text: '' },
        { text: '  ' },
        { text: 5 },
        { text: '长'.repeat(LIMITS.talkAddendumMax + 1) },
        { text: '好', by: v7() },
      ])
        await add(talk.id, body).expect(400);
    });
  });

  describe('when it is voided', () => {
    const voided = (id: string, body: object = { reason: 'mistyped' }, by: Person = head, version = 1) =>
      app.as(by).post(`/api/talks/${id}/void`).set('If-Match', `"${version}"`).send(body);

    it('stays to be read, struck out, with reason and person, and takes no more changes', async () => {
      const talk = await record();
      const { body } = await voided(talk.id, { reason: 'wrongChild', text: '是妹妹说的' }).expect(200);
      expect(body).toMatchObject({
        summary: '聊了家里的事',
        version: 2,
        voided: { by: head.name, reason: 'wrongChild', text: '是妹妹说的', at: '2026-11-23T02:00:00.000Z' },
        mayEdit: false,
        mayVoid: false,
        mayAddend: false,
      });
      const edit = await app
        .as(head)
        .patch(`/api/talks/${talk.id}`)
        .set('If-Match', '"2"')
        .send({ summary: '复活' })
        .expect(409);
      expect(edit.body.code).toBe('talk.voided');
      expect(
        (await app.as(head).post(`/api/talks/${talk.id}/addenda`).send({ text: '补' }).expect(409)).body.code,
      ).toBe('talk.voided');
      const list = await app.as(head).get(`/api/talks?studentId=${child.id}&limit=100`).expect(200);
      expect(list.body.items.find(({ id }: ATalk) => id === talk.id).voided).toMatchObject({ reason: 'wrongChild' });
      expect(await acts(talk.id)).toEqual(['talk.recorded', 'talk.voided']);
    });

    it('is undone once when the undo is sent twice', async () => {
      const talk = await record();
      await voided(talk.id).expect(200);
      await voided(talk.id).expect(200);
      expect((await voided(talk.id, { reason: 'duplicate' }, head, 2).expect(409)).body.code).toBe('talk.voided');
      expect((await acts(talk.id)).filter((act) => act === 'talk.voided')).toHaveLength(1);
    });

    it('is voided by its author or by the department, and by no other colleague', async () => {
      const talk = await record();
      await voided(talk.id, undefined, deputy).expect(403);
      await voided(talk.id, undefined, principal).expect(403);
      await voided(talk.id, undefined, otherHead).expect(404);
      await voided(talk.id, undefined, elsewhere).expect(404);
      await voided(talk.id, { reason: 'other', text: '核实后作废' }, moral).expect(200);
    });

    it('asks for a version and for a reason we know', async () => {
      const talk = await record();
      await app.as(head).post(`/api/talks/${talk.id}/void`).send({ reason: 'mistyped' }).expect(428);
      await app
        .as(head)
        .post(`/api/talks/${talk.id}/void`)
        .set('If-Match', 'abc')
        .send({ reason: 'mistyped' })
        .expect(400);
      await voided(talk.id, { reason: 'bored' }).expect(400);
      await voided(talk.id, {}).expect(400);
      await voided(talk.id, { reason: 'mistyped' }, head, 5).expect(412);
    });
  });

  describe('that is to be followed up', () => {
    it('is done once, however often it is said', async () => {
      const talk = await record({ followUp: { on: '2026-11-25', text: '看作业' } });
      const done = () => app.as(head).post(`/api/talks/${talk.id}/follow-up/done`);
      const { body } = await done().expect(200);
      expect(body.followUp).toEqual({ on: '2026-11-25', text: '看作业', doneAt: '2026-11-23T02:00:00.000Z' });
      expect((await done().send({}).expect(200)).body).toEqual(body);
      expect((await acts(talk.id)).filter((act) => act === 'talk.followedUp')).toHaveLength(1);
    });

    it('is open again when something else is promised', async () => {
      const talk = await record({ followUp: { on: '2026-11-25', text: '看作业' } });
      await app.as(head).post(`/api/talks/${talk.id}/follow-up/done`).expect(200);
      const { body } = await app
        .as(head)
        .patch(`/api/talks/${talk.id}`)
        .set('If-Match', '"2"')
        .send({ followUp: { on: '2026-12-02', text: '看作业' } })
        .expect(200);
      expect(body.followUp.doneAt).toBeNull();
    });

    it('cannot be done where nothing was promised, nor by others', async () => {
      const talk = await record();
      expect((await app.as(head).post(`/api/talks/${talk.id}/follow-up/done`).expect(409)).body.code).toBe(
        'followUp.missing',
      );
      await app.as(otherHead).post(`/api/talks/${talk.id}/follow-up/done`).expect(404);
      await app.as(moral).post(`/api/talks/${talk.id}/follow-up/done`).expect(403);
    });
  });
});
