import { HttpTestingController } from '@angular/common/http/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import type { ReminderChannelView } from '@tongxin/shared';
import { beSignedIn } from '../../../../test-session.js';
import { ReminderChannelPage } from './reminder-channel.page.js';

const NONE: ReminderChannelView = {
  version: 0,
  kind: null,
  host: null,
  ending: null,
  signed: false,
  language: 'zh-CN',
  last: null,
  mailAvailable: true,
  mailReaders: 2,
};
const SET: ReminderChannelView = {
  ...NONE,
  version: 1,
  kind: 'weCom',
  host: 'qyapi.weixin.qq.com',
  ending: 'f00d',
  last: { day: '2026-11-20', status: 'failed', problem: 'robot.refused' },
};

describe('the administrator’s page of reminders', () => {
  let fixture: ComponentFixture<ReminderChannelPage>;
  let server: HttpTestingController;

  beforeEach(async () => {
    await beSignedIn({ roles: ['administrator'], permissions: ['reminderChannel.edit'] });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(ReminderChannelPage);
  });

  const answer = async (method: 'GET' | 'POST' | 'PUT', url: string, body: object, status = 200): Promise<unknown> => {
    const sent = await vi.waitFor(() => server.expectOne({ method, url }));
    sent.flush(body, { status, statusText: '' });
    return sent.request.body;
  };
  const show = async (channel: ReminderChannelView, failures: object[] = []): Promise<void> => {
    await answer('GET', '/api/reminders/channel', channel);
    await answer('GET', '/api/reminders/not-delivered?limit=25', { items: failures, nextCursor: null });
    await fixture.whenStable();
  };
  const says = (text: string) =>
    vi.waitFor(() => expect((fixture.nativeElement as HTMLElement).textContent).toContain(text));
  const loader = () => TestbedHarnessEnvironment.loader(fixture);
  const press = async (text: string | RegExp) => (await loader().getHarness(MatButtonHarness.with({ text }))).click();

  it('sets a robot, and says at the field where its address cannot be', async () => {
    await show(NONE);
    await says('2 colleagues want');
    await says('Everything got through');
    const address = await loader().getHarness(MatInputHarness);
    await address.setValue('http://robots.example');
    await press('Save');
    await answer(
      'PUT',
      '/api/reminders/channel',
      { code: 'request.invalid', errors: [{ pointer: '/url', code: 'robot.address', params: {} }] },
      400,
    );
    await says('must begin with https://');
    await address.setValue('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=f00d');
    await press('Save');
    expect(await answer('PUT', '/api/reminders/channel', SET)).toEqual({
      kind: 'weCom',
      language: 'en',
      url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=f00d',
    });
    await answer('GET', '/api/reminders/channel', SET);
    await says('qyapi.weixin.qq.com · …f00d');
  });

  it('says what did not get through and why, and what a test message came to', async () => {
    await show(SET, [
      {
        id: 'd1',
        day: '2026-11-20',
        way: 'mail',
        person: { id: 'p1', name: '周敏' },
        status: 'failed',
        attempts: 8,
        problem: 'mail.noConnection',
        changedAt: '2026-11-20T02:00:00Z',
      },
    ]);
    await says('周敏');
    await says('The mail server cannot be reached.');
    await says('8 attempts');
    await press('Send a test message');
    await answer('POST', '/api/reminders/channel/trial', { reached: false, problem: 'robot.refused' });
    await says('The group’s service has refused the message.');
  });
});
