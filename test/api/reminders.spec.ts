import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import ICAL from 'ical.js';
import { v7 } from 'uuid';
import { createApp } from '../../server/src/app.setup.js';
import { readConfig } from '../../server/src/config/app-config.js';
import { DeliveriesService } from '../../server/src/features/reminders/deliveries.service.js';
import { DigestsService } from '../../server/src/features/reminders/digests.service.js';
import { GroupServer } from '../support/group-server.js';
import { MailServer } from '../support/mail-server.js';
import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

const MONDAY_MORNING = '2026-11-23T07:05:00+08:00';

describe('reminders', () => {
  let app: TestApp;
  let mail: MailServer;
  let group: GroupServer;
  let school: ASchool;
  let inClass: AClass;
  let head: Person;
  let department: Person;
  let administrator: Person;
  let idle: Person;
  const children: AStudent[] = [];

  beforeAll(async () => {
    mail = await MailServer.start();
    group = await GroupServer.start();
    app = await TestApp.start({
      at: MONDAY_MORNING,
      settings: {
        SMTP_URL: mail.url,
        MAIL_FROM: 'Tongxin <tongxin@school.example>',
        PUBLIC_URL: 'https://tongxin.school.example/',
      },
    });
    school = await app.world.school();
    inClass = await app.world.class(school, { grade: 3, number: 2 });
    const other = await app.world.class(school, { grade: 4, number: 1 });
    head = await app.world.person(school, { heads: [inClass] });
    idle = await app.world.person(school, { teaches: [inClass] });
    department = await app.world.person(school, { roles: ['moralEducation'] });
    administrator = await app.world.person(school, { roles: ['administrator'] });
    for (const name of ['陈晓雨', '赵明远', '孙小梅'])
      children.push(await app.world.student(school, { name, in: inClass }));
    children.push(await app.world.student(school, { name: '周子轩', in: other }));
    // One talk is done this month; in September and October nobody was talked with.
    await app.world.talk(children[0]!, { by: head, on: '2026-11-10' });
  });
  afterAll(async () => {
    await app.stop();
    await mail.stop();
    await group.stop();
  });
  beforeEach(() => app.clock.moveTo(MONDAY_MORNING));

  const digests = (): DigestsService => app.nest.get(DigestsService);
  const wantsMail = async (person: Person, mailAddress: string, language = 'zh-CN'): Promise<void> => {
    const { body } = await app.as(person).get('/api/reminders/settings').expect(200);
    await app
      .as(person)
      .put('/api/reminders/settings')
      .set('If-Match', `"${body.version}"`)
      .send({ byMail: true, mailAddress, language })
      .expect(200);
  };
  const setRobot = async (request: object): Promise<{ version: number }> => {
    const { body } = await app.as(administrator).get('/api/reminders/channel').expect(200);
    return (
      await app
        .as(administrator)
        .put('/api/reminders/channel')
        .set('If-Match', `"${body.version}"`)
        .send(request)
        .expect(200)
    ).body;
  };
  /** Nothing that has left the installation names a child, in whatever wrapping. */
  const namesNoChild = (text: string): void => {
    for (const { name, id } of children) {
      expect(text).not.toContain(name);
      expect(text).not.toContain(id);
      expect(text).not.toContain(encodeURIComponent(name));
    }
  };
  const rows = async (table: string, where = 'true'): Promise<Record<string, unknown>[]> =>
    (
      await app.owner.query<Record<string, unknown>>(`SELECT * FROM ${table} WHERE school_id = $1 AND ${where}`, [
        school.id,
      ])
    ).rows;
  const queueIsEmpty = async (): Promise<void> => {
    const waiting = `SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'reminders.deliver' LIMIT 1`;
    while ((await app.owner.query(waiting)).rowCount) await sleep(50);
  };
  const forgetToday = async (): Promise<void> => {
    for (const table of ['reminder_deliveries', 'digests', 'digest_runs'])
      await app.owner.query(`DELETE FROM ${table} WHERE school_id = $1`, [school.id]);
  };

  describe('how somebody is reminded', () => {
    it('is by nothing but the application until they say so', async () => {
      const person = await app.world.person(school);
      const { body } = await app.as(person).get('/api/reminders/settings').expect(200);
      expect(body).toEqual({
        version: 0,
        byMail: false,
        mailAddress: null,
        language: 'zh-CN',
        mailAvailable: true,
        calendar: null,
      });
    });

    it('takes a mail address that is one, and asks for it where mail is wanted', async () => {
      const person = await app.world.person(school);
      const put = (request: object) =>
        app
          .as(person)
          .put('/api/reminders/settings')
          .set('If-Match', '"0"')
          .send({ language: 'en', ...request });
      for (const mailAddress of [
        'teacher',
        'a b@school.example',
        'x@y',
        '"x"@school.example',
        'x@school.example\r\nBcc: y@z.example',
      ])
        expect((await put({ byMail: true, mailAddress }).expect(400)).body.errors[0].pointer).toBe('/mailAddress');
      expect((await put({ byMail: true, mailAddress: null }).expect(400)).body.errors).toEqual([
        { pointer: '/mailAddress', code: 'field.required', params: {} },
      ]);
      await put({ byMail: true, mailAddress: 'teacher@school.example' }).expect(200);
      // Somebody who has not seen the present state does not overwrite it.
      const stale = await put({ byMail: false, mailAddress: null }).expect(412);
      expect(stale.body.current.mailAddress).toBe('teacher@school.example');
    });
  });

  describe('the digest', () => {
    afterEach(() => forgetToday());

    it('reaches whoever wants mail, the group and the application, with figures and a link, and no child’s name', async () => {
      await wantsMail(head, 'head@school.example');
      await wantsMail(department, 'department@school.example', 'en');
      await setRobot({ kind: 'weCom', url: `${group.url}/cgi-bin/webhook/send?key=abcd-1234`, language: 'zh-CN' });
      await digests().remindAll();
      await mail.arrived(2);
      await group.heard(1);

      const toHead = mail.mails.find(({ to }) => to.includes('head@school.example'))!;
      expect(toHead.text).toContain('童心今日提醒');
      expect(toHead.text).toContain('2 次谈心待完成');
      const [stored] = await rows('digests', `staff_id = '${head.id}'`);
      expect(toHead.text).toContain(`${String(stored!['overdue'])} 项已逾期`);
      expect(toHead.text).toContain('https://tongxin.school.example/');
      const toDepartment = mail.mails.find(({ to }) => to.includes('department@school.example'))!;
      expect(toDepartment.text).toContain('3 talks due');
      expect(group.messages[0]!.body.text.content).toMatch(/3 次谈心待完成/);
      expect(group.messages[0]!.query.get('key')).toBe('abcd-1234');
      for (const said of [...mail.mails.flatMap(({ raw, text }) => [raw, text]), JSON.stringify(group.messages)])
        namesNoChild(said);

      const { body } = await app.as(head).get('/api/reminders/digests').expect(200);
      expect(body.items[0]).toMatchObject({ day: '2026-11-23', talksDue: 2, cardsDue: 3 });
      // Whoever has nothing to do is left in peace.
      expect((await app.as(idle).get('/api/reminders/digests').expect(200)).body.items).toEqual([]);
    });

    it('comes once, whatever number of servers begin at the same moment, and however often they try', async () => {
      const config = readConfig({
        DATABASE_URL: app.database.url,
        DEMO: '0',
        PORT: '0',
        DB_POOL: '3',
        LOG_LEVEL: 'silent',
        SMTP_URL: mail.url,
        MAIL_FROM: 'tongxin@school.example',
      });
      const second = await createApp(config, { clock: app.clock, logger: false });
      try {
        await wantsMail(head, 'once@school.example');
        const before = mail.mails.length;
        await Promise.all([digests().remindAll(), second.get(DigestsService).remindAll()]);
        await Promise.all([digests().remindAll(), second.get(DigestsService).remindAll()]);
        await mail.arrived(before + 2);
        expect(await rows('digests', `staff_id = '${head.id}'`)).toHaveLength(1);
        expect(await rows('reminder_deliveries', `way = 'mail' AND staff_id = '${head.id}'`)).toHaveLength(1);
        expect(await rows('reminder_deliveries', `way = 'robot'`)).toHaveLength(1);
        // The second server goes only when neither has a message in its hands any more.
        await queueIsEmpty();
      } finally {
        await second.close();
      }
      expect(mail.mails.filter(({ to }) => to.includes('once@school.example'))).toHaveLength(1);
    });

    it.each([
      ['before seven in the morning', '2026-11-23T06:59:00+08:00'],
      ['in the evening', '2026-11-23T18:01:00+08:00'],
      ['on a Sunday', '2026-11-22T08:00:00+08:00'],
      ['on National Day', '2026-10-01T08:00:00+08:00'],
      ['in the holidays', '2027-02-01T08:00:00+08:00'],
    ])('does not come %s', async (_when, at) => {
      app.clock.moveTo(at);
      await digests().remindAll();
      expect(await rows('digests')).toEqual([]);
      expect(await rows('digest_runs')).toEqual([]);
    });

    it('is not sent to whoever has been switched off', async () => {
      const gone = await app.world.person(school, { roles: ['moralEducation'] });
      await app.owner.query(`UPDATE accounts SET disabled_at = now() WHERE id = $1`, [gone.accountId]);
      await digests().remindAll();
      expect(await rows('digests', `staff_id = '${gone.id}'`)).toEqual([]);
      expect((await rows('digests', `staff_id = '${department.id}'`)).length).toBe(1);
    });

    it('tells each what is theirs today: after a hand-over it is the new head teacher’s', async () => {
      const successor = await app.world.person(school);
      await app.world.endAssignment(head, inClass, '2026-11-22');
      await app.world.assign(successor, inClass, 'headTeacher', '2026-11-23', null);
      try {
        await digests().remindAll();
        expect(await rows('digests', `staff_id = '${head.id}'`)).toEqual([]);
        expect(await rows('digests', `staff_id = '${successor.id}'`)).toMatchObject([{ talks_due: 2 }]);
      } finally {
        await app.owner.query(`DELETE FROM digests WHERE staff_id = $1`, [successor.id]);
        await app.owner.query(`DELETE FROM class_assignments WHERE staff_id = $1`, [successor.id]);
        await app.owner.query(`UPDATE class_assignments SET to_on = NULL WHERE staff_id = $1`, [head.id]);
      }
    });

    it('that cannot be delivered is given up after some attempts, and the administrator sees that, not where it went', async () => {
      const { body: before } = await app.as(head).get('/api/reminders/settings').expect(200);
      expect(before.mailAddress).toBe('once@school.example');
      group.answer = { status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' };
      await digests().remindAll();
      const [delivery] = await rows('reminder_deliveries', `way = 'robot'`);
      const deliver = (): Promise<void> =>
        app.nest
          .get(DeliveriesService)
          .deliver({ schoolId: school.id, deliveryId: delivery!['id'] as string })
          .catch(() => undefined);
      for (let attempt = 0; attempt < 10; attempt += 1) await deliver();
      expect((await rows('reminder_deliveries', `way = 'robot'`))[0]).toMatchObject({
        status: 'failed',
        attempts: 8,
        problem: 'robot.refused',
      });
      const { body } = await app.as(administrator).get('/api/reminders/not-delivered').expect(200);
      expect(body.items).toEqual([
        expect.objectContaining({ day: '2026-11-23', way: 'robot', person: null, status: 'failed', attempts: 8 }),
      ]);
      expect(JSON.stringify(body)).not.toMatch(/@|http|abcd/);
      expect((await app.as(administrator).get('/api/reminders/channel').expect(200)).body.last).toEqual({
        day: '2026-11-23',
        status: 'failed',
        problem: 'robot.refused',
      });
      // Given up is given up: no further message leaves.
      const sent = group.messages.length;
      await deliver();
      expect(group.messages).toHaveLength(sent);
      group.answer = { status: 200, body: '{"errcode":0}' };
    });
  });

  describe('the group robot', () => {
    it('is set by the administrator only, and its address is never shown again in full', async () => {
      for (const person of [head, department]) await app.as(person).get('/api/reminders/channel').expect(403);
      await setRobot({
        kind: 'dingTalk',
        url: `${group.url}/robot/send?access_token=geheim-5678`,
        secret: 'SEC-made-up',
        language: 'en',
      });
      const { body } = await app.as(administrator).get('/api/reminders/channel').expect(200);
      expect(body).toMatchObject({ kind: 'dingTalk', host: new URL(group.url).host, ending: '5678', signed: true });
      expect(JSON.stringify(body)).not.toMatch(/geheim|SEC-made-up/);
    });

    it('keeps its address and secret where they are left out of a change', async () => {
      await setRobot({ kind: 'dingTalk', language: 'zh-CN' });
      const { body } = await app.as(administrator).get('/api/reminders/channel').expect(200);
      expect(body).toMatchObject({ ending: '5678', signed: true, language: 'zh-CN' });
    });

    it('is told with DingTalk’s signature when tried', async () => {
      const before = group.messages.length;
      const { body } = await app.as(administrator).post('/api/reminders/channel/trial').expect(200);
      expect(body).toEqual({ reached: true, problem: null });
      const { query, body: said } = group.messages[before]!;
      const timestamp = query.get('timestamp')!;
      expect(query.get('sign')).toBe(
        createHmac('sha256', 'SEC-made-up').update(`${timestamp}\nSEC-made-up`).digest('base64'),
      );
      expect(query.get('access_token')).toBe('geheim-5678');
      expect(said.msgtype).toBe('text');
    });

    it('says when it was refused, or sent on to somewhere else', async () => {
      const trial = async () => (await app.as(administrator).post('/api/reminders/channel/trial').expect(200)).body;
      group.answer = { status: 200, body: '{"errcode":310000,"errmsg":"sign not match"}' };
      expect(await trial()).toEqual({ reached: false, problem: 'robot.refused' });
      group.answer = { status: 302, body: '', location: `${group.url}/elsewhere` };
      const before = group.messages.length;
      expect(await trial()).toEqual({ reached: false, problem: 'robot.noConnection' });
      expect(group.messages).toHaveLength(before + 1);
      group.answer = { status: 200, body: '{"errcode":0}' };
    });

    it('is reached over an encrypted way only', async () => {
      const { body: present } = await app.as(administrator).get('/api/reminders/channel').expect(200);
      for (const url of [
        'http://robots.example/send',
        'ftp://x.example',
        'not an address',
        'https://user:word@x.example/',
      ]) {
        const { body } = await app
          .as(administrator)
          .put('/api/reminders/channel')
          .set('If-Match', `"${present.version}"`)
          .send({ kind: 'weCom', url, language: 'zh-CN' })
          .expect(400);
        expect(body.errors).toEqual([{ pointer: '/url', code: 'robot.address', params: {} }]);
      }
    });

    it('is ended, and then there is none', async () => {
      const { body: present } = await app.as(administrator).get('/api/reminders/channel').expect(200);
      await app.as(administrator).delete('/api/reminders/channel').set('If-Match', '"0"').expect(412);
      await app.as(administrator).delete('/api/reminders/channel').set('If-Match', `"${present.version}"`).expect(204);
      const { body } = await app.as(administrator).get('/api/reminders/channel').expect(200);
      expect(body).toMatchObject({ kind: null, host: null, ending: null, signed: false });
      expect((await rows('reminder_channels'))[0]).toMatchObject({ url: null, secret: null });
      await app.as(administrator).post('/api/reminders/channel/trial').expect(404);
    });
  });

  describe('one’s own calendar', () => {
    const make = async (person: Person): Promise<string> =>
      new URL((await app.as(person).post('/api/reminders/calendar').expect(201)).body.address as string).pathname;
    const read = async (path: string): Promise<{ text: string; events: ICAL.Event[] }> => {
      const { text, headers } = await app.stranger.get(path).expect(200);
      expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
      const events = new ICAL.Component(ICAL.parse(text) as unknown[] as never)
        .getAllSubcomponents('vevent')
        .map((event) => new ICAL.Event(event));
      return { text, events };
    };

    it('holds what is due with the day and the child’s initials, and opens the file from there', async () => {
      const { text, events } = await read(await make(head));
      const talks = events.filter(({ summary }) => summary.startsWith('谈心 ·'));
      expect(talks.map(({ summary }) => summary).sort()).toEqual(['谈心 · S.X.M.', '谈心 · Z.M.Y.']);
      for (const { startDate, endDate } of talks) {
        expect(startDate.isDate).toBe(true);
        expect([startDate.toString(), endDate.toString()]).toEqual(['2026-11-30', '2026-12-01']);
      }
      expect(events.some(({ summary }) => summary.startsWith('谈心 (已逾期)'))).toBe(true);
      expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
      expect(text).toContain(`URL;VALUE=URI:https://tongxin.school.example/students/`);
      for (const { name } of children) expect(text).not.toContain(name);
      // A child of another class is nobody's business here.
      expect(text.replaceAll('\r\n ', '')).not.toContain(children[3]!.id);
      expect(text).not.toMatch(/leftBehind|留守/);
    });

    it('keeps the same entries from one reading to the next, and drops what is done', async () => {
      const path = await make(head);
      const before = (await read(path)).events.map(({ uid }) => uid);
      expect((await read(path)).events.map(({ uid }) => uid)).toEqual(before);
      const talk = await app.world.talk(children[1]!, { by: head, on: '2026-11-20' });
      const after = (await read(path)).events;
      expect(after.filter(({ summary }) => summary === '谈心 · Z.M.Y.')).toEqual([]);
      await app.owner.query(`DELETE FROM care_records WHERE id = $1`, [talk.id]);
    });

    it('names no child to whoever looks after the whole school, only how many', async () => {
      const { text, events } = await read(await make(department));
      expect(events.map(({ summary }) => summary)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^谈心 · 3 人$|^Talk · 3 children$/)]),
      );
      namesNoChild(text.replaceAll('\r\n ', ''));
    });

    it('follows what the person may see today', async () => {
      const path = await make(head);
      await app.world.endAssignment(head, inClass, '2026-11-22');
      expect((await read(path)).events).toEqual([]);
      await app.owner.query(`UPDATE class_assignments SET to_on = NULL WHERE staff_id = $1`, [head.id]);
    });

    it('has one address at a time: a new one, an end, or a switched-off account closes the old', async () => {
      const person = await app.world.person(school);
      const first = await make(person);
      await read(first);
      const { body } = await app.as(person).get('/api/reminders/settings').expect(200);
      expect(body.calendar).toEqual({ madeAt: '2026-11-22T23:05:00.000Z', readAt: '2026-11-22T23:05:00.000Z' });
      const next = await make(person);
      await app.stranger.get(first).expect(404);
      await read(next);
      await app.owner.query(`UPDATE accounts SET disabled_at = now() WHERE id = $1`, [person.accountId]);
      await app.stranger.get(next).expect(404);
      await app.owner.query(`UPDATE accounts SET disabled_at = NULL WHERE id = $1`, [person.accountId]);
      await app.as(person).delete('/api/reminders/calendar').expect(204);
      await app.stranger.get(next).expect(404);
      await app.as(person).delete('/api/reminders/calendar').expect(404);
    });

    it('is not stored so that whoever reads the database could open it', async () => {
      const person = await app.world.person(school);
      const { body } = await app.as(person).post('/api/reminders/calendar').set('Idempotency-Key', v7()).expect(201);
      const token = /calendar\/([\w-]{43})\.ics$/.exec(body.address as string)![1]!;
      for (const table of ['calendar_feeds', 'idempotency_keys', 'audit_entries', 'rate_limits']) {
        const { rows: found } = await app.owner.query<{ text: string }>(
          `SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM ${table} t`,
        );
        expect(found[0]!.text).not.toContain(token);
      }
    });

    it('answers a guess like nothing, and one who asks too often with when to come back', async () => {
      for (const file of ['x.ics', `${'A'.repeat(43)}.ics`, 'A'.repeat(43), '..%2fsession'])
        expect((await app.stranger.get(`/api/calendar/${file}`).expect(404)).body.code).toBe('request.notFound');
      const path = await make(await app.world.person(school));
      for (let time = 0; time < 30; time += 1) await app.stranger.get(path).expect(200);
      const { body, headers } = await app.stranger.get(path).expect(429);
      expect(body.code).toBe('request.tooMany');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    });
  });
});

describe('an installation that cannot send mail', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ at: MONDAY_MORNING });
  });
  afterAll(() => app.stop());

  it('says so, and reminds in the application all the same', async () => {
    const school = await app.world.school();
    const inClass = await app.world.class(school);
    const head = await app.world.person(school, { heads: [inClass] });
    await app.world.student(school, { in: inClass });
    const { body } = await app.as(head).get('/api/reminders/settings').expect(200);
    expect(body.mailAvailable).toBe(false);
    await app.nest.get(DigestsService).remindAll();
    expect((await app.as(head).get('/api/reminders/digests').expect(200)).body.items).toHaveLength(1);
    // Without a public address a calendar is given by its path alone.
    const { body: made } = await app.as(head).post('/api/reminders/calendar').expect(201);
    expect(made.address).toMatch(/^\/api\/calendar\//);
    expect((await app.stranger.get(made.address as string).expect(200)).text).not.toContain('URL');
  });

  it.each([
    [{ SMTP_URL: 'smtp://mail.example' }, /MAIL_FROM/],
    [{ MAIL_FROM: 'x@school.example' }, /SMTP_URL/],
    [{ SMTP_URL: 'http://mail.example', MAIL_FROM: 'x@school.example' }, /SMTP_URL/],
    [{ PUBLIC_URL: 'tongxin.example' }, /PUBLIC_URL/],
    [{ PUBLIC_URL: 'https://tongxin.example/app' }, /PUBLIC_URL/],
  ])('is not started with half a setting: %o', (settings, named) => {
    expect(() => readConfig(settings)).toThrow(named);
  });
});
