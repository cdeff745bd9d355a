import { Injectable, inject, signal } from '@angular/core';
import type {
  AddVillageRequest,
  AssignmentOutcome,
  AssignmentView,
  CalendarDaysRequest,
  CalendarDaysView,
  ClassView,
  CreateAssignmentRequest,
  CreateClassesRequest,
  CreateTermRequest,
  EditSchoolRequest,
  EditTermRequest,
  EditVillageRequest,
  EndAssignmentRequest,
  Page,
  PublicHolidaysTaken,
  PublicYearView,
  SchoolView,
  StaffView,
  TermView,
  VillageView,
  VillageWritten,
  WrittenVillage,
} from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';

/** A record with its version, as it was read. */
type Seen = { readonly id: string; readonly version: number };

/** The school itself, its calendar, classes and villages at the server. `read…` and lists are called where a component is built. */
@Injectable({ providedIn: 'root' })
export class SchoolApi {
  private readonly api = inject(Api);
  /** Counts what has been saved: whoever shows it reads again. */
  readonly changes = signal(0);

  school(): Reading<Page<SchoolView>> {
    return this.api.read(() => '/api/schools');
  }

  editSchool(school: Seen, request: EditSchoolRequest): Promise<SchoolView> {
    return this.changed(this.api.patch(`/api/schools/${school.id}`, request, school.version));
  }

  terms(): Reading<Page<TermView>> {
    return this.api.read(() => '/api/terms');
  }

  createTerm(request: CreateTermRequest): Promise<TermView> {
    return this.changed(this.api.post('/api/terms', request));
  }

  editTerm(term: Seen, request: EditTermRequest): Promise<TermView> {
    return this.changed(this.api.patch(`/api/terms/${term.id}`, request, term.version));
  }

  removeTerm(term: Seen): Promise<void> {
    return this.changed(this.api.remove(`/api/terms/${term.id}`, term.version));
  }

  /** All days off and days worked of the school, in order. */
  days(): Reading<readonly CalendarDaysView[]> {
    return this.api.gather(
      () => 'all',
      () => this.all<CalendarDaysView>('/api/calendar-exceptions'),
    );
  }

  addDays(request: CalendarDaysRequest): Promise<CalendarDaysView> {
    return this.changed(this.api.post('/api/calendar-exceptions', request));
  }

  editDays(days: Seen, request: CalendarDaysRequest): Promise<CalendarDaysView> {
    return this.changed(this.api.patch(`/api/calendar-exceptions/${days.id}`, request, days.version));
  }

  removeDays(days: Seen): Promise<void> {
    return this.changed(this.api.remove(`/api/calendar-exceptions/${days.id}`, days.version));
  }

  publicYear(year: () => number): Reading<PublicYearView> {
    return this.api.read(() => `/api/public-holidays/${year()}`);
  }

  takePublicYear(year: number): Promise<PublicHolidaysTaken> {
    return this.changed(this.api.post('/api/public-holidays', { year }));
  }

  /** The classes of a school year; without one those of the present. */
  classes(schoolYear: () => number | undefined): Reading<Page<ClassView>> {
    return this.api.read(() => {
      const year = schoolYear();
      return year === undefined ? '/api/classes?limit=100' : `/api/classes?limit=100&schoolYear=${year}`;
    });
  }

  createClasses(request: CreateClassesRequest): Promise<Page<ClassView>> {
    return this.changed(this.api.post('/api/classes', request));
  }

  editClass(found: Seen, number: number): Promise<ClassView> {
    return this.changed(this.api.patch(`/api/classes/${found.id}`, { number }, found.version));
  }

  removeClass(found: Seen): Promise<void> {
    return this.changed(this.api.remove(`/api/classes/${found.id}`, found.version));
  }

  /** Every post at a class, the latest to begin first. */
  posts(classId: () => string): Reading<readonly AssignmentView[]> {
    return this.api.gather(classId, (id) => this.all<AssignmentView>('/api/assignments', { classId: id }));
  }

  givePost(request: CreateAssignmentRequest): Promise<AssignmentOutcome> {
    return this.changed(this.api.post('/api/assignments', request));
  }

  endPost(post: Seen, request: EndAssignmentRequest): Promise<AssignmentView> {
    return this.changed(this.api.post(`/api/assignments/${post.id}/end`, request, { version: post.version }));
  }

  /** Everybody who works at the school. */
  staff(): Reading<readonly StaffView[]> {
    return this.api.gather(
      () => 'all',
      () => this.all<StaffView>('/api/staff'),
    );
  }

  villages(): Reading<readonly VillageView[]> {
    return this.api.gather(
      () => 'all',
      () => this.all<VillageView>('/api/villages'),
    );
  }

  /** What stands on cards as a village and in no register; the hundred that stand there most. */
  unregistered(): Reading<Page<WrittenVillage>> {
    return this.api.read(() => '/api/villages/unregistered?limit=100');
  }

  addVillage(request: AddVillageRequest): Promise<VillageView> {
    return this.changed(this.api.post('/api/villages', request));
  }

  editVillage(village: Seen, request: EditVillageRequest): Promise<VillageView> {
    return this.changed(this.api.patch(`/api/villages/${village.id}`, request, village.version));
  }

  removeVillage(village: Seen): Promise<void> {
    return this.changed(this.api.remove(`/api/villages/${village.id}`, village.version));
  }

  writeVillage(village: Seen, reason: string): Promise<VillageWritten> {
    return this.changed(this.api.post(`/api/villages/${village.id}/write`, { reason }));
  }

  private async changed<T>(saving: Promise<T>): Promise<T> {
    const answer = await saving;
    this.changes.update((count) => count + 1);
    return answer;
  }

  /** Every page of a list, one after another. */
  private async all<T>(path: string, filter: Record<string, string> = {}): Promise<readonly T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const query: URLSearchParams = new URLSearchParams({
        limit: '100',
        ...filter,
        ...(cursor === null ? {} : { cursor }),
      });
      const page: Page<T> = await this.api.get<Page<T>>(`${path}?${query}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }
}
