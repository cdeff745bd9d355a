import { Injectable, inject } from '@angular/core';
import type {
  ApprovalCount,
  ClassView,
  DutySummary,
  DutyTrend,
  DutyView,
  ExemptionListItem,
  MeetingNames,
  NeverCaredForView,
  Page,
  UrgentConcernView,
} from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import { paged, type Paged } from '../../../core/http/paged.js';
import type { Reading } from '../../../core/http/reading.js';
import { dutiesAddress, neverCaredForAddress, type DutyListFilter } from './duty-lists.js';

const ROWS_AT_ONCE = 50;

/** Everything the overview asks the server; called where a component is built. */
@Injectable({ providedIn: 'root' })
export class OverviewApi {
  private readonly api = inject(Api);

  /** How a month stands, the present one where none is named; with a standard only that one counts. Nothing while nothing is wanted. */
  summary(wanted: () => { month?: string; standard?: string } | undefined): Reading<DutySummary> {
    return this.api.read<DutySummary>(() => {
      const asked = wanted();
      return asked && `/api/duties/summary${queryOf(asked)}`;
    });
  }

  /** The list behind a figure. */
  duties(filter: () => DutyListFilter): Paged<DutyView> {
    return paged(
      this.api.read<Page<DutyView>>(() => dutiesAddress(filter(), { limit: ROWS_AT_ONCE })),
      (cursor) => this.api.get<Page<DutyView>>(dutiesAddress(filter(), { limit: ROWS_AT_ONCE, cursor })),
    );
  }

  /** The talks of this school year up to a month, the present one where none is named, and of the last. */
  trend(month: () => string | undefined): Reading<DutyTrend> {
    return this.api.read<DutyTrend>(() => `/api/duties/trend${queryOf({ month: month() })}`);
  }

  /** The children nobody has ever reached. */
  neverCaredFor(classId: () => string | undefined): Paged<NeverCaredForView> {
    const address = (cursor?: string): string =>
      neverCaredForAddress({ classId: classId(), cursor, limit: ROWS_AT_ONCE });
    return paged(
      this.api.read<Page<NeverCaredForView>>(() => address()),
      (cursor) => this.api.get<Page<NeverCaredForView>>(address(cursor)),
    );
  }

  /** The first few of them. */
  firstNeverCaredFor(wanted: () => boolean, limit: number): Reading<Page<NeverCaredForView>> {
    return this.api.read<Page<NeverCaredForView>>(() => (wanted() ? neverCaredForAddress({ limit }) : undefined));
  }

  /** How many exemptions are in force; nothing where the person is not to see them. */
  exemptions(wanted: () => boolean): Reading<Page<ExemptionListItem>> {
    return this.api.read<Page<ExemptionListItem>>(() =>
      wanted() ? '/api/duty-exemptions?current=true&limit=1&total=true' : undefined,
    );
  }

  /** How many approvals wait for this person; nothing for those who have no such list. */
  approvals(wanted: () => boolean): Reading<ApprovalCount> {
    return this.api.read<ApprovalCount>(() => (wanted() ? '/api/approvals/count' : undefined));
  }

  /** The names for the page of the meeting; each of them leaves a row in its child's access log. */
  meetingNames(month: string): Promise<MeetingNames> {
    return this.api.post<MeetingNames>('/api/duties/meeting-names', { month });
  }

  /** Urgent concerns nobody has taken; nothing where the person is not to see them. */
  urgentConcerns(wanted: () => boolean): Reading<Page<UrgentConcernView>> {
    return this.api.read<Page<UrgentConcernView>>(() => (wanted() ? '/api/urgent-concerns' : undefined));
  }

  /** The classes, to name the one a list is filtered by. */
  classes(wanted: () => boolean): Reading<Page<ClassView>> {
    return this.api.read<Page<ClassView>>(() => (wanted() ? '/api/classes?limit=100' : undefined));
  }
}

/** '?month=2025-03', or nothing where nothing is named: the page asks for the present month before it knows which that is. */
function queryOf(named: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(named)) if (value) query.set(name, value);
  return query.size > 0 ? `?${query}` : '';
}
