import { HttpTestingController } from '@angular/common/http/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import type { ReminderSettingsView } from '@tongxin/shared';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { beSignedIn } from '../../../../test-session.js';
import { OwnReminders } from './own-reminders.js';

const SETTINGS: ReminderSettingsView = {
  version: 0,
  byMail: false,
  mailAddress: null,
  language: 'zh-CN',
  mailAvailable: true,
  calendar: null,
};

describe('how one is reminded', () => {
  let fixture: ComponentFixture<OwnReminders>;
  let server: HttpTestingController;

  beforeEach(async () => {
    await beSignedIn();
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(OwnReminders);
  });

  const answer = async (method: 'GET' | 'POST' | 'PUT', url: string, body: object, status = 200): Promise<unknown> => {
    const sent = await vi.waitFor(() => server.expectOne({ method, url }));
    sent.flush(body, { status, statusText: '' });
    return sent.request.body;
  };
  const show = async (settings: Partial<ReminderSettingsView> = {}): Promise<void> => {
    await answer('GET', '/api/reminders/settings', { ...SETTINGS, ...settings });
    await answer('GET', '/api/reminders/digests?limit=5', { items: [], nextCursor: null });
    await fixture.whenStable();
  };
  const says = (text: string) =>
    vi.waitFor(() => expect((fixture.nativeElement as HTMLElement).textContent).toContain(text));
  const loader = () => TestbedHarnessEnvironment.loader(fixture);
  const press = async (text: string | RegExp) => (await loader().getHarness(MatButtonHarness.with({ text }))).click();

  it('is by mail where an address is given, in the language of the screen', async () => {
    await show();
    await (await loader().getHarness(MatCheckboxHarness)).check();
    await (await loader().getHarness(MatInputHarness)).setValue('teacher@school.example');
    await press('Save');
    const sent = await answer('PUT', '/api/reminders/settings', {
      ...SETTINGS,
      version: 1,
      byMail: true,
      mailAddress: 'teacher@school.example',
    });
    expect(sent).toEqual({ byMail: true, mailAddress: 'teacher@school.example', language: 'en' });
    await vi.waitFor(() => expect(TestBed.inject(UndoBar).notice()?.text).toBe('You will be reminded by mail.'));
  });

  it('says at the field what is wrong with an address', async () => {
    await show();
    await (await loader().getHarness(MatInputHarness)).setValue('teacher');
    await press('Save');
    await answer(
      'PUT',
      '/api/reminders/settings',
      { code: 'request.invalid', errors: [{ pointer: '/mailAddress', code: 'mail.invalid', params: {} }] },
      400,
    );
    await says('This does not look like a mail address.');
  });

  it('offers no mail where the installation sends none', async () => {
    await show({ mailAvailable: false });
    await says('This installation does not send mail.');
    expect(await loader().getAllHarnesses(MatCheckboxHarness)).toHaveLength(0);
  });

  it('shows the calendar’s address once, whole, wherever the server stands', async () => {
    await show();
    await press(/Make an address/);
    await answer('POST', '/api/reminders/calendar', { address: '/api/calendar/secret.ics' }, 201);
    await says(`${window.location.origin}/api/calendar/secret.ics`);
    await answer('GET', '/api/reminders/settings', {
      ...SETTINGS,
      calendar: { madeAt: '2026-11-23T02:00:00Z', readAt: null },
    });
    await says('No calendar has read it yet.');
  });
});
