import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding, withRouterConfig } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { StudentView } from '@tongxin/shared';
import { beSignedIn } from '../../../../test-session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Dialler } from '../data/dialler.js';
import { aCard, aFile, aGuardian } from '../student-samples.js';
import { routes } from '../students.routes.js';

describe('the page of a student', () => {
  let harness: RouterTestingHarness;
  let server: HttpTestingController;
  const dial = vi.fn();

  beforeEach(async () => {
    dial.mockReset();
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [{ path: 'students', children: routes }],
          withComponentInputBinding(),
          withRouterConfig({ paramsInheritanceStrategy: 'always' }),
        ),
        { provide: Dialler, useValue: { dial } },
      ],
    });
    server = TestBed.inject(HttpTestingController);
    await beSignedIn();
    harness = await RouterTestingHarness.create();
  });

  const page = () => harness.fixture.nativeElement as HTMLElement;
  const read = (url: string) => vi.waitFor(() => server.expectOne({ method: 'GET', url }));
  const tabs = () => [...page().querySelectorAll('.tabs a')].map((tab) => tab.textContent?.trim());
  const open = async (tab: string, file: StudentView) => {
    await harness.navigateByUrl(`/students/student-1/${tab}`);
    (await read('/api/students/student-1')).flush(file);
    await vi.waitFor(() => expect(page().querySelector('tx-student-page')!.textContent).toMatch(/林小满|Nothing here/));
  };
  const button = (name: string) =>
    [...page().querySelectorAll('button')].find((one) => one.textContent?.replace(/\s+/g, ' ').includes(name));

  it('has every tab the viewer may open', async () => {
    await open('overview', aFile());
    expect(tabs()).toEqual(['Overview', 'Contacts', 'Timeline', 'Care file', 'Access log']);
  });

  it('shows a subject teacher no tab and no button that leads nowhere', async () => {
    const may = ['student.view', 'contactCard.view', 'contactCard.reveal'];
    await open('overview', aFile({ may, categories: null, careFile: null, leftBehind: null, birthDate: null }));
    expect(tabs()).toEqual(['Overview', 'Contacts']);
    expect(button('Call')).toBeDefined();
    expect(button('Log a talk')).toBeUndefined();
    expect(button('Edit')).toBeUndefined();
  });

  it('looks the same for a child one may not see and for a tab one may not open', async () => {
    await harness.navigateByUrl('/students/student-1/overview');
    (await read('/api/students/student-1')).flush({ code: 'request.notFound' }, { status: 404, statusText: '' });
    await vi.waitFor(() => expect(page().textContent).toContain('Nothing here'));
    const nowhere = page().querySelector('tx-student-page')!.textContent;
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [provideRouter([{ path: 'students', children: routes }], withComponentInputBinding())],
    });
    server = TestBed.inject(HttpTestingController);
    await beSignedIn();
    harness = await RouterTestingHarness.create();
    await open('log', aFile({ may: ['student.view'] }));
    await vi.waitFor(() => expect(page().querySelector('tx-student-page')!.textContent).toBe(nowhere));
  });

  it('asks for the number with the reason “call” and then opens the telephone', async () => {
    await open('overview', aFile());
    button('Call')!.click();
    const reveal = await vi.waitFor(() =>
      server.expectOne({ method: 'POST', url: '/api/students/student-1/contact-card/reveal' }),
    );
    expect(reveal.request.body).toEqual({ what: 'phone', id: 'phone-1', reason: 'call' });
    expect(dial).not.toHaveBeenCalled();
    reveal.flush({ value: '13812345678' });
    await vi.waitFor(() => expect(dial).toHaveBeenCalledWith('13812345678'));
  });

  it('dials nothing when the number is refused', async () => {
    await open('overview', aFile());
    button('Call')!.click();
    const reveal = await vi.waitFor(() => server.expectOne('/api/students/student-1/contact-card/reveal'));
    reveal.flush({ code: 'request.notAllowed' }, { status: 403, statusText: '' });
    await vi.waitFor(() => expect(TestBed.inject(UndoBar).notice()?.tone).toBe('problem'));
    expect(dial).not.toHaveBeenCalled();
  });

  it('notes with one press that somebody was reached, under the version that was read', async () => {
    await open('contacts', aFile());
    (await read('/api/students/student-1/contact-card')).flush(aCard({ stale: true }));
    await vi.waitFor(() => expect(button('Reached, all correct')).toBeDefined());
    button('Reached, all correct')!.click();
    const verify = await vi.waitFor(() => server.expectOne('/api/students/student-1/contact-card/verify'));
    expect(verify.request.body).toEqual({ reached: true });
    expect(verify.request.headers.get('If-Match')).toBe('"3"');
    verify.flush(aCard({ version: 4 }));
    await vi.waitFor(() => expect(page().textContent).toContain('Verified this term'));
  });

  it('puts first what presses most', async () => {
    const window = { from: '2026-10-01', to: '2026-10-31' };
    const standard = { id: 'rule-1', code: 'monthlyTalk' as const, title: '', every: 'month' as const };
    const student = { id: 'student-1', name: '林小满', class: null };
    const duty = { student, standard, window, exemptReason: null, lastOn: null, assignee: null };
    await open(
      'overview',
      aFile({
        contactCard: aCard({ stale: true, guardians: [aGuardian()] }),
        duties: [{ ...duty, status: 'overdue', neverCaredFor: true }],
      }),
    );
    const alerts = () => [...page().querySelectorAll('tx-alert-list h2')].map((alert) => alert.textContent?.trim());
    await vi.waitFor(() =>
      expect(alerts()).toEqual([
        'Nobody has cared for this child yet',
        'Overdue: Heart-to-heart talk · October 2026',
        'The contact card needs checking',
      ]),
    );
  });
});
