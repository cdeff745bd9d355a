import { HttpClient } from '@angular/common/http';
import { Injectable, inject, signal } from '@angular/core';
import type {
  ActivationRequest,
  AssignmentOutcome,
  ClassView,
  CodeOutcome,
  CreateAssignmentRequest,
  FirstCodesView,
  GrantOutcome,
  GrantView,
  InvitedStaffView,
  InvitedView,
  InviteUserRequest,
  NewGrantRequest,
  Page,
  StaffListView,
  StaffRowRequest,
  UserListItem,
  UsernameView,
  UserView,
} from '@tongxin/shared';
import { firstValueFrom } from 'rxjs';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';

const SEARCH = '/api/users/search';

/** What the list of people is narrowed to; empty is everything. */
export interface PeopleFilter {
  query?: string;
  state?: UserListItem['state'];
  role?: string;
}

/** Colleagues with their accounts and posts. A name somebody looks for stands in the body of a request, never in an address. */
@Injectable({ providedIn: 'root' })
export class AccountsApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);
  private readonly written = signal(0);

  /** Grows with every change made here; what is still on the screen reads again. */
  readonly changes = this.written.asReadonly();

  people(filter: () => PeopleFilter): Reading<Page<UserListItem>> {
    return this.api.search(() => ({ url: SEARCH, body: { ...filter(), limit: 50 } }));
  }

  morePeople(filter: PeopleFilter, cursor: string): Promise<Page<UserListItem>> {
    return this.api.ask(SEARCH, { ...filter, limit: 50, cursor });
  }

  person(id: () => string): Reading<UserView> {
    return this.api.read(() => `/api/users/${id()}`);
  }

  grants(staffId: () => string | undefined): Reading<Page<GrantView>> {
    return this.api.read(() => {
      const id = staffId();
      return id && `/api/grants?staffId=${id}&limit=100`;
    });
  }

  suggest(name: string): Promise<UsernameView> {
    return this.api.ask('/api/users/username', { name });
  }

  invite(request: InviteUserRequest): Promise<InvitedView> {
    return this.done(this.api.post<InvitedView>('/api/users', request));
  }

  edit(person: { id: string; version: number }, change: { name?: string; disabled?: boolean }): Promise<UserView> {
    return this.done(this.api.patch<UserView>(`/api/users/${person.id}`, change, person.version));
  }

  makeCode(id: string, reason?: string): Promise<CodeOutcome> {
    return this.done(this.api.post<CodeOutcome>(`/api/users/${id}/code`, reason ? { reason } : {}));
  }

  /** New codes for colleagues who have never been in; at most 50 at a time. */
  makeFirstCodes(userIds: readonly string[]): Promise<FirstCodesView> {
    return this.done(this.api.post<FirstCodesView>('/api/users/codes', { userIds }));
  }

  give(request: NewGrantRequest): Promise<GrantOutcome> {
    return this.done(this.api.post<GrantOutcome>('/api/grants', request));
  }

  end(grantId: string, request: { on: string; reason?: string }): Promise<GrantView> {
    return this.done(this.api.post<GrantView>(`/api/grants/${grantId}/end`, request));
  }

  classes(wanted: () => boolean): Reading<Page<ClassView>> {
    return this.api.read(() => (wanted() ? '/api/classes' : undefined));
  }

  assign(request: CreateAssignmentRequest): Promise<AssignmentOutcome> {
    return this.done(this.api.post<AssignmentOutcome>('/api/assignments', request));
  }

  checkList(file: File): Promise<StaffListView> {
    return this.api.upload('/api/users/import', file);
  }

  inviteRows(rows: readonly StaffRowRequest[]): Promise<InvitedStaffView> {
    return this.done(this.api.post<InvitedStaffView>('/api/users/import/commit', { rows }));
  }

  async template(language: string): Promise<Blob> {
    try {
      return await firstValueFrom(
        this.http.get('/api/users/import/template.xlsx', { params: { language }, responseType: 'blob' }),
      );
    } catch (error) {
      throw toRequestProblem(error);
    }
  }

  /** Takes a code from a slip and sets the own password; nobody is signed in yet. */
  activate(request: ActivationRequest): Promise<void> {
    return this.api.ask('/api/activation', request);
  }

  private async done<T>(work: Promise<T>): Promise<T> {
    const answer = await work;
    this.written.update((count) => count + 1);
    return answer;
  }
}
