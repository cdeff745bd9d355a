import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { RolloverPreview, RolloverView } from '@tongxin/shared';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { beSignedIn } from '../../../../test-session.js';
import { RolloverPage } from './rollover.page.js';

const COUNTS = {
  classesMoving: 1,
  classesGraduating: 1,
  pupilsLeaving: 9,
  pupilsStaying: 0,
  filesClosing: 8,
  assignmentsEnding: 1,
  termsMade: 2,
  classesMade: 1,
};
const DONE: RolloverView = {
  id: 'rollover-1',
  toYear: 2027,
  dryRun: false,
  runBy: { id: 'moral', name: '施文博' },
  runAt: '2027-07-08T02:00:00Z',
  counts: COUNTS,
  undoUntil: '2027-07-09T02:00:00Z',
  undoneAt: null,
  mayUndo: true,
};
const PREVIEW: RolloverPreview = {
  toYear: 2027,
  schoolYear: '2027–2028学年',
  lastOn: '2027-07-05',
  runnableFrom: '2027-07-06',
  runnable: true,
  counts: COUNTS,
  terms: [
    { ordinal: 1, from: '2027-09-01', to: '2028-01-20', exists: false },
    { ordinal: 2, from: '2028-02-10', to: '2028-07-05', exists: false },
  ],
  classes: [
    {
      id: 'class-6',
      label: '六年级1班',
      labelEn: 'Grade 6, Class 1',
      next: null,
      nextEn: null,
      pupils: 9,
      files: 8,
      headTeachers: [{ id: 'head', name: '牟建华' }],
    },
    {
      id: 'class-3',
      label: '三年级1班',
      labelEn: 'Grade 3, Class 1',
      next: '四年级1班',
      nextEn: 'Grade 4, Class 1',
      pupils: 9,
      files: 9,
      headTeachers: [],
    },
  ],
  newClasses: [{ stage: 'primary', number: 1, label: '一年级1班', labelEn: 'Grade 1, Class 1' }],
  last: null,
};

describe('the step into a new school year on screen', () => {
  let http: HttpTestingController;
  let fixture: ComponentFixture<RolloverPage>;
  const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const words = (): string => page().textContent.replace(/\s+/g, ' ');
  const button = (name: string): HTMLButtonElement =>
    [...page().querySelectorAll('button')].find((one) => one.textContent.trim() === name)!;
  const sent = async (address: string, method = 'POST'): Promise<TestRequest> =>
    vi.waitFor(() => {
      fixture.detectChanges();
      return http.expectOne({ method, url: address });
    });
  const shown = async (change: Partial<RolloverPreview> = {}): Promise<void> => {
    (await sent('/api/rollovers/preview', 'GET')).flush({ ...PREVIEW, ...change });
    await vi.waitFor(() => {
      fixture.detectChanges();
      expect(words()).toContain('Into 2027–2028');
    });
  };

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideRouter([])] });
    http = TestBed.inject(HttpTestingController);
    await beSignedIn({ permissions: ['rollover.view', 'rollover.run'], today: '2027-07-08' });
    fixture = TestBed.createComponent(RolloverPage);
  });

  it('tries what was chosen: who stays, which beginners, which days', async () => {
    await shown();
    page().querySelector<HTMLInputElement>('mat-checkbox input')!.click();
    const [, beginners] = page().querySelectorAll<HTMLInputElement>('mat-checkbox input');
    beginners!.click();
    const first = page().querySelector<HTMLInputElement>('input[type=date]')!;
    first.value = '2027-08-30';
    first.dispatchEvent(new Event('change'));
    fixture.detectChanges();
    button('Try it out').click();
    const request = await sent('/api/rollovers');
    expect(request.request.body).toEqual({
      toYear: 2027,
      dryRun: true,
      stayingClassIds: ['class-6'],
      newClasses: [],
      terms: [
        { ordinal: 1, from: '2027-08-30', to: '2028-01-20' },
        { ordinal: 2, from: '2028-02-10', to: '2028-07-05' },
      ],
    });
    request.flush({ ...DONE, id: null, dryRun: true, mayUndo: false });
    await vi.waitFor(() => {
      fixture.detectChanges();
      expect(words()).toContain('Tried out: all of it works, nothing was changed.');
    });
  });

  it('is taken only after it was tried and confirmed', async () => {
    const asking = vi.spyOn(TestBed.inject(Sheets), 'open').mockResolvedValue(true);
    await shown();
    button('Step into 2027–2028').click();
    const tried = await sent('/api/rollovers');
    expect(tried.request.body).toMatchObject({ dryRun: true });
    tried.flush({ ...DONE, id: null, dryRun: true, mayUndo: false });
    const run = await sent('/api/rollovers');
    expect(asking).toHaveBeenCalledOnce();
    expect(run.request.body).toMatchObject({ dryRun: false });
    run.flush(DONE);
    await shown({ last: DONE });
    await vi.waitFor(() => {
      fixture.detectChanges();
      expect(words()).toContain('The step into 2027–2028 has been taken');
    });
  });

  it('is not taken before the old year is over', async () => {
    await shown({ runnable: false });
    expect(button('Step into 2027–2028').disabled).toBe(true);
    expect(words()).toContain('from 6 Jul 2027 on');
  });

  it('is taken back within a day, and says why where it cannot be any more', async () => {
    await shown({ last: DONE });
    button('Take back').click();
    (await sent('/api/rollovers/rollover-1/undo')).flush(
      { status: 409, code: 'rollover.classesInUse' },
      { status: 409, statusText: 'Conflict', headers: { 'Content-Type': 'application/problem+json' } },
    );
    await vi.waitFor(() => {
      fixture.detectChanges();
      expect(words()).toContain('A class made by it has children or teachers already.');
    });
  });

  it('says at the day what is wrong with it', async () => {
    await shown();
    button('Try it out').click();
    (await sent('/api/rollovers')).flush(
      {
        status: 400,
        code: 'request.invalid',
        errors: [{ pointer: '/terms/1/from', code: 'term.overlaps', params: {} }],
      },
      { status: 400, statusText: 'Bad Request', headers: { 'Content-Type': 'application/problem+json' } },
    );
    await vi.waitFor(() => {
      fixture.detectChanges();
      expect(page().querySelectorAll('.refused')).toHaveLength(1);
    });
    expect(page().querySelector('.refused')!.textContent).toContain('overlap');
  });
});
