import { HttpTestingController } from '@angular/common/http/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { Router } from '@angular/router';
import { aSession, beSignedIn } from '../../../../test-session.js';
import { SecondStepPage } from './second-step.page.js';

const BEGUN = { secret: 'ABCDEFGHIJKLMNOP', uri: 'otpauth://totp/Tongxin:head-3-2?secret=ABCDEFGHIJKLMNOP' };
const CODES = Array.from({ length: 10 }, (_, index) => `AAAA-BBBB-CCCC-DD${index}0`);

describe('two-step sign-in', () => {
  let fixture: ComponentFixture<SecondStepPage>;
  let server: HttpTestingController;

  beforeEach(async () => {
    await beSignedIn({ secondFactorRequired: true });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(SecondStepPage);
  });
  afterEach(() => server.verify());

  const words = () => (fixture.nativeElement as HTMLElement).textContent;
  const says = (text: string) => vi.waitFor(() => expect(words()).toContain(text));
  const loader = () => TestbedHarnessEnvironment.loader(fixture);
  const answer = async (method: 'GET' | 'POST', url: string, body: object, status = 200): Promise<void> => {
    await vi.waitFor(() => server.expectOne({ method, url }).flush(body, { status, statusText: '' }));
    await fixture.whenStable();
  };

  it('is set up with a code of the app, shows the recovery codes once, and only then goes on', async () => {
    const going = vi.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    fixture.componentRef.setInput('to', '/overview');
    await answer('GET', '/api/session/second-factor', { since: null, recoveryCodesLeft: 0, required: true });
    await answer('POST', '/api/session/second-factor', BEGUN);
    await says('ABCD EFGH IJKL MNOP');
    expect((fixture.nativeElement as HTMLElement).querySelector('tx-qr-code path')?.getAttribute('d')).toMatch(/^M\d/);

    const code = await loader().getHarness(MatInputHarness);
    await code.setValue('000000');
    const turnOn = await loader().getHarness(MatButtonHarness.with({ text: 'Turn it on' }));
    await turnOn.click();
    await answer(
      'POST',
      '/api/session/second-factor/confirm',
      { code: 'request.invalid', errors: [{ pointer: '/code', code: 'session.secondFactorWrong', params: {} }] },
      400,
    );
    await says('used already');

    await code.setValue('123456');
    await turnOn.click();
    await answer('POST', '/api/session/second-factor/confirm', { codes: CODES });
    await answer('GET', '/api/session/second-factor', {
      since: '2026-11-23T02:00:00Z',
      recoveryCodesLeft: 10,
      required: true,
    });
    for (const one of CODES) await says(one);
    expect(going).not.toHaveBeenCalled();
    await (await loader().getHarness(MatButtonHarness.with({ text: 'I have kept them, go on' }))).click();
    await answer('GET', '/api/session', aSession({ secondFactor: true, secondFactorRequired: true }));
    await vi.waitFor(() => expect(going).toHaveBeenCalledWith('/overview'));
  });
});
