import { HttpTestingController } from '@angular/common/http/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import type { OwnSession } from '@tongxin/shared';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { beSignedIn } from '../../../../test-session.js';
import { OwnDevices } from './own-devices.js';

const device = (id: string, change: Partial<OwnSession> = {}): OwnSession => ({
  id,
  browser: 'edge',
  system: 'windows',
  startedAt: '2026-11-23T00:00:00Z',
  seenAt: '2026-11-23T01:00:00Z',
  current: false,
  ...change,
});

describe('the devices one is signed in on', () => {
  let fixture: ComponentFixture<OwnDevices>;
  let server: HttpTestingController;

  beforeEach(async () => {
    await beSignedIn();
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(OwnDevices);
  });

  const show = async (...items: OwnSession[]): Promise<void> => {
    await vi.waitFor(() => server.expectOne('/api/session/devices').flush({ items, nextCursor: null }));
    await fixture.whenStable();
  };
  const words = () => (fixture.nativeElement as HTMLElement).textContent;
  const press = async (text: string) =>
    (await TestbedHarnessEnvironment.loader(fixture).getHarness(MatButtonHarness.with({ text }))).click();

  it('are named in plain words; only the others can be signed out', async () => {
    await show(device('here', { current: true }), device('there', { browser: 'wechat', system: 'iPhone' }));
    expect(words()).toContain('Edge · Windows');
    expect(words()).toContain('WeChat · iPhone');
    await press('Sign out');
    await vi.waitFor(() =>
      server.expectOne({ method: 'DELETE', url: '/api/session/devices/there' }).flush(null, {
        status: 204,
        statusText: '',
      }),
    );
    await show(device('here', { current: true }));
    expect(words()).toContain('Nowhere else.');
    expect(TestBed.inject(UndoBar).notice()?.text).toBe('Signed out: WeChat · iPhone');
  });

  it('that have signed out by themselves meanwhile are simply gone', async () => {
    await show(device('here', { current: true }), device('there', { browser: null, system: null }));
    expect(words()).toContain('Unknown device');
    await press('Sign out');
    await vi.waitFor(() =>
      server
        .expectOne('/api/session/devices/there')
        .flush({ code: 'request.notFound' }, { status: 404, statusText: '' }),
    );
    await show(device('here', { current: true }));
    expect(TestBed.inject(UndoBar).notice()?.tone).toBe('done');
  });
});
