import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import type { OperationRunView, OperationsView, Permission } from '@tongxin/shared';
import { beSignedIn } from '../../../../test-session.js';
import { OperationsPage } from './operations.page.js';

const BACKUP: OperationRunView = {
  id: 'run-1',
  kind: 'backup',
  origin: 'nightly',
  status: 'done',
  askedAt: '2026-11-22T18:30:00Z',
  finishedAt: '2026-11-22T18:31:00Z',
  done: 40,
  total: 40,
  fileName: 'tongxin-nightly-20261122-183000.tar',
  bytes: 1_048_576,
  failure: null,
  rows: 7446,
  files: 3,
  missingFiles: 0,
  restored: null,
};

const WELL: OperationsView = {
  at: '2026-11-23T02:00:00Z',
  notices: [],
  plan: {
    folder: '/data/backups',
    at: '02:30',
    timeZone: 'Asia/Shanghai',
    nextAt: '2026-11-23T18:30:00Z',
    keep: 14,
    encrypted: true,
  },
  lastBackup: BACKUP,
  lastRestoreTest: { ...BACKUP, id: 'run-2', kind: 'restoreTest', origin: 'byHand', restored: true },
  running: null,
  recent: [BACKUP],
  disk: { freeBytes: 30 * 1024 ** 3, totalBytes: 100 * 1024 ** 3 },
  databaseBytes: 15 * 1024 ** 2,
  queue: { waiting: 0, failed: 0, oldestAt: null },
  chain: { checkedAt: '2026-11-22T18:31:00Z', schools: 2, broken: 0 },
  versions: { product: '0.1.0', node: '20.20.2', database: '18.4', schema: 'Operating20261123101300', schemaSteps: 19 },
};

describe('the page of operations', () => {
  let http: HttpTestingController;
  let fixture: ComponentFixture<OperationsPage>;
  const words = (): string => (fixture.nativeElement as HTMLElement).textContent.replace(/\s+/g, ' ');
  const button = (name: string): HTMLButtonElement =>
    [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')].find(
      (one) => one.textContent.trim() === name,
    )!;

  const answer = async (change: Partial<OperationsView> = {}): Promise<void> => {
    await vi.waitFor(() => {
      fixture.detectChanges();
      http.expectOne('/api/operations').flush({ ...WELL, ...change });
    });
    await fixture.whenStable();
  };
  const open = async (
    change: Partial<OperationsView> = {},
    permissions: Permission[] = ['operation.view', 'operation.run'],
  ) => {
    http = TestBed.inject(HttpTestingController);
    await beSignedIn({ permissions });
    fixture = TestBed.createComponent(OperationsPage);
    await answer(change);
  };

  it('says that all is well, and shows backup, test restore, room and versions', async () => {
    await open();
    for (const part of [
      'Everything is as it should be.',
      '7,446 rows, 3 attached files',
      'tongxin-nightly-20261122-183000.tar',
      'All 2 schools',
      '30 GB free',
      '70 % of 100 GB is taken',
      '18.4',
    ])
      expect(words()).toContain(part);
  });

  it('lets a failed night stand out before everything else, with its reason', async () => {
    const failed: OperationRunView = { ...BACKUP, id: 'run-3', status: 'failed', failure: 'diskFull', bytes: null };
    await open({ notices: ['backup.failed', 'disk.low'], recent: [failed, BACKUP] });
    const notices = [...(fixture.nativeElement as HTMLElement).querySelectorAll('.notices li')];
    expect(notices.map((one) => one.classList.contains('pressing'))).toEqual([true, false]);
    expect(notices[0]!.textContent).toContain('The last backup failed.');
    expect(words()).toContain('The disk was full');
  });

  it('begins a backup when asked, and offers nothing else while it is made', async () => {
    await open({ lastBackup: null, notices: ['backup.never'], recent: [] });
    expect(button('Try the newest backup').disabled).toBe(true);
    button('Back up now').click();
    const asked = http.expectOne({ method: 'POST', url: '/api/operations/runs' });
    expect(asked.request.body).toEqual({ kind: 'backup' });
    const running: OperationRunView = { ...BACKUP, status: 'running', finishedAt: null, done: 10, total: 40 };
    asked.flush(running);
    await answer({ running });
    fixture.detectChanges();
    expect(words()).toContain('A backup is being made');
    expect(words()).toContain('10 of 40 parts');
    expect(button('Back up now').disabled).toBe(true);
    // It asks again by itself until it is done.
    await answer();
    fixture.detectChanges();
    expect(button('Back up now').disabled).toBe(false);
  });

  it('says why where the server refuses', async () => {
    await open();
    button('Try the newest backup').click();
    http
      .expectOne({ method: 'POST', url: '/api/operations/runs' })
      .flush({ status: 409, code: 'operation.running', title: '' }, { status: 409, statusText: 'Conflict' });
    await answer();
    fixture.detectChanges();
    expect(words()).toContain('A backup or a test restore is at work already.');
  });

  it('offers nothing to somebody who may only look', async () => {
    await open({}, ['operation.view']);
    expect(button('Back up now')).toBeUndefined();
  });
});
