import { TestApp } from '../support/test-app.js';
import type { AStudent, Person } from '../support/world.js';

describe('behind a pooler that hands out another connection each time (DB_CONTEXT=transaction)', () => {
  it('lists, opens and records just the same, and mixes no schools', async () => {
    const app = await TestApp.start({ settings: { DB_CONTEXT: 'transaction' } });
    try {
      const worlds: { teacher: Person; child: AStudent }[] = [];
      for (const name of ['李小山', '王小河']) {
        const school = await app.world.school();
        const inClass = await app.world.class(school);
        worlds.push({
          teacher: await app.world.person(school, { heads: [inClass] }),
          child: await app.world.student(school, { name, in: inClass }),
        });
      }
      await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const { teacher, child } = worlds[index % 2]!;
          const { body } = await app.as(teacher).get('/api/students').expect(200);
          expect(body.items.map(({ name }: { name: string }) => name)).toEqual([child.name]);
        }),
      );
      const [mine, theirs] = worlds;
      await app.as(mine!.teacher).get(`/api/students/${mine!.child.id}`).expect(200);
      await app.as(mine!.teacher).get(`/api/students/${theirs!.child.id}`).expect(404);
      await app
        .as(mine!.teacher)
        .post('/api/talks')
        .set('Idempotency-Key', 'one')
        .send({ studentIds: [mine!.child.id], heldOn: '2026-11-20' })
        .expect(201);
      const { body } = await app.as(mine!.teacher).get('/api/today').expect(200);
      expect(body.ring).toEqual({ done: 1, expected: 1 });
      const { rows } = await app.owner.query<{ act: string }>(
        'SELECT act FROM audit_entries WHERE student_id = $1 ORDER BY at, id',
        [mine!.child.id],
      );
      expect(rows.map(({ act }) => act)).toEqual(['student.opened', 'talk.recorded']);
    } finally {
      await app.stop();
    }
  });
});
