import { Injectable, inject, signal } from '@angular/core';
import type { ApprovalCount, ApprovalListItem, ApprovalView, ApproveRequest, Page } from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import { paged, type Paged } from '../../../core/http/paged.js';
import type { Reading } from '../../../core/http/reading.js';

/** Which part of the inbox is shown. */
export interface ApprovalFilter {
  readonly status: 'open' | 'decided';
  /** '' for all kinds. */
  readonly kind: string;
}

/** What waits for a second person; called where a component is built. */
@Injectable({ providedIn: 'root' })
export class ApprovalsApi {
  private readonly api = inject(Api);
  private readonly decisions = signal(0);
  /** Goes up with every decision made here; whoever shows a list or a number reads it again then. */
  readonly decided = this.decisions.asReadonly();

  list(filter: () => ApprovalFilter): Paged<ApprovalListItem> {
    return paged(
      this.api.read<Page<ApprovalListItem>>(() => address(filter())),
      (cursor) => this.api.get<Page<ApprovalListItem>>(`${address(filter())}&cursor=${cursor}`),
    );
  }

  open(id: () => string | undefined): Reading<ApprovalView> {
    return this.api.read<ApprovalView>(() => {
      const wanted = id();
      return wanted && `/api/approvals/${wanted}`;
    });
  }

  /** How many wait for the person; nothing is asked for who decides on nothing. */
  count(wanted: () => boolean): Reading<ApprovalCount> {
    return this.api.read<ApprovalCount>(() => (wanted() ? '/api/approvals/count' : undefined));
  }

  approve(one: ApprovalView, request: ApproveRequest): Promise<ApprovalView> {
    return this.decide(
      this.api.post<ApprovalView>(`/api/approvals/${one.id}/approve`, request, { version: one.version }),
    );
  }

  sendBack(one: ApprovalView, reason: string): Promise<ApprovalView> {
    return this.decide(
      this.api.post<ApprovalView>(`/api/approvals/${one.id}/send-back`, { reason }, { version: one.version }),
    );
  }

  withdraw(one: ApprovalView): Promise<ApprovalView> {
    return this.decide(this.api.post<ApprovalView>(`/api/approvals/${one.id}/withdraw`, {}, { version: one.version }));
  }

  private async decide(answer: Promise<ApprovalView>): Promise<ApprovalView> {
    const decided = await answer;
    this.decisions.update((count) => count + 1);
    return decided;
  }
}

function address({ status, kind }: ApprovalFilter): string {
  const query = new URLSearchParams({ status, limit: '50' });
  if (kind) query.set('kind', kind);
  return `/api/approvals?${query}`;
}
