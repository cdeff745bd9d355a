import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatInputHarness } from '@angular/material/input/testing';
import { LEDGER_COLUMNS, type LedgerPreview, type LedgerRequestView } from '@tongxin/shared';
import { beSignedIn } from '../../../../test-session.js';
import { LedgerSheet, type LedgerSheetData } from './ledger.sheet.js';

const ready: LedgerRequestView = {
  id: 'request-1',
  approvalId: 'approval-1',
  status: 'ready',
  requestedAt: '2026-11-20T02:00:00.000Z',
  children: 120,
  columns: ['sequence', 'name', 'grade', 'class', 'note'],
  filter: { class: null, categories: [], status: null, urgency: null, card: null, withoutCareFile: false },
  language: 'en',
  decider: 'principal',
  decidedBy: '林校长',
  decisionReason: null,
  readyUntil: '2026-11-24T02:00:00.000Z',
  fetchesLeft: 2,
};

describe('the sheet for a ledger', () => {
  let fixture: ComponentFixture<LedgerSheet>;
  let loader: HarnessLoader;
  let server: HttpTestingController;
  let saved: string[];
  const close = vi.fn();

  beforeEach(() => {
    saved = [];
    close.mockClear();
    vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:ledger');
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
  });
  afterEach(() => vi.restoreAllMocks());

  async function open(
    children: number,
    { requests = [], filter = {} }: { requests?: LedgerRequestView[]; filter?: LedgerSheetData['filter'] } = {},
  ): Promise<void> {
    TestBed.configureTestingModule({
      providers: [
        { provide: MAT_DIALOG_DATA, useValue: { filter, words: ['left-behind'], byDuty: false } },
        { provide: MatDialogRef, useValue: { close } },
      ],
    });
    await beSignedIn();
    fixture = TestBed.createComponent(LedgerSheet);
    loader = TestbedHarnessEnvironment.loader(fixture);
    server = TestBed.inject(HttpTestingController);
    const preview: LedgerPreview = {
      children,
      tooMany: false,
      columns: [...LEDGER_COLUMNS],
      offered: [...LEDGER_COLUMNS],
      masked: true,
      decider: null,
    };
    (await sent('/api/ledgers/preview')).flush(preview);
    (await sent('/api/ledgers/requests?limit=5', 'GET')).flush({ items: requests, nextCursor: null });
    await fixture.whenStable();
  }

  const words = () => (fixture.nativeElement as HTMLElement).textContent;
  const sent = (url: string, method = 'POST'): Promise<TestRequest> =>
    vi.waitFor(() => server.expectOne({ method, url }));
  const press = async (text: string | RegExp) =>
    (
      await loader.getHarness(MatButtonHarness.with({ text: text instanceof RegExp ? text : new RegExp(text) }))
    ).click();
  const leave = async (label: string) => (await loader.getHarness(MatCheckboxHarness.with({ label }))).uncheck();
  const workbook = {
    headers: {
      'Content-Disposition': `attachment; filename="a.xlsx"; filename*=UTF-8''${encodeURIComponent('台账.xlsx')}`,
    },
  };

  it('says how many there are, and downloads a small one with what was not left out, under the name of the server', async () => {
    await open(24, { filter: { categories: ['leftBehind'] } });
    expect(words()).toContain('24 students');
    expect(words()).toContain('partly hidden');
    await leave('Guardian');
    await press('Download');
    const request = await sent('/api/ledgers');
    expect(request.request.body.filter).toEqual({ categories: ['leftBehind'] });
    expect(request.request.body.columns).toContain('entrusted.name');
    expect(request.request.body.columns).not.toContain('guardian.name');
    request.flush(new Blob(['x']), workbook);
    await vi.waitFor(() => expect(close).toHaveBeenCalled());
    expect(saved).toEqual(['台账.xlsx']);
  });

  it('asks the second person for a large one, with a reason, and downloads it as soon as the family is left out', async () => {
    await open(25);
    expect(words()).toContain('has to agree');
    await press('Ask for it');
    server.expectNone({ method: 'POST', url: '/api/ledgers/requests' });
    expect(words()).toContain('Please fill this in');
    await (await loader.getHarness(MatInputHarness)).setValue('Winter list');
    await press('Ask for it');
    const request = await sent('/api/ledgers/requests');
    expect(request.request.body).toMatchObject({ reason: 'Winter list', filter: {} });
    expect(request.request.headers.get('Idempotency-Key')).toBeTruthy();
    request.flush({ ...ready, status: 'waiting' });
    (await sent('/api/ledgers/requests?limit=5', 'GET')).flush({
      items: [{ ...ready, status: 'waiting' }],
      nextCursor: null,
    });
    await vi.waitFor(() => expect(words()).toContain('Waits for the principal'));
    expect(close).not.toHaveBeenCalled();
    for (const group of ['Address, village, phone', 'Guardian', 'Entrusted guardian', 'Note']) await leave(group);
    expect(words()).not.toContain('has to agree');
    await press('Download');
    await sent('/api/ledgers');
  });

  it('fetches one that was agreed to', async () => {
    await open(300, { requests: [ready] });
    expect(words()).toContain('2 more times');
    await press('Download');
    (await sent('/api/ledgers/requests/request-1/file')).flush(new Blob(['x']), workbook);
    (await sent('/api/ledgers/requests?limit=5', 'GET')).flush({ items: [], nextCursor: null });
    await vi.waitFor(() => expect(saved).toEqual(['台账.xlsx']));
  });

  it('says in a sentence why there is none, though the answer was awaited as a file', async () => {
    await open(3);
    await press('Download');
    const problem = JSON.stringify({ code: 'ledger.busy', status: 429, instance: 'r-1' });
    (await sent('/api/ledgers')).flush(new Blob([problem]), { status: 429, statusText: 'Too many requests' });
    await vi.waitFor(() => expect(words()).toContain('Several ledgers are being written now'));
    expect(saved).toEqual([]);
    expect(close).not.toHaveBeenCalled();
  });
});
