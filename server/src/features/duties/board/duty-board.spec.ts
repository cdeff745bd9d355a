import { Logger } from '@nestjs/common';
import type { Database } from '../../../database/database.js';
import { jobViewer } from '../../../platform/access/viewer.js';
import { UnavailableError } from '../../../platform/errors/domain-error.js';
import { BOARD_IS_FRESH } from './board-reads.js';
import { DutyBoard } from './duty-board.service.js';

const viewer = jobViewer({
  schoolId: '018f0000-0000-7000-8000-000000000001',
  actorId: '018f0000-0000-7000-8000-000000000001',
  timeZone: 'Asia/Shanghai',
  schoolSystem: '63',
  today: '2026-11-23',
  now: new Date('2026-11-23T02:00:00Z'),
});
const of = {
  standards: [],
  calendar: { terms: [], holidays: [], workdays: [] },
  today: '2026-11-23',
  timeZone: 'Asia/Shanghai',
};

/** A database whose board is never fresh, and whose transactions end as told. */
function databaseWhere(as: () => Promise<void>): { db: Database; refreshes: () => number } {
  let refreshes = 0;
  const db = {
    read: () => Promise.resolve([{ fresh: false }]),
    as: () => {
      refreshes += 1;
      return as();
    },
  };
  return { db: db as unknown as Database, refreshes: () => refreshes };
}

describe('a board that cannot be kept up to date', () => {
  beforeAll(() => Logger.overrideLogger(false));
  const read = (board: DutyBoard): Promise<unknown> => board.read(viewer, of, BOARD_IS_FRESH, []);

  it('has no answer where it cannot be filled, and says so', async () => {
    const board = new DutyBoard(databaseWhere(() => Promise.reject(new Error('made up'))).db);
    expect(await read(board)).toBeNull();
    expect(board.failures).toBe(1);
  });

  it('has no answer where others change things faster than it is filled', async () => {
    const { db, refreshes } = databaseWhere(() => Promise.resolve());
    expect(await read(new DutyBoard(db))).toBeNull();
    expect(refreshes()).toBe(3);
  });

  it('is filled once for all who wait for it', async () => {
    const { db, refreshes } = databaseWhere(() => Promise.resolve());
    const board = new DutyBoard(db);
    await Promise.all([board.refresh(viewer, of), board.refresh(viewer, of), board.refresh(viewer, of)]);
    expect(refreshes()).toBe(1);
  });

  it('tells that the database is not there, and computes nothing', async () => {
    const board = new DutyBoard(databaseWhere(() => Promise.reject(new UnavailableError())).db);
    await expect(read(board)).rejects.toThrow(UnavailableError);
  });
});
