import { TestApp } from '../support/test-app.js';
import { dutySchool, type DutySchool } from '../support/duty-school.js';

describe('the monthly talk', () => {
  let app: TestApp;
  let at: DutySchool;

  beforeAll(async () => {
    app = await TestApp.start();
    at = await dutySchool(app);
  });
  afterAll(() => app.stop());
  beforeEach(() => app.clock.moveTo('2026-11-23T10:00:00+08:00'));

  describe('of a child', () => {
    it('is due until the last minute of the month where the school is, and overdue from the next', async () => {
      const child = await at.child();
      app.clock.moveTo('2026-11-30T23:59:59+08:00');
      expect(await at.talk(child, '2026-11')).toBe('due');
      app.clock.moveTo('2026-12-01T00:00:00+08:00');
      expect(await at.talk(child, '2026-11')).toBe('overdue');
    });

    it('is done when it was held and typed in the month, on its first and on its last day too', async () => {
      const [first, last] = [await at.child(), await at.child()];
      await app.world.talk(first, { by: at.head, on: '2026-11-01' });
      await app.world.talk(last, { by: at.head, on: '2026-11-30', typedAt: '2026-11-30T23:59:59+08:00' });
      app.clock.moveTo('2026-12-05T10:00:00+08:00');
      expect(await at.talk(first, '2026-11')).toBe('done');
      expect(await at.talk(last, '2026-11')).toBe('done');
    });

    it('is late when it was held in the month and typed after it', async () => {
      const child = await at.child();
      await app.world.talk(child, { by: at.head, on: '2026-11-30', typedAt: '2026-12-01T00:00:00+08:00' });
      app.clock.moveTo('2026-12-01T10:00:00+08:00');
      expect(await at.talk(child, '2026-11')).toBe('late');
    });

    it('of November is not satisfied by a talk on 3 December, nor by one of October', async () => {
      const child = await at.child();
      await app.world.talk(child, { by: at.head, on: '2026-10-31' });
      await app.world.talk(child, { by: at.head, on: '2026-12-03' });
      app.clock.moveTo('2026-12-03T18:00:00+08:00');
      expect(await at.talk(child, '2026-10')).toBe('done');
      expect(await at.talk(child, '2026-11')).toBe('overdue');
      expect(await at.talk(child, '2026-12')).toBe('done');
    });

    it('stays overdue to the end of the term and can still be entered late', async () => {
      const child = await at.child();
      app.clock.moveTo('2027-01-20T23:00:00+08:00');
      expect(await at.talk(child, '2026-09')).toBe('overdue');
      await app
        .as(at.head)
        .post('/api/talks')
        .send({ studentIds: [child.id], heldOn: '2026-09-30' })
        .expect(201);
      expect(await at.talk(child, '2026-09')).toBe('late');
    });

    it('is not done by an attempt that reached nobody, nor by a talk that is void', async () => {
      const child = await at.child();
      await app.world.talk(child, { by: at.head, on: '2026-11-10', reached: false });
      await app.world.talk(child, { by: at.head, on: '2026-11-11', voided: true });
      expect(await at.talk(child, '2026-11')).toBe('due');
    });

    it('is due again when the talk that did it is voided', async () => {
      const child = await at.child();
      const { body } = await app
        .as(at.head)
        .post('/api/talks')
        .send({ studentIds: [child.id], heldOn: '2026-11-20' })
        .expect(201);
      expect(await at.talk(child, '2026-11')).toBe('done');
      await app
        .as(at.head)
        .post(`/api/talks/${body.items[0].id}/void`)
        .set('If-Match', '"1"')
        .send({ reason: 'mistyped' })
        .expect(200);
      expect(await at.talk(child, '2026-11')).toBe('due');
    });

    it('is one duty, with every sibling’s own, when one entry is for several children', async () => {
      const [one, other] = [await at.child(), await at.child()];
      await app
        .as(at.head)
        .post('/api/talks')
        .send({ studentIds: [one.id, other.id], heldOn: '2026-11-20' })
        .expect(201);
      expect([await at.talk(one, '2026-11'), await at.talk(other, '2026-11')]).toEqual(['done', 'done']);
    });
  });

  describe('in the calendar', () => {
    it('is asked for in the part of a month that lies in the term', async () => {
      const child = await at.child();
      const [january] = await at.duties('month=2027-01&standard=monthlyTalk');
      expect(january!.window).toEqual({ from: '2027-01-01', to: '2027-01-20' });
      app.clock.moveTo('2027-01-21T10:00:00+08:00');
      expect(await at.talk(child, '2027-01')).toBe('overdue');
    });

    it('is not asked for where fewer than ten school days are left of a month, nor in the holidays', async () => {
      expect(await at.duties('month=2027-02&standard=monthlyTalk')).toEqual([]); // 22–26 February: five
      expect(await at.duties('month=2026-08&standard=monthlyTalk')).toEqual([]);
      expect(await at.duties('month=1999-01')).toEqual([]);
      expect((await at.duties('month=2027-03&standard=monthlyTalk')).length).toBeGreaterThan(0);
    });

    it('counts holidays out of the school days and worked Saturdays in', async () => {
      const own = await dutySchool(app);
      const child = await own.child();
      await app.world.daysOff(own.school, '2026-11-09', '2026-11-24');
      expect(await own.talk(child, '2026-11')).toBeNull(); // nine left: 2–6 and 25–27, 30
      await app.world.daysOff(own.school, '2026-11-28', '2026-11-28', 'workday');
      expect(await own.talk(child, '2026-11')).toBe('due');
    });

    it('asks in a month of the holidays where the school says so', async () => {
      const own = await dutySchool(app);
      const child = await own.child();
      await app.owner.query(`UPDATE care_standards SET asks_in_holidays = true WHERE school_id = $1`, [own.school.id]);
      app.clock.moveTo('2026-08-20T10:00:00+08:00');
      expect(await own.talk(child, '2026-08')).toBe('due');
    });

    it('knows 29 February', async () => {
      const own = await dutySchool(app);
      await app.owner.query(
        `INSERT INTO terms (school_id, id, school_year, ordinal, from_on, to_on) VALUES ($1, gen_random_uuid(), 2027, 2, '2028-02-01', '2028-07-05')`,
        [own.school.id],
      );
      const child = await own.child();
      await app.world.talk(child, { by: own.head, on: '2028-02-29', typedAt: '2028-02-29T23:59:00+08:00' });
      app.clock.moveTo('2028-03-01T00:00:00+08:00');
      expect(await own.talk(child, '2028-02')).toBe('done');
      const [duty] = await own.duties('month=2028-02&standard=monthlyTalk');
      expect(duty!.window).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    });

    it('asks from the standard’s own beginning on, as from a care file’s', async () => {
      const own = await dutySchool(app);
      const child = await own.child();
      const since = (day: string) =>
        app.owner.query(`UPDATE care_standards SET from_on = $2 WHERE school_id = $1`, [own.school.id, day]);
      await since('2026-11-17');
      expect(await own.talk(child, '2026-11')).toBe('due');
      await since('2026-11-18');
      expect(await own.talk(child, '2026-11')).toBeNull();
    });
  });

  describe('of a child that was not there the whole month', () => {
    it('is asked for with ten school days left, and exempt, new, with nine', async () => {
      const ten = await at.child({ openedOn: '2026-11-17' });
      const nine = await at.child({ openedOn: '2026-11-18' });
      expect(await at.talk(ten, '2026-11')).toBe('due');
      expect(await at.talk(nine, '2026-11')).toBe('exempt new');
      app.clock.moveTo('2026-12-01T10:00:00+08:00');
      expect(await at.talk(nine, '2026-12')).toBe('due');
    });

    it('is exempt where the care file is paused, closed or transferred on the last day, and asked for where it is open again', async () => {
      for (const status of ['paused', 'closed', 'transferred'] as const) {
        const child = await at.child();
        await app.world.careStatus(child, status, '2026-11-30');
        expect(await at.talk(child, '2026-11')).toBe(`exempt ${status}`);
        expect(await at.talk(child, '2026-10')).toBe('overdue');
      }
      const back = await at.child();
      await app.world.careStatus(back, 'paused', '2026-11-09');
      await app.world.careStatus(back, 'open', '2026-11-16');
      expect(await at.talk(back, '2026-11')).toBe('due');
      const backTooLate = await at.child();
      await app.world.careStatus(backTooLate, 'paused', '2026-11-02');
      await app.world.careStatus(backTooLate, 'open', '2026-11-18');
      expect(await at.talk(backTooLate, '2026-11')).toBe('exempt new');
    });

    it('is not listed any more for a file closed before the month began', async () => {
      const child = await at.child();
      await app.world.careStatus(child, 'closed', '2026-10-31');
      expect(await at.talk(child, '2026-10')).toBe('exempt closed');
      expect(await at.talk(child, '2026-11')).toBeNull();
    });

    it('is done where somebody talked with the child all the same', async () => {
      const child = await at.child({ openedOn: '2026-11-20' });
      await app.world.talk(child, { by: at.head, on: '2026-11-24' });
      expect(await at.talk(child, '2026-11')).toBe('done');
    });

    it('is exempt where the department has excused it, and done where it was held nevertheless', async () => {
      const [child, talked] = [await at.child(), await at.child()];
      for (const { id } of [child, talked])
        await app.owner.query(
          `INSERT INTO duty_exemptions (school_id, id, standard_id, student_id, from_on, to_on, reason, granted_by)
           SELECT school_id, gen_random_uuid(), id, $2, '2026-11-20', '2026-12-10', '住院', $3 FROM care_standards WHERE school_id = $1 AND code = 'monthlyTalk'`,
          [at.school.id, id, at.moral.id],
        );
      await app.world.talk(talked, { by: at.head, on: '2026-11-03' });
      expect(await at.talk(child, '2026-11')).toBe('exempt excused');
      expect(await at.talk(child, '2026-12')).toBe('due');
      expect(await at.talk(talked, '2026-11')).toBe('done');
      expect(await at.card(child, '2026-11')).toBe('due');
    });

    it('asks only for the categories the school names, from the day the category began', async () => {
      const own = await dutySchool(app);
      await app.owner.query(`UPDATE care_standards SET categories = '{orphan,illness}' WHERE school_id = $1`, [
        own.school.id,
      ]);
      const begin = (id: string, from: string, to: string | null = null) =>
        app.owner.query(
          `INSERT INTO care_categories (school_id, id, student_id, code, from_on, to_on) VALUES ($1, gen_random_uuid(), $2, 'illness', $3, $4)`,
          [own.school.id, id, from, to],
        );
      const [none, early, inTime, tooLate, over] = [
        await own.child(),
        await own.child(),
        await own.child(),
        await own.child(),
        await own.child(),
      ];
      await begin(early.id, '2026-09-01');
      await begin(inTime.id, '2026-11-17');
      await begin(tooLate.id, '2026-11-18');
      await begin(over.id, '2026-09-01', '2026-11-29');
      expect(
        await Promise.all([none, early, inTime, tooLate, over].map((child) => own.talk(child, '2026-11'))),
      ).toEqual([null, 'due', 'due', 'exempt new', null]);
    });
  });

  describe('held by whom', () => {
    it('counts for the deputy as for the head teacher', async () => {
      const deputy = await app.world.person(at.school);
      await app.world.assign(deputy, at.class, 'deputy', '2026-11-01', null);
      const child = await at.child();
      await app.world.talk(child, { by: deputy, on: '2026-11-10' });
      expect(await at.talk(child, '2026-11')).toBe('done');
    });

    it('does not count for others, but is shown as the last contact', async () => {
      const child = await at.child();
      await app.world.talk(child, { by: at.moral, on: '2026-11-10', topics: ['health'] });
      const [duty] = (await at.duties('month=2026-11&standard=monthlyTalk')).filter(
        ({ student }) => student.id === child.id,
      );
      expect(duty).toMatchObject({ status: 'due', lastOn: '2026-11-10', lastTopics: ['health'], neverCaredFor: false });
    });

    it('counts for whoever headed the class on the day of the talk, also after the hand-over, and not before', async () => {
      const own = await dutySchool(app);
      const successor = await app.world.person(own.school);
      await app.world.endAssignment(own.head, own.class, '2026-11-15');
      await app.world.assign(successor, own.class, 'headTeacher', '2026-11-16', null);
      const talks: [string, typeof own.head, string][] = [
        ['2026-11-15', own.head, 'done'],
        ['2026-11-16', own.head, 'due'],
        ['2026-11-16', successor, 'done'],
        ['2026-11-15', successor, 'due'],
      ];
      for (const [on, by, expected] of talks) {
        const child = await own.child();
        await app.world.talk(child, { by, on });
        expect([on, by.name, await own.talk(child, '2026-11')]).toEqual([on, by.name, expected]);
      }
    });

    it('before a change of class counts for the month, and the new head’s talk on the day of the change too', async () => {
      const own = await dutySchool(app);
      const second = await app.world.class(own.school, { grade: 3, number: 3 });
      const newHead = await app.world.person(own.school, { heads: [second] });
      const talks: [string, typeof own.head, string][] = [
        ['2026-11-05', own.head, 'done'],
        ['2026-11-10', own.head, 'due'],
        ['2026-11-10', newHead, 'done'],
        ['2026-11-05', newHead, 'due'],
      ];
      for (const [on, by, expected] of talks) {
        const child = await own.child();
        await app.world.move(child, second, '2026-11-10');
        await app.world.talk(child, { by, on });
        expect([on, await own.talk(child, '2026-11')]).toEqual([on, expected]);
      }
    });

    it('counts before the first class we know of, since a ledger says in which class and not since when', async () => {
      const child = await at.child({ openedOn: '2026-09-01' });
      await app.owner.query(`UPDATE class_memberships SET from_on = '2026-11-20' WHERE student_id = $1`, [child.id]);
      await app.world.talk(child, { by: at.head, on: '2026-11-05' });
      expect(await at.talk(child, '2026-11')).toBe('done');
    });
  });
});
