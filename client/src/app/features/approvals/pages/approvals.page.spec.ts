import { OverlayContainer } from '@angular/cdk/overlay';
import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding, withRouterConfig } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { ApprovalListItem, ApprovalView, Page } from '@tongxin/shared';
import { beSignedIn } from '../../../../test-session.js';
import { routes } from '../approvals.routes.js';

const ITEM: ApprovalListItem = {
  id: 'p-1',
  version: 2,
  kind: 'contactCard.change',
  status: 'open',
  student: { id: 's-1', name: '林小满', class: { id: 'c', label: '三年级2班', labelEn: 'Grade 3, Class 2' } },
  about: null,
  fields: ['phone', 'worksAt'],
  origin: 'staff',
  proposedBy: { id: 'head', name: '王静' },
  proposedAt: '2026-11-20T08:00:00Z',
  decidedBy: null,
  decidedAt: null,
  may: ['approve', 'sendBack'],
};
const VIEW: ApprovalView = {
  ...ITEM,
  reason: 'home visit',
  decisionReason: null,
  changes: [
    {
      field: 'worksAt',
      person: '林建业',
      before: '东莞',
      after: '青岛',
      applied: false,
      overtaken: false,
      present: null,
    },
  ],
};

describe('the approvals', () => {
  let harness: RouterTestingHarness;
  let server: HttpTestingController;

  const begin = async (path: string) => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [{ path: 'approvals', children: routes }],
          withComponentInputBinding(),
          withRouterConfig({ paramsInheritanceStrategy: 'always' }),
        ),
      ],
    });
    server = TestBed.inject(HttpTestingController);
    await beSignedIn({
      user: { id: 'moral', name: '吴主任', username: 'moral' },
      permissions: ['approval.view', 'approval.decide', 'contactCard.view'],
    });
    harness = await RouterTestingHarness.create();
    await harness.navigateByUrl(path);
  };
  const page = () => harness.fixture.nativeElement as HTMLElement;
  const request = (url: string) => vi.waitFor(() => server.expectOne(url));
  const list = async (items: ApprovalListItem[]) =>
    (await request('/api/approvals?status=open&limit=50')).flush({
      items,
      nextCursor: null,
    } satisfies Page<ApprovalListItem>);
  const button = (text: string, within: ParentNode = page()) =>
    [...within.querySelectorAll('button')].find((one) => one.textContent?.includes(text))!;
  const openOne = async (view: ApprovalView = VIEW) => {
    await begin('/approvals/p-1');
    await list([ITEM]);
    (await request('/api/approvals/p-1')).flush(view);
    (await vi.waitFor(() => server.expectOne((one) => one.url.startsWith('/api/attachments')))).flush({
      items: [],
      nextCursor: null,
      mayChange: false,
    });
    await vi.waitFor(() => expect(page().textContent).toContain('青岛'));
  };

  it('say what waits, for whom, which fields, by whom and how long already', async () => {
    await begin('/approvals');
    await list([ITEM]);
    await vi.waitFor(() => expect(page().textContent).toContain('林小满'));
    const text = page().querySelector('li')!.textContent.replace(/\s+/g, ' ');
    expect(text).toContain('Grade 3, Class 2');
    expect(text).toContain('Contact card · Phone, Works at');
    expect(text).toContain('王静 · 3 days ago');
    expect(text).toContain('needs you');
  });

  it('say that nothing waits', async () => {
    await begin('/approvals');
    await list([]);
    await vi.waitFor(() => expect(page().textContent).toContain('Nothing waits'));
  });

  it('show the old value beside the new one, and approve the version that was seen', async () => {
    await openOne();
    expect(page().querySelector('del')!.textContent).toBe('东莞');
    expect(page().querySelector('ins')!.textContent).toContain('青岛');
    button('Approve').click();
    const post = await request('/api/approvals/p-1/approve');
    expect(post.request.headers.get('If-Match')).toBe('"2"');
    expect(post.request.body).toEqual({});
    // Not before the server has said yes.
    expect(page().textContent).not.toContain('Approved');
    post.flush({
      ...VIEW,
      version: 3,
      status: 'approved',
      may: [],
      decidedBy: { id: 'moral', name: '吴主任' },
      decidedAt: '2026-11-23T02:00:00Z',
    });
    await vi.waitFor(() => expect(page().querySelector('.decision')?.textContent).toContain('Approved'));
    await list([]);
  });

  it('show what stands there now where somebody was quicker, and replace it only when told to', async () => {
    await openOne({ ...VIEW, changes: [{ ...VIEW.changes[0]!, overtaken: true, present: '济南' }] });
    expect(page().textContent).toContain('stands there now: 济南');
    button('Approve and replace').click();
    const post = await request('/api/approvals/p-1/approve');
    expect(post.request.body).toEqual({ replaceNewer: true });
    post.flush({ code: 'proposal.decided', status: 409 }, { status: 409, statusText: '' });
    // What has become of it is read again.
    (await request('/api/approvals/p-1')).flush({ ...VIEW, status: 'withdrawn', may: [] });
    await vi.waitFor(() => expect(page().querySelector('.decision')?.textContent).toContain('Withdrawn'));
  });

  it('go back only with a reason', async () => {
    await openOne();
    button('Send back').click();
    const sheet = await vi.waitFor(() => {
      const found = TestBed.inject(OverlayContainer).getContainerElement();
      expect(found.querySelector('textarea')).not.toBeNull();
      expect([...found.querySelectorAll('button')].map((one) => one.textContent?.trim())).toContain('Send back');
      return found;
    }, 10_000);
    button('Send back', sheet).click();
    await vi.waitFor(() => expect(sheet.querySelector('mat-error')).not.toBeNull());
    const reason = sheet.querySelector('textarea')!;
    reason.value = 'wrong town';
    reason.dispatchEvent(new Event('input'));
    button('Send back', sheet).click();
    const post = await request('/api/approvals/p-1/send-back');
    expect(post.request.body).toEqual({ reason: 'wrong town' });
    post.flush({
      ...VIEW,
      status: 'sentBack',
      may: [],
      decisionReason: 'wrong town',
      decidedAt: '2026-11-23T02:00:00Z',
    });
    await vi.waitFor(() => expect(page().querySelector('.decision')?.textContent).toContain('wrong town'));
  });

  it('offer nothing to decide to who proposed it, but to take it back', async () => {
    await openOne({ ...VIEW, proposedBy: { id: 'moral', name: '吴主任' }, may: ['withdraw'] });
    expect(button('Approve')).toBeUndefined();
    button('Withdraw').click();
    (await request('/api/approvals/p-1/withdraw')).flush({ ...VIEW, status: 'withdrawn', may: [] });
    await vi.waitFor(() => expect(page().querySelector('.decision')?.textContent).toContain('Withdrawn'));
  });
});
