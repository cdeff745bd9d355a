import { HttpTestingController } from '@angular/common/http/testing';
import { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { aSession } from '../../../test-session.js';
import { Texts } from '../language/texts.js';
import { SignInForm } from './sign-in-form.js';

describe('the sign-in form', () => {
  let fixture: ComponentFixture<SignInForm>;
  let loader: HarnessLoader;
  let server: HttpTestingController;

  beforeEach(async () => {
    await TestBed.inject(Texts).choose('en');
    fixture = TestBed.createComponent(SignInForm);
    loader = TestbedHarnessEnvironment.loader(fixture);
    server = TestBed.inject(HttpTestingController);
  });

  afterEach(() => server.verify());

  const input = async (label: string) =>
    (await (
      await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: label }))
    ).getControl(MatInputHarness))!;
  const press = async (text: string) => (await loader.getHarness(MatButtonHarness.with({ text }))).click();
  const alert = () => (fixture.nativeElement as HTMLElement).querySelector('[role="alert"]')?.textContent?.trim();

  it('says what is missing at the field and asks the server nothing', async () => {
    await press('Sign in');
    const field = await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: 'User name' }));
    expect(await field.getTextErrors()).toEqual(['Please enter your user name.']);
  });

  it('signs in with the name and the password', async () => {
    const signedIn = vi.fn();
    fixture.componentInstance.signedIn.subscribe(signedIn);
    await (await input('User name')).setValue(' head-3-2 ');
    await (await input('Password')).setValue('secret words');
    await press('Sign in');
    const request = server.expectOne({ method: 'POST', url: '/api/session' });
    expect(request.request.body).toEqual({ username: 'head-3-2', password: 'secret words' });
    request.flush(aSession());
    await vi.waitFor(() => expect(signedIn).toHaveBeenCalledOnce());
  });

  it('keeps what was typed and says so when name or password are wrong', async () => {
    await (await input('User name')).setValue('head-3-2');
    await (await input('Password')).setValue('wrong');
    await press('Sign in');
    server.expectOne('/api/session').flush({ code: 'session.refused', instance: 'r' }, { status: 401, statusText: '' });
    await vi.waitFor(() => expect(alert()).toBe('The user name or the password is not right.'));
    expect(await (await input('User name')).getValue()).toBe('head-3-2');
  });

  it('says how long to wait after too many attempts', async () => {
    await (await input('User name')).setValue('head-3-2');
    await (await input('Password')).setValue('wrong');
    await press('Sign in');
    server
      .expectOne('/api/session')
      .flush(
        { code: 'session.tooManyAttempts', instance: 'r' },
        { status: 429, statusText: '', headers: { 'Retry-After': '45' } },
      );
    await vi.waitFor(() => expect(alert()).toContain('45 seconds'));
  });

  const signInWith = async (password: string): Promise<void> => {
    await (await input('User name')).setValue('head-3-2');
    await (await input('Password')).setValue(password);
    await press('Sign in');
  };
  const refuse = (code: string): void =>
    server.expectOne('/api/session').flush({ code, instance: 'r' }, { status: 401, statusText: '' });

  it('asks for the code of the app where the account has a second step, and signs in with all three', async () => {
    const signedIn = vi.fn();
    fixture.componentInstance.signedIn.subscribe(signedIn);
    await signInWith('secret words');
    refuse('session.secondFactorNeeded');
    await vi.waitFor(async () => expect(await input('Six-digit code')).toBeTruthy());
    expect(alert()).toBeUndefined();
    await press('Sign in');
    const field = await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: 'Six-digit code' }));
    expect(await field.getTextErrors()).toEqual(['Please type the six digits from the app.']);
    await (await input('Six-digit code')).setValue('123 456');
    await press('Sign in');
    const { request } = server.expectOne('/api/session');
    expect(request.body).toEqual({ username: 'head-3-2', password: 'secret words', secondFactor: '123 456' });
    server.match('/api/session').forEach((one) => one.flush(aSession()));
  });

  it('says when the code is not right, and takes a recovery code instead', async () => {
    await signInWith('secret words');
    refuse('session.secondFactorNeeded');
    await vi.waitFor(async () => expect(await input('Six-digit code')).toBeTruthy());
    await (await input('Six-digit code')).setValue('000000');
    await press('Sign in');
    refuse('session.secondFactorWrong');
    await vi.waitFor(() => expect(alert()).toContain('used already'));
    await press('Use a recovery code');
    await (await input('Recovery code')).setValue('AAAA-BBBB-CCCC-DDDD');
    await press('Sign in');
    expect(server.expectOne('/api/session').request.body).toMatchObject({ secondFactor: 'AAAA-BBBB-CCCC-DDDD' });
  });

  it('goes back to name and password for somebody else', async () => {
    await signInWith('secret words');
    refuse('session.secondFactorNeeded');
    await vi.waitFor(async () => expect(await input('Six-digit code')).toBeTruthy());
    await press('Back');
    expect(await (await input('User name')).getValue()).toBe('head-3-2');
    expect(await (await input('Password')).getValue()).toBe('');
  });

  it('shows the password on demand', async () => {
    expect(await (await input('Password')).getType()).toBe('password');
    (fixture.nativeElement as HTMLElement)
      .querySelector<HTMLButtonElement>('[aria-label="Show the password"]')!
      .click();
    await fixture.whenStable();
    expect(await (await input('Password')).getType()).toBe('text');
  });
});
