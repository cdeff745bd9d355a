import { Injectable, inject } from '@angular/core';
import type {
  MergeCandidate,
  MergeChildrenRequest,
  MergePreview,
  MergeView,
  Page,
  PreviewMergeRequest,
} from '@tongxin/shared';
import { Api } from '../../../core/http/api.js';
import type { Reading } from '../../../core/http/reading.js';

/** Files that may have been made twice for one child. */
@Injectable({ providedIn: 'root' })
export class MergesApi {
  private readonly api = inject(Api);

  candidates(): Reading<Page<MergeCandidate>> {
    return this.api.read<Page<MergeCandidate>>(() => '/api/merges/candidates');
  }

  list(): Reading<Page<MergeView>> {
    return this.api.read<Page<MergeView>>(() => '/api/merges');
  }

  preview(pair: () => PreviewMergeRequest): Reading<MergePreview> {
    return this.api.search<MergePreview>(() => ({ url: '/api/merges/preview', body: pair() }));
  }

  merge(request: MergeChildrenRequest): Promise<MergeView> {
    return this.api.post<MergeView>('/api/merges', request);
  }

  undo(id: string): Promise<MergeView> {
    return this.api.post<MergeView>(`/api/merges/${id}/undo`);
  }

  differ(oneId: string, otherId: string): Promise<void> {
    return this.api.post(`/api/merges/different`, { oneId, otherId });
  }
}
