import { HousekeepingService } from '../../server/src/platform/housekeeping/housekeeping.service.js';
import { TestApp } from '../support/test-app.js';
import type { AStudent, Person } from '../support/world.js';

describe('a request that is sent again with the same Idempotency-Key', () => {
  let app: TestApp;
  let teacher: Person;
  let colleague: Person;
  let child: AStudent;

  beforeAll(async () => {
    app = await TestApp.start();
    const school = await app.world.school();
    const inClass = await app.world.class(school);
    teacher = await app.world.person(school, { heads: [inClass] });
    colleague = await app.world.person(school, { heads: [inClass] });
    child = await app.world.student(school, { in: inClass });
  });
  afterAll(() => app.stop());

  const log = (person: Person, key: string, summary: string) =>
    app
      .as(person)
      .post('/api/talks')
      .set('Idempotency-Key', key)
      .send({ studentIds: [child.id], heldOn: '2026-11-20', summary });
  const stored = async (): Promise<number> => (await app.owner.query('SELECT 1 FROM care_records')).rowCount!;

  it('is one talk and the same answer, also twenty times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => log(teacher, 'twenty', '聊学习').expect(201)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await stored()).toBe(1);
  });

  it('is refused with another body, and nothing is saved', async () => {
    const { body } = await log(teacher, 'twenty', '聊别的').expect(422);
    expect(body.code).toBe('request.keyReused');
    expect(await stored()).toBe(1);
  });

  it('is somebody else’s own where somebody else uses the key', async () => {
    await log(colleague, 'twenty', '聊别的').expect(201);
    expect(await stored()).toBe(2);
  });

  it('may be mended and sent again under the key where it was refused', async () => {
    await log(teacher, 'mended', '\u0007').expect(400);
    await log(teacher, 'mended', '聊生活').expect(201);
    expect(await stored()).toBe(3);
  });

  it('is forgotten after 24 hours', async () => {
    app.clock.moveTo('2026-11-24T09:59:00+08:00');
    await app.nest.get(HousekeepingService).forget();
    await log(teacher, 'twenty', '聊学习').expect(201);
    expect(await stored()).toBe(3);
    app.clock.moveTo('2026-11-24T10:01:00+08:00');
    await app.nest.get(HousekeepingService).forget();
    await log(teacher, 'twenty', '聊学习').expect(201);
    expect(await stored()).toBe(4);
  });
});
