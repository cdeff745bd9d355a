import { Injectable, inject } from '@angular/core';
import type {
  AddAddendumRequest,
  ClassView,
  DutyState,
  DutyView,
  EditTalkRequest,
  Page,
  RecordTalkRequest,
  TalkView,
  TimelineItem,
  VoidTalkRequest,
} from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import { paged, type Paged } from '../../../core/http/paged.js';
import type { Reading } from '../../../core/http/reading.js';

/** Which monthly talks a list asks for. */
export interface TalkDutyFilter {
  month: string;
  status: DutyState;
  classId?: string;
}

/** Talks and the monthly duties they fulfil. */
@Injectable({ providedIn: 'root' })
export class TalksApi {
  private readonly api = inject(Api);

  /** Records one entry, for one child or several; the id makes the same entry sent twice one. */
  async record(request: RecordTalkRequest): Promise<TalkView[]> {
    return (await this.api.post<{ items: TalkView[] }>('/api/talks', request, { key: null })).items;
  }

  talk(id: () => string | undefined): Reading<TalkView> {
    return this.api.read<TalkView>(() => {
      const wanted = id();
      return wanted && `/api/talks/${wanted}`;
    });
  }

  edit(id: string, change: EditTalkRequest, version: number): Promise<TalkView> {
    return this.api.patch(`/api/talks/${id}`, change, version);
  }

  addAddendum(id: string, request: AddAddendumRequest): Promise<TalkView> {
    return this.api.post(`/api/talks/${id}/addenda`, request, { key: request.id });
  }

  /** Takes a talk out of account; it stays on the timeline, struck out, with the reason. */
  void(id: string, request: VoidTalkRequest, version: number): Promise<TalkView> {
    return this.api.post(`/api/talks/${id}/void`, request, { version });
  }

  /** The talks on a child's timeline, newest first. */
  talksOf(studentId: () => string | undefined): Reading<Page<TimelineItem>> {
    return this.api.read(() => {
      const wanted = studentId();
      return wanted && `/api/students/${wanted}/timeline?limit=50`;
    });
  }

  /** The monthly talks in one state, page by page; nothing while the filter is undefined. */
  duties(filter: () => TalkDutyFilter | undefined): Paged<DutyView> {
    const first = this.api.read<Page<DutyView>>(() => {
      const wanted = filter();
      return wanted && dutiesAddress(wanted);
    });
    return paged(first, (cursor) => this.api.get(dutiesAddress(filter()!, cursor)));
  }

  /** Every class of the school; asked only where the reader sees more than the own. */
  classes(wanted: () => boolean): Reading<Page<ClassView>> {
    return this.api.read(() => (wanted() ? '/api/classes?limit=100' : undefined));
  }
}

function dutiesAddress(filter: TalkDutyFilter, cursor?: string): string {
  const query = new URLSearchParams({
    month: filter.month,
    standard: 'monthlyTalk',
    status: filter.status,
    limit: '50',
  });
  if (filter.classId) query.set('classId', filter.classId);
  if (cursor) query.set('cursor', cursor);
  return `/api/duties?${query}`;
}
