import { HttpTestingController } from '@angular/common/http/testing';
import { OverlayContainer } from '@angular/cdk/overlay';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter, withComponentInputBinding, withRouterConfig } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { aSession, beSignedIn } from '../../../../test-session.js';
import { aCard, aFile } from '../student-samples.js';
import { routes } from '../students.routes.js';

const CARD = '/api/students/student-1/contact-card';

describe('the form of a contact card', () => {
  let harness: RouterTestingHarness;
  let server: HttpTestingController;

  beforeEach(async () => {
    sessionStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [{ path: 'students', children: routes }],
          withComponentInputBinding(),
          withRouterConfig({ paramsInheritanceStrategy: 'always' }),
        ),
      ],
    });
    server = TestBed.inject(HttpTestingController);
    await beSignedIn();
    harness = await RouterTestingHarness.create();
    await harness.navigateByUrl('/students/student-1/contacts/edit');
    (await request('/api/students/student-1')).flush(aFile());
    (await request(CARD)).flush(aCard());
    await vi.waitFor(() => expect(field('village')).not.toBeNull());
  });

  const page = () => harness.fixture.nativeElement as HTMLElement;
  const request = (url: string) => vi.waitFor(() => server.expectOne(url));
  const field = (name: string) => page().querySelector<HTMLInputElement>(`[formcontrolname="${name}"]`)!;
  const type = (name: string, text: string) => {
    field(name).value = text;
    field(name).dispatchEvent(new Event('input'));
  };
  const save = async () => {
    page().querySelector<HTMLButtonElement>('form button[type="submit"]')!.click();
    return request(CARD);
  };
  const inWindow = (text: string) =>
    [...TestBed.inject(OverlayContainer).getContainerElement().querySelectorAll('button')].find((one) =>
      one.textContent?.includes(text),
    );

  it('keeps what was typed when a field is refused, and says it at the field', async () => {
    type('village', '柳树屯');
    type('reason', 'moved');
    const put = await save();
    expect(put.request.method).toBe('PUT');
    expect(put.request.headers.get('If-Match')).toBe('"3"');
    put.flush(
      {
        code: 'request.invalid',
        errors: [{ pointer: '/guardians/0/phones/0/number', code: 'phone.invalid', params: {} }],
      },
      { status: 400, statusText: '' },
    );
    await vi.waitFor(() => expect(page().querySelector('mat-error')?.textContent).toContain('number'));
    expect(field('village').value).toBe('柳树屯');
    expect(page().querySelector('[role="alert"]')?.textContent).toContain('What you typed is still here.');
  });

  it('keeps what was typed through a reload of the page', async () => {
    type('village', '柳树屯');
    await harness.navigateByUrl('/students/student-1/overview');
    await harness.navigateByUrl('/students/student-1/contacts/edit');
    (await request(CARD)).flush(aCard());
    await vi.waitFor(() => expect(field('village')?.value).toBe('柳树屯'));
    expect(page().textContent).toContain('This is what you typed last time');
  });

  it('shows both versions when somebody else was quicker, and saves mine upon theirs', async () => {
    type('village', '柳树屯');
    type('reason', 'moved');
    const stale = { code: 'version.stale', currentVersion: 5, current: aCard({ version: 5, village: '白杨岭' }) };
    (await save()).flush(stale, { status: 412, statusText: '' });
    const mine = await vi.waitFor(() => {
      const found = inWindow('Save mine');
      expect(found).toBeDefined();
      return found!;
    });
    const shown = TestBed.inject(OverlayContainer).getContainerElement().textContent;
    expect(shown).toContain('柳树屯');
    expect(shown).toContain('白杨岭');
    mine.click();
    const again = await request(CARD);
    expect(again.request.headers.get('If-Match')).toBe('"5"');
    expect(again.request.body).toMatchObject({ village: '柳树屯', reason: 'moved' });
    again.flush(aCard({ version: 6, village: '柳树屯' }));
    await vi.waitFor(() => expect(TestBed.inject(Router).url).toBe('/students/student-1/contacts'));
  });

  it('sends the same again after signing in anew, when the session ended while somebody was typing', async () => {
    type('village', '柳树屯');
    type('reason', 'moved');
    const first = await save();
    const sent: unknown = first.request.body;
    first.flush({ code: 'session.ended' }, { status: 401, statusText: '' });
    const window = TestBed.inject(OverlayContainer).getContainerElement();
    const password = await vi.waitFor(() => {
      const found = window.querySelector<HTMLInputElement>('input[type="password"]');
      expect(found).not.toBeNull();
      return found!;
    });
    expect(field('village').value).toBe('柳树屯');
    password.value = 'tongxin-demo';
    password.dispatchEvent(new Event('input'));
    inWindow('Sign in')!.click();
    (await request('/api/session')).flush(aSession());
    const again = await request(CARD);
    expect(again.request.body).toEqual(sent);
    again.flush(aCard({ version: 4, village: '柳树屯' }));
    await vi.waitFor(() => expect(TestBed.inject(Router).url).toBe('/students/student-1/contacts'));
  });

  it('asks the server nothing while the reason is missing', async () => {
    type('village', '柳树屯');
    page().querySelector<HTMLButtonElement>('form button[type="submit"]')!.click();
    await vi.waitFor(() => expect(page().querySelector('mat-error')?.textContent).toContain('fill'));
    server.expectNone({ method: 'PUT', url: CARD });
  });
});
