import { v7 } from 'uuid';
import { TestApp } from '../support/test-app.js';
import { dutySchool, type ADuty, type DutySchool } from '../support/duty-school.js';
import type { AClass, AStudent, Person } from '../support/world.js';

describe('a list of duties', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());
  beforeEach(() => app.clock.moveTo('2026-11-23T10:00:00+08:00'));

  const names = (duties: ADuty[]): string[] => duties.map(({ student }) => student.name);
  const TALKS = 'month=2026-11&standard=monthlyTalk';

  describe('in its order', () => {
    let at: DutySchool;
    beforeAll(async () => {
      at = await dutySchool(app);
      for (const name of ['周一', '安二', '曾三']) await at.child({ name });
      const lately = await at.child({ name: '白四' });
      await app.world.talk(lately, { by: at.head, on: '2026-11-20', typedAt: '2026-11-20T12:00:00+08:00' });
      // Entered late: what counts is when it was, not when it was typed.
      const longAgo = await at.child({ name: '朱五' });
      await app.world.talk(longAgo, { by: at.head, on: '2026-03-10', typedAt: '2026-11-22T12:00:00+08:00' });
      const tried = await at.child({ name: '陈六' });
      await app.world.talk(tried, { by: at.head, on: '2026-11-21', reached: false });
    });

    it('shows first whom nobody ever talked with, by name, then the longest since', async () => {
      expect(names(await at.duties(TALKS))).toEqual(['安二', '陈六', '曾三', '周一', '朱五', '白四']);
    });

    it('goes on page after page in the same order, each child once, and says how many there are', async () => {
      const seen: string[] = [];
      let cursor = '';
      do {
        const { body } = await app
          .as(at.moral)
          .get(`/api/duties?${TALKS}&limit=2&total=true${cursor && `&cursor=${cursor}`}`)
          .expect(200);
        expect(body.total).toBe(6);
        seen.push(...names(body.items));
        cursor = body.nextCursor ?? '';
      } while (cursor);
      expect(seen).toEqual(['安二', '陈六', '曾三', '周一', '朱五', '白四']);
    });

    it('goes on after a child that was talked with meanwhile', async () => {
      const own = await dutySchool(app);
      for (const name of ['安一', '白二', '曹三', '戴四']) await own.child({ name });
      const first = await app.as(own.head).get(`/api/duties?${TALKS}&status=due&limit=2`).expect(200);
      await app
        .as(own.head)
        .post('/api/talks')
        .send({ studentIds: [first.body.items[1].student.id], heldOn: '2026-11-23' })
        .expect(201);
      const next = await app
        .as(own.head)
        .get(`/api/duties?${TALKS}&status=due&limit=2&cursor=${first.body.nextCursor}`)
        .expect(200);
      expect(names(next.body.items)).toEqual(['曹三', '戴四']);
    });

    it('has cursors that name no child', async () => {
      const { body } = await app.as(at.moral).get(`/api/duties?${TALKS}&limit=2`).expect(200);
      expect(Buffer.from(body.nextCursor, 'base64url').toString()).not.toMatch(/chen|陈/);
    });
  });

  describe('for a class', () => {
    it('names the head teacher of today, and of the last day once the month is over', async () => {
      const at = await dutySchool(app);
      const child = await at.child();
      const successor = await app.world.person(at.school, { name: '接班老师' });
      await app.world.endAssignment(at.head, at.class, '2026-10-31');
      await app.world.assign(successor, at.class, 'headTeacher', '2026-11-01', null);
      const [november] = await at.duties(TALKS);
      const [october] = await at.duties('month=2026-10&standard=monthlyTalk');
      expect(november).toMatchObject({ student: { id: child.id }, assignee: { id: successor.id } });
      expect(october).toMatchObject({ student: { id: child.id }, assignee: { id: at.head.id } });
    });

    it('keeps a past month with the class the child was in on its last day', async () => {
      const at = await dutySchool(app);
      const second = await app.world.class(at.school, { grade: 3, number: 3 });
      const newHead = await app.world.person(at.school, { heads: [second] });
      const child = await at.child();
      await app.world.move(child, second, '2026-11-10');
      const [october] = await at.duties('month=2026-10&standard=monthlyTalk');
      const [november] = await at.duties(TALKS);
      expect(october).toMatchObject({ student: { class: { id: at.class.id } }, assignee: { id: at.head.id } });
      expect(november).toMatchObject({ student: { class: { id: second.id } }, assignee: { id: newHead.id } });
      expect(await at.duties(`month=2026-10&standard=monthlyTalk&classId=${at.class.id}`)).toHaveLength(1);
      expect(await at.duties(`${TALKS}&classId=${at.class.id}`)).toEqual([]);
      // The child is the new head teacher's now, with its past; the former one sees it no more.
      expect(await at.duties('month=2026-10&standard=monthlyTalk', newHead)).toHaveLength(1);
      expect(await at.duties('month=2026-10&standard=monthlyTalk', at.head)).toEqual([]);
    });

    it('without a head teacher names nobody, and stands first for the department', async () => {
      const at = await dutySchool(app);
      await at.child({ name: '安在前' });
      const orphaned = await app.world.class(at.school, { grade: 6, number: 1 });
      const cared = await at.child({ name: '朱无主', in: orphaned });
      await app.world.talk(cared, { by: at.head, on: '2026-11-20' });
      const duties = await at.duties(TALKS);
      expect(names(duties)).toEqual(['朱无主', '安在前']);
      expect(duties[0]!.assignee).toBeNull();
      const page = await app.as(at.moral).get(`/api/duties?${TALKS}&limit=1`).expect(200);
      const next = await app
        .as(at.moral)
        .get(`/api/duties?${TALKS}&limit=1&cursor=${page.body.nextCursor}`)
        .expect(200);
      expect(names([...page.body.items, ...next.body.items])).toEqual(['朱无主', '安在前']);
    });

    it('of a child in no class is found by itself', async () => {
      const at = await dutySchool(app);
      await at.child();
      await at.child({ name: '无班级', in: null });
      expect(names(await at.duties(`${TALKS}&withoutClass=true`))).toEqual(['无班级']);
    });
  });

  describe('with a filter', () => {
    let at: DutySchool;
    beforeAll(async () => {
      at = await dutySchool(app);
      const [done, late] = [await at.child({ name: '已谈' }), await at.child({ name: '补谈' })];
      await at.child({ name: '未谈' });
      await at.child({ name: '新来', openedOn: '2026-10-28' });
      await app.world.talk(done, { by: at.head, on: '2026-10-20' });
      await app.world.talk(late, { by: at.head, on: '2026-10-20', typedAt: '2026-11-05T08:00:00+08:00' });
    });

    it('shows only what is in one state, or in one of several', async () => {
      const of = async (query: string) => names(await at.duties(`month=2026-10&standard=monthlyTalk&${query}`)).sort();
      expect(await of('status=done')).toEqual(['已谈']);
      expect(await of('status=late')).toEqual(['补谈']);
      expect(await of('status=overdue')).toEqual(['未谈']);
      expect(await of('status=exempt')).toEqual(['新来']);
      expect(await of('status=due')).toEqual([]);
      expect(await of('status=done&status=late')).toEqual(['已谈', '补谈']);
    });

    it('shows every standard whose window meets the month, and the present month where none is named', async () => {
      const codes = (duties: ADuty[]) => [...new Set(duties.map(({ standard }) => standard.code))].sort();
      expect(codes(await at.duties(''))).toEqual(['contactCardVerified', 'monthlyTalk']);
      expect(codes(await at.duties('month=2027-02'))).toEqual(['contactCardVerified']);
    });

    it('shows whom nobody has ever reached once each, also in a month that asks for nothing', async () => {
      expect(names(await at.duties('month=2026-11&neverCaredFor=true')).sort()).toEqual(['新来', '未谈'].sort());
      app.clock.moveTo('2026-08-10T10:00:00+08:00');
      expect(names(await at.duties('month=2026-08&neverCaredFor=true')).sort()).toEqual(['新来', '未谈'].sort());
      expect(await at.duties('month=2026-08')).toEqual([]);
    });

    it('knows a child as cared for by any record that reached it, and not by others', async () => {
      const own = await dutySchool(app);
      const [visited, voided, unreached] = [
        await own.child({ name: '家访过' }),
        await own.child({ name: '作废' }),
        await own.child({ name: '没找到' }),
      ];
      await app.world.talk(visited, { by: own.head, on: '2026-03-01', kind: 'homeVisit' });
      await app.world.talk(voided, { by: own.head, on: '2026-11-02', voided: true });
      await app.world.talk(unreached, { by: own.head, on: '2026-11-02', reached: false });
      const never = (await own.duties(TALKS)).filter(({ neverCaredFor }) => neverCaredFor);
      expect(names(never).sort()).toEqual(['作废', '没找到']);
      expect(names(await own.duties(`${TALKS}&neverCaredFor=false`))).toEqual(['家访过']);
    });

    it.each([
      'month=2026-13',
      'month=november',
      'status=open',
      'standard=homeVisit',
      'classId=3',
      'limit=0',
      'limit=1000',
      'total=yes',
      'neverCaredFor=1',
      'name=周',
      'cursor=x',
      `cursor=${Buffer.from(JSON.stringify([0, '2026-02-30', v7(), 0])).toString('base64url')}`,
      `cursor=${Buffer.from(JSON.stringify([0, null, "' OR 1=1", 0])).toString('base64url')}`,
      `cursor=${Buffer.from(JSON.stringify([0, null, v7(), 1e300])).toString('base64url')}`,
    ])('refuses %s', async (query) => {
      await app.as(at.moral).get(`/api/duties?${query}`).expect(400);
    });
  });

  describe('for those who ask', () => {
    let at: DutySchool;
    let other: AClass;
    let people: Record<
      | 'principal'
      | 'office'
      | 'otherHead'
      | 'subjectTeacher'
      | 'helper'
      | 'volunteer'
      | 'counsellor'
      | 'officeAndHead'
      | 'elsewhere'
      | 'administrator',
      Person
    >;
    let mine: AStudent;
    beforeAll(async () => {
      at = await dutySchool(app);
      other = await app.world.class(at.school, { grade: 5, number: 1 });
      people = {
        principal: await app.world.person(at.school, { roles: ['principal'] }),
        office: await app.world.person(at.school, { roles: ['office'] }),
        otherHead: await app.world.person(at.school, { heads: [other] }),
        subjectTeacher: await app.world.person(at.school, { teaches: [at.class] }),
        helper: await app.world.person(at.school, { roles: ['helper'] }),
        volunteer: await app.world.person(at.school, { roles: ['volunteer'] }),
        counsellor: await app.world.person(at.school, { roles: ['counsellor'] }),
        officeAndHead: await app.world.person(at.school, { roles: ['office'] }),
        elsewhere: await app.world.person(await app.world.school(), { roles: ['moralEducation'] }),
        administrator: await app.world.person(at.school, { roles: ['administrator'] }),
      };
      await app.world.assign(people.officeAndHead, other, 'deputy', '2025-09-01', null);
      mine = await at.child({ name: '周安' });
      await at.child({ name: '郑北', in: other });
      await at.child({ name: '白京' });
      await app.world.talk(mine, { by: at.head, on: '2026-11-05', topics: ['family'] });
    });

    it('shows a head teacher the own classes, the whole school to those who look after it, nothing to others', async () => {
      const seen = async (by: Person) => names(await at.duties(TALKS, by)).sort();
      const all = ['周安', '白京', '郑北'].sort();
      expect(await seen(at.head)).toEqual(['周安', '白京'].sort());
      expect(await seen(people.otherHead)).toEqual(['郑北']);
      expect(await seen(at.moral)).toEqual(all);
      expect(await seen(people.principal)).toEqual(all);
      expect(await seen(people.office)).toEqual(all);
      for (const who of ['subjectTeacher', 'helper', 'volunteer', 'counsellor', 'elsewhere'] as const)
        expect([who, await seen(people[who])]).toEqual([who, []]);
      await app.as(people.administrator).get('/api/duties').expect(403);
    });

    it('is empty for a class that is not one’s own, as for one that does not exist', async () => {
      expect(await at.duties(`${TALKS}&classId=${other.id}`, at.head)).toEqual([]);
      expect(await at.duties(`${TALKS}&classId=${v7()}`, at.head)).toEqual([]);
      expect(await at.duties(`${TALKS}&classId=${at.class.id}`, people.elsewhere)).toEqual([]);
      const { body } = await app.as(at.head).get(`/api/duties?${TALKS}&classId=${other.id}&total=true`).expect(200);
      expect(body.total).toBe(0);
    });

    it('tells the office how things stand, and neither days nor topics nor whom nobody has reached', async () => {
      const duties = await at.duties(TALKS, people.office);
      expect(duties.map(({ student, status }) => [student.name, status])).toEqual([
        ['白京', 'due'],
        ['郑北', 'due'],
        ['周安', 'done'],
      ]); // by name: the order tells nothing of days
      for (const duty of duties) {
        expect(duty).not.toHaveProperty('lastOn');
        expect(duty).not.toHaveProperty('lastTopics');
        expect(duty).not.toHaveProperty('neverCaredFor');
      }
      expect(await at.duties(`${TALKS}&neverCaredFor=true`, people.office)).toEqual([]);
      const { body } = await app.as(people.office).get(`/api/duties?${TALKS}&limit=2`).expect(200);
      expect(Buffer.from(body.nextCursor, 'base64url').toString()).not.toContain('2026');
    });

    it('tells the office clerk who also heads a class the days of that class only', async () => {
      const duties = await at.duties(TALKS, people.officeAndHead);
      expect(duties.filter((duty) => 'lastOn' in duty).map(({ student }) => student.name)).toEqual(['郑北']);
    });

    it('leaves no row in the access log', async () => {
      await at.duties('');
      const { rowCount } = await app.owner.query(`SELECT 1 FROM audit_entries WHERE school_id = $1`, [at.school.id]);
      expect(rowCount).toBe(0);
    });

    it('stands beside the standards it follows from', async () => {
      const { body } = await app.as(at.head).get('/api/care-standards').expect(200);
      expect(body.items.map(({ code, every, who, whom }: Record<string, string>) => [code, every, who, whom])).toEqual([
        ['monthlyTalk', 'month', 'headTeacher', 'specialGroup'],
        ['contactCardVerified', 'term', 'headTeacherOrOffice', 'specialGroup'],
      ]);
      await app.as(people.volunteer).get('/api/care-standards').expect(403);
    });
  });
});
