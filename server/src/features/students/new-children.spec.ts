import type { Tx } from '../../database/transaction.js';
import { addChildren } from './new-children.js';
import type { StudentDraft } from './student-draft.js';

const VIEWER = {
  schoolId: '0b9f5f0e-0000-4000-8000-000000000001',
  id: '0b9f5f0e-0000-4000-8000-000000000002',
  requestId: '0b9f5f0e-0000-4000-8000-000000000003',
  now: new Date('2026-11-23T02:00:00Z'),
  today: '2026-11-23',
};

/** A transaction that answers at once, without a turn of the event loop in between, and keeps what it is asked. */
function quickTransaction(): { tx: Tx; asked: { text: string; rows: Record<string, unknown>[] }[] } {
  const asked: { text: string; rows: Record<string, unknown>[] }[] = [];
  const query = (text: string, values: readonly unknown[] = []): Promise<unknown[]> => {
    asked.push({ text, rows: values.length > 1 ? JSON.parse(String(values[1])) : [] });
    return Promise.resolve([]);
  };
  return { tx: { viewer: VIEWER, query } as unknown as Tx, asked };
}

const draft = (index: number): StudentDraft => ({
  name: `林${String.fromCodePoint(0x4e00 + index)}`,
  sex: 'female',
  openedOn: '2026-09-01',
  categories: [
    { code: 'orphan', from: '2026-09-01' },
    { code: 'migrant', from: '2026-09-01' },
    { code: 'leftBehind', from: '2026-03-01' },
  ],
  card: { village: '柳河村', guardians: [{ kind: 'guardian', name: '林大山', relationship: 'father' }] },
});

describe('many new children', () => {
  it('are put together with a turn for everybody else at least every fifty', async () => {
    const { tx, asked } = quickTransaction();
    let turns = 0;
    let going = true;
    const another = (): void => {
      turns += 1;
      if (going) setImmediate(another);
    };
    setImmediate(another);
    const ids = await addChildren(
      tx,
      Array.from({ length: 1_000 }, (_, index) => draft(index)),
    );
    going = false;
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1_000);
    expect(turns).toBeGreaterThanOrEqual(16);
    const written = asked.filter(({ text }) => text.startsWith('INSERT INTO students '));
    expect(written.map(({ rows }) => rows.length)).toEqual([250, 250, 250, 250]);
  });

  it('carry from the beginning what lists repeat of file, categories and card', async () => {
    const { tx, asked } = quickTransaction();
    await addChildren(tx, [draft(0), { ...draft(1), categories: [], card: {} }]);
    const [inCare, pupil] = asked.find(({ text }) => text.startsWith('INSERT INTO students '))!.rows;
    expect(inCare).toMatchObject({
      care_status: 'open',
      village: '柳河村',
      category_spans: [
        { code: 'leftBehind', from: '2026-03-01', to: null },
        { code: 'migrant', from: '2026-09-01', to: null },
        { code: 'orphan', from: '2026-09-01', to: null },
      ],
    });
    expect(pupil).toMatchObject({ care_status: null, village: null, category_spans: [] });
  });
});
