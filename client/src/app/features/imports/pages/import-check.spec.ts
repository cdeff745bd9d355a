import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatSlideToggleHarness } from '@angular/material/slide-toggle/testing';
import type { ImportRowView, ImportView } from '@tongxin/shared';
import { Texts } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { ImportCheck } from './import-check.js';

const VIEW: ImportView = {
  kind: 'ledger',
  id: 'import-1',
  status: 'checked',
  version: 4,
  createdAt: '2026-11-23T01:20:00Z',
  createdBy: { id: 'office', name: 'Qian' },
  fileName: 'ledger.xlsx',
  mine: true,
  expiresAt: '2026-12-23T01:20:00Z',
  progress: null,
  failure: null,
  counts: { rows: 60, ready: 39, warnings: 10, errors: 7, duplicates: 4, updates: 0, awaitingClass: 2, skipped: 0 },
  result: null,
  columns: [
    { column: 'C', header: '姓名', field: 'name', remembered: false, leftOut: false },
    { column: 'P', header: '监护人电话', field: 'guardian.phone', remembered: false, leftOut: false },
  ],
  unknownClasses: [{ label: '四年级9班', labelEn: 'Grade 4, Class 9', grade: '四年级', class: '9班', rows: 2 }],
};

const ROW: ImportRowView = {
  sheetRow: 12,
  status: 'error',
  name: '程然',
  classLabel: '四年级3班',
  classLabelEn: 'Grade 4, Class 3',
  cells: { C: '程然', P: '138 1234 567' },
  problems: [{ column: 'P 监护人电话', code: 'phone.invalid', params: { digits: 10 }, severity: 'error' }],
  duplicateOf: null,
  action: 'create',
};

/** Lets answers, effects and promises settle; requests may stay open. */
async function settle(fixture: ComponentFixture<unknown>): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    fixture.detectChanges();
  }
}

/** The request to an address, as soon as it is sent. */
async function sent(fixture: ComponentFixture<unknown>, url: string): Promise<TestRequest> {
  const server = TestBed.inject(HttpTestingController);
  for (let turn = 0; turn < 50; turn++) {
    const [request] = server.match(url);
    if (request) return request;
    await new Promise((resolve) => setTimeout(resolve, 20));
    fixture.detectChanges();
  }
  throw new Error(`nothing was sent to ${url}`);
}

async function show(): Promise<{ fixture: ComponentFixture<ImportCheck>; server: HttpTestingController }> {
  const fixture = TestBed.createComponent(ImportCheck);
  const server = TestBed.inject(HttpTestingController);
  fixture.componentRef.setInput('view', VIEW);
  fixture.detectChanges();
  server.expectOne('/api/imports/import-1/rows?limit=50&status=error').flush({ items: [ROW], nextCursor: null });
  await settle(fixture);
  return { fixture, server };
}

function field(fixture: ComponentFixture<unknown>): HTMLInputElement {
  return (fixture.nativeElement as HTMLElement).querySelector<HTMLInputElement>('#row-12-P')!;
}

async function type(fixture: ComponentFixture<unknown>, text: string): Promise<void> {
  field(fixture).value = text;
  field(fixture).dispatchEvent(new Event('input'));
  await settle(fixture);
}

function words(fixture: ComponentFixture<unknown>): string {
  return (fixture.nativeElement as HTMLElement).textContent ?? '';
}

beforeEach(async () => {
  await TestBed.inject(Texts).choose('en');
  const loaded = TestBed.inject(Session).load();
  TestBed.inject(HttpTestingController)
    .expectOne('/api/session')
    .flush({ user: { id: 'office', name: 'Qian', username: 'office' }, permissions: ['import.create'] });
  await loaded;
});

describe('a row of a ledger mended in place', () => {
  it('has its problem at the cell, in a sentence', async () => {
    const { fixture } = await show();
    expect(field(fixture).value).toBe('138 1234 567');
    expect(field(fixture).getAttribute('aria-invalid')).toBe('true');
    expect(words(fixture)).toContain('it has 10 digits, a mobile has 11');
  });

  it.each([
    [409, 'import.wrongStep', 'What you typed is still here'],
    [412, 'version.stale', 'What you typed is still here'],
    [503, 'service.unavailable', 'briefly unavailable'],
  ])('keeps what was typed when the server answers %i', async (status, code, sentence) => {
    const { fixture, server } = await show();
    await type(fixture, '13812345678');
    const save = await TestbedHarnessEnvironment.loader(fixture).getHarness(
      MatButtonHarness.with({ text: 'Save and check' }),
    );
    await save.click();
    const request = await sent(fixture, '/api/imports/import-1/rows/12');
    expect(request.request.headers.get('If-Match')).toBe('"4"');
    expect(request.request.body).toEqual({ cells: { C: '程然', P: '13812345678' } });
    request.flush({ code }, { status, statusText: code });
    await settle(fixture);
    for (const again of server.match('/api/imports/import-1/rows?limit=50&status=error')) {
      again.flush({ items: [{ ...ROW }], nextCursor: null });
    }
    await settle(fixture);
    expect(field(fixture).value).toBe('13812345678');
    expect(words(fixture)).toContain(sentence);
  });

  it('stays where it is when it has become good, and the figures follow', async () => {
    const { fixture } = await show();
    const changed: ImportView[] = [];
    fixture.componentInstance.changed.subscribe((view) => changed.push(view));
    await type(fixture, '13812345678');
    (fixture.nativeElement as HTMLElement).querySelector('form')!.requestSubmit();
    const mended = { ...ROW, status: 'ready', problems: [], cells: { ...ROW.cells, P: '13812345678' }, version: 5 };
    (await sent(fixture, '/api/imports/import-1/rows/12')).flush(mended);
    await settle(fixture);
    const after = { ...VIEW, version: 5, counts: { ...VIEW.counts, errors: 6, ready: 40 } };
    (await sent(fixture, '/api/imports/import-1')).flush(after);
    await settle(fixture);
    expect(changed).toEqual([after]);
    expect(words(fixture)).toContain('Ready');
    expect(words(fixture)).not.toContain('a mobile has 11');
  });
});

describe('the commit of a ledger', () => {
  it('says before how many rows go in and how many stay behind, and sends the decision about classes', async () => {
    const { fixture } = await show();
    const loader = TestbedHarnessEnvironment.loader(fixture);
    const everywhere = TestbedHarnessEnvironment.documentRootLoader(fixture);
    await loader.getHarness(MatButtonHarness.with({ text: 'Import 49 rows' }));
    await (await loader.getHarness(MatSlideToggleHarness)).check();
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Import 51 rows' }))).click();

    const sheet = await vi.waitFor(() => {
      const found = document.querySelector('[role="dialog"]');
      expect(found?.textContent).toContain('Import 51 rows?');
      return found!;
    });
    expect(sheet.textContent).toContain('9 rows stay behind');
    expect(sheet.textContent).toContain('Grade 4, Class 9');
    await (
      await everywhere.getHarness(MatButtonHarness.with({ ancestor: '[role="dialog"]', text: 'Import 51 rows' }))
    ).click();
    await settle(fixture);
    const request = await sent(fixture, '/api/imports/import-1/commit');
    expect(request.request.body).toEqual({ createClasses: true });
    expect(request.request.headers.get('If-Match')).toBe('"4"');
    expect(request.request.headers.has('Idempotency-Key')).toBe(true);
    request.flush({ ...VIEW, status: 'committing', version: 5 });
  });
});
