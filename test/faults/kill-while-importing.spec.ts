import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Arrangement } from '../support/arrangement.js';
import { Product } from '../support/product.js';
import { dataFile } from '../support/data-file.js';

const LOOPS = Math.ceil(Number(process.env['KILL_LOOPS'] ?? 15) / 5);

interface ImportAnswer {
  id: string;
  status: string;
  counts: { rows: number; ready: number; warnings: number; errors: number; duplicates: number; awaitingClass: number };
}

describe('kill -9 of the server in the middle of an import', () => {
  it(
    `leaves nothing half imported, and finishes after the next start, ${LOOPS} times`,
    async () => {
      const ledger = await readFile(dataFile('ledger-1200.xlsx'));
      for (let loop = 0; loop < LOOPS; loop += 1) {
        const arranged = await Arrangement.make();
        const settings = { DATABASE_URL: arranged.database.url };
        let product = await Product.start(settings);
        try {
          const school = await arranged.world.school();
          const cookie = await arranged.cookieOf(await arranged.world.person(school, { roles: ['office'] }));
          const api = async (method: string, path: string, body?: unknown): Promise<ImportAnswer> => {
            const answer = await fetch(`${product.url}/api/imports${path}`, {
              method,
              headers: { Cookie: cookie, ...(body ? { 'Content-Type': 'application/json' } : {}) },
              ...(body ? { body: JSON.stringify(body) } : {}),
            });
            if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
            return (await answer.json()) as ImportAnswer;
          };
          const until = async (id: string, ...statuses: string[]): Promise<ImportAnswer> => {
            for (let wait = 0; wait < 600; wait += 1) {
              const found = await api('GET', `/${id}`);
              if (statuses.includes(found.status)) return found;
              await sleep(50);
            }
            throw new Error(`never ${statuses.join(' or ')}`);
          };
          const form = new FormData();
          form.set('file', new Blob([ledger]), 'ledger-1200.xlsx');
          const upload = await fetch(`${product.url}/api/imports`, {
            method: 'POST',
            headers: { Cookie: cookie },
            body: form,
          });
          expect(upload.status).toBe(201);
          const { id } = (await upload.json()) as ImportAnswer;

          // Once while it is being checked, once while it is being committed.
          await sleep(Math.random() * 400);
          await product.kill();
          product = await Product.start(settings);
          const checked = await until(id, 'checked');
          // The school has no class yet: every row waits for its class, and for nothing else.
          expect(checked.counts).toMatchObject({ rows: 1200, errors: 1200, awaitingClass: 1200, duplicates: 0 });

          await api('POST', `/${id}/commit`, { createClasses: true });
          await sleep(Math.random() * 800);
          await product.kill();
          const { rows } = await arranged.owner.query<{ students: number; files: number; cards: number }>(
            `SELECT (SELECT count(*)::int FROM students) AS students, (SELECT count(*)::int FROM care_files) AS files, (SELECT count(*)::int FROM contact_cards) AS cards`,
          );
          expect([0, 1200]).toContain(rows[0]!.students);
          expect(rows[0]).toEqual({ students: rows[0]!.students, files: rows[0]!.students, cards: rows[0]!.students });

          product = await Product.start(settings);
          await until(id, 'committed');
          const { rows: after } = await arranged.owner.query<{ students: number }>(
            `SELECT count(*)::int AS students FROM students`,
          );
          expect(after[0]!.students).toBe(1200);
        } finally {
          await product.stop();
          await arranged.remove();
        }
      }
    },
    60_000 + LOOPS * 60_000,
  );
});
