import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import type { AttachmentView } from '@tongxin/shared';
import { Texts } from '../../../core/language/texts.js';
import { FileChoice } from './file-choice.js';
import { Attachments } from './attachments.js';
import { By } from '@angular/platform-browser';

const aFile = (change: Partial<AttachmentView> = {}): AttachmentView => ({
  id: 'file-1',
  version: 1,
  name: '低保证明.pdf',
  mediaType: 'application/pdf',
  size: 3_500_000,
  width: null,
  height: null,
  addedBy: { id: 'staff-1', name: '李明' },
  addedAt: '2026-11-20T08:00:00Z',
  ...change,
});

describe('the files of a record', () => {
  let server: HttpTestingController;
  let fixture: ComponentFixture<Attachments>;

  beforeEach(async () => {
    await TestBed.inject(Texts).choose('en');
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(Attachments);
    fixture.componentRef.setInput('subjectKind', 'careCategory');
    fixture.componentRef.setInput('subjectId', 'category-1');
  });

  const page = () => fixture.nativeElement as HTMLElement;
  const url = '/api/attachments?subjectKind=careCategory&subjectId=category-1';
  const answer = async (items: AttachmentView[], mayChange = true) => {
    fixture.detectChanges();
    (await vi.waitFor(() => server.expectOne(url))).flush({ items, mayChange });
    await fixture.whenStable();
  };
  const buttons = () =>
    [...page().querySelectorAll('button')].map((one) => one.getAttribute('aria-label') ?? one.textContent.trim());
  const choose = (...files: File[]) =>
    (fixture.debugElement.query(By.directive(FileChoice)).componentInstance as FileChoice).chosen.emit(files);
  const sent = () => vi.waitFor(() => server.expectOne({ method: 'POST', url: '/api/attachments' }));
  const aPdf = (name: string, bytes = 1000) => new File([new Uint8Array(bytes)], name, { type: 'application/pdf' });

  it('are listed with size, who and when, to download and to remove', async () => {
    await answer([aFile()]);
    expect(page().textContent).toContain('低保证明.pdf');
    expect(page().textContent).toMatch(/3\.3 MB · 李明, /);
    expect(buttons()).toEqual(expect.arrayContaining(['Download 低保证明.pdf', 'Remove 低保证明.pdf']));
  });

  it('are only looked at by who may not change them', async () => {
    await answer([aFile()], false);
    expect(buttons().some((name) => /Remove|Add/.test(name))).toBe(false);
  });

  it('say that there are none', async () => {
    await answer([], false);
    expect(page().textContent).toContain('No files.');
  });

  it('are sent one after the other with their record; one that is refused says why and keeps no other back', async () => {
    await answer([]);
    choose(aPdf('one.pdf'), aPdf('two.pdf'), aPdf('program.exe'));
    await fixture.whenStable();
    expect(page().textContent).toContain('Files of this kind cannot be attached.');
    const first = await sent();
    const form = first.request.body as FormData;
    expect([form.get('subjectKind'), form.get('subjectId'), (form.get('file') as File).name]).toEqual([
      'careCategory',
      'category-1',
      'one.pdf',
    ]);
    expect(first.request.headers.get('Idempotency-Key')).toBeTruthy();
    first.flush(
      { code: 'request.invalid', errors: [{ pointer: '/file', code: 'attachment.broken', params: {} }] },
      { status: 400, statusText: '' },
    );
    const second = await sent();
    second.flush(aFile({ name: 'two.pdf' }));
    (await vi.waitFor(() => server.expectOne(url))).flush({ items: [aFile({ name: 'two.pdf' })], mayChange: true });
    await fixture.whenStable();
    const refused = [...page().querySelectorAll('.refused')].map((row) => row.textContent);
    expect(refused).toHaveLength(2);
    expect(refused[0]).toContain('damaged');
    expect(buttons()).toContain('Leave out one.pdf');
    expect(page().querySelector('.rows .name')?.textContent).toBe('two.pdf');
  });

  it('are offered again, under the same key, where the line broke', async () => {
    await answer([]);
    choose(aPdf('one.pdf'));
    const first = await sent();
    first.error(new ProgressEvent('error'));
    await fixture.whenStable();
    const again = [...page().querySelectorAll('button')].find((one) => one.textContent.includes('Try again'))!;
    again.click();
    const second = await sent();
    expect(second.request.headers.get('Idempotency-Key')).toBe(first.request.headers.get('Idempotency-Key'));
  });

  it('are no more than a record takes', async () => {
    await answer(Array.from({ length: 20 }, (_, index) => aFile({ id: `file-${index}` })));
    expect(page().textContent).toContain('as many files here as there may be');
  });
});
