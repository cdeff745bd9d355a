import { Injectable, inject, signal } from '@angular/core';
import type {
  AccessLogItem,
  AddCategoryRequest,
  CareFileView,
  CategoryProposals,
  CategoryProposalView,
  CategoryView,
  ChangeAudienceRequest,
  ChangeCareFileRequest,
  ClassView,
  CreateStudentRequest,
  DutyView,
  EditStudentRequest,
  EndCategoryRequest,
  Month,
  Page,
  ProposeCategoryRequest,
  SetUrgencyRequest,
  StudentChangeView,
  StudentListItem,
  StudentSearchRequest,
  StudentView,
  TimelineItem,
  UrgentConcernView,
} from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';

const SEARCH = '/api/students/search';
const DUTIES_A_PAGE = 50;

/** Which duties the list of children is narrowed to. */
export interface DutyFilter {
  /** The months to look into, the present one first. */
  months: readonly Month[];
  status?: 'due' | 'overdue';
  neverCaredFor?: boolean;
  classId?: string;
}

/** Children and their care files. What somebody searched for stands in the body of a request, never in an address. */
@Injectable({ providedIn: 'root' })
export class StudentsApi {
  private readonly api = inject(Api);
  private readonly written = signal(0);

  /** Grows with every change made here; a list that is still on the screen reads again. */
  readonly changes = this.written.asReadonly();

  find(request: () => StudentSearchRequest | undefined): Reading<Page<StudentListItem>> {
    return this.api.search(() => {
      const body = request();
      return body && { url: SEARCH, body };
    });
  }

  findMore(request: StudentSearchRequest, cursor: string): Promise<Page<StudentListItem>> {
    return this.api.ask(SEARCH, { ...request, total: undefined, cursor });
  }

  duties(filter: () => DutyFilter | undefined): Reading<Page<DutyView>> {
    return this.api.gather(filter, (wanted) => this.moreDuties(wanted));
  }

  /**
   * A page of duties. The server lists them month by month: the months of the filter are walked through one after another until
   * a page is full, and the cursor says in which month to go on.
   */
  async moreDuties(filter: DutyFilter, cursor = ''): Promise<Page<DutyView>> {
    const [month, within] = cursor.split(' ');
    const items: DutyView[] = [];
    const from = Math.max(0, filter.months.indexOf(month ?? ''));
    for (const [position, present] of filter.months.entries()) {
      if (position < from) continue;
      if (items.length >= DUTIES_A_PAGE) return { items, nextCursor: present };
      const page = await this.api.get<Page<DutyView>>(
        dutiesAddress(filter, present, position === from ? within : undefined),
      );
      items.push(...page.items);
      if (page.nextCursor) return { items, nextCursor: `${present} ${page.nextCursor}` };
    }
    return { items, nextCursor: null };
  }

  /** All classes of the school, once they are wanted. */
  classes(wanted: () => boolean = () => true): Reading<Page<ClassView>> {
    return this.api.read(() => (wanted() ? '/api/classes?limit=100' : undefined));
  }

  /** The whole file; the server notes in the access log that it was opened. */
  file(id: () => string | undefined): Reading<StudentView> {
    return this.api.read(() => {
      const wanted = id();
      return wanted && `/api/students/${wanted}`;
    });
  }

  /** Notes in the access log that the whole file goes on paper. */
  notePrinting(id: string): Promise<void> {
    return this.api.post(`/api/students/${id}/print`, {});
  }

  /** Urgent concerns nobody has taken yet; for the department. */
  urgentConcerns(wanted: () => boolean): Reading<Page<UrgentConcernView>> {
    return this.api.read(() => (wanted() ? '/api/urgent-concerns?limit=100' : undefined));
  }

  timeline(id: () => string | undefined): Reading<Page<TimelineItem>> {
    return this.api.read(() => {
      const wanted = id();
      return wanted && `/api/students/${wanted}/timeline`;
    });
  }

  moreTimeline(id: string, cursor: string): Promise<Page<TimelineItem>> {
    return this.api.get(`/api/students/${id}/timeline?${new URLSearchParams({ cursor })}`);
  }

  accessLog(id: () => string | undefined): Reading<Page<AccessLogItem>> {
    return this.api.read(() => {
      const wanted = id();
      return wanted && `/api/students/${wanted}/access-log?limit=50`;
    });
  }

  moreAccessLog(id: string, cursor: string): Promise<Page<AccessLogItem>> {
    return this.api.get(`/api/students/${id}/access-log?${new URLSearchParams({ limit: '50', cursor })}`);
  }

  /** @param key makes the same form sent twice one child */
  create(request: CreateStudentRequest, key: string): Promise<StudentView> {
    return this.noting(this.api.post('/api/students', request, { key }));
  }

  edit(id: string, change: EditStudentRequest, version: number): Promise<StudentView> {
    return this.noting(this.api.patch(`/api/students/${id}`, change, version));
  }

  /** The care file with its history; the server notes in the access log that it was opened. */
  careFile(id: () => string | undefined): Reading<CareFileView> {
    return this.api.read(() => {
      const wanted = id();
      return wanted && `/api/students/${wanted}/care-file`;
    });
  }

  /** Categories that wait for the department, and those that came back lately. */
  categoryProposals(id: () => string | undefined): Reading<CategoryProposals> {
    return this.api.read(() => {
      const wanted = id();
      return wanted && `/api/students/${wanted}/category-proposals`;
    });
  }

  /** What stood in the basics before. */
  changesOf(id: () => string | undefined): Reading<Page<StudentChangeView>> {
    return this.api.read(() => {
      const wanted = id();
      return wanted && `/api/students/${wanted}/changes`;
    });
  }

  moreChangesOf(id: string, cursor: string): Promise<Page<StudentChangeView>> {
    return this.api.get(`/api/students/${id}/changes?${new URLSearchParams({ cursor })}`);
  }

  setUrgency(id: string, request: SetUrgencyRequest, version: number): Promise<unknown> {
    return this.noting(this.api.patch(`/api/students/${id}/care-file/urgency`, request, version));
  }

  proposeCategory(id: string, request: ProposeCategoryRequest, key: string): Promise<CategoryProposalView> {
    return this.noting(this.api.post(`/api/students/${id}/category-proposals`, request, { key }));
  }

  proposeEnd(id: string, categoryId: string, request: EndCategoryRequest, key: string): Promise<CategoryProposalView> {
    return this.noting(this.api.post(`/api/students/${id}/categories/${categoryId}/end-proposals`, request, { key }));
  }

  withdrawProposal(proposal: CategoryProposalView): Promise<unknown> {
    return this.noting(this.api.post(`/api/approvals/${proposal.id}/withdraw`, {}, { version: proposal.version }));
  }

  changeAudience(id: string, category: CategoryView, audience: ChangeAudienceRequest['audience']): Promise<unknown> {
    return this.noting(
      this.api.patch(`/api/students/${id}/categories/${category.id}/audience`, { audience }, category.version),
    );
  }

  changeCareFile(id: string, change: ChangeCareFileRequest, version: number): Promise<unknown> {
    return this.noting(this.api.patch(`/api/students/${id}/care-file`, change, version));
  }

  addCategory(id: string, request: AddCategoryRequest, key: string): Promise<CategoryView> {
    return this.noting(this.api.post(`/api/students/${id}/categories`, request, { key }));
  }

  endCategory(id: string, category: CategoryView, request: EndCategoryRequest): Promise<unknown> {
    return this.noting(this.api.patch(`/api/students/${id}/categories/${category.id}`, request, category.version));
  }

  /** Something about a child was changed elsewhere; lists on the screen read again. */
  noteChange(): void {
    this.written.update((count) => count + 1);
  }

  private async noting<T>(answer: Promise<T>): Promise<T> {
    const value = await answer;
    this.noteChange();
    return value;
  }
}

function dutiesAddress(filter: DutyFilter, month: Month, cursor?: string): string {
  const query = new URLSearchParams({ month, limit: String(DUTIES_A_PAGE) });
  if (filter.status) query.set('status', filter.status);
  if (filter.neverCaredFor) query.set('neverCaredFor', 'true');
  if (filter.classId) query.set('classId', filter.classId);
  if (cursor) query.set('cursor', cursor);
  return `/api/duties?${query}`;
}
