import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Texts } from '../../../core/language/texts.js';
import { ActivationPage } from './activation.page.js';

describe('coming in with a code', () => {
  let fixture: ComponentFixture<ActivationPage>;
  let server: HttpTestingController;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideRouter([])] });
    await TestBed.inject(Texts).choose('en');
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(ActivationPage);
    await fixture.whenStable();
  });

  const page = () => fixture.nativeElement as HTMLElement;
  const type = (name: string, text: string) => {
    const field = page().querySelector<HTMLInputElement>(`[formcontrolname="${name}"]`)!;
    field.value = text;
    field.dispatchEvent(new Event('input'));
  };
  const send = () => page().querySelector<HTMLButtonElement>('button[type="submit"]')!.click();
  const request = () => vi.waitFor(() => server.expectOne('/api/activation'));

  it('sets the password and leads to signing in', async () => {
    type('username', 'anyiran');
    type('code', 'ab0de fg1jk');
    type('password', 'a long password');
    send();
    const sent = await request();
    expect(sent.request.body).toEqual({ username: 'anyiran', code: 'ab0de fg1jk', password: 'a long password' });
    sent.flush(null, { status: 204, statusText: 'No Content' });
    await vi.waitFor(() => expect(page().textContent).toContain('Your password is set'));
    expect(page().querySelector('a[href="/sign-in"]')).not.toBeNull();
    expect(page().querySelector('input')).toBeNull();
  });

  it('asks the server nothing while the code cannot be one or the password is too short', async () => {
    type('username', 'anyiran');
    type('code', 'no code');
    type('password', 'short');
    send();
    await fixture.whenStable();
    server.expectNone('/api/activation');
    expect(page().textContent).toContain('do not belong together');
    expect(page().textContent).toContain('At least 10 characters');
  });

  it('says at the code that the two do not belong together, and above the form that the code is used', async () => {
    type('username', 'anyiran');
    type('code', 'AB0DE-FG1JK');
    type('password', 'a long password');
    send();
    (await request()).flush(
      {
        code: 'request.invalid',
        status: 400,
        errors: [{ pointer: '/code', code: 'code.refused', params: {} }],
      },
      { status: 400, statusText: 'Bad Request' },
    );
    await vi.waitFor(() => expect(page().querySelector('mat-error')?.textContent).toContain('do not belong together'));
    type('code', 'AB0DE-FG1JM');
    send();
    (await request()).flush({ code: 'code.used', status: 409 }, { status: 409, statusText: 'Conflict' });
    await vi.waitFor(() => expect(page().querySelector('tx-problem-panel')?.textContent).toContain('used already'));
  });
});
