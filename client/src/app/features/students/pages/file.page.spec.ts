import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding, withRouterConfig } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { CareFileView, CategoryProposals, StudentView } from '@tongxin/shared';
import { beSignedIn } from '../../../../test-session.js';
import { aFile } from '../student-samples.js';
import { routes } from '../students.routes.js';

const careFile: CareFileView = {
  id: 'file-1',
  version: 3,
  status: 'open',
  openedOn: '2025-09-05',
  remark: null,
  periods: [
    {
      status: 'open',
      from: '2025-09-05',
      reasonCode: null,
      reason: null,
      toSchool: null,
      by: null,
      at: '2025-09-05T01:00:00.000Z',
    },
  ],
  urgency: 'high',
  reviewOn: '2026-11-28',
  urgencies: [
    {
      level: 'high',
      reason: '奶奶住院',
      reviewOn: '2026-11-28',
      from: '2026-11-21',
      by: { id: 'staff-1', name: '秦素芬' },
      at: '2026-11-21T08:30:00.000Z',
    },
  ],
};

const category = {
  id: 'category-1',
  version: 1,
  code: 'psychological',
  from: '2026-09-01',
  to: null,
  basis: null,
  endReason: null,
  audience: 'restricted',
} as const;

describe('the care file of a child', () => {
  let harness: RouterTestingHarness;
  let server: HttpTestingController;

  beforeEach(() => {
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
  });

  const page = () => harness.fixture.nativeElement as HTMLElement;
  const read = (url: string) => vi.waitFor(() => server.expectOne({ method: 'GET', url }));
  const shows = (text: string) => vi.waitFor(() => expect(page().textContent).toContain(text));

  async function open(view: StudentView, proposals: CategoryProposals = { items: [] }): Promise<void> {
    harness = await RouterTestingHarness.create();
    await harness.navigateByUrl(`/students/${view.id}/file`);
    (await read('/api/students/student-1')).flush(view);
    (await read('/api/students/student-1/care-file')).flush(careFile);
    (await read('/api/students/student-1/category-proposals')).flush(proposals);
    await shows('Urgency high');
  }

  const buttons = (): HTMLButtonElement[] => [...page().querySelectorAll<HTMLButtonElement>('tx-file-page button')];
  const words = (): string =>
    buttons()
      .map((button) => button.textContent)
      .join(' | ');

  it('lets a head teacher propose, and review how urgent it is, but change nothing alone', async () => {
    await beSignedIn({ roles: ['headTeacher'] });
    await open(aFile({ categories: [category], may: [...aFile().may, 'urgency.edit', 'category.propose'] }));
    expect(page().textContent).toContain('奶奶住院');
    expect(page().textContent).toContain('head teacher, department and principal');
    const shown = words();
    expect(shown).toContain('Propose a category');
    expect(shown).toContain('Propose to end');
    expect(shown).toContain('Review');
    expect(shown).not.toContain('Change status');
    expect(shown).not.toContain('Department and principal only');
  });

  it('says what waits for the department and what came back', async () => {
    await beSignedIn({ roles: ['headTeacher'] });
    const waiting = {
      id: 'proposal-1',
      version: 1,
      kind: 'category.add',
      status: 'sentBack',
      code: 'singleParent',
      categoryId: null,
      on: '2026-11-10',
      reason: '离婚证复印件',
      by: { id: 'staff-1', name: '秦素芬' },
      at: '2026-11-21T08:30:00.000Z',
      decidedBy: { id: 'staff-2', name: '钱文博' },
      decidedAt: '2026-11-22T08:30:00.000Z',
      decisionReason: '请补材料',
      own: true,
    } as const;
    await open(aFile({ may: [...aFile().may, 'category.propose'] }), { items: [waiting] });
    await shows('Came back from the department');
    expect(page().textContent).toContain('钱文博: 请补材料');
  });

  it('lets the department narrow who knows of a restricted category', async () => {
    await beSignedIn({ roles: ['moralEducation'] });
    await open(
      aFile({ categories: [category], may: [...aFile().may, 'careFile.edit', 'urgency.edit', 'category.edit'] }),
    );
    const narrow = buttons().find((button) => button.textContent?.includes('Department and principal only'));
    narrow!.click();
    const sent = server.expectOne('/api/students/student-1/categories/category-1/audience');
    expect(sent.request.body).toEqual({ audience: 'department' });
    expect(sent.request.headers.get('If-Match')).toBe('"1"');
  });
});
