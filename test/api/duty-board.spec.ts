import { Database } from '../../server/src/database/database.js';
import { BoardKeeping } from '../../server/src/features/duties/board/board-keeping.job.js';
import { DutyBoard } from '../../server/src/features/duties/board/duty-board.service.js';
import { withoutBoard } from '../support/duty-boards.js';
import { dutySchool, type DutySchool } from '../support/duty-school.js';
import { classesOf, Importing } from '../support/ledgers.js';
import { TestApp } from '../support/test-app.js';
import type { AStudent, Person } from '../support/world.js';

const NOVEMBER = '2026-11-23T10:00:00+08:00';

describe('the duty board', () => {
  let app: TestApp;
  let at: DutySchool;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    app.clock.moveTo(NOVEMBER);
    at = await dutySchool(app);
  });

  /** What the department, the head teacher and the office are shown. */
  const shown = async (school: DutySchool = at): Promise<unknown[]> => {
    const office = await officeOf(school);
    const answers: unknown[] = [];
    for (const person of [school.moral, school.head, office])
      for (const path of [
        'duties/summary',
        'duties?status=due&status=overdue&limit=100&total=true',
        'duties?term=true&limit=100',
        'today',
      ])
        answers.push((await app.as(person).get(`/api/${path}`).expect(200)).body);
    return answers;
  };
  const offices = new Map<string, Person>();
  const officeOf = async ({ school }: DutySchool): Promise<Person> => {
    const office = offices.get(school.id) ?? (await app.world.person(school, { roles: ['office'] }));
    offices.set(school.id, office);
    return office;
  };
  /** What is shown is what is computed; and it is something else than before, where that is given. */
  const agreed = async (before?: unknown[]): Promise<unknown[]> => {
    const now = await shown();
    expect(now).toEqual(await withoutBoard(app.nest, () => shown()));
    if (before) expect(now).not.toEqual(before);
    return now;
  };
  const marks = async (school: DutySchool = at): Promise<number> =>
    (await app.owner.query(`SELECT count(*)::int AS n FROM duty_marks WHERE school_id = $1`, [school.school.id]))
      .rows[0].n;
  /** Which version of each row of the board there is: it changes where a row is written. */
  const written = async (): Promise<string> =>
    (
      await app.owner.query(
        `SELECT string_agg(xmin::text || ctid::text, ' ' ORDER BY window_no, student_id) AS rows FROM duty_states WHERE school_id = $1`,
        [at.school.id],
      )
    ).rows[0].rows;
  const log = (child: AStudent, heldOn = '2026-11-20') =>
    app
      .as(at.head)
      .post('/api/talks')
      .send({ studentIds: [child.id], heldOn });

  it('follows two files that become one, and two again', async () => {
    const kept = await at.child({ name: '何安', birthDate: '2017-03-02' });
    const gone = await at.child({ name: '何安', birthDate: '2017-03-02', openedOn: '2026-09-10' });
    await app.world.talk(gone, { by: at.head, on: '2026-11-12' });
    const two = await agreed();
    const { body } = await app
      .as(at.moral)
      .post('/api/merges')
      .send({ keepId: kept.id, mergeId: gone.id, keptVersion: 1, mergedVersion: 1, reason: '重复建档' })
      .expect(201);
    await agreed(two);
    await app.as(at.moral).post(`/api/merges/${body.id}/undo`).expect(200);
    expect(await agreed()).toEqual(two);
  });

  it('follows the step into a new school year, and back', async () => {
    app.clock.moveTo('2027-07-08T10:00:00+08:00');
    const sixth = await app.world.class(at.school, { grade: 6 });
    await app.world.student(at.school, { in: sixth });
    await at.child();
    const old = await agreed();
    const { body } = await app.as(at.moral).post('/api/rollovers').send({ toYear: 2027 }).expect(201);
    await agreed(old);
    await app.as(at.moral).post(`/api/rollovers/${body.id}/undo`).expect(200);
    expect(await agreed()).toEqual(old);
  });

  it('follows a ledger that is brought in', async () => {
    const before = await agreed();
    await classesOf(app, await app.world.school());
    const office = new Importing(app, await officeOf(at));
    const ledger = await office.sample('ledger-60.xlsx');
    await office.commit(ledger.id, { createClasses: true });
    const [summary] = (await agreed(before)) as [{ byStandard: { expected: number; exempt: number }[] }];
    expect(summary.byStandard[0]!.expected + summary.byStandard[0]!.exempt).toBeGreaterThan(40);
  });

  it('computes only the children of whom something has changed, and writes only what differs', async () => {
    const [one, other] = [await at.child(), await at.child()];
    await shown();
    const rows = async (child: AStudent): Promise<string> =>
      (
        await app.owner.query(
          `SELECT string_agg(xmin::text || ctid::text, ' ' ORDER BY window_no) AS rows FROM duty_states WHERE student_id = $1`,
          [child.id],
        )
      ).rows[0].rows;
    const [first, second] = [await rows(one), await rows(other)];
    await log(one).expect(201);
    expect(await marks()).toBe(1);
    await shown();
    expect(await marks()).toBe(0);
    expect(await rows(one)).not.toBe(first);
    expect(await rows(other)).toBe(second);
  });

  it('is kept by whoever reads; reading again writes nothing', async () => {
    await at.child();
    await shown();
    const before = await written();
    await shown();
    expect(await written()).toBe(before);
  });

  it('loses no mark while many save and many read at once', async () => {
    const children = await Promise.all(Array.from({ length: 20 }, () => at.child()));
    await shown();
    await Promise.all([
      ...children.map((child) => log(child).expect(201)),
      // Twice the same child: neither waits for the other, and neither mark stands for both.
      ...children.map((child) => log(child, '2026-11-19').expect(201)),
      ...Array.from({ length: 10 }, () => app.as(at.moral).get('/api/duties/summary').expect(200)),
    ]);
    await agreed();
    const { body } = await app.as(at.moral).get('/api/duties/summary').expect(200);
    expect(body.byStandard[0]).toMatchObject({ code: 'monthlyTalk', done: 20, due: 0 });
  });

  it('sees a change with its commit, also where another of the same child was taken in before it', async () => {
    const child = await at.child();
    await shown();
    const writer = await app.owner.connect();
    try {
      await writer.query('BEGIN');
      await writer.query(
        `INSERT INTO care_records (school_id, id, entry_id, kind, student_id, author_id, held_on, typed_at, level, body_hash)
         VALUES ($1, gen_random_uuid(), gen_random_uuid(), 'talk', $2, $3, '2026-11-18', '2026-11-18T12:00:00+08:00', 'protected', '\\x00')`,
        [at.school.id, child.id, at.head.id],
      );
      // Another change of the same child comes and is taken in while the first is still being written.
      await app.world.urgency(child, 'raised', '2026-11-20', at.moral);
      expect((await at.duties('standard=monthlyTalk')).map(({ status }) => status)).toEqual(['due']);
      await writer.query('COMMIT');
    } finally {
      writer.release();
    }
    expect((await at.duties('standard=monthlyTalk')).map(({ status }) => status)).toEqual(['done']);
    await agreed();
  });

  it('is filled once where two servers find it empty at the same moment', async () => {
    await Promise.all(Array.from({ length: 5 }, () => at.child()));
    const [here, there] = [app.nest.get(BoardKeeping), new DutyBoard(app.nest.get(Database))];
    // The second server's board, under the same service: it knows nothing of what the first one is doing.
    const keeping = Object.assign(Object.create(here) as BoardKeeping, {});
    const duties = Object.assign(Object.create(Reflect.get(here, 'duties') as object), { board: there });
    Object.assign(keeping, { duties });
    const school = { id: at.school.id, time_zone: 'Asia/Shanghai', system: '63' as const };
    await Promise.all([here.keep(school), keeping.keep(school), here.keep(school), keeping.keep(school)]);
    expect(there.failures).toBe(0);
    await agreed();
  });

  it('leaves the marks of another school where they are, and shows nothing of it', async () => {
    const elsewhere = await dutySchool(app);
    await shown(elsewhere);
    await elsewhere.child();
    const theirs = await marks(elsewhere);
    expect(theirs).toBeGreaterThan(0);
    await at.child();
    await shown();
    expect(await marks(elsewhere)).toBe(theirs);
    const { rows } = await app.owner.query(
      `SELECT count(*)::int AS n FROM duty_states s JOIN students c ON c.id = s.student_id WHERE c.school_id <> s.school_id`,
    );
    expect(rows[0].n).toBe(0);
  });

  it('is brought into the new day by the night, so that the first reader of the morning waits for nothing', async () => {
    await at.child();
    await shown();
    app.clock.moveTo('2026-12-01T00:04:00+08:00');
    await app.nest.get(BoardKeeping).keepAll();
    const kept = await written();
    await shown();
    expect(await written()).toBe(kept);
    expect((await at.duties('term=true&standard=monthlyTalk&status=overdue')).length).toBe(3);
    await agreed();
  });

  it('is read behind a pooler that hands out another connection each time', async () => {
    const pooled = await TestApp.start({ settings: { DB_CONTEXT: 'transaction' } });
    try {
      const school = await dutySchool(pooled);
      const child = await school.child();
      expect(await school.talk(child, '2026-11')).toBe('due');
      await pooled
        .as(school.head)
        .post('/api/talks')
        .send({ studentIds: [child.id], heldOn: '2026-11-20' })
        .expect(201);
      expect(await school.talk(child, '2026-11')).toBe('done');
    } finally {
      await pooled.stop();
    }
  });
});
