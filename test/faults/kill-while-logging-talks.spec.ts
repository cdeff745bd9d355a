import { setTimeout as sleep } from 'node:timers/promises';
import { v7 } from 'uuid';
import { todayIn } from '@tongxin/shared';
import { Arrangement } from '../support/arrangement.js';
import { Product } from '../support/product.js';
import type { AStudent } from '../support/world.js';

const LOOPS = Number(process.env['KILL_LOOPS'] ?? 15);
const WRITERS = 4;

describe('kill -9 of the server while teachers log talks', () => {
  it(
    `keeps every answered talk once, with its row in the access log, ${LOOPS} times`,
    async () => {
      const arranged = await Arrangement.make();
      try {
        const school = await arranged.world.school();
        const inClass = await arranged.world.class(school);
        const teacher = await arranged.world.person(school, { heads: [inClass] });
        const students: AStudent[] = [];
        for (let child = 0; child < 4; child += 1) students.push(await arranged.world.student(school, { in: inClass }));
        const heldOn = todayIn('Asia/Shanghai', new Date());
        const cookie = await arranged.cookieOf(teacher);
        const answered = new Set<string>();
        const sent = new Set<string>();

        for (let loop = 0; loop < LOOPS; loop += 1) {
          const product = await Product.start({ DATABASE_URL: arranged.database.url });
          let killed = false;
          const write = async (writer: number): Promise<void> => {
            while (!killed) {
              const id = v7();
              sent.add(id);
              const answer = await fetch(`${product.url}/api/talks`, {
                method: 'POST',
                headers: { 'Content-Type': 'application/json', Cookie: cookie, 'Idempotency-Key': id },
                body: JSON.stringify({ id, studentIds: [students[writer]!.id], heldOn, summary: `聊了近况 ${id}` }),
              }).catch(() => null);
              if (answer?.status === 201) {
                // Read to the end: an answer that broke off was not given.
                const body = (await answer.json().catch(() => null)) as { items: { id: string }[] } | null;
                if (body) answered.add(body.items[0]!.id);
              } else if (answer) {
                throw new Error(`answered ${answer.status}: ${await answer.text()}`);
              }
            }
          };
          const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
          // Somewhere in the middle of the work, however slow the machine is: after a few answers, and a moment.
          const enough = answered.size + 2 + Math.floor(Math.random() * 10);
          while (answered.size < enough) await sleep(2);
          await sleep(Math.random() * 40);
          await product.kill();
          killed = true;
          await Promise.all(writers);
        }

        const { rows: talks } = await arranged.owner.query<{ id: string }>(
          `SELECT id FROM care_records WHERE school_id = $1`,
          [school.id],
        );
        const { rows: traces } = await arranged.owner.query<{ id: string; rows: number }>(
          `SELECT subject_id AS id, count(*)::int AS rows FROM audit_entries WHERE school_id = $1 AND act = 'talk.recorded' GROUP BY subject_id`,
          [school.id],
        );
        const stored = new Set(talks.map(({ id }) => id));
        expect(answered.size).toBeGreaterThan(LOOPS);
        expect([...answered].filter((id) => !stored.has(id))).toEqual([]);
        expect([...stored].filter((id) => !sent.has(id))).toEqual([]);
        expect(traces.map(({ id, rows }) => `${id} ${rows}`).sort()).toEqual([...stored].map((id) => `${id} 1`).sort());

        const product = await Product.start({ DATABASE_URL: arranged.database.url });
        try {
          // What was answered before the kill is answered the same again, and stays one.
          const id = [...answered].at(-1)!;
          const { rows } = await arranged.owner.query<{ student_id: string }>(
            `SELECT student_id FROM care_records WHERE id = $1`,
            [id],
          );
          const again = await fetch(`${product.url}/api/talks`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', Cookie: cookie },
            body: JSON.stringify({ id, studentIds: [rows[0]!.student_id], heldOn, summary: `聊了近况 ${id}` }),
          });
          expect(again.status).toBe(201);
          expect(
            (await arranged.owner.query(`SELECT 1 FROM care_records WHERE school_id = $1`, [school.id])).rowCount,
          ).toBe(stored.size);
        } finally {
          expect(await product.stop()).toBe(0);
        }
      } finally {
        await arranged.remove();
      }
    },
    60_000 + LOOPS * 15_000,
  );
});
