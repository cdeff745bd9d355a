import { Injectable, inject } from '@angular/core';
import type { ClassView, DutySummary, DutyView, Page, UrgentConcernView } from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import { paged, type Paged } from '../../../core/http/paged.js';
import type { Reading } from '../../../core/http/reading.js';
import { dutiesAddress, type DutyListFilter } from './duty-lists.js';

const ROWS_AT_ONCE = 50;

/** Everything the overview asks the server; called where a component is built. */
@Injectable({ providedIn: 'root' })
export class OverviewApi {
  private readonly api = inject(Api);

  /** How a month stands; with a standard only that one counts. Nothing while the month is undefined. */
  summary(wanted: () => { month: string; standard?: string } | undefined): Reading<DutySummary> {
    return this.api.read<DutySummary>(() => {
      const asked = wanted();
      if (!asked) return undefined;
      const query = new URLSearchParams({ month: asked.month });
      if (asked.standard) query.set('standard', asked.standard);
      return `/api/duties/summary?${query}`;
    });
  }

  /** The list behind a figure. */
  duties(filter: () => DutyListFilter): Paged<DutyView> {
    return paged(
      this.api.read<Page<DutyView>>(() => dutiesAddress(filter(), { limit: ROWS_AT_ONCE })),
      (cursor) => this.api.get<Page<DutyView>>(dutiesAddress(filter(), { limit: ROWS_AT_ONCE, cursor })),
    );
  }

  /** The first few of a list. */
  firstOf(filter: () => DutyListFilter | undefined, limit: number): Reading<Page<DutyView>> {
    return this.api.read<Page<DutyView>>(() => {
      const wanted = filter();
      return wanted && dutiesAddress(wanted, { limit });
    });
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
