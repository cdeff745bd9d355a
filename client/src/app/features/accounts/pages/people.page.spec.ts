import { HttpTestingController } from '@angular/common/http/testing';
import { OverlayContainer } from '@angular/cdk/overlay';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { CodeSlip, UserListItem } from '@tongxin/shared';
import { beSignedIn } from '../../../../test-session.js';
import { routes } from '../accounts.routes.js';
import { Slips } from '../data/slips.js';

const aPerson = (change: Partial<UserListItem> = {}): UserListItem => ({
  id: 'person-1',
  name: '周小兰',
  username: 'zhouxiaolan',
  state: 'active',
  passwordSet: true,
  lastSignInOn: '2026-11-23',
  code: null,
  roles: [],
  classes: [],
  ...change,
});

const aSlip = (change: Partial<CodeSlip> = {}): CodeSlip => ({
  userId: 'person-2',
  name: '安宜然',
  username: 'anyiran',
  school: '青石小学',
  purpose: 'activation',
  code: 'AB0DE-FG1JK',
  expiresAt: '2026-11-26T02:00:00.000Z',
  ...change,
});

describe('the people of a school', () => {
  let harness: RouterTestingHarness;
  let server: HttpTestingController;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [provideRouter([{ path: 'school/people', children: routes }], withComponentInputBinding())],
    });
    server = TestBed.inject(HttpTestingController);
    await beSignedIn({ permissions: ['user.view', 'user.invite', 'user.edit', 'user.reset', 'grant.view'] });
    harness = await RouterTestingHarness.create();
  });

  const page = () => harness.fixture.nativeElement as HTMLElement;
  const search = () => vi.waitFor(() => server.expectOne({ method: 'POST', url: '/api/users/search' }));
  const window_ = () => TestBed.inject(OverlayContainer).getContainerElement();
  const press = (within: HTMLElement, words: string) =>
    [...within.querySelectorAll('button')].find((one) => one.textContent?.includes(words))!.click();
  const type = (field: HTMLInputElement, text: string) => {
    field.value = text;
    field.dispatchEvent(new Event('input'));
  };

  it('say who has come in, whose code has expired, and what each does', async () => {
    await harness.navigateByUrl('/school/people');
    (await search()).flush({
      items: [
        aPerson({
          classes: [
            {
              class: { id: 'c', label: '三年级2班', labelEn: 'Grade 3, Class 2' },
              role: 'headTeacher',
              subject: null,
              from: '2026-09-01',
              to: null,
            },
          ],
        }),
        aPerson({
          id: 'person-2',
          name: '安宜然',
          state: 'invited',
          passwordSet: false,
          code: { purpose: 'activation', expiresAt: '2026-11-20T02:00:00.000Z', expired: true },
        }),
        aPerson({ id: 'person-3', name: '管慧', passwordSet: false }),
      ],
      nextCursor: null,
    });
    await vi.waitFor(() => expect(page().querySelectorAll('tx-person-row')).toHaveLength(3));
    expect(page().textContent).toContain('Head teacher Grade 3, Class 2');
    const chips = [...page().querySelectorAll('tx-user-state')].map((chip) => chip.textContent);
    expect(chips).toEqual(['Active', 'Code expired', 'New password pending']);
  });

  it('are narrowed by the address, and looked for by name in the body only', async () => {
    await harness.navigateByUrl('/school/people?state=invited&role=office');
    const first = await search();
    expect(first.request.body).toEqual({ state: 'invited', role: 'office', limit: 50 });
    first.flush({ items: [], nextCursor: null });
    await vi.waitFor(() => expect(page().textContent).toContain('Nobody fits'));
    type(page().querySelector<HTMLInputElement>('input[type="search"]')!, '周小兰');
    expect((await search()).request.body).toEqual({ query: '周小兰', state: 'invited', role: 'office', limit: 50 });
    expect(TestBed.inject(Router).url).toBe('/school/people?state=invited&role=office');
  });

  it('are invited with the user name the server suggests, and their slip is shown and kept to print', async () => {
    await harness.navigateByUrl('/school/people');
    (await search()).flush({ items: [], nextCursor: null });
    await vi.waitFor(() => expect(page().querySelector('tx-empty')).not.toBeNull());
    press(page(), 'Invite');
    const field = await vi.waitFor(() => {
      const found = window_().querySelector<HTMLInputElement>('[formcontrolname="name"]');
      expect(found).not.toBeNull();
      return found!;
    });
    type(field, '安宜然');
    const suggestion = await vi.waitFor(() => server.expectOne('/api/users/username'));
    expect(suggestion.request.body).toEqual({ name: '安宜然' });
    suggestion.flush({ username: 'anyiran' });
    await vi.waitFor(() =>
      expect(window_().querySelector<HTMLInputElement>('[formcontrolname="username"]')!.value).toBe('anyiran'),
    );
    window_().querySelector<HTMLButtonElement>('button[type="submit"]')!.click();
    const invitation = await vi.waitFor(() => server.expectOne('/api/users'));
    expect(invitation.request.body).toEqual({ name: '安宜然', username: 'anyiran' });
    invitation.flush({ user: aPerson({ id: 'person-2', name: '安宜然' }), slip: aSlip(), roles: [] });
    await vi.waitFor(() => expect(window_().textContent).toContain('AB0DE-FG1JK'));
    expect(TestBed.inject(Slips).all()).toHaveLength(1);
  });
});

describe('slips', () => {
  it('hold the newest code of each person, and are gone when put away', async () => {
    await beSignedIn({ permissions: ['user.reset'] });
    const slips = TestBed.inject(Slips);
    slips.add([aSlip(), aSlip({ userId: 'person-3', code: 'K0000-00000' })]);
    slips.add([aSlip({ code: 'N1111-11111' })]);
    expect(slips.all().map(({ code }) => code)).toEqual(['K0000-00000', 'N1111-11111']);
    slips.drop();
    expect(slips.all()).toEqual([]);
  });
});
