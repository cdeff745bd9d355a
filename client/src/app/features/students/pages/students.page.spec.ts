import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { StudentListItem } from '@tongxin/shared';
import { beSignedIn } from '../../../../test-session.js';
import { routes } from '../students.routes.js';

const child: StudentListItem = {
  id: 'student-1',
  name: '林小满',
  sex: 'female',
  age: 9,
  birthMonth: null,
  class: { id: 'class-3-2', label: '三年级2班', labelEn: 'Grade 3, Class 2' },
  categories: ['leftBehind'],
  needsLearningSupport: false,
  status: 'open',
  urgency: null,
  village: '青石村',
};

describe('the list of students', () => {
  let harness: RouterTestingHarness;
  let server: HttpTestingController;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [provideRouter([{ path: 'students', children: routes }], withComponentInputBinding())],
    });
    server = TestBed.inject(HttpTestingController);
    await beSignedIn();
    harness = await RouterTestingHarness.create();
  });

  const page = () => harness.routeNativeElement!;
  const search = () => vi.waitFor(() => server.expectOne({ method: 'POST', url: '/api/students/search' }));
  const type = (words: string) => {
    const field = page().querySelector<HTMLInputElement>('[aria-label="Search students"]')!;
    field.value = words;
    field.dispatchEvent(new Event('input'));
  };

  it('sends the words in the body and never in an address', async () => {
    await harness.navigateByUrl('/students');
    (await search()).flush({ items: [child], nextCursor: null, total: 1 });
    await vi.waitFor(() => expect(page().textContent).toContain('林小满'));
    type('林小满 5678');
    const request = await search();
    expect(request.request.body).toEqual({ query: '林小满 5678', limit: 50, total: true });
    expect(request.request.urlWithParams).toBe('/api/students/search');
    expect(TestBed.inject(Router).url).toBe('/students');
    expect(page().textContent).toContain('林小满');
    request.flush({ items: [], nextCursor: null, total: 0 });
    await vi.waitFor(() => expect(page().textContent).toContain('Nobody found'));
  });

  it('takes class and category from the address', async () => {
    await harness.navigateByUrl('/students?classId=class-3-2&category=leftBehind&status=nonsense');
    expect((await search()).request.body).toEqual({
      classId: 'class-3-2',
      categories: ['leftBehind'],
      limit: 50,
      total: true,
    });
  });

  it('asks for what is due where that is chosen', async () => {
    await harness.navigateByUrl('/students?due=overdue');
    // Overdue stays until the term ends: its months are looked into, the present one first.
    for (const month of ['2026-11', '2026-10', '2026-09']) {
      const url = `/api/duties?month=${month}&limit=50&status=overdue`;
      (await vi.waitFor(() => server.expectOne(url))).flush({ items: [], nextCursor: null });
    }
    await vi.waitFor(() => expect(page().textContent).toContain('Nothing of this kind'));
    server.expectNone('/api/students/search');
  });
});
