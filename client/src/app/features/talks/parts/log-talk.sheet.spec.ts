import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { RecordTalkRequest } from '@tongxin/shared';
import { Subject } from 'rxjs';
import type { Mock } from 'vitest';
import { beSignedIn } from '../../../../test-session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { TalkOutbox } from '../data/talk-outbox.js';
import type { LogTalkStart } from '../data/talk-sheets.js';
import { LogTalkSheet } from './log-talk.sheet.js';

const child = { id: 'student-1', name: '林小满', class: { id: 'c', label: '三年级2班', labelEn: 'Grade 3, Class 2' } };

describe('logging a talk', () => {
  let fixture: ComponentFixture<LogTalkSheet>;
  let loader: HarnessLoader;
  let server: HttpTestingController;
  let close: Mock<(result?: boolean) => void>;
  let closing: Subject<boolean | undefined>;

  async function open(start: LogTalkStart): Promise<void> {
    sessionStorage.clear();
    localStorage.clear();
    closing = new Subject();
    close = vi.fn((result?: boolean) => closing.next(result));
    TestBed.configureTestingModule({
      providers: [
        { provide: MAT_DIALOG_DATA, useValue: start },
        { provide: MatDialogRef, useValue: { close, beforeClosed: () => closing } },
      ],
    });
    await beSignedIn();
    fixture = TestBed.createComponent(LogTalkSheet);
    loader = TestbedHarnessEnvironment.loader(fixture);
    server = TestBed.inject(HttpTestingController);
    await fixture.whenStable();
  }

  const page = () => fixture.nativeElement as HTMLElement;
  const tap = async (name: string) => {
    const wanted = Array.from(page().querySelectorAll('button')).find((button) => button.textContent?.trim() === name);
    expect(wanted, name).toBeDefined();
    wanted!.click();
    await fixture.whenStable();
  };
  const save = async () => (await loader.getHarness(MatButtonHarness.with({ text: 'Save' }))).click();
  const sent = (): TestRequest => server.expectOne({ method: 'POST', url: '/api/talks' });

  it('takes one tap on a face and one on save once the sheet is open', async () => {
    await open({ student: child });
    expect(page().querySelector('h2')?.textContent).toBe('Talk with 林小满');
    await tap('Low');
    await save();
    const request = sent();
    expect(request.request.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      studentIds: ['student-1'],
      heldOn: '2026-11-23',
      place: 'classroom',
      mode: 'faceToFace',
      mood: 'low',
      concern: 'none',
      reached: true,
    });
    expect(request.request.headers.has('Idempotency-Key')).toBe(false);
    expect(close).toHaveBeenCalledWith(true);
  });

  it('offers to take it back, and undo makes the entry void as mistyped', async () => {
    await open({ student: child });
    await save();
    const request = sent();
    const body = request.request.body as RecordTalkRequest;
    request.flush({ items: [{ id: body.id, version: 1 }] });
    const bar = TestBed.inject(UndoBar);
    expect(bar.notice()?.text).toBe('Talk with 林小满 saved');
    const undone = bar.undo();
    await vi.waitFor(() => {
      const voiding = server.expectOne(`/api/talks/${body.id}/void`);
      expect(voiding.request.body).toEqual({ reason: 'mistyped' });
      expect(voiding.request.headers.get('If-Match')).toBe('"1"');
      voiding.flush({});
    });
    await undone;
    expect(TestBed.inject(TalkOutbox).underway()).toEqual([]);
  });

  it('is kept as not sent when the server is not reached, under the same id', async () => {
    await open({ student: child });
    await save();
    const request = sent();
    request.error(new ProgressEvent('error'));
    const outbox = TestBed.inject(TalkOutbox);
    await vi.waitFor(() => expect(outbox.kept()).toMatchObject([{ id: request.request.body.id, state: 'unsent' }]));
    expect(TestBed.inject(UndoBar).notice()?.tone).toBe('problem');
    const [kept] = outbox.kept();
    void outbox.save(kept!.id, kept!.draft);
    expect(sent().request.body.id).toBe(request.request.body.id);
  });

  it('says what is missing in a summary and at the field, and sends nothing', async () => {
    await open({});
    await save();
    await fixture.whenStable();
    expect(page().querySelector('[role="alert"]')?.textContent).toContain('Children');
    expect(page().querySelector('#talk-students .refusal')?.textContent).toBe('Please fill this in.');
    server.expectNone('/api/talks');
    expect(close).not.toHaveBeenCalled();
  });

  it('keeps what was typed as a draft when the sheet is left', async () => {
    await open({ student: child });
    await tap('Family');
    close(undefined);
    expect(TestBed.inject(TalkOutbox).kept()).toMatchObject([{ state: 'typing', draft: { topics: ['family'] } }]);
    expect(TestBed.inject(UndoBar).notice()?.text).toContain('draft');
  });

  it('says at once what to do when a child is in danger', async () => {
    await open({ student: child });
    await tap('Urgent');
    expect(page().querySelector('.danger')?.textContent).toContain('If a child is in danger, call now.');
  });
});
