import { readFile } from 'node:fs/promises';
import type { ImportView } from '@tongxin/shared';
import { dataFile } from '../support/data-file.js';
import { Importing } from '../support/ledgers.js';
import { TestApp } from '../support/test-app.js';

describe('a ledger of 5,000 children', () => {
  let app: TestApp;
  let office: Importing;
  let checked: ImportView;

  beforeAll(async () => {
    app = await TestApp.start();
    const school = await app.world.school();
    for (const grade of [1, 2, 3, 4, 5, 6])
      for (let number = 1; number <= 10; number += 1) await app.world.class(school, { grade, number });
    office = new Importing(app, await app.world.person(school, { roles: ['office'] }));
    // A school that has children already: those of a smaller ledger.
    await office.commit((await office.sample('ledger-60.xlsx')).id);
  });
  afterAll(() => app.stop());

  it('is checked while the server goes on answering others, and says how far it is', async () => {
    const bytes = await readFile(dataFile('ledger-5000.xlsx'));
    const { body } = await office.upload(bytes).expect(201);
    const steps = new Set<number>();
    let answered = 0;
    for (;;) {
      checked = await office.get(body.id as string);
      await app.as(office.person).get('/api/classes').expect(200);
      answered += 1;
      if (checked.progress === null) break;
      steps.add(checked.progress.done);
    }
    expect(checked).toMatchObject({ status: 'checked', counts: { rows: 5000, errors: 0, duplicates: 0 } });
    expect(answered).toBeGreaterThan(5);
    expect(steps.size).toBeGreaterThan(2);
  }, 120_000);

  it('is shown and mended a row at a time like any other', async () => {
    const last = (await office.rows(checked.id, '&status=warning')).at(-1)!;
    const row = await office.mend(checked.id, last.sheetRow, { cells: { X: '已核对' } });
    expect(row).toMatchObject({ sheetRow: last.sheetRow, cells: { X: '已核对' } });
  }, 60_000);

  it('is committed whole while the server goes on answering others', async () => {
    const committing = office.commit(checked.id);
    let answered = 0;
    let done = false;
    void committing.finally(() => {
      done = true;
    });
    while (!done) {
      await app.as(office.person).get('/api/classes').expect(200);
      answered += 1;
    }
    expect((await committing).result).toEqual({ created: 5000, updated: 0, skipped: 0, classesCreated: 0 });
    expect(answered).toBeGreaterThan(10);
    const { rows } = await app.owner.query(
      `SELECT (SELECT count(*)::int FROM students) AS students, (SELECT count(*)::int FROM contact_cards) AS cards, (SELECT count(DISTINCT student_id)::int FROM student_keys) AS found`,
    );
    expect(rows).toEqual([{ students: 5053, cards: 5053, found: 5053 }]);
  }, 240_000);
});
