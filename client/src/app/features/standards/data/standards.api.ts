import { Injectable, inject } from '@angular/core';
import type {
  CareStandardView,
  ChangeStandardRequest,
  CreateStandardRequest,
  ExemptionListItem,
  ExemptionView,
  GrantExemptionRequest,
  Page,
  PreviewStandardRequest,
  StandardPreview,
} from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import { paged, type Paged } from '../../../core/http/paged.js';
import type { Reading } from '../../../core/http/reading.js';

const ROWS_AT_ONCE = 50;

/** Everything about care standards and exemptions that the server is asked; reads are called where a component is built. */
@Injectable({ providedIn: 'root' })
export class StandardsApi {
  private readonly api = inject(Api);

  /** Every version of every rule; nothing where it is not wanted. */
  standards(wanted: () => boolean = () => true): Reading<Page<CareStandardView>> {
    return this.api.read<Page<CareStandardView>>(() => (wanted() ? '/api/care-standards' : undefined));
  }

  /** Who becomes due by a sentence; nothing while it is not whole. */
  preview(wanted: () => PreviewStandardRequest | undefined): Reading<StandardPreview> {
    return this.api.search<StandardPreview>(() => {
      const body = wanted();
      return body && { url: '/api/care-standards/preview', body };
    });
  }

  create(request: CreateStandardRequest): Promise<CareStandardView> {
    return this.api.post<CareStandardView>('/api/care-standards', request);
  }

  /** Changes a rule from a month on. */
  change(ruleId: string, request: ChangeStandardRequest): Promise<CareStandardView> {
    return this.api.post<CareStandardView>(`/api/care-standards/${ruleId}/versions`, request);
  }

  /** Corrects a version that is still to come. */
  edit({ id, version }: CareStandardView, request: ChangeStandardRequest): Promise<CareStandardView> {
    return this.api.patch<CareStandardView>(`/api/care-standards/${id}`, request, version);
  }

  withdraw({ id, version }: CareStandardView): Promise<Page<CareStandardView>> {
    return this.api.post<Page<CareStandardView>>(`/api/care-standards/${id}/withdraw`, {}, { version });
  }

  /** Gives a rule up after a day; null takes that back. */
  end({ id, version }: CareStandardView, on: string | null): Promise<CareStandardView> {
    return this.api.post<CareStandardView>(`/api/care-standards/${id}/end`, { on }, { version });
  }

  exemptions(filter: () => { studentId?: string; current?: boolean } | undefined): Paged<ExemptionListItem> {
    const address = (cursor?: string): string | undefined => {
      const wanted = filter();
      if (!wanted) return undefined;
      const query = new URLSearchParams({ limit: String(ROWS_AT_ONCE), total: 'true' });
      if (wanted.studentId) query.set('studentId', wanted.studentId);
      if (wanted.current) query.set('current', 'true');
      if (cursor) query.set('cursor', cursor);
      return `/api/duty-exemptions?${query}`;
    };
    return paged(
      this.api.read<Page<ExemptionListItem>>(() => address()),
      (cursor) => this.api.get<Page<ExemptionListItem>>(address(cursor)!),
    );
  }

  /** One exemption with its reason; that it was opened stands in the access log. */
  exemption(id: () => string): Reading<ExemptionView> {
    return this.api.read<ExemptionView>(() => `/api/duty-exemptions/${id()}`);
  }

  grant(request: GrantExemptionRequest): Promise<ExemptionView> {
    return this.api.post<ExemptionView>('/api/duty-exemptions', request);
  }

  endExemption({ id, version }: ExemptionView, request: { from?: string; reason: string }): Promise<ExemptionView> {
    return this.api.post<ExemptionView>(`/api/duty-exemptions/${id}/end`, request, { version });
  }
}
