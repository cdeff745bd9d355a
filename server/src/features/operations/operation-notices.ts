import type { OperationNotice, OperationsView } from './operations.dto.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A test restore is wanted every quarter of a year. */
export const RESTORE_TEST_DAYS = 100;
/** A night may be missed by an hour; two nights are not. */
const BACKUP_HOURS = 26;
const DISK_SHARE = 0.1;
const STUCK_HOURS = 1;

/**
 * What an operator has to look at, most pressing first.
 * @param newest how the newest backup ended, whether well or not
 * @param plannedAt whether backups are made by themselves
 */
export function noticesOf(
  view: Pick<OperationsView, 'lastBackup' | 'lastRestoreTest' | 'disk' | 'queue' | 'chain'>,
  { newestFailed, planned, now }: { newestFailed: boolean; planned: boolean; now: Date },
): OperationNotice[] {
  const age = (instant: string | null): number => now.getTime() - new Date(instant ?? 0).getTime();
  const { lastBackup, lastRestoreTest, disk, queue, chain } = view;
  const found: [OperationNotice, boolean][] = [
    ['chain.broken', (chain?.broken ?? 0) > 0],
    ['backup.failed', newestFailed],
    ['backup.never', lastBackup === null],
    ['backup.old', lastBackup !== null && planned && age(lastBackup.finishedAt) > BACKUP_HOURS * HOUR],
    ['backup.filesMissing', (lastBackup?.missingFiles ?? 0) > 0],
    ['restoreTest.never', lastBackup !== null && lastRestoreTest === null],
    ['restoreTest.old', lastRestoreTest !== null && age(lastRestoreTest.finishedAt) > RESTORE_TEST_DAYS * DAY],
    ['disk.low', disk !== null && disk.freeBytes < disk.totalBytes * DISK_SHARE],
    ['queue.failed', queue.failed > 0],
    ['queue.stuck', queue.oldestAt !== null && age(queue.oldestAt) > STUCK_HOURS * HOUR],
  ];
  return found.filter(([, holds]) => holds).map(([notice]) => notice);
}
