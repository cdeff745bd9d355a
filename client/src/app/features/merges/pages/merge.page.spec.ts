import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import type { MergePreview, MergeSide } from '@tongxin/shared';
import { beSignedIn } from '../../../../test-session.js';
import { MergePage } from './merge.page.js';

const side = (change: Partial<MergeSide>): MergeSide => ({
  id: 'kept',
  version: 3,
  name: '何安安',
  sex: 'female',
  birthDate: '2017-03-02',
  idNumber: '4405***********4',
  studentNumber: null,
  class: null,
  careStatus: 'open',
  openedOn: '2025-09-10',
  categories: ['leftBehind'],
  address: '东庄村3号',
  village: '东庄村',
  guardians: [],
  records: 4,
  attachments: 0,
  ...change,
});
const PREVIEW: MergePreview = {
  kept: side({}),
  merged: side({ id: 'gone', version: 7, address: '西庄村9号', records: 1 }),
  differing: ['address'],
  maybeTwins: false,
};

describe('two files side by side', () => {
  let http: HttpTestingController;
  let fixture: ComponentFixture<MergePage>;
  const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const words = (): string => page().textContent.replace(/\s+/g, ' ');
  const button = (name: string): HTMLButtonElement =>
    [...page().querySelectorAll('button')].find((one) => one.textContent.trim() === name)!;
  const sent = (address: string): Promise<TestRequest> =>
    vi.waitFor(() => {
      fixture.detectChanges();
      return http.expectOne({ method: 'POST', url: address });
    });
  const open = async (change: Partial<MergePreview> = {}): Promise<void> => {
    (await sent('/api/merges/preview')).flush({ ...PREVIEW, ...change });
    await vi.waitFor(() => {
      fixture.detectChanges();
      expect(words()).toContain('西庄村9号');
    });
  };

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideRouter([])] });
    http = TestBed.inject(HttpTestingController);
    await beSignedIn({ permissions: ['student.merge'] });
    fixture = TestBed.createComponent(MergePage);
    fixture.componentRef.setInput('keepId', 'kept');
    fixture.componentRef.setInput('mergeId', 'gone');
  });

  it('become one with what was chosen, as they were looked at, and for a reason', async () => {
    const going = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    await open();
    button('Make one file of it').click();
    fixture.detectChanges();
    expect(page().querySelector('[role=alert]')).not.toBeNull();
    http.expectNone('/api/merges');
    page().querySelector<HTMLInputElement>('mat-radio-button[value=merged] input')!.click();
    const reason = page().querySelector('textarea')!;
    reason.value = 'entered twice';
    reason.dispatchEvent(new Event('input'));
    button('Make one file of it').click();
    const request = await sent('/api/merges');
    expect(request.request.body).toEqual({
      keepId: 'kept',
      mergeId: 'gone',
      keptVersion: 3,
      mergedVersion: 7,
      take: ['address'],
      guardians: 'both',
      reason: 'entered twice',
    });
    request.flush({ id: 'merge', kept: { id: 'kept', name: '何安安', class: null } });
    await vi.waitFor(() => expect(going).toHaveBeenCalledWith(['/students', 'kept']));
  });

  it('are said to be two, and the screen goes back to the others', async () => {
    const going = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    await open();
    button('These are two children').click();
    const request = await sent('/api/merges/different');
    expect(request.request.body).toEqual({ oneId: 'kept', otherId: 'gone' });
    request.flush(null, { status: 204, statusText: 'No Content' });
    await vi.waitFor(() => expect(going).toHaveBeenCalledWith(['/school/merges']));
  });

  it('warn where they may be twins', async () => {
    await open({ maybeTwins: true });
    expect(words()).toContain('Twins share a birth date');
  });
});
